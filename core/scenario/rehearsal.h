// SPDX-License-Identifier: MIT
/// A home's dialogs, played one by one to see whether all goes as they expect.
/// Blocking: runs plugins for real; from a thread that may wait. Thread-safe.
#pragma once

#include "core/scenario/dialog_client.h"
#include "core/scenario/world_plan.h"

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
    std::string trouble; ///< why it could not be played, or stopped; empty: it was
    std::vector<Mismatch> mismatches;
    std::size_t unsaidLines = 0; ///< the session ended before the client had said them

    bool passed() const { return trouble.empty() && mismatches.empty() && unsaidLines == 0; }
};

/// @param dialog relative to the home, or absolute
/// @param dialect for a dialog that names none
Rehearsal rehearse(const std::string& home, const std::string& dialog, std::string_view dialect, const WorldPlan& plan,
                   const std::stop_token& stop);

/// What went wrong first, in a sentence; empty if nothing did.
std::string describe(const Rehearsal& rehearsal);

} // namespace spp::scenario
