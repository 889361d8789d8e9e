// SPDX-License-Identifier: MIT
/// A home's scenarios, run one by one to see whether all goes as they expect.
/// Blocking: runs plugins for real; from a thread that may wait. Thread-safe.
#pragma once

#include "core/world/world_plan.h"

#include <stop_token>
#include <string>
#include <string_view>
#include <vector>

namespace spp::scenario
{

/// Every *.spp file below the home's dialogs folder, by its path relative to the home, sorted.
std::vector<std::string> dialogsOf(const std::string& home);

struct Rehearsal
{
    std::string
        trouble; ///< what went wrong first, or why it could not be run, in a sentence; empty: all was as expected

    bool passed() const { return trouble.empty(); }
};

/// All cases of a scenario, in turn, until one fails.
/// @param dialog relative to the home, or absolute
/// @param dialect for a scenario that names none
Rehearsal rehearse(const std::string& home, const std::string& dialog, const std::string& dialect,
                   const world::WorldPlan& plan, const std::stop_token& stop);

} // namespace spp::scenario
