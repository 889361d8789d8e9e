// SPDX-License-Identifier: MIT
#include "app/workbench/debugger/moments.h"

#include "app/workbench/models/words.h"

#include <algorithm>

namespace spp::workbench
{

namespace
{

template <typename Body>
const Body* bodyOf(const trace::Record& record)
{
    const auto* report = std::get_if<session::Report>(&record.body);
    return report == nullptr ? nullptr : std::get_if<Body>(&report->body);
}

bool isAtPlugin(const debug::PastStop& stop)
{
    return stop.place == debug::Place::BeforePlugin || stop.place == debug::Place::AfterOutput;
}

/// Where the plugin at the stop was started; records.size() if there is none.
std::size_t pluginRecord(const Run& run, const debug::PastStop& stop)
{
    for (std::size_t record = std::min(stop.records, run.records.size()); record-- > 0;)
        if (bodyOf<session::PluginStarted>(run.records[record]) != nullptr)
            return record;
    return run.records.size();
}

} // namespace

std::size_t stepAt(const trace::Timeline& timeline, const debug::PastStop& stop)
{
    const std::size_t begun = timeline.stepsAfter(stop.records);
    const bool isAhead = stop.place == debug::Place::BeforeCommand && begun < timeline.size();
    return isAhead || begun == 0 ? begun : begun - 1;
}

std::optional<std::size_t> stopAt(const Run& run, const trace::Timeline& timeline, std::size_t step)
{
    const bool isLine = timeline.steps()[step].kind == trace::StepKind::ClientLine;
    const auto found = std::ranges::find_if(run.stops, [&](const debug::PastStop& stop) {
        const std::size_t begun = timeline.stepsAfter(stop.records);
        return isLine ? begun >= step && stop.place == debug::Place::BeforeCommand : begun > step;
    });
    if (found == run.stops.end())
        return std::nullopt;
    return static_cast<std::size_t>(found - run.stops.begin());
}

std::map<std::string, unsigned> pluginRunsBefore(const Run& run, const debug::PastStop& stop)
{
    const std::size_t end = isAtPlugin(stop) ? pluginRecord(run, stop) : stop.records;
    std::map<std::string, unsigned> runs;
    for (std::size_t record = 0; record < std::min(end, run.records.size()); ++record)
        if (const auto* started = bodyOf<session::PluginStarted>(run.records[record]))
            ++runs[started->call.line];
    return runs;
}

QStringList pluginsFrom(const Run& run, const debug::PastStop& stop)
{
    QStringList plugins;
    for (std::size_t record = isAtPlugin(stop) ? pluginRecord(run, stop) : stop.records; record < run.records.size();
         ++record)
        if (const auto* started = bodyOf<session::PluginStarted>(run.records[record]))
            if (const QString line = shownLine(started->call.line); !plugins.contains(line))
                plugins.append(line);
    return plugins;
}

} // namespace spp::workbench
