// SPDX-License-Identifier: MIT
/// A plugin's run as a command line that can be pasted into a shell: in its folder, with its environment and no other. Pure.
#pragma once

#include "core/plugin/call.h"

#include <string>
#include <string_view>
#include <vector>

namespace spp::trace
{

struct ShellCommand
{
    std::string line;                 ///< for a POSIX shell; without the entries below
    std::vector<std::string> leftOut; ///< of the environment: entries that no command line can set
};

/// What is at its standard input: nothing, as a server has it, or the terminal that the shell has.
enum class ShellInput { Empty, Terminal };

ShellCommand formatShellCommand(const plugin::Call& call, ShellInput input = ShellInput::Empty);

/// As one word for a POSIX shell, whatever is in it.
std::string quoteForShell(std::string_view word);

/// An entry of an environment as a line of a shell, "NAME='value'"; as a comment if a shell has no such variables.
std::string formatAssignment(std::string_view entry);

} // namespace spp::trace
