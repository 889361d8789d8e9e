// SPDX-License-Identifier: MIT
/// The words of a line of a DNS table, and what they can be. Pure; accepts any bytes, and makes what goes into a zone file harmless.
#pragma once

#include "core/base/error.h"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace spp::world
{

struct DnsWord
{
    std::string text; ///< quotes and backslashes are taken off
    bool isQuoted = false;
};

/// Up to the end or a comment. The error is a sentence without its place.
Result<std::vector<DnsWord>> splitDnsLine(std::string_view line);

/// A name in small letters without its last dot; an address as its name below in-addr.arpa or ip6.arpa. "." is empty.
std::optional<std::string> parseDnsName(std::string_view text);
/// The same where a name must be one, and no address.
std::optional<std::string> parseTargetName(std::string_view text);

/// In the form of a zone file; nullopt: it is none.
std::optional<std::string> formatAddress4(std::string_view text);
std::optional<std::string> formatAddress6(std::string_view text);
std::optional<std::string> formatNumber(std::string_view text, unsigned long largest);
std::optional<std::string> formatHex(std::string_view text);
std::optional<std::string> formatTag(std::string_view text);
/// At most 255 bytes, in quotes.
std::optional<std::string> formatText(std::string_view text);

} // namespace spp::world
