// SPDX-License-Identifier: MIT
/// Outcome coverage as a table in a terminal.
#pragma once

#include "app/cli/coverage/coverage_collector.h"
#include "app/cli/screen.h"

namespace spp::cli
{

void printCoverage(Screen& screen, const std::vector<HomeCoverage>& homes);

/// "seen: 11 of 12 outcomes of 4 plugins"
std::string describe(const CoverageSum& sum);

} // namespace spp::cli
