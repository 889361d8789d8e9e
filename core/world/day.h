// SPDX-License-Identifier: MIT
/// A time of day at which a simulation's clock stands, as a person types it. The zone is that of this process.
#pragma once

#include "core/base/error.h"

#include <chrono>
#include <string>
#include <string_view>

namespace spp::world
{

/// "2026-03-01", "2026-03-01 12:30", "2026-03-01T12:30:05", each with Z or +01:00 behind it for another zone than this process's own;
/// "@1772366400" are seconds since 1970.
Result<std::chrono::system_clock::time_point> parseDay(std::string_view text);

/// "2026-03-01 12:30:05 +0100"
std::string formatDay(std::chrono::system_clock::time_point day);

} // namespace spp::world
