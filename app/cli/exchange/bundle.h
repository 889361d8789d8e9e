// SPDX-License-Identifier: MIT
/// Makes the archive of a report: see core/deploy/bundle.h. Runs the scenario, and asks programs for their versions.
#pragma once

#include "app/cli/run/planned_case.h"

#include <string>

namespace spp::cli
{

/// @return the exit status; a negative one is the signal that has ended it
int exportBundle(const RunOptions& options, const std::string& scenario, const std::string& output);

} // namespace spp::cli
