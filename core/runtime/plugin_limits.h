// SPDX-License-Identifier: MIT
/// What a plugin may take of the machine. A value.
#pragma once

#include "core/runtime/process_spec.h"

#include <chrono>

namespace spp::runtime
{

class PluginSlots;

struct PluginLimits
{
    std::chrono::seconds time{}; ///< then it is killed with its process group; 0: as long as it likes
    ResourceLimits resources;
    PluginSlots* atOnce = nullptr; ///< nullptr: as many at once as there are sessions
};

} // namespace spp::runtime
