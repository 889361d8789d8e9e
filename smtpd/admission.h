// SPDX-License-Identifier: MIT
/// Which clients may begin a session: so many at once in all, so many from one client, so many connections of it in a minute. A client is
/// an IPv4 address, or the /64 of an IPv6 address: whoever has one of those has all of them. The time is told. Thread-safe.
#pragma once

#include <asio/ip/address.hpp>

#include <array>
#include <chrono>
#include <cstddef>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>

namespace spp::smtpd
{

/// 0: no limit.
struct AdmissionLimits
{
    unsigned sessions = 400;
    unsigned sessionsPerClient = 40;
    unsigned connectionsPerMinute = 240; ///< of one client; as many may come at once
};

/// Why a client was turned away, for the log; and what it is told.
struct TurnedAway
{
    std::string_view limit; ///< its option, without dashes
    std::string reply;      ///< with its CR LF
    /// One in a minute for each client, with how many there were since; others have none.
    std::optional<std::string> log;
};

class Admission
{
public:
    using Clock = std::chrono::steady_clock;

    explicit Admission(AdmissionLimits limits) : m_limits(limits) {}

    /// nullopt: the session begins, and leave() is due at its end.
    std::optional<TurnedAway> enter(const asio::ip::address& address, Clock::time_point now);
    /// The same for a proxy that brings the clients of others: it counts among all alone.
    std::optional<TurnedAway> enterForOthers(const asio::ip::address& address, Clock::time_point now);
    void leave(const asio::ip::address& address);

    std::size_t sessions() const;
    /// Clients that are remembered: those with a session, and those that came within the last minutes.
    std::size_t clients() const;

private:
    using Key = std::array<unsigned char, 16>;
    struct KeyHash
    {
        std::size_t operator()(const Key& key) const;
    };
    struct Client
    {
        unsigned sessions = 0;
        double connections = 0; ///< that may still come at once
        Clock::time_point seen;
        std::optional<Clock::time_point> told;
        std::size_t untold = 0; ///< refusals since then
    };

    static Key keyOf(const asio::ip::address& address);
    Client& clientOf(const asio::ip::address& address, Clock::time_point now);
    std::optional<TurnedAway> enter(const asio::ip::address& address, Clock::time_point now, bool isForOthers);
    TurnedAway turnAway(Client& client, const asio::ip::address& address, std::string_view limit,
                        const std::string& why, Clock::time_point now);
    void forgetQuietClients(Clock::time_point now);

    const AdmissionLimits m_limits;
    mutable std::mutex m_mutex; ///< guards what follows
    std::size_t m_sessions = 0;
    std::unordered_map<Key, Client, KeyHash> m_clients;
    Clock::time_point m_swept;
};

} // namespace spp::smtpd
