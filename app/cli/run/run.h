// SPDX-License-Identifier: MIT
/// spp run: plays a dialog against a home and prints each step.
#pragma once

namespace CLI
{
class App;
}

namespace spp::cli
{

/// @param status when the command was given and has run: 0: every reply was as expected; 1: one was not; 2: it could not be run
void addRunCommand(CLI::App& spp, int& status);

} // namespace spp::cli
