// SPDX-License-Identifier: MIT
/// What became of a case, as it is reported. Values.
#pragma once

#include "core/scenario/case_runner.h"

#include <chrono>
#include <string>

namespace spp::cli
{

struct CaseResult
{
    std::string file;
    std::string title; ///< of the scenario, and the row of its table; printable
    scenario::CaseRun run;
    std::chrono::nanoseconds took{};

    /// "dialogs/tour.spp" or "dialogs/tour.spp (sender a@example.net)"
    std::string name() const { return title.empty() ? file : file + " (" + title + ")"; }
};

/// "dialogs/tour.spp:12: expected “250”, got “550 no”"
std::string describe(const CaseResult& result, const scenario::Failure& failure);

} // namespace spp::cli
