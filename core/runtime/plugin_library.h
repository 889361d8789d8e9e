// SPDX-License-Identifier: MIT
/// The library of plugins on the disk: what is in it, and copying from it into a home. Blocking: reads files, and asks interpreters about
/// their modules, each for some seconds at most. Thread-safe.
#pragma once

#include "core/base/error.h"
#include "core/library/library_plugin.h"

#include <string>
#include <vector>

namespace spp::runtime
{

struct PluginLibrary
{
    std::vector<library::LibraryPlugin> plugins; ///< by name
    std::vector<std::string> troubles;           ///< sentences about folders that could not be understood
};

/// @param folder resources/plugins; its README.md tells the form of what is in it
Result<PluginLibrary> readPluginLibrary(const std::string& folder);

/// Copies the program to plugins/ of a home, where it may be executed. What is there already is left alone, and an error.
/// @return what smtpplugins calls it: "plugins/greylist"
Result<std::string> copyIntoHome(const library::LibraryPlugin& plugin, const std::string& home);

/// The same, and enters it into control/smtpplugins, last in the section. On failure nothing has changed.
Result<std::string> installPlugin(const library::LibraryPlugin& plugin, const std::string& home,
                                  control::Section section);

} // namespace spp::runtime
