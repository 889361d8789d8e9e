// SPDX-License-Identifier: MIT
#include "core/scenario/branch.h"

#include <utility>

namespace spp::scenario
{

SimulationPlan planBranch(const Simulation& from, BranchRequest request)
{
    const debug::Recording& past = from.recording();
    debug::Past moment = past.at(request.at.position);
    ClientScript script = scriptAt(from.lines(), request.at.said, moment.replies);
    if (request.line && script.said < script.lines.size())
        script.lines[script.said].text = std::move(*request.line);
    else if (request.line)
        script.lines.push_back({std::move(*request.line), 0, std::nullopt});
    return {.session = std::move(moment.session),
            .script = std::move(script),
            .atEnd = request.atEnd,
            .stage = from.stage(),
            .debug = std::move(request.debug),
            .pace = request.pace,
            .cursor = {},
            .day = from.day(),
            .branch = BranchPoint{past.upTo(request.at.position), request.at.position, request.at.records,
                                  std::move(request.first), std::move(request.pluginRuns)},
            .place = from.place()};
}

} // namespace spp::scenario
