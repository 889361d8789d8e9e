// SPDX-License-Identifier: MIT
/// Programs that are told a time of day which stands still, by datefudge(1): a library that is preloaded, so only the environment of a
/// program changes. Thread-safe.
///
/// Sleeps, time-outs and clocks that only measure (CLOCK_MONOTONIC) go on; so do the fractions of a second, and the times of files are
/// those of the disk. Not reached: programs that are linked statically (Go), set-uid programs, and what starts with an environment of
/// its own making.
///
/// Not libfaketime: until its version of 2024 every clock_nanosleep() to a point in time failed below it when CLOCK_MONOTONIC was left
/// alone (its issue 426), and that is how Python sleeps.
#pragma once

#include "core/base/error.h"
#include "core/runtime/process_spec.h"

#include <chrono>

namespace spp::runtime
{

/// There is a datefudge that works here. The error says what to do.
Result<void> checkFixedClock();

/// How the program is started with the clock at that second.
ProcessSpec atFixedTime(ProcessSpec spec, std::chrono::system_clock::time_point day);

} // namespace spp::runtime
