// SPDX-License-Identifier: MIT
/// spp show: prints a trace as `spp run` prints a session.
#pragma once

namespace CLI
{
class App;
}

namespace spp::cli
{

/// @param status when the command was given and has run: 0; 2: there is no such trace, or nothing of it to show
void addShowCommand(CLI::App& spp, int& status);

} // namespace spp::cli
