// SPDX-License-Identifier: MIT
/// spp plugins: what the library of plugins has, and copying one into a home.
#pragma once

namespace CLI
{
class App;
}

namespace spp::cli
{

/// @param status when the command was given and has run: 0: done; 2: it could not be done
void addPluginsCommand(CLI::App& spp, int& status);

} // namespace spp::cli
