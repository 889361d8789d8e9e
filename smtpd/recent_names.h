// SPDX-License-Identifier: MIT
/// Names of clients that were found a moment ago: who comes again soon is not asked about again. Names alone are kept; that there was
/// none may be the resolver's fault. Bounded in number and time. Thread-safe.
#pragma once

#include <asio/ip/address.hpp>

#include <chrono>
#include <cstddef>
#include <deque>
#include <map>
#include <mutex>
#include <optional>
#include <string>
#include <utility>

namespace spp::smtpd
{

class RecentNames
{
public:
    using Clock = std::chrono::steady_clock;
    static constexpr std::chrono::seconds keptFor{60};
    static constexpr std::size_t mostKept = 10'000;

    std::optional<std::string> find(const asio::ip::address& address, Clock::time_point now) const;
    void keep(const asio::ip::address& address, const std::string& name, Clock::time_point now);

private:
    struct Entry
    {
        std::string name;
        Clock::time_point until;
    };

    mutable std::mutex m_mutex;
    std::map<asio::ip::address, Entry> m_entries;
    std::deque<asio::ip::address> m_order; ///< the oldest is the first
};

} // namespace spp::smtpd
