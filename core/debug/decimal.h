// SPDX-License-Identifier: MIT
/// Decimal numbers as texts: -12, 3, 4.50; of any length, compared exactly. Pure.
#pragma once

#include <compare>
#include <string_view>

namespace spp::debug
{

/// An optional minus, digits, and optionally a point with digits behind it; nothing else.
bool isDecimal(std::string_view text);

/// Both must be decimal numbers. 3 and 3.0 are equal, 0 and -0 too.
std::strong_ordering compareDecimals(std::string_view a, std::string_view b);

} // namespace spp::debug
