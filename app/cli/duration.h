// SPDX-License-Identifier: MIT
/// Times on a command line.
#pragma once

#include "core/base/error.h"

#include <chrono>
#include <string_view>

namespace spp::cli
{

/// "500ms", "30s", "5m", "2h"; a day at most.
Result<std::chrono::milliseconds> parseDuration(std::string_view text);

} // namespace spp::cli
