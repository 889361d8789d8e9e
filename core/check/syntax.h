// SPDX-License-Identifier: MIT
/// What interpreters say of a script without running it: which command asks them, and how their answers read. Pure: the command is run
/// by core/runtime/syntax_check.h.
#pragma once

#include "core/check/finding.h"
#include "core/check/script.h"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace spp::check
{

/// argv; the first word is a path, or a name to be looked for in PATH.
using Command = std::vector<std::string>;

/// nullopt: its language has no such mode, or is not known. Note that perl -c runs BEGIN blocks and the modules that are used.
std::optional<Command> syntaxCommand(const Script& script, const std::string& path);
/// The same for a line that /bin/sh is given.
Command shellLineCommand(const std::string& line);
/// nullopt: no language of shellcheck's.
std::optional<Command> shellcheckCommand(const Script& script, const std::string& path);

/// @param report standard error and standard output of the command
/// @param failed its exit status said no; then there is at least one finding
/// @param file that the findings name
std::vector<Finding> parseSyntaxReport(Language language, std::string_view report, bool failed, const std::string& file,
                                       std::string_view bytes);
/// Of shellcheck -f gcc, which counts columns in characters, and tabs as up to eight.
/// @param bytes of the script
std::vector<Finding> parseShellcheck(std::string_view report, const std::string& file, std::string_view bytes);

} // namespace spp::check
