// SPDX-License-Identifier: MIT
#include "core/library/head_items.h"

#include "core/base/text.h"

#include <algorithm>
#include <cstddef>

namespace spp::library
{

namespace
{

std::size_t indentOf(std::string_view line)
{
    return std::min(line.find_first_not_of(' '), line.size());
}

void addLine(std::string_view line, std::size_t indent, std::vector<HeadItem>& items)
{
    if (indentOf(line) > indent && !items.empty()) {
        items.back().meaning += (items.back().meaning.empty() ? "" : " ") + std::string(text::trim(line));
        return;
    }
    line.remove_prefix(indentOf(line));
    const auto gap = line.find("  ");
    const auto meaning = gap == std::string_view::npos ? std::string_view() : text::trim(line.substr(gap));
    items.push_back({std::string(line.substr(0, gap)), std::string(meaning)});
}

} // namespace

std::vector<HeadItem> itemsBehind(std::string_view label, const std::vector<std::string_view>& lines)
{
    std::vector<HeadItem> items;
    auto line = std::ranges::find_if(lines, [&](std::string_view each) {
        return each.starts_with(label) && each.substr(label.size()).starts_with("  ");
    });
    if (line == lines.end())
        return items;
    const std::size_t indent = label.size() + indentOf(line->substr(label.size()));
    addLine(std::string(label.size(), ' ') + std::string(line->substr(label.size())), indent, items);
    for (++line; line != lines.end() && line->starts_with("  "); ++line)
        addLine(*line, indent, items);
    return items;
}

} // namespace spp::library
