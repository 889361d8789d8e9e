// SPDX-License-Identifier: MIT
/// Shell plugins that tell what they run, by the shell's own option -x: how one is started for it. Reads the beginning of the plugin's file.
/// Thread-safe.
///
/// bash is sent a few lines through BASH_ENV, which take themselves out of its environment again: so the plugin is started as it ever was,
/// and traces to a descriptor of its own. A bash that does not heed BASH_ENV (under the name sh, with -p or --posix), or has it in its
/// environment already, finds BASH_XTRACEFD and PS4 there; as root it takes no PS4, and so tells no numbers.
/// Every other shell is started by the words of the plugin's #! line, -x behind them, with PS4 in its environment, and traces to standard
/// error; what that can't tell apart, core/trace/shell_trace.h says.
#pragma once

#include "core/runtime/process_spec.h"

#include <functional>
#include <string>

namespace spp::runtime
{

/// A spec that wants it, and starts a shell plugin, so that the shell tells what it runs; any other one as it is.
/// A line for /bin/sh is traced in the shell script that it begins with; if it begins otherwise, the line itself is.
/// @param outside the path here of a program that the plugin will find under another one
ProcessSpec traceShell(ProcessSpec spec, const std::function<std::string(const std::string&)>& outside);
ProcessSpec traceShell(ProcessSpec spec);

} // namespace spp::runtime
