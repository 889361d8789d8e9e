// SPDX-License-Identifier: MIT
/// The names of clients by their addresses, asked of the system's resolver on threads of their own. A name counts if it leads back to the
/// address, as with tcpserver -p. Bounded: who asks while many others wait, or waits too long, gets none. Thread-safe.
#pragma once

#include <asio/awaitable.hpp>
#include <asio/ip/address.hpp>
#include <asio/thread_pool.hpp>

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
    HostNames();

    /// Waits for the questions that are being asked; nobody may ask any more. Comes before the end of the loops that have asked.
    void end();

    /// In small letters, without the last dot; nullopt: it has none. On the loop of whoever asks.
    asio::awaitable<std::optional<std::string>> find(asio::ip::address address);

private:
    asio::thread_pool m_threads;
    std::shared_ptr<std::atomic<std::size_t>> m_waiting = std::make_shared<std::atomic<std::size_t>>(0);
};

} // namespace spp::smtpd
