// SPDX-License-Identifier: MIT
#include "core/session/xclient.h"

#include <string>

namespace spp::session
{

namespace
{

/// Empty: it is not known.
void put(plugin::Environment& environment, const char* name, const std::string& value)
{
    if (value.empty())
        environment.unset(name);
    else
        environment.set(name, value);
}

void put(plugin::Environment& environment, const char* name, const std::optional<std::string>& value)
{
    if (value)
        put(environment, name, *value);
}

/// For IPv6 there is each name once more (ucspi-tcp6).
void mirrorForIpv6(plugin::Environment& environment)
{
    const bool isV6 = environment.value("PROTO") == "TCP6";
    for (const char* name : {"REMOTEIP", "REMOTEPORT", "REMOTEHOST", "LOCALIP", "LOCALPORT"}) {
        const auto value = environment.value(std::string("TCP") + name);
        const std::string copy = isV6 && value ? std::string(*value) : "";
        put(environment, (std::string("TCP6") + name).c_str(), copy);
    }
}

std::string textOf(const plugin::Environment& environment, const char* name)
{
    return std::string(environment.value(name).value_or(""));
}

} // namespace

ClaimedClient claimedClient(const Xclient& xclient)
{
    const smtp::ClientClaim& claim = xclient.claim;
    ClaimedClient client{xclient.environment};
    plugin::Environment& environment = client.environment;
    if (claim.address) {
        // What else is known is of the peer, and not of its client.
        for (const char* name : {"TCPREMOTEHOST", "TCPREMOTEPORT", "TCPREMOTEINFO"})
            environment.unset(name);
        environment.set("PROTO", claim.address->find(':') == std::string::npos ? "TCP" : "TCP6");
    }
    put(environment, "TCPREMOTEIP", claim.address);
    put(environment, "TCPREMOTEHOST", claim.name);
    put(environment, "TCPREMOTEPORT", claim.port);
    put(environment, "TCPREMOTEINFO", claim.login);
    put(environment, "TCPLOCALIP", claim.destAddress);
    put(environment, "TCPLOCALPORT", claim.destPort);
    mirrorForIpv6(environment);
    if (!xclient.rules)
        return client;
    const control::TcpRule rule = xclient.rules->find(
        {textOf(environment, "TCPREMOTEIP"), textOf(environment, "TCPREMOTEHOST"), claim.login.value_or("")});
    client.isDenied = rule.deny;
    for (const std::string& variable : rule.variables)
        environment.put(variable);
    return client;
}

} // namespace spp::session
