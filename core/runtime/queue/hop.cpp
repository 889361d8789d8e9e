// SPDX-License-Identifier: MIT
#include "core/runtime/queue/hop.h"

namespace spp::runtime
{

namespace
{

constexpr std::string_view lmtpPrefix = "lmtp:";
constexpr std::string_view smtpPrefix = "smtp:";

} // namespace

std::string Hop::shown() const
{
    return std::string(protocol == Protocol::Lmtp ? lmtpPrefix : smtpPrefix) + server.shown();
}

Result<Hop> parseHop(std::string_view text)
{
    const bool isLmtp = text.starts_with(lmtpPrefix);
    if (!isLmtp && !text.starts_with(smtpPrefix))
        return fail(Fault::Configuration, "a server begins with lmtp: or smtp:");
    const std::string_view where = text.substr(lmtpPrefix.size());
    auto server = where.starts_with("unix:") ? parseUnixAddress(where) : parseServerAddress(where);
    if (!server)
        return tl::unexpected<Error>(server.error());
    const bool hasPort = server->isUnix() || where.ends_with(":" + server->port);
    if (isLmtp && (!hasPort || server->port == "25")) // RFC 2033 section 5
        return fail(Fault::Configuration, "LMTP needs a port, which isn't 25, such as lmtp:127.0.0.1:24");
    return Hop{isLmtp ? Hop::Protocol::Lmtp : Hop::Protocol::Smtp, std::move(*server)};
}

} // namespace spp::runtime
