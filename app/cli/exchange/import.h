// SPDX-License-Identifier: MIT
/// spp import: scenarios made of command lines of swaks, of transcripts and of traces.
#pragma once

namespace CLI
{
class App;
}

namespace spp::cli
{

/// @param status when the command was given and has run: 0; 2: nothing could be made of it
void addImportCommand(CLI::App& spp, int& status);

} // namespace spp::cli
