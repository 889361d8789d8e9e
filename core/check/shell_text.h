// SPDX-License-Identifier: MIT
/// Reads shell scripts as far as the checks need it: where variables are used, and whether the shell splits what stands in them
/// (POSIX, Shell Command Language, 2.2 Quoting, 2.6.5 Field Splitting). It follows quotes, here-documents, comments and substitutions;
/// what it does not understand it takes for harmless. Pure; accepts any bytes, in time proportional to their number.
#pragma once

#include <cstddef>
#include <optional>
#include <string_view>
#include <vector>

namespace spp::check
{

struct VariableUse
{
    std::size_t begin = 0; ///< of $NAME or ${NAME…}, in bytes
    std::size_t end = 0;
    std::string_view name; ///< of the text that was read
    bool splits = false;   ///< unquoted, in a place where the shell splits words

    bool operator==(const VariableUse&) const = default;
};

std::vector<VariableUse> shellVariables(std::string_view script);

/// The final command that a script prints whatever happens: N, O, A, E, R or D. nullopt if there is none, or if it can't be told by
/// looking: anything that may end the script earlier, or print it elsewhere, counts as such.
std::optional<char> alwaysPrinted(std::string_view script);

} // namespace spp::check
