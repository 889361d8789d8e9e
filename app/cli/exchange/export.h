// SPDX-License-Identifier: MIT
/// spp export: scenarios for others: as command lines of swaks, or with all that a report of a mistake needs.
#pragma once

namespace CLI
{
class App;
}

namespace spp::cli
{

/// @param status when the command was given and has run: 0; 2: nothing was exported; a signal that ends a run ends the program
void addExportCommand(CLI::App& spp, int& status);

} // namespace spp::cli
