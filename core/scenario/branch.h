// SPDX-License-Identifier: MIT
/// Going on from a moment of another run's past, in the same world. Pure; the run that it is taken from goes on, or stays, as it is.
#pragma once

#include "core/scenario/simulation.h"

#include <map>
#include <optional>
#include <string>

namespace spp::scenario
{

struct BranchRequest
{
    debug::PastStop at;
    std::optional<debug::Intervention> first; ///< done to the plugin that stands there
    std::optional<std::string> line;          ///< said instead of the line that stands there
    std::map<std::string, unsigned> pluginRuns;
    DialogClient::AtEnd atEnd = DialogClient::AtEnd::HangsUp;
    debug::Plan debug;
    debug::Pace pace = debug::Pace::Run;
};

SimulationPlan planBranch(const Simulation& from, BranchRequest request);

} // namespace spp::scenario
