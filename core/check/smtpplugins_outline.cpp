// SPDX-License-Identifier: MIT
#include "core/check/smtpplugins_outline.h"

#include "core/base/text.h"
#include "core/check/section_guide.h"
#include "core/control/control_file.h"

#include <algorithm>
#include <array>
#include <utility>

namespace spp::check
{

namespace
{

bool isPathByte(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
           std::string_view("/._+-@%~,=").find(c) != std::string_view::npos;
}

/// A word that can hardly be anything but a program's path: "and/or" is none.
bool looksLikeProgram(std::string_view text, const KnowsProgram& isProgram)
{
    constexpr std::array<std::string_view, 5> folders{"/", "./", "../", "plugins/", "bin/"};
    if (text.ends_with('/') || !std::all_of(text.begin(), text.end(), isPathByte))
        return false;
    return std::any_of(folders.begin(), folders.end(), [&](auto folder) { return text.starts_with(folder); }) ||
           (isProgram && isProgram(text));
}

/// A line for the shell and no smiley: it begins as a command does, and a person who left a blank behind # must have named a program.
bool looksLikeShellLine(std::string_view text, bool isTight, const KnowsProgram& isProgram)
{
    if (const auto place = programPlace(text); !place.isEmpty())
        return looksLikeProgram(text.substr(place.begin, place.end - place.begin), isProgram);
    const char first = text.size() > 1 ? text[1] : ' ';
    return isTight && ((first >= 'a' && first <= 'z') || (first >= 'A' && first <= 'Z') ||
                       std::string_view("\"'$/.{[").find(first) != std::string_view::npos);
}

/// Builds the outline from top to bottom.
class OutlineBuilder
{
public:
    explicit OutlineBuilder(const std::vector<control::SectionHeading>& headings) : m_headings(headings)
    {
        m_sections.emplace_back();
    }

    void addEntry(const control::ControlLine& entry)
    {
        if (!entry.text.starts_with('['))
            return addPlugin(entry.line, entry.text, true);
        OutlineSection section;
        section.line = section.begin = entry.line;
        section.heading = entry.text;
        section.section = m_headings[m_nextHeading++].section;
        section.end = entry.line + 1;
        if (auto comment = std::exchange(m_comment, std::nullopt)) {
            section.begin = comment->line;
            section.about = std::move(comment->text);
        }
        m_sections.push_back(std::move(section));
    }

    void addPlugin(std::size_t line, std::string text, bool isOn)
    {
        endComment();
        m_sections.back().rows.push_back({OutlineRow::Kind::Plugin, line, 1, std::move(text), isOn});
        m_sections.back().end = line + 1;
    }

    void addComment(std::size_t line, std::string_view text)
    {
        text = text::trim(text.substr(std::min(text.find_first_not_of('#'), text.size())));
        if (!m_comment) {
            m_comment = OutlineRow{OutlineRow::Kind::Comment, line, 1, std::string(text), true};
            return;
        }
        ++m_comment->lineCount;
        if (!m_comment->text.empty() && !text.empty())
            m_comment->text += ' ';
        m_comment->text += text;
    }

    /// What is right below the heading belongs to it: the first plugin is put behind that.
    void endComment()
    {
        auto comment = std::exchange(m_comment, std::nullopt);
        if (!comment)
            return;
        OutlineSection& section = m_sections.back();
        if (section.end == comment->line && section.rows.empty() && section.line > 0)
            section.end += comment->lineCount;
        section.rows.push_back(std::move(*comment));
    }

    std::vector<OutlineSection> sections() { return std::move(m_sections); }

private:
    const std::vector<control::SectionHeading>& m_headings;
    std::size_t m_nextHeading = 0;
    std::vector<OutlineSection> m_sections;
    std::optional<OutlineRow> m_comment; ///< whose next line may still come
};

} // namespace

std::size_t offMark(std::string_view line, const KnowsProgram& isProgram)
{
    if (!line.starts_with('#'))
        return 0;
    const std::size_t mark = line.starts_with("# ") ? 2 : 1;
    const auto text = text::trimEnd(line.substr(mark));
    const bool isOff =
        text.starts_with(':') ? looksLikeShellLine(text, mark == 1, isProgram) : looksLikeProgram(text, isProgram);
    return isOff ? mark : 0;
}

std::vector<OutlineSection> outline(std::string_view bytes, const KnowsProgram& isProgram)
{
    const auto parsed = control::SmtpPlugins::parse(bytes);
    const auto entries = control::parseLines(bytes);
    OutlineBuilder builder(parsed.headings());
    auto entry = entries.begin();
    std::size_t number = 0;
    for (const auto line : text::lines(bytes)) {
        ++number;
        const bool runs = entry != entries.end() && entry->line == number;
        for (; entry != entries.end() && entry->line == number; ++entry)
            builder.addEntry(*entry);
        if (runs)
            continue;
        if (const auto mark = offMark(line, isProgram); mark > 0)
            builder.addPlugin(number, std::string(text::trimEnd(line.substr(mark))), false);
        else if (line.starts_with('#'))
            builder.addComment(number, line);
        else
            builder.endComment();
    }
    builder.endComment();
    return builder.sections();
}

std::vector<OutlineSection> shownSections(const std::vector<OutlineSection>& outline, const session::Dialect& dialect)
{
    const auto isPlugin = [](const OutlineRow& row) { return row.kind == OutlineRow::Kind::Plugin; };
    std::vector<OutlineSection> shown;
    for (const auto& each : outline)
        if (each.line > 0 || std::any_of(each.rows.begin(), each.rows.end(), isPlugin))
            shown.push_back(each);
    for (const auto section : sectionsOf(dialect)) {
        const auto is = [section](const OutlineSection& each) { return each.section == section; };
        const auto comesLater = [section](const OutlineSection& each) { return each.section > section; };
        if (std::any_of(shown.begin(), shown.end(), is))
            continue;
        OutlineSection missing;
        missing.heading = "[" + std::string(formatSection(section)) + "]";
        missing.section = section;
        shown.insert(std::find_if(shown.begin(), shown.end(), comesLater), std::move(missing));
    }
    return shown;
}

} // namespace spp::check
