// SPDX-License-Identifier: MIT
/// spp run: plays a dialog against a home and prints each step.
#pragma once

#include "app/cli/world.h"

#include <string>

namespace spp::cli
{

struct RunOptions
{
    std::string dialog;             ///< path of a *.spp file
    std::string home;               ///< empty: as the dialog says
    std::string dialect = "modern"; ///< for a dialog that names none
    WorldOptions world;
};

/// @return 0: every reply was as expected; 1: one was not; 2: it could not be run
int run(const RunOptions& options);

} // namespace spp::cli
