// SPDX-License-Identifier: MIT
#include "core/debug/intervention.h"

#include <algorithm>

namespace spp::debug
{

const Override* findOverride(const std::vector<Override>& overrides, std::string_view plugin, unsigned run)
{
    const auto found = std::find_if(overrides.begin(), overrides.end(), [&](const Override& each) {
        return each.enabled && each.plugin == plugin && (each.run == 0 || each.run == run);
    });
    return found == overrides.end() ? nullptr : &*found;
}

} // namespace spp::debug
