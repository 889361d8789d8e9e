// SPDX-License-Identifier: MIT
#include "app/cli/env/plugin_runs.h"

#include "app/cli/trace_view.h"
#include "core/base/text.h"
#include "core/scenario/judgement.h"

#include <algorithm>
#include <iterator>

namespace spp::cli
{

namespace
{

using trace::StepKind;

std::string saidIn(const trace::Step& step)
{
    switch (step.kind) {
    case StepKind::ClientLine:
    case StepKind::Message: return step.title;
    default: return {};
    }
}

/// @param numberOf of each turn
template <typename NumberOf>
void collect(const trace::Timeline& timeline, const NumberOf& numberOf, FoundRuns& found)
{
    const auto turns = scenario::turnsOf(timeline);
    for (std::size_t turn = 0; turn < turns.size(); ++turn) {
        const std::size_t number = numberOf(turn);
        found.numbers.push_back(number);
        for (std::size_t i = turns[turn].step; i < turns[turn].last; ++i) {
            const trace::Step& step = timeline.steps()[i];
            if (step.kind == StepKind::Plugin && step.plugin->whySkipped.empty())
                found.runs.push_back(
                    {step.plugin->call, step.title, number, saidIn(timeline.steps()[turns[turn].step])});
        }
    }
}

} // namespace

FoundRuns runsIn(const scenario::Case& scenario, const scenario::CaseRun& run)
{
    FoundRuns found{{}, {}, "line"};
    for (std::size_t session = 0; session < run.sessions.size(); ++session) {
        const auto& lines = scenario.sessions[session].lines;
        const auto& timeline = run.sessions[session].timeline;
        const auto turns = scenario::turnsOf(timeline);
        const auto turnOfLine = scenario::matchTurns(lines, timeline, turns);
        std::vector<std::size_t> lineOfTurn(turns.size(), 0);
        for (std::size_t i = 0; i < lines.size(); ++i)
            if (turnOfLine[i])
                lineOfTurn[*turnOfLine[i]] = lines[i].line;
        collect(
            timeline, [&](std::size_t turn) { return lineOfTurn[turn]; }, found);
    }
    return found;
}

FoundRuns runsIn(const std::vector<trace::RecordedSession>& sessions)
{
    FoundRuns found{{}, {}, "step"};
    for (const auto& session : sessions)
        collect(
            timelineOf(session), [](std::size_t turn) { return turn; }, found);
    return found;
}

std::vector<FoundRun> runsAt(const FoundRuns& all, std::size_t number)
{
    std::size_t nearest = 0;
    for (const std::size_t each : all.numbers)
        if (each <= number)
            nearest = std::max(nearest, each);
    if (all.unit == "step")
        nearest = number;
    std::vector<FoundRun> runs;
    std::ranges::copy_if(all.runs, std::back_inserter(runs),
                         [&](const FoundRun& run) { return run.number == nearest; });
    return runs;
}

std::vector<FoundRun> runsOf(const std::vector<FoundRun>& runs, std::string_view plugin)
{
    std::vector<FoundRun> found;
    std::ranges::copy_if(runs, std::back_inserter(found),
                         [&](const FoundRun& run) { return plugin.empty() || isCallOf(run.call, plugin); });
    return found;
}

} // namespace spp::cli
