// SPDX-License-Identifier: MIT
/// Whether demands are met, told by the steps of a session.
#include "core/base/text.h"
#include "core/base/word.h"
#include "core/plugin/interpreter.h"
#include "core/scenario/demand.h"
#include "core/trace/hazard_finder.h"
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
using Verdict = std::optional<Unmet>;

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

Unmet unmet(std::string got, std::string instead = {})
{
    return {std::move(got), std::move(instead)};
}

/// It can stand in a line of a file, and is the same when it is read.
bool isPlain(std::string_view text)
{
    return !text::hasControlByte(text) && text::trim(text) == text && text::isUtf8(text);
}

/// "is TEXT"; of several lines the last one, which decides. Empty: that can't be said.
std::string isText(std::string_view text)
{
    const auto lines = text::lines(text);
    const std::string_view last = lines.empty() ? std::string_view() : lines.back();
    return isPlain(last) ? "is" + std::string(last.empty() ? "" : " ") + std::string(last) : std::string();
}

/// The words that begin a demand of this plugin.
std::string subject(const std::string& plugin)
{
    return "plugin " + text::formatWord(plugin) + " ";
}

/// @param instead of the words that are demanded; empty: that can't be said
std::string joined(const std::string& subject, const std::string& instead)
{
    return instead.empty() ? instead : subject + instead;
}

Verdict checkVariable(const std::string& name, const std::optional<TextDemand>& wanted,
                      const plugin::Environment& environment, const std::string& subject)
{
    const auto value = environment.value(name);
    if (!wanted && !value)
        return {};
    if (!value)
        return unmet("it is not set", subject + "unset");
    if (wanted && wanted->holds(*value))
        return {};
    const bool isLine = value->find('\n') == std::string::npos;
    return unmet(shownText(*value), joined(subject, isLine ? isText(*value) : std::string()));
}

struct PluginJudge
{
    const Steps& steps;
    const Step& step;
    const std::string subject;

    Verdict operator()(const PluginDemand::NotRun&) const { return unmet("it ran"); } // said before
    Verdict operator()(const trace::Outcome& outcome) const
    {
        const std::string got(trace::formatOutcome(step.outcome));
        return step.outcome == outcome ? Verdict() : unmet(got, subject + got);
    }
    Verdict operator()(const PluginDemand::ExitStatus& demand) const
    {
        const auto& exit = step.plugin->exit;
        if (!exit)
            return unmet("it did not end");
        const bool hasStatus = exit->kind == plugin::Exit::Kind::Code;
        if (hasStatus && exit->number == demand.status)
            return {};
        return unmet(plugin::describe(*exit),
                     subject + (hasStatus ? "exit " + std::to_string(exit->number) : std::string("failed")));
    }
    Verdict operator()(const PluginDemand::Printed& demand) const
    {
        const bool isLog = demand.stream == PluginDemand::Stream::Log;
        const std::string text = isLog ? step.plugin->log : outputOf(*step.plugin);
        if (holdsSomewhere(demand.text, text))
            return {};
        return unmet(shownText(text), joined(subject + (isLog ? "stderr " : "stdout "), isText(text)));
    }
    Verdict operator()(const PluginDemand::Within& demand) const
    {
        const auto took = step.plugin->resources ? step.plugin->resources->wall : step.ended - step.began;
        if (took <= demand.limit)
            return {};
        // Another run takes another time: what would be met can't be said.
        return unmet(std::to_string(std::chrono::duration_cast<std::chrono::milliseconds>(took).count()) + " ms");
    }
    Verdict operator()(const PluginDemand::NoProblem& demand) const
    {
        for (const trace::Hazard& hazard : trace::HazardFinder().next(steps.timeline)) {
            const bool isWanted = demand.kind ? hazard.kind == *demand.kind : hazard.severity != trace::Severity::Note;
            if (isWanted && hazard.step && &steps.timeline.steps()[*hazard.step] == &step)
                return unmet(std::string(trace::formatHazardKind(hazard.kind)) + ": " + hazard.sentence);
        }
        return {};
    }
    Verdict operator()(const PluginDemand::Given& demand) const
    {
        return checkVariable(demand.name, demand.value, step.environment(), subject + "env " + demand.name + " ");
    }
};

Verdict check(const PluginDemand& demand, const Steps& steps)
{
    const Step* last = nullptr;
    for (const Step& step : steps)
        if (step.kind == StepKind::Plugin && isAbout(demand, step.plugin->call))
            last = &step;
    const std::string plugin = subject(demand.plugin);
    if (std::holds_alternative<PluginDemand::NotRun>(demand.what)) {
        if (last == nullptr || !hasRun(*last))
            return {};
        return unmet("it ran", plugin + std::string(trace::formatOutcome(last->outcome)));
    }
    if (last == nullptr)
        return unmet("no such plugin stood in the sections that this command asked", plugin + "not run");
    if (!hasRun(*last))
        return unmet("not run: " + last->plugin->whySkipped, plugin + "not run");
    return std::visit(PluginJudge{steps, *last, plugin}, demand.what);
}

Verdict check(const VariableDemand& demand, const Steps& steps)
{
    if (steps.first == steps.last)
        return unmet("the session had ended");
    static const plugin::Environment none;
    const Step& last = steps.timeline.steps()[steps.last - 1];
    return checkVariable(demand.name, demand.value, last.state ? last.state->environment : none,
                         "env " + demand.name + " ");
}

std::optional<trace::QueuedMessage> messageIn(const Steps& steps)
{
    std::optional<std::size_t> found;
    for (const auto& place : trace::messagePlaces(steps.timeline))
        if (place.queue && place.step >= steps.first && place.step < steps.last)
            found = place.step;
    return found ? std::optional(trace::queuedMessage(steps.timeline, *found)) : std::nullopt;
}

Unmet noMessage()
{
    return unmet("no message was queued", "not queued");
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
        return noMessage();
    const auto headers = headersOf(*message);
    const std::string wanted = text::lower(demand.text);
    const auto found = std::find_if(headers.begin(), headers.end(),
                                    [&](const std::string& header) { return text::lower(header).starts_with(wanted); });
    const bool isThere = found != headers.end();
    if (isThere != demand.absent)
        return {};
    if (isThere)
        return unmet(shownText(*found), "header " + demand.text);
    return unmet("there is no such header", "no header " + demand.text);
}

Verdict check(const EnvelopeDemand& demand, const Steps& steps)
{
    const auto message = messageIn(steps);
    if (!message)
        return noMessage();
    if (demand.part == EnvelopeDemand::Part::Sender) {
        const std::string got = "<" + message->envelope.sender + ">";
        if (message->envelope.sender == demand.address)
            return {};
        return unmet(shownText(got), isPlain(got) ? "sender " + got : std::string());
    }
    const auto& recipients = message->envelope.recipients;
    const bool isThere = std::find(recipients.begin(), recipients.end(), demand.address) != recipients.end();
    if (isThere != demand.absent)
        return {};
    if (isThere)
        return unmet("it is among them", "recipient <" + demand.address + ">");
    std::string all;
    for (const auto& each : recipients)
        all += (all.empty() ? "<" : ", <") + each + ">";
    const bool isOnly = recipients.size() == 1 && isPlain(all);
    return unmet(shownText(all), isOnly ? "recipient " + all : "no recipient <" + demand.address + ">");
}

Verdict check(const QueuedDemand& demand, const Steps& steps)
{
    const bool queued = std::any_of(steps.begin(), steps.end(), [](const Step& step) {
        return step.kind == StepKind::Queue && step.outcome == trace::Outcome::Accepted;
    });
    if (queued == demand.queued)
        return {};
    return queued ? unmet("a message was queued", "queued") : noMessage();
}

Verdict check(const ClosedDemand&, const Steps& steps)
{
    const bool ended = std::any_of(steps.begin(), steps.end(), [](const Step& step) {
        return step.kind == StepKind::End && !step.title.ends_with("the client went away");
    });
    return ended ? Verdict() : unmet("the session went on");
}

} // namespace

bool isAbout(const PluginDemand& demand, const plugin::Call& call)
{
    return call.line == demand.plugin ||
           (call.line.starts_with(':') &&
            plugin::plainFirstWord(std::string_view(call.line).substr(1)) == demand.plugin);
}

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

std::optional<Unmet> judge(const Demand& demand, const Timeline& timeline, std::size_t first, std::size_t last)
{
    const Steps steps{timeline, first, last};
    return std::visit([&](const auto& what) { return check(what, steps); }, demand.what);
}

} // namespace spp::scenario
