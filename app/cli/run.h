// SPDX-License-Identifier: MIT
/// spp run: plays a dialog against a home and prints each step.
#pragma once

#include <string>

namespace spp::cli
{

struct RunOptions
{
    std::string dialog;             ///< path of a *.spp file
    std::string home;               ///< empty: as the dialog says
    std::string dialect = "modern"; ///< for a dialog that names none
    bool trace = false;             ///< shell plugins tell what they run, see core/runtime/shell_trace.h
    bool privateHome = false;       ///< plugins see a copy of the home at /var/qmail, see core/scenario/private_world.h
    bool network = false;           ///< they have it there, too
    bool keep = false;              ///< what they changed there is taken over into the home
};

/// @return 0: every reply was as expected; 1: one was not; 2: it could not be run
int run(const RunOptions& options);

} // namespace spp::cli
