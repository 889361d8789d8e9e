// SPDX-License-Identifier: MIT
/// What a run of a plugin came to, for coverage: finer than the colour that a step has. Values; pure.
#pragma once

#include "core/trace/step.h"

#include <compare>
#include <string>
#include <vector>

namespace spp::coverage
{

struct Outcome
{
    enum class Kind {
        Pass,    ///< it ended and refused nothing: no E, R or D; what it printed besides are outcomes of their own
        Command, ///< it printed that
        Failure, ///< it crashed, could not be run, ended with 120, or was ended because it printed too much
        TimeOut, ///< it took ten seconds or longer, see trace::slowPlugin
    };
    Kind kind = Kind::Pass;
    std::string command = {}; ///< of Command: "E550", "H", see library::outcomeOfCommand()

    auto operator<=>(const Outcome&) const = default;
};

/// "pass", "E550", "failure", "time-out"
std::string formatOutcome(const Outcome& outcome);

/// Those of a run that has ended, each once; none if it was not run, or has not ended.
std::vector<Outcome> outcomesOf(const trace::PluginStep& run);

} // namespace spp::coverage
