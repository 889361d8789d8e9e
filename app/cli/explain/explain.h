// SPDX-License-Identifier: MIT
/// spp explain: what a letter, a variable, a section, a reply … means.
#pragma once

namespace CLI
{
class App;
}

namespace spp::cli
{

/// @param status when the command was given and has run: 0; 2: a word is not known
void addExplainCommand(CLI::App& spp, int& status);

} // namespace spp::cli
