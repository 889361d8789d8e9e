// SPDX-License-Identifier: MIT
/// spp env: a plugin's environment, at a step of a scenario or of a trace.
#pragma once

namespace CLI
{
class App;
}

namespace spp::cli
{

/// @param status when the command was given and has run: 0; 2: no such plugin ran there, or nothing could be run; a signal that ends
///   the run ends the program
void addEnvCommand(CLI::App& spp, int& status);

} // namespace spp::cli
