// SPDX-License-Identifier: MIT
/// What runs a program: the machine, or what its "#!" line names; and which program a line of smtpplugins runs. Pure.
/// Sources: execve(2), env(1).
#pragma once

#include "core/plugin/call.h"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace spp::plugin
{

/// As much of a program's beginning as the kernel looks at.
inline constexpr std::size_t firstBytesSize = 256;

enum class Language {
    Machine, ///< compiled
    Bash,
    Zsh,
    Shell, ///< any other
    Python,
    Perl,
    Other,
    None, ///< neither compiled, nor has it a #! line
};

struct Interpreter
{
    Language language = Language::None;
    std::vector<std::string> words; ///< of the #! line: a path, a CR at its end included, and its one argument, if any
    std::string name;               ///< of what runs in the end, behind env(1) or busybox: "python3"
};

/// @param firstBytes of the file
Interpreter parseInterpreter(std::string_view firstBytes);

/// The interpreter's words without the script's name: with another option of the interpreter itself behind them.
/// nullopt: no option can follow, because "-" or "--" stands at their end.
std::optional<std::vector<std::string>> withOption(const Interpreter& interpreter, std::vector<std::string> option);

/// The line that a call gives to /bin/sh; nullptr if it gives none.
const std::string* shellLineOf(const Call& call);

/// The path of the program with which a shell's line begins, maybe behind "exec", if no shell would read anything else into it: a view
/// into the line. Empty: it begins otherwise, or with a name that is looked up in PATH.
std::string_view plainFirstWord(std::string_view shellLine);

/// That program and its arguments, if the line has nothing but plain words; empty otherwise.
std::vector<std::string> plainWords(std::string_view shellLine);

/// The file that is run: the call's program, or what its shell's line begins with. Empty: it can't be told.
std::string programOf(const Call& call);

} // namespace spp::plugin
