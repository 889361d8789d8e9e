// SPDX-License-Identifier: MIT
/// Which spp this is.
#pragma once

#include <string_view>

namespace spp::cli
{

/// "spp 0.1.0"
std::string_view programVersion();

} // namespace spp::cli
