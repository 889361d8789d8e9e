// SPDX-License-Identifier: MIT
/// The runs of plugins in a scenario or a trace, each with the number that a person finds it by. Values.
#pragma once

#include "app/cli/run/planned_case.h"
#include "core/plugin/call.h"
#include "core/scenario/case_runner.h"
#include "core/trace/trace_file.h"

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace spp::cli
{

struct FoundRun
{
    plugin::Call call;
    std::string name;       ///< printable: its line in smtpplugins
    std::size_t number = 0; ///< of the scenario's line, or of the trace's step; 0: the connection
    std::string said;       ///< by the client, printable; empty: it has connected
};

struct FoundRuns
{
    std::vector<FoundRun> runs;
    std::vector<std::size_t> numbers; ///< of all that could have run plugins, in their order
    std::string_view unit;            ///< "line", "step"
};

FoundRuns runsIn(const scenario::Case& scenario, const scenario::CaseRun& run);
FoundRuns runsIn(const std::vector<trace::RecordedSession>& sessions);

/// Those at this number, or, of a scenario, at the command's line that stands above it.
std::vector<FoundRun> runsAt(const FoundRuns& all, std::size_t number);

/// See isRunOf() in trace_view.h; empty: all.
std::vector<FoundRun> runsOf(const std::vector<FoundRun>& runs, std::string_view plugin);

} // namespace spp::cli
