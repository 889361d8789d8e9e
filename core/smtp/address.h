// SPDX-License-Identifier: MIT
/// Addresses as qmail-smtpd takes them from MAIL and RCPT (semantics: quotes and backslashes are taken off, a source route is
/// dropped, parameters behind the bracket are not looked at). Pure; accepts any bytes.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace spp::smtp
{

using Ipv4 = std::array<std::uint8_t, 4>;

/// Longest address that is taken, in bytes, as in the reference. RFC 5321 4.5.3.1 asks for 64 + 1 + 255 at least.
inline constexpr std::size_t maxAddress = 899;

/// The name that stands for this host when a client writes one of its addresses as user@[192.0.2.1].
struct LocalIpHost
{
    std::optional<std::string> name; ///< nullopt: there is none, and addresses stay as they are; it may be empty
    std::span<const Ipv4> addresses;
};

/// The address in the argument of MAIL or RCPT; nullopt if it is longer than maxAddress.
std::optional<std::string> parseAddress(std::string_view argument, const LocalIpHost& local);

/// What stands behind the closing bracket: "SIZE=1000 BODY=8BITMIME". Empty without brackets.
std::string_view addressParameters(std::string_view argument);

/// An address as it stands between the brackets of MAIL and RCPT: its local part in quotes where it needs them (RFC 5321 4.1.2).
/// nullopt if no quotes help: it holds control bytes, or its domain blanks or brackets.
std::optional<std::string> quoteAddress(std::string_view address);

/// Four decimal numbers with dots between, each modulo 256 as in the reference; nullopt for anything else.
std::optional<Ipv4> parseIpv4(std::string_view text);

} // namespace spp::smtp
