// SPDX-License-Identifier: MIT
/// A scenario's text with what was seen as what is expected: nothing but the lines in question changes. Pure; values.
#pragma once

#include "core/scenario/reply_pattern.h"

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace spp::scenario
{

/// Of a line with an expectation, or behind any line.
struct LineChange
{
    std::size_t line = 0;           ///< in the file, from 1; 0: behind it is the file's first line
    std::vector<std::string> lines; ///< instead of it; as values are, see revise()
    bool isNew = false;             ///< these stand behind it, and it stays

    bool operator==(const LineChange&) const = default;
};

/// "S: 250" for a reply that accepts, "S: 550 no such user" for one that does not: what is worth remembering of it.
std::string formatReply(std::string_view reply);

/// The expectation's lines as that reply would meet them: in the same form, and no more of the text than before.
std::vector<LineChange> acceptReply(const Expectation& expectation, std::string_view reply);

struct Revised
{
    std::string text;
    std::size_t changed = 0;          ///< so many lines were changed or added
    std::vector<std::string> refused; ///< sentences: what a person must change, and where
};

/// What stands in no line of its own, but in a variable or in a file that is included, is not changed but told.
/// @param changes "${" in their text is no variable
/// @param cases that the file has, by its table: a change is made if it comes once from each
Revised revise(std::string_view text, const std::vector<LineChange>& changes, std::size_t cases);

} // namespace spp::scenario
