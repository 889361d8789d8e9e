// SPDX-License-Identifier: MIT
/// One case of a scenario, run without a word, in a copy of its home that is gone afterwards: for commands that ask what happens in it.
#pragma once

#include "app/cli/run/planned_case.h"
#include "core/scenario/case_runner.h"

#include <functional>
#include <string>
#include <string_view>

namespace spp::cli
{

struct Played
{
    scenario::CaseRun run;
    std::string copy; ///< where it ran: plugins' folders name it
    int endedBy = 0;  ///< a signal; 0: none
};

/// @param trace gets the lines of a trace file, see trace_recording.h; may be nullptr
Result<Played> play(const PlannedCase& planned, const RunOptions& options,
                    const std::function<void(std::string_view)>& trace = nullptr);

} // namespace spp::cli
