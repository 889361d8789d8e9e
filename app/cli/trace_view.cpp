// SPDX-License-Identifier: MIT
#include "app/cli/trace_view.h"

#include "core/base/text.h"
#include "core/plugin/interpreter.h"
#include "core/runtime/files.h"

#include <algorithm>

namespace spp::cli
{

Result<std::vector<trace::RecordedSession>> readTrace(const std::string& path)
{
    const auto bytes = runtime::readFile(path, trace::maxTraceFile);
    if (!bytes)
        return tl::unexpected<Error>(bytes.error());
    auto sessions = trace::parseTrace(*bytes);
    if (!sessions)
        return tl::unexpected<Error>(sessions.error().at(text::printable(path)));
    return sessions;
}

bool isTrace(std::string_view path)
{
    return path.ends_with(".spptrace");
}

trace::Timeline timelineOf(const trace::RecordedSession& session)
{
    trace::Timeline timeline;
    for (const auto& record : session.records)
        timeline.add(record);
    return timeline;
}

bool isCallOf(const plugin::Call& call, std::string_view plugin)
{
    const std::string_view line = call.line;
    const std::string_view file = line.starts_with(':') ? plugin::plainFirstWord(line.substr(1)) : line;
    return line == plugin || (!file.empty() && (file == plugin || file.substr(file.rfind('/') + 1) == plugin));
}

bool isRunOf(const trace::Step& step, std::string_view plugin)
{
    return step.kind == trace::StepKind::Plugin && step.plugin->whySkipped.empty() &&
           isCallOf(step.plugin->call, plugin);
}

std::string pluginsThatRan(const trace::Timeline& timeline)
{
    std::vector<std::string> names;
    for (const auto& step : timeline.steps())
        if (step.kind == trace::StepKind::Plugin && step.plugin->whySkipped.empty() &&
            std::ranges::find(names, step.title) == names.end())
            names.push_back(step.title);
    std::string list;
    for (const auto& name : names)
        list += (list.empty() ? "" : ", ") + name;
    return list;
}

} // namespace spp::cli
