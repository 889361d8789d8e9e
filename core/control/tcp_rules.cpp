// SPDX-License-Identifier: MIT
#include "core/control/tcp_rules.h"

#include <utility>

namespace spp::control
{

namespace
{

std::vector<std::string> keysOf(const TcpClient& client)
{
    std::vector<std::string> keys;
    if (!client.info.empty())
        keys.push_back(client.info + "@" + client.address);
    if (!client.info.empty() && !client.host.empty())
        keys.push_back(client.info + "@=" + client.host);
    keys.push_back(client.address);
    if (!client.host.empty())
        keys.push_back("=" + client.host);
    for (auto end = client.address.find_last_of(".:"); end != std::string::npos && end > 0;
         end = client.address.find_last_of(".:", end - 1))
        keys.push_back(client.address.substr(0, end + 1));
    for (auto dot = client.host.find('.'); dot != std::string::npos; dot = client.host.find('.', dot + 1))
        keys.push_back("=" + client.host.substr(dot));
    if (!client.host.empty())
        keys.emplace_back("=");
    keys.emplace_back();
    return keys;
}

/// What has no NUL behind it does not count, as in tcpserver.
TcpRule parseRule(std::string_view data)
{
    TcpRule rule;
    for (auto end = data.find('\0'); end != std::string_view::npos; end = data.find('\0')) {
        const std::string_view item = data.substr(0, end);
        data.remove_prefix(end + 1);
        if (item.starts_with('D'))
            rule.deny = true;
        else if (item.starts_with('+'))
            rule.variables.emplace_back(item.substr(1));
    }
    return rule;
}

} // namespace

Result<TcpRules> TcpRules::parse(std::string bytes)
{
    auto cdb = Cdb::parse(std::move(bytes));
    if (!cdb)
        return tl::unexpected<Error>(cdb.error());
    return TcpRules(std::move(*cdb));
}

TcpRule TcpRules::find(const TcpClient& client) const
{
    for (const std::string& key : keysOf(client))
        if (const auto data = m_cdb.find(key))
            return parseRule(*data);
    return {};
}

} // namespace spp::control
