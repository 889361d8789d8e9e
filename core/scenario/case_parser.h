// SPDX-License-Identifier: MIT
/// The lines of a scenario as one of its cases: with the values of a row of its table. Pure.
#pragma once

#include "core/scenario/scenario.h"
#include "core/scenario/scenario_lines.h"

#include <cstddef>
#include <vector>

namespace spp::scenario
{

/// The error names line and column. @param left so many bytes may all that is filled in still take; it becomes less
Result<Case> parseCase(const std::vector<ScenarioLine>& lines, Variables variables, std::size_t& left);

} // namespace spp::scenario
