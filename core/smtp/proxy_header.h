// SPDX-License-Identifier: MIT
/// The header that a proxy puts in front of a connection to tell who is behind it: the PROXY protocol, versions 1 and 2.
/// Source: haproxy's proxy-protocol.txt, sections 2.1 and 2.2. Pure; bytes are hostile.
#pragma once

#include "core/base/error.h"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace spp::smtp
{

/// A longer one is refused: version 1 has 107 bytes at most, version 2 has addresses and a few remarks.
inline constexpr std::size_t maxProxyHeader = 4096;

struct ProxyPlace
{
    std::string address; ///< numeric
    std::uint16_t port = 0;

    bool operator==(const ProxyPlace&) const = default;
};

struct ProxyHeader
{
    std::size_t size = 0; ///< so many bytes are the header's
    /// nullopt: the proxy speaks for itself (LOCAL, UNKNOWN), or for something that is no TCP: the connection's own addresses count.
    std::optional<ProxyPlace> client;
    std::optional<ProxyPlace> server;
};

/// @return nullopt: more bytes are needed; an error if these can't become a header
Result<std::optional<ProxyHeader>> parseProxyHeader(std::string_view bytes);

} // namespace spp::smtp
