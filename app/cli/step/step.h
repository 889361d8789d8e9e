// SPDX-License-Identifier: MIT
/// spp step: a dialog, or a client whose lines are typed, under the debugger.
#pragma once

namespace CLI
{
class App;
}

namespace spp::cli
{

/// @param status when the command was given and has run: 0: the person has ended it; 2: it could not begin, or what plugins changed could not be
/// kept
void addStepCommand(CLI::App& spp, int& status);

} // namespace spp::cli
