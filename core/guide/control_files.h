// SPDX-License-Identifier: MIT
/// The control files that the server reads, for people. Static data.
#pragma once

#include <span>
#include <string_view>

namespace spp::guide
{

struct ControlGuide
{
    std::string_view name; ///< below control/
    std::string_view about;
    bool ofExtraChecks = false; ///< only for dialects that have those checks
};

std::span<const ControlGuide> controlGuides();

} // namespace spp::guide
