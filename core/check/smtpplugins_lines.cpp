// SPDX-License-Identifier: MIT
#include "core/check/smtpplugins_lines.h"

#include "core/base/text.h"
#include "core/check/words.h"

#include <algorithm>

namespace spp::check
{

namespace
{

PluginLine makeLine(const control::PluginEntry& entry, std::optional<control::Section> section)
{
    const auto place = programPlace(entry.text);
    return {entry, section, entry.text.substr(place.begin, place.end - place.begin)};
}

} // namespace

ProgramPlace programPlace(std::string_view line)
{
    if (!line.starts_with(':'))
        return {0, line.size()};
    constexpr std::string_view blanks = " \t";
    for (std::size_t begin = line.find_first_not_of(blanks, 1); begin != std::string_view::npos;) {
        const std::size_t end = std::min(line.find_first_of(blanks, begin), line.size());
        const auto word = line.substr(begin, end - begin);
        const bool isPlain = word.find_first_of("$`'\"\\|&;<>(){}*?") == std::string_view::npos;
        if (!isPlain)
            return {};
        if (word != "exec" && !word.substr(nameAt(word, 0).size()).starts_with('='))
            return word.find('/') == std::string_view::npos ? ProgramPlace() : ProgramPlace{begin, end};
        begin = line.find_first_not_of(blanks, end);
    }
    return {};
}

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
