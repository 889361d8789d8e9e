// SPDX-License-Identifier: MIT
/// Two texts line by line, as people read it: what is gone, what is new, and some lines around. Pure.
#pragma once

#include "core/deploy/difference.h"

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace spp::deploy
{

struct DiffLine
{
    enum class Kind { Same, Gone, New, Gap }; ///< Gap: lines that are the same are left out here

    Kind kind = Kind::Same;
    std::size_t before = 0; ///< number of the line in the old text, from 1; 0: it is not in there
    std::size_t after = 0;
    std::string text; ///< without its LF; not yet printable

    bool operator==(const DiffLine&) const = default;
};

/// Empty if the texts are equal. @param around so many equal lines are kept beside each change
std::vector<DiffLine> compareLines(std::string_view before, std::string_view after, std::size_t around = 3);

/// What can be shown of a difference.
struct ShownDifference
{
    std::vector<DiffLine> lines;
    std::string
        instead; ///< why there are no lines: "a private key, which is not shown", "12 bytes, no text"; else empty
};

ShownDifference show(const Difference& difference);

} // namespace spp::deploy
