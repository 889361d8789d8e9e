// SPDX-License-Identifier: MIT
/// Where a server elsewhere is found: a host and a port, or a unix socket. A value.
#pragma once

#include "core/base/error.h"

#include <string>
#include <string_view>

namespace spp::runtime
{

struct ServerAddress
{
    std::string host; ///< a name or an IP address; empty for a unix socket
    std::string port;
    std::string path = {}; ///< of a unix socket

    bool isUnix() const { return !path.empty(); }
    bool beginsWithTls() const { return port == "465"; } // RFC 8314 3.3
    /// As it is parsed: "mx.example.org:25", "unix:/run/lmtp".
    std::string shown() const;
    bool operator==(const ServerAddress&) const = default;
};

/// "mx.example.org:25", "192.0.2.1", "[2001:db8::1]:465"; without a port it is 25.
Result<ServerAddress> parseServerAddress(std::string_view text);

/// "unix:/run/lmtp": a path from the root on, no longer than a socket's may be.
Result<ServerAddress> parseUnixAddress(std::string_view text);

} // namespace spp::runtime
