// SPDX-License-Identifier: MIT
#include "core/fuzz/trouble.h"

#include "core/base/text.h"
#include "core/trace/hazard_finder.h"

#include <algorithm>
#include <utility>

namespace spp::fuzz
{

namespace
{

using plugin::Exit;
using trace::Hazard;
using trace::HazardKind;

/// Whether input alone may bring it about. How a run ended is told by itself.
bool isSought(HazardKind kind)
{
    switch (kind) {
    case HazardKind::NoNewline:
    case HazardKind::LineEndsWithCr:
    case HazardKind::UnknownLine:
    case HazardKind::TextBehindLetter:
    case HazardKind::NotKept:
    case HazardKind::ReplyWithoutCode:
    case HazardKind::CodeDoesNotFit:
    case HazardKind::ReplyUnfinished:
    case HazardKind::ReplyTooLong:
    case HazardKind::SecondReply:
    case HazardKind::MultiLineBroken:
    case HazardKind::NotAHeader:
    case HazardKind::HeaderTooLong:
    case HazardKind::SetWithoutEquals:
    case HazardKind::ChangedOutsideRcptHosts:
    case HazardKind::OddAddress:
    case HazardKind::OkOpensRelay:
    case HazardKind::FailureAfterReply: return true;
    case HazardKind::UnreadOutput:
    case HazardKind::RefusedGreeting:
    case HazardKind::LaterRepeats:
    case HazardKind::LaterUnseen:
    case HazardKind::ForgedHeader:
    case HazardKind::RepeatedHeader:
    case HazardKind::DangerousVariable:
    case HazardKind::VariableWithoutEffect:
    case HazardKind::OpensRelay:
    case HazardKind::ChangeWithoutAddress:
    case HazardKind::SenderVerdictStays:
    case HazardKind::PluginFailed:
    case HazardKind::SlowPlugin:
    case HazardKind::ExitWithoutMeaning:
    case HazardKind::NeverRuns: return false;
    }
    return false;
}

/// The last thing that it said to its log, where most programs tell why they end.
std::string lastWords(const trace::PluginStep& run)
{
    const auto lines = text::lines(run.log);
    constexpr std::size_t shown = 200;
    if (lines.empty())
        return {};
    return "; its log ends with “" + text::printable(lines.back().substr(0, shown)) + "”";
}

Trouble troubleOf(std::size_t step, const trace::PluginStep& run, std::string kind, const std::string& sentence,
                  const std::string& demand)
{
    return {run.call.line, std::move(kind), sentence + lastWords(run), step, demand};
}

/// A shell whose program was ended by a signal exits with that much more.
constexpr int shellsSignals = 128;
constexpr int maxSignal = 64;

bool hasDecided(const trace::PluginStep& run)
{
    return std::ranges::any_of(run.output, [](const trace::PluginLine& line) { return line.command.isFinal(); });
}

void lookAtEnd(std::size_t step, const trace::PluginStep& run, std::vector<Trouble>& troubles)
{
    if (!run.exit)
        return;
    const Exit& exit = *run.exit;
    const std::string words = plugin::describe(exit);
    const auto tell = [&](const std::string& kind, const std::string& sentence) {
        troubles.push_back(troubleOf(step, run, kind, sentence, "exit 0"));
    };
    if (exit.crashed())
        tell("crash", words);
    else if (exit.kind == Exit::Kind::CutOff)
        tell("too-much-output", words);
    else if (exit.couldNotRun())
        tell("can't-run", words);
    else if (const int signal = exit.number - shellsSignals; signal > 0 && signal < maxSignal)
        tell("crash", words + ", by which a shell says that the program was " +
                          plugin::describe({Exit::Kind::Signal, signal, {}}));
    else if (exit.number != 0 && !hasDecided(run))
        tell("exit-" + std::to_string(exit.number), words + ", which means nothing to the server: the command goes on");
}

void lookAtHazard(const Hazard& hazard, const plugin::Call& call, std::vector<Trouble>& troubles)
{
    // What does no harm here is a note.
    if (!isSought(hazard.kind) || hazard.severity == trace::Severity::Note)
        return;
    const std::string kind(trace::formatHazardKind(hazard.kind));
    troubles.push_back({call.line, kind, hazard.sentence, *hazard.step, "no problem " + kind});
}

} // namespace

std::vector<Trouble> troublesIn(const trace::Timeline& timeline, const std::vector<std::size_t>& ended,
                                std::chrono::milliseconds limit)
{
    const auto wasEnded = [&](std::size_t step) { return std::ranges::find(ended, step) != ended.end(); };
    std::vector<Trouble> troubles;
    const auto& steps = timeline.steps();
    for (std::size_t step = 0; step < steps.size(); ++step) {
        if (steps[step].kind != trace::StepKind::Plugin || !steps[step].plugin->whySkipped.empty())
            continue;
        const std::string time = std::to_string(limit.count()) + "ms";
        if (wasEnded(step))
            troubles.push_back(troubleOf(step, *steps[step].plugin, "hang",
                                         "it had not ended after " + time + ", and was ended", "within " + time));
        else
            lookAtEnd(step, *steps[step].plugin, troubles);
    }
    for (const Hazard& hazard : trace::HazardFinder().next(timeline))
        if (hazard.step && !wasEnded(*hazard.step))
            lookAtHazard(hazard, steps[*hazard.step].plugin->call, troubles);
    std::ranges::stable_sort(troubles, {}, &Trouble::step);
    return troubles;
}

} // namespace spp::fuzz
