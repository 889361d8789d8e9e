// SPDX-License-Identifier: MIT
/// Where a program is that a person calls by its name. Thread-safe.
#pragma once

#include <string>
#include <string_view>

namespace spp::runtime
{

/// The first executable file of that name in the absolute folders of this process's PATH; empty if there is none.
std::string findInPath(std::string_view name);

/// The same for one that runs by itself: such are in folders which a person's PATH need not have.
std::string findDaemon(std::string_view name);

} // namespace spp::runtime
