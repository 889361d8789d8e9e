// SPDX-License-Identifier: MIT
#include "core/scenario/judgement.h"

#include "core/base/text.h"

#include <algorithm>
#include <utility>

namespace spp::scenario
{

namespace
{

using trace::StepKind;
using trace::Timeline;

/// Was the turn made by this line? A message is, by its closing dot; the lines before it make no turn of their own.
bool isMadeBy(const trace::Step& said, const ClientLine& line)
{
    if (said.kind == StepKind::Message)
        return line.isMessage || line.text == ".";
    // What a login says is not told.
    if (said.text.ends_with("not shown)"))
        return !said.text.starts_with("AUTH") || text::equalsIgnoringCase(line.text.substr(0, 4), "AUTH");
    return said.text == line.text;
}

/// Of a BDAT: so many bytes follow it. 0: it is none.
std::size_t chunkSize(const ClientLine& line)
{
    const bool isChunk = text::equalsIgnoringCase(line.text.substr(0, 5), "BDAT ");
    return isChunk ? text::leadingNumber(text::trim(std::string_view(line.text).substr(5))).value_or(0) : 0;
}

std::string withoutLineEnd(const std::string& text)
{
    return text.substr(0, text.find_last_not_of("\r\n") + 1);
}

class Judge
{
public:
    explicit Judge(const Timeline& timeline) : m_timeline(timeline), m_turns(turnsOf(timeline)) {}

    std::vector<Failure> judge(const Dialog& dialog)
    {
        const auto turnOfLine = matchTurns(dialog.lines, m_timeline, m_turns);
        if (!m_turns.empty())
            judge(dialog.greeting, dialog.greetingDemands, 0);
        std::size_t unsaid = 0;
        std::size_t chunk = 0; // bytes of a BDAT that are still to come
        for (std::size_t i = 0; i < dialog.lines.size(); ++i) {
            const ClientLine& line = dialog.lines[i];
            const bool isInChunk = chunk > 0;
            chunk = isInChunk ? chunk - std::min(chunk, line.text.size() + 2) : turnOfLine[i] ? chunkSize(line) : 0;
            if (line.hangsUp)
                judge({}, line.demands, m_turns.empty() ? std::nullopt : std::optional(m_turns.size() - 1));
            else if (line.expectation || !line.demands.empty())
                judge(line.expectation, line.demands, turnOfLine[i]);
            else if (!turnOfLine[i] && !isInChunk && !isInMessage(dialog.lines, i))
                ++unsaid;
        }
        if (unsaid > 0)
            m_failures.push_back({0,
                                  "all lines to be said",
                                  "the session ended before the client had said " + std::to_string(unsaid) + " of them",
                                  false,
                                  std::nullopt,
                                  {}});
        return std::move(m_failures);
    }

private:
    void judge(const std::optional<Expectation>& expected, const std::vector<Demand>& demands,
               std::optional<std::size_t> turn)
    {
        if (expected)
            judgeReply(*expected, turn);
        for (const Demand& demand : demands) {
            if (!turn) {
                fail(demand.line, demand.text, "nothing: this was never said", std::nullopt);
                continue;
            }
            const auto unmet = scenario::judge(demand, m_timeline, m_turns[*turn].step, m_turns[*turn].last);
            if (!unmet)
                continue;
            fail(demand.line, demand.text, unmet->got, m_turns[*turn].step);
            if (!unmet->instead.empty())
                m_failures.back().accepting = {{demand.line, {"expect " + unmet->instead}, false}};
        }
    }

    void judgeReply(const Expectation& expected, std::optional<std::size_t> turn)
    {
        if (!turn)
            return fail(expected.line, expected.text(), "nothing: this was never said", std::nullopt);
        const auto reply = m_turns[*turn].reply;
        if (!reply)
            return fail(expected.line, expected.text(), "no reply", m_turns[*turn].step);
        const std::string& text = m_timeline.steps()[*reply].text;
        if (expected.matches(text))
            return;
        fail(expected.line, expected.text(), withoutLineEnd(text), *reply, true);
        m_failures.back().accepting = acceptReply(expected, text);
    }

    void fail(std::size_t line, std::string_view expected, const std::string& got, std::optional<std::size_t> step,
              bool isReply = false)
    {
        m_failures.push_back({line, text::printable(expected), text::printable(got), isReply, step, {}});
    }

    /// A line that makes no turn because it is text between DATA and the dot.
    static bool isInMessage(const std::vector<ClientLine>& lines, std::size_t line)
    {
        for (std::size_t i = line; i < lines.size(); ++i)
            if (lines[i].text == "." && !lines[i].isMessage)
                return true;
        return lines[line].isMessage;
    }

    const Timeline& m_timeline;
    std::vector<Turn> m_turns;
    std::vector<Failure> m_failures;
};

} // namespace

std::vector<Turn> turnsOf(const Timeline& timeline)
{
    std::vector<Turn> turns;
    for (std::size_t step = 0; step < timeline.size(); ++step) {
        switch (timeline.steps()[step].kind) {
        case StepKind::Session:
        case StepKind::ClientLine:
        case StepKind::Message: turns.push_back({step, step + 1, std::nullopt}); break;
        case StepKind::Reply:
            if (!turns.empty() && !turns.back().reply)
                turns.back().reply = step;
            [[fallthrough]];
        case StepKind::Section:
        case StepKind::Plugin:
        case StepKind::Check:
        case StepKind::Queue:
        case StepKind::End:
            if (!turns.empty())
                turns.back().last = step + 1;
            break;
        }
    }
    return turns;
}

std::vector<std::optional<std::size_t>> matchTurns(const std::vector<ClientLine>& lines, const Timeline& timeline,
                                                   const std::vector<Turn>& turns)
{
    std::vector<std::optional<std::size_t>> matched(lines.size());
    std::size_t next = 1;
    for (std::size_t i = 0; i < lines.size() && next < turns.size(); ++i)
        if (!lines[i].hangsUp && isMadeBy(timeline.steps()[turns[next].step], lines[i]))
            matched[i] = next++;
    return matched;
}

std::string describe(const Failure& failure)
{
    const auto quoted = [&](const std::string& text) { return failure.isReply ? "“" + text + "”" : text; };
    return "expected " + quoted(failure.expected) + ", got " + quoted(failure.got);
}

bool hasDemands(const Dialog& dialog)
{
    return !dialog.greetingDemands.empty() || std::any_of(dialog.lines.begin(), dialog.lines.end(),
                                                          [](const ClientLine& line) { return !line.demands.empty(); });
}

bool hasExpectations(const Dialog& dialog)
{
    return hasDemands(dialog) || dialog.greeting ||
           std::any_of(dialog.lines.begin(), dialog.lines.end(),
                       [](const ClientLine& line) { return line.expectation.has_value(); });
}

std::vector<Failure> judge(const Dialog& dialog, const Timeline& timeline)
{
    return Judge(timeline).judge(dialog);
}

std::vector<LineChange> acceptReplies(const Dialog& dialog, const Timeline& timeline)
{
    const auto turns = turnsOf(timeline);
    const auto turnOfLine = matchTurns(dialog.lines, timeline, turns);
    std::vector<LineChange> changes;
    const auto add = [&](std::size_t line, const std::optional<std::size_t>& reply) {
        const std::string pattern = reply ? formatReply(timeline.steps()[*reply].text) : std::string();
        if (!pattern.empty())
            changes.push_back({line, {pattern}, true});
    };
    if (!turns.empty() && !dialog.lines.empty())
        add(dialog.lines.front().line - 1, turns.front().reply);
    for (std::size_t i = 0; i < dialog.lines.size(); ++i)
        if (turnOfLine[i])
            add(dialog.lines[i].line, turns[*turnOfLine[i]].reply);
    return changes;
}

} // namespace spp::scenario
