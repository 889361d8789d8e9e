// SPDX-License-Identifier: MIT
#include "app/workbench/simulator/reply_marks.h"

#include "core/scenario/judgement.h"

#include <QObject>

namespace spp::workbench
{

std::map<std::size_t, QString> markReplies(const trace::Timeline& timeline, const scenario::Dialog& dialog,
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

    std::map<std::size_t, QString> marks;
    for (const auto& mismatch : mismatches)
        if (const auto found = turnOfExpectation.find(mismatch.line); found != turnOfExpectation.end())
            marks.emplace(found->second.reply.value_or(found->second.step),
                          QObject::tr("expected %1").arg(mismatch.expected));
    return marks;
}

} // namespace spp::workbench
