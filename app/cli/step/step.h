// SPDX-License-Identifier: MIT
/// spp step: a dialog, or a client whose lines are typed, under the debugger.
#pragma once

#include "app/cli/world.h"

#include <string>

namespace spp::cli
{

struct StepOptions
{
    std::string dialog;             ///< path of a *.spp file; empty: the person types the client's lines
    std::string home;               ///< empty: as the dialog says; without one, the current folder
    std::string dialect = "modern"; ///< for a dialog that names none
    WorldOptions world;
};

/// @return 0: the person has ended it; 2: it could not begin, or what plugins changed could not be kept
int step(const StepOptions& options);

} // namespace spp::cli
