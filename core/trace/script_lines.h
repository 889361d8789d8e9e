// SPDX-License-Identifier: MIT
/// Where a shell script has the command that a shell says it runs, for shells that tell no line numbers, as Debian's dash: the
/// line that reads like it once its variables and substitutions stand for anything. A good guess: of commands that read alike it takes the
/// one next behind what ran lately, and it can't know what eval, or another file that is read in, runs. A value; pure.
#pragma once

#include <array>
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace spp::trace
{

/// Of a script, so much is looked at.
inline constexpr std::size_t maxScript = 256UL * 1024;
/// So many characters are compared, and nothing is found any more: a script can be made to match slowly. Some tenths of a second.
inline constexpr std::size_t maxCompared = 20'000'000;

class ScriptLines
{
public:
    ScriptLines() = default;
    explicit ScriptLines(std::string_view script);

    /// The line, from 1, of a command as the shell shows it, without quotes. Remembers where that was, for the next one.
    std::optional<std::size_t> find(std::string_view ran);

    struct Command
    {
        std::size_t line = 0;
        std::string pattern;      ///< "echo \1x": \1 stands for anything
        std::size_t literals = 0; ///< so many characters of it stand for themselves
    };

private:
    std::size_t stepsTo(std::size_t command) const;

    std::vector<Command> m_commands;       ///< in the order of the script
    std::array<std::size_t, 8> m_recent{}; ///< indexes of those that were found last
    std::size_t m_found = 0;
    std::size_t m_compared = 0; ///< characters, so far
};

} // namespace spp::trace
