// SPDX-License-Identifier: MIT
/// Starts a program, and explains in a sentence why one could not be started. Thread-safe.
/// By vfork(2), so that the address space is never copied. posix_spawn(3) does the same, but asks for each signal's handler
/// and maps a stack, which takes a tenth of the time of a small plugin.
#pragma once

#include "core/runtime/process_spec.h"

#include <sys/types.h>

#include <string>
#include <tl/expected.hpp>

namespace spp::runtime
{

/// The id of the new process, or errno. Output::Captured and Log::Captured must have become handed descriptors by now.
tl::expected<pid_t, int> spawn(const ProcessSpec& spec);

/// Runs it to its end, which is soon. @return it could be started, and its exit code is 0
bool succeeds(const ProcessSpec& spec);

/// Looks at the program and its folder for the cause of an errno that spawn() gave.
std::string explainSpawnError(int error, const ProcessSpec& spec);

/// As far as its file and its #! line tell: execve(2) has the last word.
bool isExecutable(const ProcessSpec& spec);

} // namespace spp::runtime
