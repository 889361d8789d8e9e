// SPDX-License-Identifier: MIT
/// Base64 (RFC 4648 section 4), for AUTH. Pure.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace spp::smtp
{

std::string encodeBase64(std::string_view bytes);

/// nullopt unless it is whole groups of four with padding at the end alone.
std::optional<std::string> decodeBase64(std::string_view text);

/// As the SMTP AUTH patches for qmail read it: what is missing of the last group stands for nothing, padding within a group ends
/// the text, whatever follows, and NULs at the end are lost. nullopt for a character that is not in the alphabet.
std::optional<std::string> decodeBase64Loosely(std::string_view text);

} // namespace spp::smtp
