// SPDX-License-Identifier: MIT
/// All that spp can be asked to do.
#pragma once

namespace CLI
{
class App;
}

namespace spp::cli
{

/// @param status of the command that has run
void addCommands(CLI::App& spp, int& status);

} // namespace spp::cli
