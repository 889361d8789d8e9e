// SPDX-License-Identifier: MIT
#include "core/check/smtpplugins_edits.h"

#include "core/base/text.h"

#include <algorithm>
#include <utility>

namespace spp::check
{

using control::Section;

namespace
{

/// A text's lines, and whether the last one has an end.
struct EditedLines
{
    std::vector<std::string> lines;
    bool hasEnd = true;

    explicit EditedLines(std::string_view bytes) : hasEnd(bytes.empty() || bytes.ends_with('\n'))
    {
        for (const auto line : text::lines(bytes))
            lines.emplace_back(line);
    }
    bool has(std::size_t number) const { return number >= 1 && number <= lines.size(); }
    std::string& at(std::size_t number) { return lines[number - 1]; }
    auto place(std::size_t number)
    {
        return lines.begin() + static_cast<std::ptrdiff_t>(std::min(number - 1, lines.size()));
    }
    std::string join() const
    {
        std::string bytes;
        for (const auto& line : lines)
            bytes += line + '\n';
        if (!hasEnd && !bytes.empty())
            bytes.pop_back();
        return bytes;
    }
};

struct RowPlace
{
    std::size_t section = 0;
    std::size_t row = 0;
};

std::optional<RowPlace> findRow(const std::vector<OutlineSection>& outline, std::size_t line)
{
    for (std::size_t section = 0; section < outline.size(); ++section)
        for (std::size_t row = 0; row < outline[section].rows.size(); ++row)
            if (outline[section].rows[row].line == line)
                return RowPlace{section, row};
    return std::nullopt;
}

/// What the shell takes for one word.
std::string shellWord(std::string_view path)
{
    constexpr std::string_view special = " \t'\"\\$`|&;<>(){}[]*?!#~";
    if (path.find_first_of(special) == std::string_view::npos)
        return std::string(path);
    std::string quoted = "'";
    for (const char c : path)
        quoted += c == '\'' ? std::string("'\\''") : std::string(1, c);
    return quoted + "'";
}

/// One line of text: what a person pastes may have several.
std::string oneLine(std::string_view bytes)
{
    std::string line(text::trim(bytes));
    std::replace_if(
        line.begin(), line.end(),
        [](char c) {
            return text::hasControlByte({&c, 1});
        },
        ' ');
    return line;
}

} // namespace

Placed moveLines(std::string_view bytes, std::size_t first, std::size_t count, std::size_t before)
{
    EditedLines text(bytes);
    if (!text.has(first) || count == 0 || !text.has(first + count - 1) || before < 1 ||
        (before >= first && before <= first + count))
        return {std::string(bytes), first};
    if (before < first) {
        std::rotate(text.place(before), text.place(first), text.place(first + count));
        return {text.join(), before};
    }
    const auto end = std::min(before, text.lines.size() + 1);
    std::rotate(text.place(first), text.place(first + count), text.place(end));
    return {text.join(), end - count};
}

std::string removeLines(std::string_view bytes, std::size_t first, std::size_t count)
{
    EditedLines text(bytes);
    if (text.has(first))
        text.lines.erase(text.place(first), text.place(first + count));
    return text.join();
}

std::optional<Placed> moveUp(std::string_view bytes, const std::vector<OutlineSection>& outline, std::size_t line)
{
    const auto at = findRow(outline, line);
    if (!at)
        return std::nullopt;
    const auto& rows = outline[at->section].rows;
    if (at->row > 0)
        return moveLines(bytes, line, rows[at->row].lineCount, rows[at->row - 1].line);
    if (at->section < 2) // above the first heading nothing runs
        return std::nullopt;
    return moveLines(bytes, line, rows[at->row].lineCount, outline[at->section - 1].end);
}

std::optional<Placed> moveDown(std::string_view bytes, const std::vector<OutlineSection>& outline, std::size_t line)
{
    const auto at = findRow(outline, line);
    if (!at)
        return std::nullopt;
    const auto& rows = outline[at->section].rows;
    const std::size_t count = rows[at->row].lineCount;
    if (at->row + 1 < rows.size())
        return moveLines(bytes, line, count, rows[at->row + 1].line + rows[at->row + 1].lineCount);
    if (at->section + 1 == outline.size())
        return std::nullopt;
    const auto& next = outline[at->section + 1];
    return moveLines(bytes, line, count, next.rows.empty() ? next.end : next.rows.front().line);
}

std::string switchPlugin(std::string_view bytes, std::size_t line, bool on, const KnowsProgram& isProgram)
{
    EditedLines text(bytes);
    if (!text.has(line))
        return std::string(bytes);
    const std::size_t mark = offMark(text.at(line), isProgram);
    if (on)
        text.at(line).erase(0, mark);
    else if (mark == 0)
        text.at(line).insert(0, 1, '#');
    return text.join();
}

Placed withSection(std::string_view bytes, Section section)
{
    const auto sections = outline(bytes);
    const auto there =
        std::find_if(sections.begin(), sections.end(), [&](const auto& each) { return each.section == section; });
    if (there != sections.end())
        return {std::string(bytes), there->end};

    EditedLines text(bytes);
    const auto behind = std::find_if(sections.begin(), sections.end(),
                                     [&](const auto& each) { return each.section && *each.section > section; });
    const std::string heading = "[" + std::string(formatSection(section)) + "]";
    if (behind != sections.end()) {
        text.lines.insert(text.place(behind->begin), {heading, std::string()});
        return {text.join(), behind->begin + 1};
    }
    if (!text.lines.empty() && !text::trim(text.lines.back()).empty())
        text.lines.emplace_back();
    text.lines.push_back(heading);
    return {text.join(), text.lines.size() + 1};
}

Placed addToSection(std::string_view bytes, Section section, std::string_view added)
{
    const auto [made, line] = withSection(bytes, section);
    EditedLines text(made);
    text.lines.insert(text.place(line), oneLine(added));
    return {text.join(), line};
}

Placed moveToSection(std::string_view bytes, std::size_t first, std::size_t count, Section section)
{
    const auto [made, line] = withSection(bytes, section);
    const std::size_t added = EditedLines(made).lines.size() - EditedLines(bytes).lines.size();
    return moveLines(made, added > 0 && line <= first + added ? first + added : first, count, line);
}

std::string argumentsOf(std::string_view pluginLine)
{
    const auto place = programPlace(pluginLine);
    const std::size_t begin = place.isEmpty() && pluginLine.starts_with(':') ? 1 : place.end;
    return std::string(text::trim(pluginLine.substr(begin)));
}

std::string withArguments(std::string_view pluginLine, std::string_view arguments)
{
    const std::string words = oneLine(arguments);
    const auto place = programPlace(pluginLine);
    const auto program = pluginLine.substr(place.begin, place.end - place.begin);
    if (words == argumentsOf(pluginLine) || (words.empty() && place.isEmpty()))
        return std::string(pluginLine);
    if (place.isEmpty())
        return ":" + words;
    if (!pluginLine.starts_with(':'))
        return ":" + shellWord(program) + " " + words;
    if (!words.empty())
        return std::string(pluginLine.substr(0, place.end)) + " " + words;
    return std::string(place.begin == 1 ? program : pluginLine.substr(0, place.end));
}

std::string setArguments(std::string_view bytes, std::size_t line, std::string_view arguments,
                         const KnowsProgram& isProgram)
{
    EditedLines text(bytes);
    if (!text.has(line))
        return std::string(bytes);
    const std::size_t mark = offMark(text.at(line), isProgram);
    const std::string before(text::trimEnd(text.at(line).substr(mark)));
    if (const std::string after = withArguments(before, arguments); after != before)
        text.at(line).replace(mark, std::string::npos, after);
    return text.join();
}

} // namespace spp::check
