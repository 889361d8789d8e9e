// SPDX-License-Identifier: MIT
/// Whether demands are met, told by the steps of a session.
#include "core/base/text.h"
#include "core/plugin/interpreter.h"
#include "core/scenario/demand.h"
#include "core/trace/queued_message.h"

#include <algorithm>
#include <string>

namespace spp::scenario
{

namespace
{

using Relation = TextDemand::Relation;
using trace::Step;
using trace::StepKind;
using trace::Timeline;
using Verdict = std::optional<std::string>; ///< what was there instead

struct Steps
{
    const Timeline& timeline;
    std::size_t first;
    std::size_t last;

    auto begin() const { return timeline.steps().begin() + static_cast<std::ptrdiff_t>(first); }
    auto end() const { return timeline.steps().begin() + static_cast<std::ptrdiff_t>(last); }
};

bool hasRun(const Step& step)
{
    return step.plugin && step.plugin->whySkipped.empty();
}

bool isOf(const Step& step, const std::string& plugin)
{
    if (step.kind != StepKind::Plugin)
        return false;
    const std::string& line = step.plugin->call.line;
    return line == plugin ||
           (line.starts_with(':') && plugin::plainFirstWord(std::string_view(line).substr(1)) == plugin);
}

std::string outputOf(const trace::PluginStep& plugin)
{
    std::string output;
    for (const auto& line : plugin.output)
        output += line.command.line + "\n";
    return output;
}

std::string shownText(std::string_view text)
{
    constexpr std::size_t shown = 400;
    const std::string_view words = text.substr(0, std::min(text.find_last_not_of("\r\n \t") + 1, shown));
    return words.empty() ? "nothing" : "“" + text::printable(words) + (text.size() > shown ? " …" : "") + "”";
}

/// What is said of it holds of the whole text or of one of its lines.
bool holdsSomewhere(const TextDemand& demand, std::string_view text)
{
    const auto lines = text::lines(text);
    return demand.holds(text) ||
           std::any_of(lines.begin(), lines.end(), [&](std::string_view line) { return demand.holds(line); });
}

struct PluginJudge
{
    const Step& step;

    Verdict operator()(const PluginDemand::NotRun&) const { return "it ran"; }
    Verdict operator()(const trace::Outcome& outcome) const
    {
        return step.outcome == outcome ? Verdict() : std::string(trace::formatOutcome(step.outcome));
    }
    Verdict operator()(const PluginDemand::ExitStatus& demand) const
    {
        const auto& exit = step.plugin->exit;
        if (!exit)
            return "it did not end";
        const bool is = exit->kind == plugin::Exit::Kind::Code && exit->number == demand.status;
        return is ? Verdict() : plugin::describe(*exit);
    }
    Verdict operator()(const PluginDemand::Printed& demand) const
    {
        const std::string text = demand.stream == PluginDemand::Stream::Log ? step.plugin->log : outputOf(*step.plugin);
        return holdsSomewhere(demand.text, text) ? Verdict() : shownText(text);
    }
    Verdict operator()(const PluginDemand::Within& demand) const
    {
        const auto took = step.plugin->resources ? step.plugin->resources->wall : step.ended - step.began;
        if (took <= demand.limit)
            return {};
        return std::to_string(std::chrono::duration_cast<std::chrono::milliseconds>(took).count()) + " ms";
    }
};

Verdict check(const PluginDemand& demand, const Steps& steps)
{
    const Step* last = nullptr;
    for (const Step& step : steps)
        if (isOf(step, demand.plugin))
            last = &step;
    if (std::holds_alternative<PluginDemand::NotRun>(demand.what))
        return last != nullptr && hasRun(*last) ? Verdict("it ran") : Verdict();
    if (last == nullptr)
        return "no such plugin stood in the sections that this command asked";
    if (!hasRun(*last))
        return "not run: " + last->plugin->whySkipped;
    return std::visit(PluginJudge{*last}, demand.what);
}

Verdict check(const VariableDemand& demand, const Steps& steps)
{
    if (steps.first == steps.last)
        return "the session had ended";
    const Step& last = steps.timeline.steps()[steps.last - 1];
    const auto value = last.state ? last.state->environment.value(demand.name) : std::nullopt;
    if (!demand.value)
        return value ? Verdict(shownText(*value)) : Verdict();
    if (!value)
        return "it is not set";
    return demand.value->holds(*value) ? Verdict() : shownText(*value);
}

std::optional<trace::QueuedMessage> messageIn(const Steps& steps)
{
    std::optional<std::size_t> found;
    for (const auto& place : trace::messagePlaces(steps.timeline))
        if (place.queue && place.step >= steps.first && place.step < steps.last)
            found = place.step;
    return found ? std::optional(trace::queuedMessage(steps.timeline, *found)) : std::nullopt;
}

std::vector<std::string> headersOf(const trace::QueuedMessage& message)
{
    std::vector<std::string> headers;
    for (const auto& added : message.added)
        headers.push_back(added.text);
    for (std::string_view line : text::lines(message.text)) {
        if (line.ends_with('\r'))
            line.remove_suffix(1);
        if (line.empty())
            break;
        headers.emplace_back(line);
    }
    return headers;
}

Verdict check(const HeaderDemand& demand, const Steps& steps)
{
    const auto message = messageIn(steps);
    if (!message)
        return "no message was queued";
    const auto headers = headersOf(*message);
    const std::string wanted = text::lower(demand.text);
    const auto found = std::find_if(headers.begin(), headers.end(),
                                    [&](const std::string& header) { return text::lower(header).starts_with(wanted); });
    if (demand.absent)
        return found == headers.end() ? Verdict() : shownText(*found);
    return found != headers.end() ? Verdict() : Verdict("there is no such header");
}

Verdict check(const EnvelopeDemand& demand, const Steps& steps)
{
    const auto message = messageIn(steps);
    if (!message)
        return "no message was queued";
    if (demand.part == EnvelopeDemand::Part::Sender)
        return message->envelope.sender == demand.address ? Verdict() : shownText("<" + message->envelope.sender + ">");
    const auto& recipients = message->envelope.recipients;
    if (std::find(recipients.begin(), recipients.end(), demand.address) != recipients.end())
        return demand.absent ? Verdict("it is among them") : Verdict();
    std::string all;
    for (const auto& each : recipients)
        all += (all.empty() ? "<" : ", <") + each + ">";
    return demand.absent ? Verdict() : shownText(all);
}

Verdict check(const QueuedDemand& demand, const Steps& steps)
{
    const bool queued = std::any_of(steps.begin(), steps.end(), [](const Step& step) {
        return step.kind == StepKind::Queue && step.outcome == trace::Outcome::Accepted;
    });
    if (queued == demand.queued)
        return {};
    return queued ? "a message was queued" : "no message was queued";
}

Verdict check(const ClosedDemand&, const Steps& steps)
{
    const bool ended = std::any_of(steps.begin(), steps.end(), [](const Step& step) {
        return step.kind == StepKind::End && !step.title.ends_with("the client went away");
    });
    return ended ? Verdict() : Verdict("the session went on");
}

} // namespace

bool TextDemand::holds(std::string_view value) const
{
    switch (relation) {
    case Relation::Is: return value == text;
    case Relation::Contains: return value.find(text) != std::string_view::npos;
    case Relation::Begins: return value.starts_with(text);
    case Relation::Matches: return expression && expression->matches(std::string(value));
    }
    return false;
}

std::optional<std::string> judge(const Demand& demand, const Timeline& timeline, std::size_t first, std::size_t last)
{
    const Steps steps{timeline, first, last};
    return std::visit([&](const auto& what) { return check(what, steps); }, demand.what);
}

} // namespace spp::scenario
