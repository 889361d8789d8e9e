// SPDX-License-Identifier: MIT
#include "core/debug/comparison.h"

#include "core/base/text.h"
#include "core/debug/log_times.h"
#include "core/debug/step_alignment.h"

#include <algorithm>
#include <utility>

namespace spp::debug
{

namespace
{

using trace::Step;
using trace::StepKind;
using What = Difference::What;

/// "250 2.0.0 ok 1767225600 qp 4711": the numbers are other ones in each run.
std::string withoutQueueNumbers(const std::string& reply)
{
    constexpr std::string_view digits = "0123456789";
    const auto ok = reply.find("ok ");
    const auto qp = reply.find(" qp ");
    if (ok == std::string::npos || qp == std::string::npos || reply.find_first_not_of(digits, ok + 3) != qp)
        return reply;
    return reply.substr(0, ok + 3) + reply.substr(std::min(reply.find_first_not_of(digits, qp + 4), reply.size()));
}

/// The first header, if it is ours, tells the time.
std::string_view withoutReceived(std::string_view message)
{
    if (!message.starts_with("Received:"))
        return message;
    std::size_t end = message.find('\n');
    while (end != std::string_view::npos && end + 1 < message.size() &&
           (message[end + 1] == ' ' || message[end + 1] == '\t'))
        end = message.find('\n', end + 1);
    return end == std::string_view::npos ? std::string_view() : message.substr(end + 1);
}

std::string outputOf(const trace::PluginStep& plugin)
{
    std::string output;
    for (const auto& line : plugin.output)
        output += line.command.line + "\n";
    return output;
}

std::string exitOf(const trace::PluginStep& plugin)
{
    if (!plugin.whySkipped.empty())
        return "not run: " + plugin.whySkipped;
    return plugin.exit ? plugin::describe(*plugin.exit) : "still running";
}

std::string sentReply(const Step& reply)
{
    return reply.meant ? reply.text + "(changed by hand)" : reply.text;
}

std::string formatEnvelope(const std::optional<session::Envelope>& envelope)
{
    if (!envelope)
        return "no transaction";
    std::string text = "from <" + envelope->sender + ">";
    for (const auto& recipient : envelope->recipients)
        text += ", to <" + recipient + ">";
    return text + (envelope->utf8 ? ", SMTPUTF8" : "");
}

std::string formatHeaders(const std::vector<std::string>& headers)
{
    std::string text;
    for (const auto& header : headers)
        text += header + "\n";
    return text;
}

/// What becomes different between two runs, pair by pair.
class Comparer
{
public:
    std::vector<Difference> compare(const Step& left, const Step& right)
    {
        m_found.clear();
        switch (left.kind) {
        case StepKind::ClientLine: note(What::Command, left.text, right.text); break;
        case StepKind::Reply: compareReplies(left, right); break;
        case StepKind::Plugin:
        case StepKind::Check: comparePlugins(*left.plugin, *right.plugin); break;
        case StepKind::Message: compareMessages(left, right); break;
        case StepKind::Session: note(What::Outcome, left.text, right.text); break;
        case StepKind::Section:
        case StepKind::Queue:
        case StepKind::End: note(What::Outcome, left.title, right.title); break;
        }
        if (left.kind == StepKind::Section) // it tells what its plugins, below it, have left
            return std::exchange(m_found, {});
        compareEnvironments(left, right);
        if (left.state && right.state)
            compareStates(*left.state, *right.state);
        return std::exchange(m_found, {});
    }

private:
    void note(What what, std::string_view left, std::string_view right)
    {
        if (left != right)
            m_found.push_back({what, {}, std::string(left), std::string(right)});
    }

    void compareReplies(const Step& left, const Step& right)
    {
        if (left.text != right.text && withoutQueueNumbers(left.text) != withoutQueueNumbers(right.text))
            note(What::Reply, sentReply(left), sentReply(right));
    }

    void comparePlugins(const trace::PluginStep& left, const trace::PluginStep& right)
    {
        note(What::Output, outputOf(left), outputOf(right));
        if (left.log != right.log && withoutTimes(left.log) != withoutTimes(right.log))
            note(What::Log, left.log, right.log);
        note(What::Exit, exitOf(left), exitOf(right));
    }

    void compareMessages(const Step& left, const Step& right)
    {
        note(What::Message, withoutReceived(left.text), withoutReceived(right.text));
    }

    /// A check has variables of its own.
    void compareEnvironments(const Step& left, const Step& right)
    {
        if (left.kind == StepKind::Check)
            return;
        const plugin::Environment& a = left.environment();
        const plugin::Environment& b = right.environment();
        if (a == m_left && b == m_right)
            return;
        m_left = a;
        m_right = b;
        auto changes = a == b ? std::vector<plugin::EnvironmentChange>() : plugin::changes(a, b);
        for (const auto& change : changes)
            if (std::find(m_changes.begin(), m_changes.end(), change) == m_changes.end())
                m_found.push_back({What::Environment, change.name, change.before, change.after});
        m_changes = std::move(changes);
    }

    void compareStates(const session::SessionState& left, const session::SessionState& right)
    {
        compareLasting(What::Headers, formatHeaders(left.headers), formatHeaders(right.headers), m_headers);
        compareLasting(What::Envelope, formatEnvelope(left.transaction), formatEnvelope(right.transaction),
                       m_envelopes);
    }

    using Texts = std::pair<std::string, std::string>;
    void compareLasting(What what, std::string left, std::string right, Texts& before)
    {
        Texts now{std::move(left), std::move(right)};
        if (now != before)
            note(what, now.first, now.second);
        before = std::move(now);
    }

    std::vector<Difference> m_found;
    plugin::Environment m_left; ///< of the pair before, with what was different
    plugin::Environment m_right;
    std::vector<plugin::EnvironmentChange> m_changes;
    Texts m_headers;
    Texts m_envelopes;
};

std::string shownValue(const std::optional<std::string>& value)
{
    constexpr std::size_t maxShown = 200;
    if (!value)
        return "not set";
    return "“" + text::printable(std::string_view(*value).substr(0, maxShown)) +
           (value->size() > maxShown ? "…”" : "”");
}

std::string nameOf(const Difference& difference)
{
    switch (difference.what) {
    case What::Command: return "the command";
    case What::Reply: return "the reply";
    case What::Output: return "the output";
    case What::Log: return "standard error";
    case What::Exit: return "the exit";
    case What::Environment: return text::printable(difference.name);
    case What::Headers: return "headers for the message";
    case What::Envelope: return "the envelope";
    case What::Message: return "the message";
    case What::Outcome: return "the outcome";
    }
    return {};
}

} // namespace

std::string describe(const Difference& difference)
{
    return nameOf(difference) + ": " + shownValue(difference.left) + ", then " + shownValue(difference.right);
}

Comparison compare(std::span<const trace::Step> left, std::span<const trace::Step> right)
{
    Comparison comparison;
    Comparer comparer;
    std::optional<std::size_t> firstSection;
    for (const auto& [l, r] : alignSteps(left, right)) {
        StepPair pair{l, r, {}};
        const bool isSection = l && r && left[*l].kind == StepKind::Section;
        if (l && r)
            pair.differences = comparer.compare(left[*l], right[*r]);
        auto& first = isSection ? firstSection : comparison.firstDifferent;
        if (pair.isDifferent() && !first)
            first = comparison.pairs.size();
        comparison.pairs.push_back(std::move(pair));
    }
    if (!comparison.firstDifferent)
        comparison.firstDifferent = firstSection;
    return comparison;
}

} // namespace spp::debug
