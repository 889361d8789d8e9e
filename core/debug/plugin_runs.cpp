// SPDX-License-Identifier: MIT
#include "core/debug/plugin_runs.h"

#include <algorithm>
#include <cstddef>

namespace spp::debug
{

namespace
{

const session::PluginStarted* startOf(const trace::Record& record)
{
    const auto* report = std::get_if<session::Report>(&record.body);
    return report == nullptr ? nullptr : std::get_if<session::PluginStarted>(&report->body);
}

/// So many records come before the stop, and before the start of the plugin that stands there.
std::size_t recordsBefore(std::span<const trace::Record> records, const PastStop& stop)
{
    const std::size_t told = std::min(stop.records, records.size());
    if (stop.place != Place::BeforePlugin && stop.place != Place::AfterOutput)
        return told;
    for (std::size_t record = told; record-- > 0;)
        if (startOf(records[record]) != nullptr)
            return record;
    return told;
}

} // namespace

std::map<std::string, unsigned> pluginRunsBefore(std::span<const trace::Record> records, const PastStop& stop)
{
    std::map<std::string, unsigned> runs;
    for (const auto& record : records.first(recordsBefore(records, stop)))
        if (const auto* started = startOf(record))
            ++runs[started->call.line];
    return runs;
}

std::vector<std::string> pluginsFrom(std::span<const trace::Record> records, const PastStop& stop)
{
    std::vector<std::string> plugins;
    for (const auto& record : records.subspan(recordsBefore(records, stop)))
        if (const auto* started = startOf(record);
            started != nullptr && std::ranges::find(plugins, started->call.line) == plugins.end())
            plugins.push_back(started->call.line);
    return plugins;
}

} // namespace spp::debug
