// SPDX-License-Identifier: MIT
/// What was found, as a scenario that fails as long as it happens.
#pragma once

#include "app/cli/fuzz/talk_runner.h"

#include <string>

namespace spp::cli
{

std::string formatFinding(const FuzzOptions& options, const fuzz::Talk& talk, const PlacedTrouble& placed,
                          bool happensAgain);

/// "fuzz-rbl-crash.spp" in the folder for them; what is there already stays, and the next number is taken.
/// @return its path
Result<std::string> writeFinding(const FuzzOptions& options, const fuzz::Trouble& trouble, const std::string& scenario);

} // namespace spp::cli
