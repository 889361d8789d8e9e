// SPDX-License-Identifier: MIT
#include "core/control/smtpplugins_edit.h"

#include <algorithm>

namespace spp::control
{

namespace
{

std::string_view lineEndOf(std::string_view bytes)
{
    const auto end = bytes.find('\n');
    return end != std::string_view::npos && end > 0 && bytes[end - 1] == '\r' ? "\r\n" : "\n";
}

/// The number of the line below which another of the section belongs; 0: it has no heading.
std::size_t lastLineOf(const SmtpPlugins& parsed, Section section)
{
    std::size_t last = 0;
    for (const auto& heading : parsed.headings())
        if (heading.section == section)
            last = heading.line;
    for (const auto& plugin : parsed.plugins(section))
        last = std::max(last, plugin.line);
    return last;
}

/// Offset behind a line's end; the text's if it has no further line.
std::size_t behindLine(std::string_view bytes, std::size_t line)
{
    std::size_t at = 0;
    for (; line > 0 && at < bytes.size(); --line)
        at = std::min(bytes.find('\n', at), bytes.size() - 1) + 1;
    return at;
}

} // namespace

std::string withPlugin(std::string_view bytes, Section section, std::string_view line)
{
    const std::string lineEnd(lineEndOf(bytes));
    std::string text(bytes);
    std::string added = std::string(line) + lineEnd;
    std::size_t at = text.size();
    if (const std::size_t last = lastLineOf(SmtpPlugins::parse(bytes), section); last > 0)
        at = behindLine(bytes, last);
    else
        added = (text.empty() ? "" : lineEnd) + "[" + std::string(formatSection(section)) + "]" + lineEnd + added;
    if (at == text.size() && !text.empty() && text.back() != '\n')
        added = lineEnd + added;
    return text.insert(at, added);
}

} // namespace spp::control
