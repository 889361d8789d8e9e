// SPDX-License-Identifier: MIT
#include "core/library/plugin_head.h"

#include "core/base/text.h"
#include "core/check/head_comment.h"
#include "core/check/section_guide.h"
#include "core/library/head_items.h"
#include "core/plugin/interpreter.h"

#include <algorithm>
#include <utility>

namespace spp::library
{

namespace
{

/// Those named "[so]" in a text.
std::vector<control::Section> sectionsIn(std::string_view words)
{
    std::vector<control::Section> sections;
    for (auto begin = words.find('['); begin != std::string_view::npos; begin = words.find('[', begin + 1)) {
        const auto end = words.find(']', begin);
        if (end == std::string_view::npos)
            break;
        if (const auto section = check::findSection(words.substr(begin + 1, end - begin - 1)))
            sections.push_back(*section);
    }
    return sections;
}

/// "name: what it does. For [section]."
bool parseFirstSentence(std::string_view line, PluginHead& head)
{
    const auto colon = line.find(": ");
    const auto sections = line.rfind(" For [");
    if (colon == std::string_view::npos || sections == std::string_view::npos || sections < colon ||
        line.substr(0, colon).find(' ') != std::string_view::npos)
        return false;
    head.name = line.substr(0, colon);
    head.summary = text::trim(line.substr(colon + 2, std::max(sections, colon + 2) - (colon + 2)));
    head.sections = sectionsIn(line.substr(sections));
    return !head.sections.empty();
}

std::vector<Need> interpreterOf(std::string_view bytes)
{
    const auto interpreter = plugin::parseInterpreter(bytes.substr(0, plugin::firstBytesSize));
    if (interpreter.name.empty() || interpreter.name == "sh")
        return {};
    return {{interpreter.name, {}, "runs it"}};
}

Need asNeed(HeadItem item)
{
    const auto colon = item.word.find(':');
    if (colon == std::string::npos)
        return {std::move(item.word), {}, std::move(item.meaning)};
    return {item.word.substr(0, colon), item.word.substr(colon + 1), std::move(item.meaning)};
}

} // namespace

std::optional<PluginHead> parsePluginHead(std::string_view bytes)
{
    PluginHead head;
    head.text = check::headComment(bytes);
    const auto lines = text::lines(head.text);
    if (lines.empty() || !parseFirstSentence(lines.front(), head))
        return std::nullopt;
    for (auto& item : itemsBehind("Set", lines))
        if (const auto equals = item.word.find('='); equals != std::string::npos)
            head.settings.push_back({item.word.substr(0, equals), item.word.substr(equals + 1), item.meaning});
    head.needs = interpreterOf(bytes);
    for (auto& item : itemsBehind("Needs", lines))
        head.needs.push_back(asNeed(std::move(item)));
    return head;
}

std::string formatNeed(const Need& need)
{
    return need.module.empty() ? need.program : need.program + ":" + need.module;
}

} // namespace spp::library
