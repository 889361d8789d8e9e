// SPDX-License-Identifier: MIT
#include "smtpd/admission.h"

#include "smtpd/network.h"

#include <algorithm>
#include <functional>
#include <string_view>

namespace spp::smtpd
{

namespace
{

constexpr std::chrono::minutes minute{1};
constexpr std::size_t prefixBytes = 8; // of a /64

} // namespace

std::size_t Admission::KeyHash::operator()(const Key& key) const
{
    return std::hash<std::string_view>{}({reinterpret_cast<const char*>(key.data()), key.size()});
}

Admission::Key Admission::keyOf(const asio::ip::address& address)
{
    Key key{};
    const asio::ip::address client = plainAddress(address);
    if (client.is_v6()) {
        std::copy_n(client.to_v6().to_bytes().begin(), prefixBytes, key.begin());
    } else {
        const auto bytes = client.to_v4().to_bytes();
        std::copy(bytes.begin(), bytes.end(), key.end() - bytes.size()); // no /64 ends so
        key[prefixBytes] = 1;
    }
    return key;
}

std::optional<TurnedAway> Admission::enter(const asio::ip::address& address, Clock::time_point now)
{
    return enter(address, now, false);
}

std::optional<TurnedAway> Admission::enterForOthers(const asio::ip::address& address, Clock::time_point now)
{
    return enter(address, now, true);
}

std::optional<TurnedAway> Admission::enter(const asio::ip::address& address, Clock::time_point now, bool isForOthers)
{
    const std::lock_guard lock(m_mutex);
    forgetQuietClients(now);
    Client& client = clientOf(address, now);
    if (m_limits.sessions != 0 && m_sessions >= m_limits.sessions)
        return turnAway(client, address, "max-sessions",
                        "there are " + std::to_string(m_sessions) + " sessions already", now);
    if (!isForOthers && m_limits.sessionsPerClient != 0 && client.sessions >= m_limits.sessionsPerClient)
        return turnAway(client, address, "max-sessions-per-client",
                        "it has " + std::to_string(client.sessions) + " sessions already", now);
    if (!isForOthers && m_limits.connectionsPerMinute != 0 && client.connections < 1)
        return turnAway(client, address, "max-connections-per-minute",
                        "more than " + std::to_string(m_limits.connectionsPerMinute) + " connections in a minute", now);
    client.connections -= isForOthers ? 0 : 1;
    ++client.sessions;
    ++m_sessions;
    return std::nullopt;
}

void Admission::leave(const asio::ip::address& address)
{
    const std::lock_guard lock(m_mutex);
    const auto found = m_clients.find(keyOf(address));
    if (found == m_clients.end() || found->second.sessions == 0)
        return;
    --found->second.sessions;
    --m_sessions;
}

std::size_t Admission::sessions() const
{
    const std::lock_guard lock(m_mutex);
    return m_sessions;
}

std::size_t Admission::clients() const
{
    const std::lock_guard lock(m_mutex);
    return m_clients.size();
}

Admission::Client& Admission::clientOf(const asio::ip::address& address, Clock::time_point now)
{
    const double most = m_limits.connectionsPerMinute;
    const auto [found, isNew] = m_clients.try_emplace(keyOf(address));
    Client& client = found->second;
    const double minutes = std::chrono::duration<double, std::ratio<60>>(now - client.seen).count();
    client.connections = isNew ? most : std::min(most, client.connections + minutes * most);
    client.seen = now;
    return client;
}

TurnedAway Admission::turnAway(Client& client, const asio::ip::address& address, std::string_view limit,
                               const std::string& why, Clock::time_point now)
{
    TurnedAway answer{limit, "421 4.7.0 too many connections here, try again later\r\n", std::nullopt};
    ++client.untold;
    if (client.told && now - *client.told < minute)
        return answer;
    answer.log = plainAddress(address).to_string() + ": turned away: " + why + " (--" + std::string(limit) + ")";
    if (client.untold > 1)
        *answer.log += "; " + std::to_string(client.untold) + " times since this was told last";
    client.told = now;
    client.untold = 0;
    return answer;
}

/// Once in a minute: whoever comes with a new address each time must not fill the memory.
void Admission::forgetQuietClients(Clock::time_point now)
{
    if (now - m_swept < minute)
        return;
    m_swept = now;
    std::erase_if(m_clients,
                  [&](const auto& entry) { return entry.second.sessions == 0 && now - entry.second.seen >= minute; });
}

} // namespace spp::smtpd
