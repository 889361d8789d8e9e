// SPDX-License-Identifier: MIT
/// spp check: finds what is wrong in a home before anything runs.
#pragma once

namespace CLI
{
class App;
}

namespace spp::cli
{

/// @param status when the command was given and has run: 0: no errors; 1: errors, or warnings where they count; 2: it could not be checked
void addCheckCommand(CLI::App& spp, int& status);

} // namespace spp::cli
