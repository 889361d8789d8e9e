// SPDX-License-Identifier: MIT
#include "app/workbench/simulator/reply_marks.h"

#include <QObject>

#include <optional>

namespace spp::workbench
{

namespace
{

/// Something that the client said, a line or a message, and the first reply to it.
struct Turn
{
    std::size_t step = 0;
    std::optional<std::size_t> reply;
};

/// The first turn is the connection itself.
std::vector<Turn> turnsOf(const trace::Timeline& timeline)
{
    std::vector<Turn> turns;
    for (std::size_t step = 0; step < timeline.size(); ++step) {
        switch (timeline.steps()[step].kind) {
        case trace::StepKind::Session:
        case trace::StepKind::ClientLine:
        case trace::StepKind::Message: turns.push_back({step, std::nullopt}); break;
        case trace::StepKind::Reply:
            if (!turns.empty() && !turns.back().reply)
                turns.back().reply = step;
            break;
        case trace::StepKind::Section:
        case trace::StepKind::Plugin:
        case trace::StepKind::Check:
        case trace::StepKind::Queue:
        case trace::StepKind::End: break;
        }
    }
    return turns;
}

/// Was the turn made by this line? A message is, by its closing dot; the lines before it make no turn of their own.
bool isMadeBy(const trace::Step& said, const scenario::ClientLine& line)
{
    return said.kind == trace::StepKind::Message ? line.isMessage || line.text == "." : said.text == line.text;
}

} // namespace

std::map<std::size_t, QString> markReplies(const trace::Timeline& timeline, const scenario::Dialog& dialog,
                                           const std::vector<ReplyMismatch>& mismatches)
{
    const std::vector<Turn> turns = turnsOf(timeline);
    std::map<std::size_t, Turn> turnOfExpectation; // by line in the dialog's file
    if (dialog.greeting && !turns.empty())
        turnOfExpectation.emplace(dialog.greeting->line, turns.front());
    std::size_t next = 1;
    for (const auto& line : dialog.lines) {
        if (next >= turns.size())
            break;
        if (!isMadeBy(timeline.steps()[turns[next].step], line))
            continue;
        if (line.expectation)
            turnOfExpectation.emplace(line.expectation->line, turns[next]);
        ++next;
    }

    std::map<std::size_t, QString> marks;
    for (const auto& mismatch : mismatches)
        if (const auto found = turnOfExpectation.find(mismatch.line); found != turnOfExpectation.end())
            marks.emplace(found->second.reply.value_or(found->second.step),
                          QObject::tr("expected %1").arg(mismatch.expected));
    return marks;
}

} // namespace spp::workbench
