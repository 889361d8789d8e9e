// SPDX-License-Identifier: MIT
/// spp fuzz: made-up dialogs against the plugins of a home.
#pragma once

namespace CLI
{
class App;
}

namespace spp::cli
{

/// @param status when the command was given and has run: 0: nothing was found; 1: something was; 2: it could not be run
void addFuzzCommand(CLI::App& spp, int& status);

} // namespace spp::cli
