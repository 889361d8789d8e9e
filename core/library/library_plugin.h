// SPDX-License-Identifier: MIT
/// A plugin of the library in resources/plugins, ready to be copied into a home. A value; core/runtime/plugin_library.h reads them.
#pragma once

#include "core/library/plugin_head.h"

#include <string>
#include <vector>

namespace spp::library
{

struct LibraryPlugin
{
    PluginHead head;
    std::string program;               ///< its path
    std::vector<Need> missing;         ///< those of its needs that are not on this machine
    std::vector<std::string> examples; ///< paths of control files of its own: what they look like
};

} // namespace spp::library
