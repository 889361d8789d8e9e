// SPDX-License-Identifier: MIT
/// Which steps of two runs belong together: first their commands, then what each of these consists of. Pure.
#pragma once

#include "core/trace/step.h"

#include <cstddef>
#include <optional>
#include <span>
#include <utility>
#include <vector>

namespace spp::debug
{

/// Indices of steps that belong together, or one that stands alone.
using StepIndices = std::pair<std::optional<std::size_t>, std::optional<std::size_t>>;

/// In the order of both as trees: the plugins of a section come right behind it. Where steps stand alone, those of the left side come
/// first.
std::vector<StepIndices> alignSteps(std::span<const trace::Step> left, std::span<const trace::Step> right);

} // namespace spp::debug
