// SPDX-License-Identifier: MIT
/// What may stand at the end of a command line of spp: its commands, options and their values, as CLI11 knows them, so that nothing is
/// listed twice. The shells' scripts, packaging/completions, ask for it on each press of the tab key: `spp complete bash run --for`.
///
/// An option's values are told by its type name: "text|json" are words, and names in capitals are kinds, see values.h.
#pragma once

#include <string>
#include <vector>

namespace CLI
{
class App;
}

namespace spp::cli
{

struct Candidate
{
    std::string text;
    std::string about; ///< one line; may be empty

    bool operator==(const Candidate&) const = default;
};

struct Completions
{
    bool areFiles = false; ///< shells quote them, and go on behind a folder's slash
    std::vector<Candidate> candidates;
};

/// @param words behind "spp"; the last is the one that is typed, and may be empty
Completions complete(const CLI::App& spp, std::vector<std::string> words);

/// `spp complete SHELL WORD…`: prints "files" or "words", and a line for each candidate: its text, a tab, what it is.
int printCompletions(const CLI::App& spp, const std::vector<std::string>& arguments);

} // namespace spp::cli
