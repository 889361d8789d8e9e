// SPDX-License-Identifier: MIT
/// Where a time axis has its ticks. Pure.
#pragma once

#include <QString>

#include <chrono>
#include <vector>

namespace spp::workbench
{

/// The shortest of 1, 2, 5, 10, 20 … nanoseconds that is no shorter than this.
std::chrono::nanoseconds tickDistance(std::chrono::nanoseconds atLeast);

/// The multiples of the distance between two moments.
std::vector<std::chrono::nanoseconds> ticksBetween(std::chrono::nanoseconds from, std::chrono::nanoseconds to,
                                                   std::chrono::nanoseconds distance);

/// As precise as the distance of the ticks asks for: "0", "20 ms", "1.5 s", "0.02 ms".
QString formatTick(std::chrono::nanoseconds tick, std::chrono::nanoseconds distance);

} // namespace spp::workbench
