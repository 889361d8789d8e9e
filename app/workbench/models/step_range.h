// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <utility>

namespace spp::workbench
{

/// The steps from the first to the last.
using StepRange = std::pair<std::size_t, std::size_t>;

} // namespace spp::workbench
