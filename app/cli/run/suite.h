// SPDX-License-Identifier: MIT
/// Many cases, several of them at a time, each in a copy of its home that is gone afterwards.
#pragma once

#include "app/cli/coverage/coverage_collector.h"
#include "app/cli/run/planned_case.h"
#include "app/cli/run/report.h"
#include "app/cli/run/trace_recording.h"

#include <cstddef>
#include <vector>

namespace spp::cli
{

struct SuiteResult
{
    bool failed = false; ///< a case went other than expected
    bool notRun = false; ///< a case could not be run
    int endedBy = 0;     ///< a signal; 0: none
};

/// @param jobs so many cases at a time, at least one
/// @param trace is written, case after case; may be nullptr
/// @param coverage is told of each case, in the order of the files; may be nullptr
SuiteResult runSuite(std::vector<PlannedCase> cases, const RunOptions& options, std::size_t jobs, Report& report,
                     TraceFile* trace, CoverageCollector* coverage);

} // namespace spp::cli
