// SPDX-License-Identifier: MIT
#include "core/debug/opinion.h"

#include "core/debug/preview.h"
#include "core/plugin/output_parser.h"
#include "core/trace/links.h"

#include <algorithm>

namespace spp::debug
{

Opinion opinionOf(const session::Session& session, const plugin::Call& call, const plugin::Answer& answer,
                  session::Moment now)
{
    Preview shown = preview(session, answer, now);
    Opinion opinion{call.line, call.place, answer, std::move(shown.output), {}, {}};
    const bool hasSaid = std::any_of(opinion.output.begin(), opinion.output.end(),
                                     [](const session::PluginSaid& said) { return said.command.isFinal(); });
    // A failure that is accepted (control/pluginfailures) decides nothing.
    const bool isForgiven =
        answer.exit.failed() && shown.verdict.value_or(session::Verdict::Accept) == session::Verdict::Accept;
    if ((hasSaid || answer.exit.failed()) && !isForgiven)
        opinion.verdict = shown.verdict;
    if (opinion.objects())
        opinion.reply = std::move(shown.replies);
    return opinion;
}

plugin::Answer neutralised(const plugin::Answer& answer)
{
    plugin::Answer rest{{}, answer.log, answer.exit.failed() ? plugin::Exit() : answer.exit};
    plugin::OutputParser parser;
    parser.append(answer.output);
    parser.finish();
    while (const auto command = parser.next()) {
        if (command->isFinal())
            break;
        if (command->letter != plugin::Letter::Print)
            rest.output += command->line + "\n";
    }
    return rest;
}

std::string_view describe(const Opinion& opinion)
{
    if (!opinion.verdict)
        return "has no objection";
    switch (*opinion.verdict) {
    case session::Verdict::Accept: return "would accept for all";
    case session::Verdict::AcceptUnchecked: return "would accept unchecked";
    case session::Verdict::Refuse:
        return trace::outcomeOfReply(opinion.reply) == trace::Outcome::Deferred ? "would defer" : "would refuse";
    case session::Verdict::Disconnect: return "would hang up";
    }
    return {};
}

std::optional<std::size_t> decidingPlugin(std::span<const trace::Step> steps, std::size_t section)
{
    std::optional<std::size_t> last;
    for (std::size_t i = section + 1; i < steps.size() && steps[i].parent; ++i) {
        if (steps[i].parent != section || !steps[i].plugin)
            continue;
        if (!steps[i].plugin->whySkipped.empty())
            return last;
        last = i;
    }
    return std::nullopt;
}

std::optional<std::size_t> decidingPluginOf(std::span<const trace::Step> steps, std::size_t step)
{
    for (std::optional<std::size_t> above = step; above; above = steps[*above].parent)
        if (steps[*above].kind == trace::StepKind::Section)
            return decidingPlugin(steps, *above);
    std::optional<std::size_t> found;
    const std::size_t command = trace::commandOf(steps, step);
    for (std::size_t i = command + 1; i < steps.size() && steps[i].parent; ++i)
        if (steps[i].kind == trace::StepKind::Section)
            if (const auto deciding = decidingPlugin(steps, i))
                found = deciding;
    return found;
}

std::vector<std::string> pluginsNotAsked(std::span<const trace::Step> steps, std::size_t plugin)
{
    std::vector<std::string> lines;
    for (std::size_t i = plugin + 1; i < steps.size() && steps[i].parent; ++i)
        if (steps[i].parent == steps[plugin].parent && steps[i].plugin && !steps[i].plugin->whySkipped.empty())
            lines.push_back(steps[i].plugin->call.line);
    return lines;
}

const PastStop* stopBeforePlugin(std::span<const PastStop> stops, const trace::Step& plugin)
{
    const auto stop = std::partition_point(stops.begin(), stops.end(),
                                           [&](const PastStop& each) { return each.records <= plugin.record; });
    return stop != stops.end() && stop->place == Place::BeforePlugin ? &*stop : nullptr;
}

plugin::Answer answerOf(const trace::PluginStep& plugin)
{
    plugin::Answer answer{{}, plugin.log, plugin.exit.value_or(plugin::Exit())};
    for (const auto& line : plugin.output)
        answer.output += line.command.line + "\n";
    return answer;
}

} // namespace spp::debug
