// SPDX-License-Identifier: MIT
#include "app/cli/plugins/library_json.h"

#include <nlohmann/json.hpp>

#include <algorithm>

namespace spp::cli
{

using nlohmann::ordered_json;

namespace
{

ordered_json asJson(const library::LibraryPlugin& plugin)
{
    ordered_json sections = ordered_json::array();
    for (const auto section : plugin.head.sections)
        sections.push_back(formatSection(section));
    ordered_json settings = ordered_json::array();
    for (const auto& setting : plugin.head.settings)
        settings.push_back({{"name", setting.name}, {"default", setting.value}, {"meaning", setting.meaning}});
    ordered_json needs = ordered_json::array();
    for (const auto& need : plugin.head.needs)
        needs.push_back({{"name", formatNeed(need)},
                         {"meaning", need.meaning},
                         {"installed", std::ranges::count(plugin.missing, need) == 0}});
    return {{"name", plugin.head.name},        {"summary", plugin.head.summary}, {"sections", std::move(sections)},
            {"settings", std::move(settings)}, {"needs", std::move(needs)},      {"program", plugin.program},
            {"examples", plugin.examples}};
}

} // namespace

std::string libraryAsJson(const std::vector<library::LibraryPlugin>& plugins)
{
    ordered_json list = ordered_json::array();
    for (const auto& plugin : plugins)
        list.push_back(asJson(plugin));
    // Heads are somebody's bytes: what is no UTF-8 is replaced.
    return list.dump(2, ' ', false, ordered_json::error_handler_t::replace);
}

} // namespace spp::cli
