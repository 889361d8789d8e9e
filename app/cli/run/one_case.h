// SPDX-License-Identifier: MIT
/// One case, whose steps are printed as they happen. It runs in the home itself, unless it has control files of its own.
#pragma once

#include "app/cli/run/planned_case.h"
#include "app/cli/run/trace_recording.h"

namespace spp::cli
{

/// @param trace is written, too; may be nullptr
/// @return the exit status; a negative one is the signal that has ended it
int runOne(const PlannedCase& planned, const RunOptions& options, TraceFile* trace);

} // namespace spp::cli
