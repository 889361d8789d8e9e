// SPDX-License-Identifier: MIT
#include "core/runtime/server_address.h"

#include "core/base/text.h"

#include <sys/un.h>

namespace spp::runtime
{

namespace
{

constexpr std::string_view unixPrefix = "unix:";

} // namespace

std::string ServerAddress::shown() const
{
    if (isUnix())
        return std::string(unixPrefix) + text::printable(path);
    return (host.find(':') == std::string::npos ? host : "[" + host + "]") + ":" + port;
}

Result<ServerAddress> parseServerAddress(std::string_view text)
{
    ServerAddress server{std::string(text), "25"};
    const bool isBracketed = text.starts_with('[');
    const auto end = isBracketed ? text.find(']') : text.find(':');
    if (isBracketed && end != std::string_view::npos) {
        server.host = text.substr(1, end - 1);
        text.remove_prefix(end + 1);
    } else if (!isBracketed && end != std::string_view::npos && text.find(':', end + 1) == std::string_view::npos) {
        server.host = text.substr(0, end);
        text.remove_prefix(end);
    } else if (!isBracketed) {
        text = {}; // a name, or an IPv6 address that stands without brackets
    }
    if (text.starts_with(':'))
        server.port = text.substr(1);
    else if (!text.empty())
        server.host.clear();
    const bool isPort = !server.port.empty() && server.port.size() <= 5 &&
                        server.port.find_first_not_of("0123456789") == std::string::npos;
    if (server.host.empty() || !isPort)
        return fail(Fault::Configuration, "a server is HOST, HOST:PORT or [ADDRESS]:PORT, such as mx.example.org:25");
    return server;
}

Result<ServerAddress> parseUnixAddress(std::string_view text)
{
    const bool hasPrefix = text.starts_with(unixPrefix);
    const std::string_view path = text.substr(hasPrefix ? unixPrefix.size() : 0);
    constexpr std::size_t room = sizeof(sockaddr_un::sun_path) - 1;
    if (!hasPrefix || !path.starts_with('/') || path.size() > room || text::hasControlByte(path))
        return fail(Fault::Configuration, "a unix socket is unix:PATH, from the root on and of " +
                                              std::to_string(room) + " bytes at most, such as unix:/run/dovecot/lmtp");
    return ServerAddress{{}, {}, std::string(path)};
}

} // namespace spp::runtime
