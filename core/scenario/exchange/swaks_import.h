// SPDX-License-Identifier: MIT
/// A command line of swaks(1) as a scenario: what it would say to a server that likes it. Pure.
#pragma once

#include "core/base/error.h"
#include "core/scenario/exchange/imported.h"

#include <string>
#include <vector>

namespace spp::scenario
{

/// @param words of the command line; "swaks" in front may be left out
Result<Imported> importSwaks(const std::vector<std::string>& words);

} // namespace spp::scenario
