// SPDX-License-Identifier: MIT
/// spp new: plugins, homes and scenarios to begin with, as the workbench makes them.
#pragma once

namespace CLI
{
class App;
}

namespace spp::cli
{

/// @param status when the command was given and has run: 0; 1: it is there, but could not be built; 2: nothing was made
void addNewCommand(CLI::App& spp, int& status);

} // namespace spp::cli
