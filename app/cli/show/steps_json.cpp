// SPDX-License-Identifier: MIT
#include "app/cli/show/steps_json.h"

#include "app/cli/trace_view.h"
#include "core/base/text.h"

#include <nlohmann/json.hpp>

#include <algorithm>

namespace spp::cli
{

namespace
{

using Json = nlohmann::ordered_json;
using trace::Step;
using trace::StepKind;

const char* kindName(StepKind kind)
{
    switch (kind) {
    case StepKind::Session: return "connection";
    case StepKind::ClientLine: return "client";
    case StepKind::Section: return "section";
    case StepKind::Plugin: return "plugin";
    case StepKind::Check: return "check";
    case StepKind::Message: return "message";
    case StepKind::Queue: return "queue";
    case StepKind::Reply: return "reply";
    case StepKind::End: return "end";
    }
    return "";
}

double milliseconds(std::chrono::nanoseconds time)
{
    return std::chrono::duration<double, std::milli>(time).count();
}

Json printables(const std::vector<std::string>& list)
{
    Json array = Json::array();
    for (const auto& each : list)
        array.push_back(text::printable(each));
    return array;
}

Json pluginJson(const trace::PluginStep& plugin)
{
    const auto& call = plugin.call;
    Json json{{"line", text::printable(call.line)}, {"place", text::printable(call.place)}};
    if (!plugin.whySkipped.empty()) {
        json["notRun"] = plugin.whySkipped;
        return json;
    }
    json["section"] = formatSection(call.section);
    json["program"] = text::printable(call.program);
    json["arguments"] = printables(call.arguments);
    json["directory"] = text::printable(call.directory);
    json["environment"] = printables(call.environment.entries());
    Json printed = Json::array();
    for (const auto& line : plugin.output) {
        Json one{{"line", text::printable(line.command.line)}, {"meaning", plugin::describe(line.command)}};
        if (!line.note.empty())
            one["note"] = line.note;
        printed.push_back(std::move(one));
    }
    json["stdout"] = std::move(printed);
    Json logged = Json::array();
    for (const auto& line : plugin.logLines())
        logged.push_back(text::printable(line.bytes));
    json["stderr"] = std::move(logged);
    if (plugin.exit)
        json["ended"] = text::printable(plugin.describeEnd());
    if (plugin.resources)
        json["milliseconds"] = milliseconds(plugin.resources->wall);
    return json;
}

Json stepJson(const Step& step, std::size_t number)
{
    Json json{{"step", number},
              {"kind", kindName(step.kind)},
              {"title", step.title},
              {"milliseconds", milliseconds(step.began)}};
    if (!step.text.empty())
        json["text"] = text::printable(step.text);
    if (const auto outcome = trace::formatOutcome(step.outcome); !outcome.empty())
        json["outcome"] = outcome;
    if (step.meant)
        json["meant"] = text::printable(*step.meant);
    if (step.plugin)
        json["plugin"] = pluginJson(*step.plugin);
    return json;
}

Json sessionJson(const ShownSession& shown)
{
    const auto& head = shown.session->head;
    const trace::Timeline timeline = timelineOf(*shown.session);
    const auto turns = scenario::turnsOf(timeline);
    Json steps = Json::array();
    std::size_t turn = 0;
    for (std::size_t i = 0; i < timeline.size(); ++i) {
        while (turn + 1 < turns.size() && turns[turn + 1].step <= i)
            ++turn;
        const Step& step = timeline.steps()[i];
        const bool isShown = std::ranges::any_of(shown.records, [&](const auto& records) {
            return records.first <= step.record && step.record < records.second;
        });
        if (isShown)
            steps.push_back(stepJson(step, turn));
    }
    return {{"scenario", text::printable(head.scenario)},
            {"row", text::printable(head.row)},
            {"session", text::printable(head.session)},
            {"home", text::printable(head.home)},
            {"dialect", text::printable(head.dialect)},
            {"program", text::printable(head.program)},
            {"steps", std::move(steps)}};
}

} // namespace

std::string stepsAsJson(const std::vector<ShownSession>& sessions)
{
    Json all = Json::array();
    for (const auto& session : sessions)
        all.push_back(sessionJson(session));
    return Json{{"sessions", std::move(all)}}.dump(2);
}

} // namespace spp::cli
