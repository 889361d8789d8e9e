// SPDX-License-Identifier: MIT
/// spp run --watch: runs, waits until a scenario or a home has changed, and runs again, until a signal ends it.
#pragma once

#include "app/cli/run/planned_case.h"

#include <functional>
#include <vector>

namespace spp::cli
{

/// Plans the cases anew each time. @param run runs them; a negative status is the signal that has ended it
/// @return the exit status; a negative one is the signal that has ended it
int watch(const RunOptions& options, const std::function<int(std::vector<PlannedCase> cases)>& run);

} // namespace spp::cli
