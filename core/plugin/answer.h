// SPDX-License-Identifier: MIT
/// What a run of a plugin came to, as a whole: what a debugger shows before it has an effect, changes, or gives in a plugin's place.
/// A value.
#pragma once

#include "core/plugin/call.h"

#include <string>

namespace spp::plugin
{

struct Answer
{
    std::string output; ///< standard output, as printed
    std::string log;    ///< standard error
    Exit exit;

    bool operator==(const Answer&) const = default;
};

} // namespace spp::plugin
