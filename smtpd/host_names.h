// SPDX-License-Identifier: MIT
/// The names of clients by their addresses, asked of the system's resolver on threads of their own. A name counts if it leads back to the
/// address, as with tcpserver -p. Bounded: who asks while many others wait, or waits too long, gets none. A name counts for a
/// minute. Thread-safe.
#pragma once

#include "smtpd/metrics/counter.h"
#include "smtpd/recent_names.h"

#include <asio/awaitable.hpp>
#include <asio/ip/address.hpp>
#include <asio/thread_pool.hpp>

#include <array>
#include <atomic>
#include <cstddef>
#include <memory>
#include <optional>
#include <string>

namespace spp::smtpd
{

class HostNames
{
public:
    /// Late: it took too long. Refused: too many others were waiting.
    enum class Outcome { Found, None, Late, Refused };

    HostNames();

    /// Waits for the questions that are being asked; nobody may ask any more. Comes before the end of the loops that have asked.
    void end();

    /// In small letters, without the last dot; nullopt: it has none. On the loop of whoever asks.
    asio::awaitable<std::optional<std::string>> find(asio::ip::address address);

    /// How many are being asked, or wait for that. Thread-safe, as all is that follows.
    std::size_t waiting() const { return *m_waiting; }
    const metrics::Counter& count(Outcome outcome) const { return m_outcomes[static_cast<std::size_t>(outcome)]; }

private:
    std::optional<std::string> conclude(Outcome outcome, std::optional<std::string> name);

    RecentNames m_recent;
    asio::thread_pool m_threads;
    std::shared_ptr<std::atomic<std::size_t>> m_waiting = std::make_shared<std::atomic<std::size_t>>(0);
    std::array<metrics::Counter, 4> m_outcomes;
};

} // namespace spp::smtpd
