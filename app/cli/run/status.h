// SPDX-License-Identifier: MIT
/// The exit status of spp run.
#pragma once

#include "core/base/error.h"

namespace spp::cli
{

inline constexpr int statusPassed = 0;
inline constexpr int statusFailed = 1; ///< something was not as expected
inline constexpr int statusNotRun = 2;

/// Prints why. @return statusNotRun
int complain(const Error& error);

} // namespace spp::cli
