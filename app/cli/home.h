// SPDX-License-Identifier: MIT
/// The home that a command works on.
#pragma once

#include "core/base/error.h"

#include <string>

namespace spp::cli
{

/// The folder itself, or the nearest above it that has control/; absolute.
Result<std::string> homeAround(const std::string& folder);

} // namespace spp::cli
