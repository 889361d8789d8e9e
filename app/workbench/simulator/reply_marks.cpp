// SPDX-License-Identifier: MIT
#include "app/workbench/simulator/reply_marks.h"

#include "core/scenario/judgement.h"

#include <QObject>

namespace spp::workbench
{

std::vector<std::optional<std::size_t>> stepsOf(const trace::Timeline& timeline, const scenario::Dialog& dialog,
                                                const std::vector<ReplyMismatch>& mismatches)
{
    const auto turns = scenario::turnsOf(timeline);
    const auto turnOfLine = scenario::matchTurns(dialog.lines, timeline, turns);
    std::map<std::size_t, scenario::Turn> turnOfExpectation; // by line in the dialog's file
    const auto note = [&](const auto& expectation, const auto& demands, const scenario::Turn& turn) {
        if (expectation)
            turnOfExpectation.emplace(expectation->line, turn);
        for (const auto& demand : demands)
            turnOfExpectation.emplace(demand.line, turn);
    };
    if (!turns.empty())
        note(dialog.greeting, dialog.greetingDemands, turns.front());
    for (std::size_t i = 0; i < dialog.lines.size(); ++i)
        if (turnOfLine[i])
            note(dialog.lines[i].expectation, dialog.lines[i].demands, turns[*turnOfLine[i]]);

    std::vector<std::optional<std::size_t>> steps;
    for (const auto& mismatch : mismatches) {
        const auto found = turnOfExpectation.find(mismatch.line);
        steps.push_back(found == turnOfExpectation.end()
                            ? std::nullopt
                            : std::optional(found->second.reply.value_or(found->second.step)));
    }
    return steps;
}

std::map<std::size_t, QString> markReplies(const trace::Timeline& timeline, const scenario::Dialog& dialog,
                                           const std::vector<ReplyMismatch>& mismatches)
{
    const auto steps = stepsOf(timeline, dialog, mismatches);
    std::map<std::size_t, QString> marks;
    for (std::size_t i = 0; i < steps.size(); ++i)
        if (steps[i])
            marks.emplace(*steps[i], QObject::tr("expected %1").arg(mismatches[i].expected));
    return marks;
}

} // namespace spp::workbench
