// SPDX-License-Identifier: MIT
#include "core/check/smtpplugins_check.h"

#include "core/base/text.h"
#include "core/check/script.h"
#include "core/check/section_guide.h"
#include "core/check/shell_text.h"
#include "core/check/words.h"

#include <algorithm>
#include <array>
#include <set>
#include <utility>

namespace spp::check
{

using control::formatSection;
using control::Section;

namespace
{

std::string inQuotes(std::string_view bytes)
{
    return "“" + text::printable(bytes) + "”";
}

/// About a line, or a part of it.
Finding aboutLine(const Subject& subject, const SmtpPluginsLines& lines, std::size_t number, Rule rule,
                  std::string sentence)
{
    return {rule, subject.smtpPluginsPath, number, 1, lines.line(number).size(), std::move(sentence), {}};
}

Fix replaceLine(const Subject& subject, const SmtpPluginsLines& lines, std::size_t number, std::string title,
                std::string text)
{
    const std::size_t begin = lines.begin(number);
    return {std::move(title), subject.smtpPluginsPath, {{begin, begin + lines.line(number).size(), std::move(text)}}};
}

Fix removeLine(const Subject& subject, const SmtpPluginsLines& lines, std::size_t number)
{
    const std::size_t begin = lines.begin(number);
    const std::size_t end = std::min(begin + lines.line(number).size() + 1, lines.bytes.size());
    return {"Remove the line", subject.smtpPluginsPath, {{begin, end, {}}}};
}

/// "[rcpt]" of "[rcpt] and so on": up to the bracket, or what there is.
std::string_view headingName(std::string_view heading)
{
    heading.remove_prefix(1);
    return heading.substr(0, heading.find(']'));
}

/// The section whose name is nearest to what was written.
Section nearestSection(std::string_view name)
{
    constexpr std::size_t longest = 40;
    Section nearest = Section::Connection;
    std::size_t least = longest + 1;
    for (std::size_t each = 0; each < control::sectionCount; ++each) {
        const auto section = static_cast<Section>(each);
        const std::size_t changes = distance(text::lower(name.substr(0, longest)), formatSection(section));
        if (changes < least) {
            least = changes;
            nearest = section;
        }
    }
    return nearest;
}

void checkHeading(const Subject& subject, const SmtpPluginsLines& lines, const control::SectionHeading& heading,
                  std::vector<Finding>& findings)
{
    const std::string_view name = headingName(heading.text);
    const Section meant = heading.section.value_or(nearestSection(name));
    const std::string proper = "[" + std::string(formatSection(meant)) + "]";
    const auto fix = replaceLine(subject, lines, heading.line, "Write " + proper, proper);
    if (!heading.section) {
        auto finding = aboutLine(
            subject, lines, heading.line, Rule::UnknownSection,
            inQuotes(heading.text) + " is no section: plugins below it never run; did you mean " + proper + "?");
        finding.fix = fix;
        findings.push_back(std::move(finding));
        return;
    }
    if (name != formatSection(meant) || heading.text.find(']') == std::string::npos) {
        auto finding = aboutLine(subject, lines, heading.line, Rule::MisspeltSection,
                                 inQuotes(heading.text) + " is taken for " + proper +
                                     ", since only its first letter counts; write " + proper + " if that is meant");
        finding.fix = fix;
        findings.push_back(std::move(finding));
    }
    if (!hasSection(subject.dialect, meant))
        findings.push_back(aboutLine(subject, lines, heading.line, Rule::SectionNotInDialect,
                                     "the dialect " + std::string(subject.dialect.name) + " has no " + proper +
                                         ": its plugins never run there"));
}

} // namespace

void checkSections(const Subject& subject, const SmtpPluginsLines& lines, std::vector<Finding>& findings)
{
    for (const auto& heading : lines.parsed.headings())
        checkHeading(subject, lines, heading, findings);
    const auto& headings = lines.parsed.headings();
    for (const auto& plugin : lines.plugins)
        if (headings.empty() || plugin.entry.line < headings.front().line)
            findings.push_back(aboutLine(subject, lines, plugin.entry.line, Rule::AboveFirstSection,
                                         inQuotes(plugin.entry.text) +
                                             " stands above the first section and never runs; move it below [rcpt] or "
                                             "another section"));
}

namespace
{

bool isFileThere(const Subject& subject, const std::string& path)
{
    return subject.view.facts(path).kind == FileFacts::Kind::File;
}

/// Where a path may have been meant: written as if from control/, from plugins/, or with the home's own path in front.
std::string meantPath(const Subject& subject, const std::string& path)
{
    std::vector<std::string> candidates{"plugins/" + path, "control/" + path};
    for (const std::string_view prefix : {"../", "./", "/"})
        if (path.starts_with(prefix))
            candidates.push_back(path.substr(prefix.size()));
    const auto found = std::find_if(candidates.begin(), candidates.end(),
                                    [&](const auto& each) { return isFileThere(subject, each); });
    return found == candidates.end() ? std::string() : *found;
}

/// A plain line that names nothing: what was meant?
Finding missingProgram(const Subject& subject, const SmtpPluginsLines& lines, const PluginLine& plugin)
{
    const std::string& path = plugin.file;
    const std::size_t number = plugin.entry.line;
    if (const auto blank = path.find_first_of(" \t");
        !plugin.entry.isShell() && blank != std::string::npos && isFileThere(subject, path.substr(0, blank))) {
        auto finding =
            aboutLine(subject, lines, number, Rule::BlanksWantColon,
                      inQuotes(path) + " is taken for one path; put a colon in front: " + inQuotes(":" + path));
        finding.fix = replaceLine(subject, lines, number, "Put a colon in front", ":" + path);
        return finding;
    }
    if (const auto meant = meantPath(subject, path); !meant.empty()) {
        auto finding =
            aboutLine(subject, lines, number, Rule::WrongFolder,
                      inQuotes(path) + ": there is no such file; paths begin at the home: " + inQuotes(meant));
        if (!plugin.entry.isShell())
            finding.fix = replaceLine(subject, lines, number, "Write " + meant, meant);
        return finding;
    }
    return aboutLine(subject, lines, number, Rule::MissingPlugin,
                     inQuotes(path) + ": there is no such file; create it, or take the line out");
}

void checkProgram(const Subject& subject, const SmtpPluginsLines& lines, const PluginLine& plugin,
                  std::vector<Finding>& findings)
{
    const std::size_t number = plugin.entry.line;
    if (lines.line(number).find('\r') != std::string_view::npos)
        return; // told for the file as a whole
    const FileFacts facts = subject.view.facts(plugin.file);
    switch (facts.kind) {
    case FileFacts::Kind::Missing: findings.push_back(missingProgram(subject, lines, plugin)); return;
    case FileFacts::Kind::Folder:
    case FileFacts::Kind::Other:
        findings.push_back(aboutLine(subject, lines, number, Rule::NotAFile,
                                     inQuotes(plugin.file) +
                                         (facts.kind == FileFacts::Kind::Folder ? " is a folder" : " is no file") +
                                         "; name a program"));
        return;
    case FileFacts::Kind::File: break;
    }
    if (!facts.executable) {
        auto finding = aboutLine(subject, lines, number, Rule::NotExecutable,
                                 inQuotes(plugin.file) + " may not be executed: chmod +x");
        finding.fix = {"Make it executable", plugin.file, {}, true};
        findings.push_back(std::move(finding));
    }
}

} // namespace

void checkPrograms(const Subject& subject, const SmtpPluginsLines& lines, std::vector<Finding>& findings)
{
    for (const auto& plugin : lines.plugins)
        if (plugin.section && !plugin.file.empty())
            checkProgram(subject, lines, plugin, findings);
}

namespace
{

/// What a line prints whatever happens.
std::optional<char> finalOf(const Subject& subject, const PluginLine& plugin)
{
    if (plugin.entry.isShell() && plugin.file.empty())
        return alwaysPrinted(std::string_view(plugin.entry.text).substr(1));
    const auto bytes = subject.view.bytes(plugin.file);
    if (!bytes || parseScript(*bytes).language != Language::Shell)
        return std::nullopt;
    return alwaysPrinted(*bytes);
}

struct EndedBy
{
    const PluginLine* plugin = nullptr;
    char letter = 0;
};

/// The line that ends each section. A in [connection], where each session begins, ends all others.
std::array<EndedBy, control::sectionCount> endings(const Subject& subject, const SmtpPluginsLines& lines)
{
    std::array<EndedBy, control::sectionCount> ended;
    for (const auto& plugin : lines.plugins)
        if (auto* by = plugin.section ? &ended.at(static_cast<std::size_t>(*plugin.section)) : nullptr;
            by != nullptr && by->plugin == nullptr)
            if (const auto letter = finalOf(subject, plugin))
                *by = {&plugin, *letter};
    const EndedBy first = ended[static_cast<std::size_t>(Section::Connection)];
    if (first.letter == 'A')
        ended.fill(first);
    return ended;
}

Finding unreachable(const Subject& subject, const SmtpPluginsLines& lines, const PluginLine& plugin, EndedBy by)
{
    return aboutLine(subject, lines, plugin.entry.line, Rule::Unreachable,
                     inQuotes(plugin.entry.text) + " is never reached: " + inQuotes(by.plugin->entry.text) +
                         " in line " + std::to_string(by.plugin->entry.line) + " always prints " + by.letter);
}

} // namespace

void checkOrder(const Subject& subject, const SmtpPluginsLines& lines, std::vector<Finding>& findings)
{
    const auto ended = endings(subject, lines);
    std::set<std::pair<Section, std::string>> seen;
    for (const auto& plugin : lines.plugins) {
        if (!plugin.section)
            continue;
        const auto& by = ended.at(static_cast<std::size_t>(*plugin.section));
        const bool isElsewhere = by.plugin != nullptr && by.plugin->section != plugin.section;
        if (by.plugin != nullptr && (isElsewhere || by.plugin->entry.line < plugin.entry.line))
            findings.push_back(unreachable(subject, lines, plugin, by));
        if (!seen.emplace(*plugin.section, plugin.entry.text).second) {
            auto finding = aboutLine(subject, lines, plugin.entry.line, Rule::DuplicatePlugin,
                                     inQuotes(plugin.entry.text) + " stands in [" +
                                         std::string(formatSection(*plugin.section)) + "] already");
            finding.fix = removeLine(subject, lines, plugin.entry.line);
            findings.push_back(std::move(finding));
        }
    }
}

} // namespace spp::check
