// SPDX-License-Identifier: MIT
#include "app/workbench/debugger/moments.h"

#include "app/workbench/models/words.h"
#include "core/debug/plugin_runs.h"

#include <algorithm>

namespace spp::workbench
{

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
    return debug::pluginRunsBefore(run.records, stop);
}

QStringList pluginsFrom(const Run& run, const debug::PastStop& stop)
{
    QStringList plugins;
    for (const auto& line : debug::pluginsFrom(run.records, stop))
        plugins.append(shownLine(line));
    return plugins;
}

} // namespace spp::workbench
