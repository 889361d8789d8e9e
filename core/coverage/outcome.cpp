// SPDX-License-Identifier: MIT
#include "core/coverage/outcome.h"

#include "core/library/announcement.h"
#include "core/trace/hazard.h"

#include <algorithm>

namespace spp::coverage
{

namespace
{

using Kind = Outcome::Kind;

bool refuses(plugin::Letter letter)
{
    return letter == plugin::Letter::Error || letter == plugin::Letter::Reject || letter == plugin::Letter::Drop;
}

} // namespace

std::string formatOutcome(const Outcome& outcome)
{
    switch (outcome.kind) {
    case Kind::Pass: return "pass";
    case Kind::Command: return outcome.command;
    case Kind::Failure: return "failure";
    case Kind::TimeOut: return "time-out";
    }
    return {};
}

std::vector<Outcome> outcomesOf(const trace::PluginStep& run)
{
    std::vector<Outcome> outcomes;
    if (!run.whySkipped.empty() || !run.exit)
        return outcomes;
    bool refused = false;
    for (const trace::PluginLine& line : run.output) {
        refused = refused || refuses(line.command.letter);
        Outcome outcome{Kind::Command, library::outcomeOfCommand(line.command.line)};
        if (!outcome.command.empty() && std::ranges::find(outcomes, outcome) == outcomes.end())
            outcomes.push_back(std::move(outcome));
    }
    if (run.exit->failed())
        outcomes.push_back({Kind::Failure});
    else if (!refused)
        outcomes.insert(outcomes.begin(), {Kind::Pass});
    if (run.resources && run.resources->wall >= trace::slowPlugin)
        outcomes.push_back({Kind::TimeOut});
    return outcomes;
}

} // namespace spp::coverage
