// SPDX-License-Identifier: MIT
/// The differences between two homes, printed for people.
#pragma once

#include "app/cli/screen.h"
#include "core/deploy/difference.h"

namespace spp::cli
{

/// Each file with its lines; in the end how many there are.
void printDifferences(Screen& screen, const deploy::Differences& differences);

} // namespace spp::cli
