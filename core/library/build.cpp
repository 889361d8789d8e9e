// SPDX-License-Identifier: MIT
#include "core/library/build.h"

#include "core/base/text.h"
#include "core/check/head_comment.h"
#include "core/check/words.h"

#include <algorithm>

namespace spp::library
{

using check::Finding;
using check::Rule;

namespace
{

constexpr std::string_view digits = "0123456789";

/// "file:line:column: words", with the column or without.
struct CompilerLine
{
    std::string_view file;
    std::size_t line = 0;
    std::size_t column = 0;
    std::string_view words;
};

/// Takes "12:" off the text; 0: there is no number.
std::size_t takeNumber(std::string_view& text)
{
    const auto end = text.find(':');
    if (end == 0 || end == std::string_view::npos || text.find_first_not_of(digits) != end)
        return 0;
    const auto number = text::leadingNumber(text);
    text.remove_prefix(end + 1);
    return number.value_or(0);
}

std::optional<CompilerLine> parseCompilerLine(std::string_view text)
{
    for (auto colon = text.find(':'); colon != std::string_view::npos; colon = text.find(':', colon + 1)) {
        CompilerLine said{text.substr(0, colon), 0, 0, text.substr(colon + 1)};
        said.line = takeNumber(said.words);
        if (said.line == 0)
            continue;
        said.column = takeNumber(said.words);
        said.words = text::trim(said.words);
        return said;
    }
    return std::nullopt;
}

std::string_view lastName(std::string_view path)
{
    return path.substr(path.rfind('/') + 1);
}

/// What kind of remark it is, told by its first word; nullopt: none that counts.
std::optional<Rule> kindOf(std::string_view words)
{
    if (words.starts_with("error") || words.starts_with("fatal error"))
        return Rule::BuildError;
    if (words.starts_with("warning"))
        return Rule::BuildWarning;
    return std::nullopt;
}

/// "error: x" and "error[E0425]: x" as "x".
std::string withoutKind(std::string_view words)
{
    const auto colon = kindOf(words) ? words.find(": ") : std::string_view::npos;
    return text::printable(colon == std::string_view::npos ? words : words.substr(colon + 2));
}

class BuildReport
{
public:
    BuildReport(const std::string& file, std::string_view bytes) : m_file(file), m_lines(text::lines(bytes)) {}

    void read(std::string_view line)
    {
        const auto arrow = line.find("--> ");
        if (const auto kind = kindOf(line); kind && !parseCompilerLine(line)) {
            m_pending = line; // rustc says where below
            return;
        }
        if (arrow != std::string_view::npos && !m_pending.empty()) {
            const std::string place = std::string(line.substr(arrow + 4)) + ":"; // what is parsed are views of it
            if (const auto said = parseCompilerLine(place))
                add(*kindOf(m_pending), {said->file, said->line, said->column, m_pending});
            m_pending = {};
            return;
        }
        const auto said = parseCompilerLine(line);
        if (!said || said->words.empty())
            return;
        const bool isGo = m_file.ends_with(".go"); // its compiler says nothing but errors
        if (const auto kind = isGo ? Rule::BuildError : kindOf(said->words))
            add(*kind, *said);
    }

    std::vector<Finding> take() { return std::move(m_findings); }

private:
    void add(Rule rule, const CompilerLine& said)
    {
        Finding finding{rule, m_file, 0, 0, 0, withoutKind(said.words), {}};
        if (lastName(said.file) != lastName(m_file)) {
            finding.sentence =
                text::printable(lastName(said.file)) + ":" + std::to_string(said.line) + ": " + finding.sentence;
        } else if (said.line <= m_lines.size()) {
            finding.line = said.line;
            finding.column = said.column;
            const auto line = m_lines[said.line - 1];
            if (said.column > 0 && !m_file.ends_with(".go")) // Go counts bytes
                finding.column = check::columnInBytes(line, said.column);
            const auto word = said.column > 0 ? check::nameAt(line, finding.column - 1) : std::string_view();
            finding.length = said.column > 0 ? std::max<std::size_t>(word.size(), 1) : 0;
        }
        if (m_findings.size() < maxBuildFindings)
            m_findings.push_back(std::move(finding));
    }

    const std::string& m_file;
    std::vector<std::string_view> m_lines;
    std::vector<Finding> m_findings;
    std::string_view m_pending; ///< a remark of rustc's whose place is not known yet
};

/// The line of a report that tells most of a failure whose place is not told.
std::string_view mainLine(std::string_view report)
{
    std::string_view last = "the command failed and said nothing";
    for (const auto line : text::lines(report)) {
        if (line.find("undefined reference") != std::string_view::npos || line.starts_with("error"))
            return line;
        if (!text::trim(line).empty())
            last = line;
    }
    return last;
}

} // namespace

std::optional<std::string> buildCommand(std::string_view source)
{
    constexpr std::string_view mark = "build:";
    const std::string head = check::headComment(source);
    for (const auto line : text::lines(head))
        if (line.starts_with(mark))
            if (const auto command = text::trim(line.substr(mark.size())); !command.empty())
                return std::string(command);
    return std::nullopt;
}

std::vector<Finding> parseBuildReport(std::string_view report, const std::string& file, std::string_view bytes,
                                      bool failed)
{
    BuildReport reader(file, bytes);
    for (const auto line : text::lines(report))
        reader.read(line);
    auto findings = reader.take();
    const bool hasError = std::ranges::any_of(findings, [](const auto& each) { return each.rule == Rule::BuildError; });
    if (failed && !hasError)
        findings.push_back({Rule::BuildError, file, 0, 0, 0, text::printable(text::trim(mainLine(report))), {}});
    return findings;
}

} // namespace spp::library
