// SPDX-License-Identifier: MIT
/// Programs that this one uses if they are installed. Thread-safe.
#pragma once

#include <string>

namespace spp::runtime
{

/// Its path in a folder of this process's PATH, or of daemons, which a user's PATH may lack; empty: there is none.
std::string findInPath(const std::string& name);

} // namespace spp::runtime
