// SPDX-License-Identifier: MIT
/// What a dialog expected and did not get, printed.
#pragma once

#include "app/cli/screen.h"
#include "core/scenario/dialog_client.h"

#include <cstddef>
#include <vector>

namespace spp::cli
{

/// @return nothing was printed: all went as expected
bool printJudgement(Screen& screen, const std::vector<scenario::Mismatch>& mismatches, std::size_t unsaidLines);

} // namespace spp::cli
