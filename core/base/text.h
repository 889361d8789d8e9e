// SPDX-License-Identifier: MIT
/// Small things done to bytes: ASCII case, trimming, splitting, and showing bytes to a person.
/// Pure functions; bytes are never taken for more than ASCII.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace spp::text
{

char lowerChar(char c);
std::string lower(std::string_view bytes);
/// NUL to 31, or DEL.
bool hasControlByte(std::string_view bytes);
bool equalsIgnoringCase(std::string_view a, std::string_view b);

/// Without blanks, tabs and (as in qmail's control files) nothing else at the end.
std::string_view trimEnd(std::string_view bytes);
std::string_view trim(std::string_view bytes);

/// Lines without their LF; a last line without LF counts, an empty rest does not.
std::vector<std::string_view> lines(std::string_view bytes);

/// Everything before the first NUL, as C strings end.
std::string_view untilNul(std::string_view bytes);

/// Leading decimal digits as a number; nullopt without a digit. Saturates at the largest value.
std::optional<unsigned long> leadingNumber(std::string_view bytes);
/// The same modulo 2^32, as programs count that do not look.
std::optional<unsigned long> leadingNarrowNumber(std::string_view bytes);

/// Valid UTF-8 without control characters above ASCII (RFC 3629).
bool isUtf8(std::string_view bytes);

/// For screens and logs: control bytes as \r \n \t \0 or \xNN, backslash doubled, valid UTF-8 kept, other bytes as \xNN.
std::string printable(std::string_view bytes);

} // namespace spp::text
