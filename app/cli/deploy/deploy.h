// SPDX-License-Identifier: MIT
/// spp deploy: brings a home to where it runs, a folder or another machine, and takes it back.
#pragma once

namespace CLI
{
class App;
}

namespace spp::cli
{

/// @param status when the command was given and has run: 0: done, or there was nothing to do; 1: nothing was done, since the checks or
/// the person said no, and with --dry-run, since that finds differences; 2: it could not be done
void addDeployCommand(CLI::App& spp, int& status);

} // namespace spp::cli
