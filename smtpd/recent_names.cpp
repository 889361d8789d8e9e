// SPDX-License-Identifier: MIT
#include "smtpd/recent_names.h"

namespace spp::smtpd
{

std::optional<std::string> RecentNames::find(const asio::ip::address& address, Clock::time_point now) const
{
    const std::lock_guard lock(m_mutex);
    const auto found = m_entries.find(address);
    return found != m_entries.end() && now < found->second.until ? std::optional(found->second.name) : std::nullopt;
}

void RecentNames::keep(const asio::ip::address& address, const std::string& name, Clock::time_point now)
{
    const std::lock_guard lock(m_mutex);
    while (!m_order.empty() && (m_order.size() >= mostKept || m_entries.at(m_order.front()).until <= now)) {
        m_entries.erase(m_order.front());
        m_order.pop_front();
    }
    // Two who came at the same time were both asked about: the first answer stands.
    if (m_entries.try_emplace(address, Entry{name, now + keptFor}).second)
        m_order.push_back(address);
}

} // namespace spp::smtpd
