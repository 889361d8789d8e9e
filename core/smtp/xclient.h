// SPDX-License-Identifier: MIT
/// XCLIENT: a proxy tells who its client is, and the session begins anew with that one (Postfix's XCLIENT_README).
///
///     XCLIENT NAME=mx.example.net ADDR=IPV6:2001:db8::25 LOGIN=anna+40example.org
///
/// Values are xtext (RFC 3461 4); [UNAVAILABLE] and [TEMPUNAVAIL] say that there is none. Pure.
#pragma once

#include "core/base/error.h"

#include <optional>
#include <string>
#include <string_view>

namespace spp::smtp
{

/// What EHLO says behind XCLIENT.
inline constexpr std::string_view xclientAttributes = "NAME ADDR PORT PROTO HELO LOGIN DESTADDR DESTPORT";

/// Each: nullopt if nothing was said of it, empty if there is none.
struct ClientClaim
{
    std::optional<std::string> name;
    std::optional<std::string> address;  ///< as formatIpAddress() writes it
    std::optional<std::string> port;     ///< a number
    std::optional<std::string> protocol; ///< SMTP or ESMTP
    std::optional<std::string> helo;
    std::optional<std::string> login;
    std::optional<std::string> destAddress; ///< the one that the client has connected to, and its port
    std::optional<std::string> destPort;

    /// What a later command says takes the place of what an earlier one said.
    void add(const ClientClaim& later);
    bool operator==(const ClientClaim&) const = default;
};

/// No attribute twice, none that is not listed above, and no control character in a value; its error is a sentence for the reply.
Result<ClientClaim> parseXclient(std::string_view argument);

} // namespace spp::smtp
