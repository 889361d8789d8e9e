// SPDX-License-Identifier: MIT
/// Names and places in a text. Pure.
#pragma once

#include <cstddef>
#include <string_view>

namespace spp::check
{

/// The identifier that begins at a place: letters, digits and _, no digit first; empty if there is none.
std::string_view nameAt(std::string_view text, std::size_t at);

/// Whether an identifier stands somewhere in a text as a whole word, other than behind $ or ${.
bool isMentionedBare(std::string_view text, std::string_view name);

/// Where a byte of a text stands.
struct Place
{
    std::size_t line = 1;
    std::size_t column = 1; ///< in bytes
};
Place placeOf(std::string_view text, std::size_t at);

/// The column in bytes, from 1, of a column as a terminal shows it: characters, and tabs up to the next eighth place.
std::size_t columnInBytes(std::string_view line, std::size_t shown);

/// How many letters have to be changed, added or taken away (Levenshtein). For short words.
std::size_t distance(std::string_view a, std::string_view b);

} // namespace spp::check
