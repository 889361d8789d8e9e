// SPDX-License-Identifier: MIT
#include "core/check/smtpplugins_lines.h"

#include "core/base/text.h"
#include "core/check/words.h"

#include <algorithm>

namespace spp::check
{

namespace
{

/// Of "HOME=x plugins/a b" it is plugins/a.
std::string firstPath(std::string_view shellLine)
{
    for (shellLine = text::trim(shellLine); !shellLine.empty(); shellLine = text::trim(shellLine)) {
        const auto word = shellLine.substr(0, shellLine.find_first_of(" \t"));
        const auto name = nameAt(word, 0);
        const bool isPlain = word.find_first_of("$`'\"\\|&;<>(){}*?") == std::string_view::npos;
        if (!isPlain)
            return {};
        if (word != "exec" && !word.substr(name.size()).starts_with('='))
            return word.find('/') == std::string_view::npos ? std::string() : std::string(word);
        shellLine.remove_prefix(word.size());
    }
    return {};
}

PluginLine makeLine(const control::PluginEntry& entry, std::optional<control::Section> section)
{
    const std::string_view text = entry.text;
    return {entry, section, entry.isShell() ? firstPath(text.substr(1)) : entry.text};
}

} // namespace

std::string_view SmtpPluginsLines::line(std::size_t number) const
{
    const auto rest = std::string_view(bytes).substr(begin(number));
    return rest.substr(0, rest.find('\n'));
}

SmtpPluginsLines readLines(std::string bytes)
{
    SmtpPluginsLines result;
    result.parsed = control::SmtpPlugins::parse(bytes);
    for (std::size_t section = 0; section < control::sectionCount; ++section)
        for (const auto& entry : result.parsed.plugins(static_cast<control::Section>(section)))
            result.plugins.push_back(makeLine(entry, static_cast<control::Section>(section)));
    for (const auto& entry : result.parsed.neverRun())
        result.plugins.push_back(makeLine(entry, std::nullopt));
    std::stable_sort(result.plugins.begin(), result.plugins.end(),
                     [](const auto& a, const auto& b) { return a.entry.line < b.entry.line; });
    std::size_t at = 0;
    for (const auto line : text::lines(bytes)) {
        result.lineBegins.push_back(at);
        at += line.size() + 1;
    }
    result.bytes = std::move(bytes);
    return result;
}

} // namespace spp::check
