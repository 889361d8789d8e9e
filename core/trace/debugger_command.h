// SPDX-License-Identifier: MIT
/// Which debugger fits a plugin, and how it is called: in the plugin's folder, with its environment and no other. Pure.
/// Compiled programs: gdb(1). Python: python -m pdb. Perl: perl -d. bash: bashdb(1) if there is one. Any other shell, and lines for
/// /bin/sh that are more than a program and its arguments: the shell's -x.
#pragma once

#include "core/base/error.h"
#include "core/plugin/call.h"

#include <string>
#include <string_view>

namespace spp::trace
{

/// Debuggers that are programs of their own: their paths; empty: not installed.
struct DebugTools
{
    std::string gdb;
    std::string bashdb;
};

/// The program that is to be debugged, as the call names it: its first bytes are wanted below.
std::string debuggedProgram(const plugin::Call& call);

/// The call with a debugger in the program's place. The error says what is missing.
/// @param firstBytes of debuggedProgram(), see core/plugin/interpreter.h; empty: it can't be read
Result<plugin::Call> debuggerCall(const plugin::Call& call, std::string_view firstBytes, const DebugTools& tools);

/// A script for /bin/sh that removes itself, runs the debugger in a terminal, and waits for Enter when it has ended.
/// @param title what is debugged, for the person
std::string formatTerminalScript(const plugin::Call& debugger, std::string_view title);

} // namespace spp::trace
