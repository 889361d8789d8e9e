// SPDX-License-Identifier: MIT
/// What is another in each run of a plugin's log: when something happened, how long it took, and the number of the process. Pure.
#pragma once

#include <string>
#include <string_view>

namespace spp::debug
{

/// The log with a mark in the place of each time of day, date, time stamp (seconds since 1970, TAI64N), measured duration and process
/// id, so that two logs can be compared. Whole seconds stay: nobody measures in them, and a configured delay is no noise.
std::string withoutTimes(std::string_view log);

} // namespace spp::debug
