// SPDX-License-Identifier: MIT
#include "app/cli/run/excerpt.h"

#include "app/cli/step_printer.h"
#include "core/base/text.h"

#include <algorithm>
#include <cstddef>
#include <optional>
#include <vector>

namespace spp::cli
{

namespace
{

using trace::Step;
using trace::StepKind;

constexpr int excerptIndent = 4;
/// Of one plugin's log so many lines are shown, from the end.
constexpr std::size_t shownLog = 10;

void printPlugin(Screen& screen, const Step& step)
{
    screen.line(excerptIndent + 2, step.title + ": " + std::string(trace::formatOutcome(step.outcome)),
                colourOf(step.outcome));
    if (!step.plugin->whySkipped.empty())
        return screen.line(excerptIndent + 4, "not run: " + step.plugin->whySkipped, Colour::Muted);
    for (const auto& line : step.plugin->output)
        printSaid(screen, excerptIndent + 4, line.command, line.note);
    const auto log = step.plugin->logLines();
    for (std::size_t i = log.size() - std::min(log.size(), shownLog); i < log.size(); ++i)
        screen.detail(excerptIndent + 4, "stderr", text::printable(log[i].bytes));
    if (step.plugin->exit)
        screen.detail(excerptIndent + 4, "ended", text::printable(step.plugin->describeEnd()));
}

void printStep(Screen& screen, const Step& step)
{
    switch (step.kind) {
    case StepKind::ClientLine: return screen.line(excerptIndent, "C: " + text::printable(step.text), Colour::Client);
    case StepKind::Reply:
        for (const std::string_view line : text::lines(step.text))
            screen.line(excerptIndent, "S: " + text::printable(withoutCr(line)), colourOf(step.outcome));
        return;
    case StepKind::Plugin: return printPlugin(screen, step);
    case StepKind::Session:
    case StepKind::Section:
    case StepKind::Check:
    case StepKind::Message:
    case StepKind::Queue:
    case StepKind::End: return screen.line(excerptIndent, step.title, Colour::Muted);
    }
}

/// The scenario's lines as they are, and as they would be met.
void printDifference(Screen& screen, const scenario::Failure& failure)
{
    if (failure.accepting.empty())
        return;
    const bool isReply = failure.isReply;
    const bool hasMark = isReply && scenario::isReplyPattern(failure.expected);
    screen.line(excerptIndent, (isReply ? (hasMark ? "- " : "- S: ") : "- expect ") + failure.expected, Colour::Refuse);
    for (const auto& change : failure.accepting)
        for (const std::string& line : change.lines)
            screen.line(excerptIndent, "+ " + text::printable(line), Colour::Accept);
}

} // namespace

void printFailures(Screen& screen, const CaseResult& result, const scenario::SessionRun& session)
{
    if (session.failures.empty())
        return;
    if (!session.title.empty())
        screen.line(2, "session " + text::printable(session.title), Colour::Strong);
    const auto turns = scenario::turnsOf(session.timeline);
    std::optional<std::size_t> shown;
    for (const auto& failure : session.failures) {
        screen.line(2, describe(result, failure), Colour::Refuse);
        printDifference(screen, failure);
        const auto turn = std::find_if(turns.begin(), turns.end(), [&](const scenario::Turn& each) {
            return failure.step && each.step <= *failure.step && *failure.step < each.last;
        });
        // Several may fail at the same command.
        if (turn == turns.end() || shown == turn->step)
            continue;
        shown = turn->step;
        for (std::size_t step = turn->step; step < turn->last; ++step)
            printStep(screen, session.timeline.steps()[step]);
    }
}

} // namespace spp::cli
