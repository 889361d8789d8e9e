// SPDX-License-Identifier: MIT
#include "core/check/syntax.h"

#include "core/base/text.h"
#include "core/check/words.h"

#include <algorithm>

namespace spp::check
{

namespace
{

/// Prints line:column:words of a Python file's first error; reads the file only.
constexpr std::string_view pythonQuestion =
    "import sys\n"
    "try:\n"
    "    compile(open(sys.argv[1], 'rb').read(), sys.argv[1], 'exec', dont_inherit=True)\n"
    "except SyntaxError as error:\n"
    "    print('%d:%d:%s' % (error.lineno or 1, error.offset or 1, error.msg))\n"
    "    sys.exit(1)\n"
    "except ValueError as error:\n"
    "    print('1:1:%s' % error)\n"
    "    sys.exit(1)\n";

/// A report that is longer names the same mistake again and again.
constexpr std::size_t maxSyntaxFindings = 20;

struct Said
{
    std::size_t line = 0;
    std::size_t column = 0;
    std::string words;
};

std::optional<std::size_t> numberAt(std::string_view text)
{
    const auto number = text::leadingNumber(text);
    return number && *number > 0 ? std::optional<std::size_t>(*number) : std::nullopt;
}

/// "…: 5: Syntax error", "…: line 5: syntax error", "…:5: parse error".
std::optional<Said> parseShellLine(std::string_view line)
{
    for (auto colon = line.find(':'); colon != std::string_view::npos; colon = line.find(':', colon + 1)) {
        auto rest = text::trim(line.substr(colon + 1));
        if (rest.starts_with("line "))
            rest.remove_prefix(5);
        const auto number = numberAt(rest);
        const auto end = rest.find(':');
        if (number && end != std::string_view::npos &&
            rest.substr(0, end).find_first_not_of("0123456789") == std::string_view::npos)
            return Said{*number, 0, std::string(text::trim(rest.substr(end + 1)))};
    }
    return std::nullopt;
}

/// "syntax error at FILE line 5, near …"; the last line only says that there were some.
std::optional<Said> parsePerlLine(std::string_view line)
{
    const auto at = line.rfind(" line ");
    if (at == std::string_view::npos)
        return std::nullopt;
    const auto number = numberAt(line.substr(at + 6));
    if (!number)
        return std::nullopt;
    const auto words = line.substr(0, line.substr(0, at).rfind(" at "));
    const auto near = line.find(", near ", at);
    return Said{*number, 0,
                std::string(words) + (near == std::string_view::npos ? std::string() : std::string(line.substr(near)))};
}

std::optional<Said> parsePythonLine(std::string_view line)
{
    const auto first = line.find(':');
    const auto second = first == std::string_view::npos ? first : line.find(':', first + 1);
    const auto number = numberAt(line);
    if (!number || second == std::string_view::npos)
        return std::nullopt;
    return Said{*number, numberAt(line.substr(first + 1)).value_or(0), std::string(line.substr(second + 1))};
}

std::optional<Said> parseLine(Language language, std::string_view line)
{
    switch (language) {
    case Language::Shell: return parseShellLine(line);
    case Language::Perl: return parsePerlLine(line);
    case Language::Python: return parsePythonLine(line);
    default: return std::nullopt;
    }
}

std::size_t lineCount(std::string_view bytes)
{
    return std::max<std::size_t>(text::lines(bytes).size(), 1);
}

} // namespace

std::optional<Command> syntaxCommand(const Script& script, const std::string& path)
{
    const std::string program = script.interpreter.ends_with("/env") ? script.program : script.interpreter;
    switch (script.language) {
    case Language::Shell:
        if (script.program == "busybox")
            return std::nullopt;
        return Command{program, "-n", path};
    case Language::Python: return Command{program, "-I", "-c", std::string(pythonQuestion), path};
    case Language::Perl: return Command{program, "-c", path};
    default: return std::nullopt;
    }
}

Command shellLineCommand(const std::string& line)
{
    return {"/bin/sh", "-n", "-c", line};
}

std::optional<Command> shellcheckCommand(const Script& script, const std::string& path)
{
    if (script.language != Language::Shell || script.program == "zsh" || script.program == "mksh")
        return std::nullopt;
    return Command{"shellcheck", "-f", "gcc", path};
}

std::vector<Finding> parseSyntaxReport(Language language, std::string_view report, bool failed, const std::string& file,
                                       std::string_view bytes)
{
    std::vector<Finding> findings;
    if (!failed)
        return findings;
    const std::size_t last = lineCount(bytes);
    for (const auto line : text::lines(report)) {
        const auto said = parseLine(language, line);
        if (!said || said->words.empty() || findings.size() == maxSyntaxFindings)
            continue;
        // The same line again says where the first began; one behind the end means the last.
        const std::size_t number = std::min(said->line, last);
        if (!findings.empty() && findings.back().line == number)
            continue;
        findings.push_back({Rule::SyntaxError,
                            file,
                            number,
                            said->column,
                            said->column > 0 ? 1UL : 0UL,
                            text::printable(said->words),
                            {}});
    }
    if (findings.empty())
        findings.push_back(
            {Rule::SyntaxError,
             file,
             0,
             0,
             0,
             "its interpreter refuses it: " + text::printable(text::trim(report.substr(0, report.find('\n')))),
             {}});
    return findings;
}

std::vector<Finding> parseShellcheck(std::string_view report, const std::string& file, std::string_view bytes)
{
    std::vector<Finding> findings;
    const auto lines = text::lines(bytes);
    for (const auto line : text::lines(report)) {
        // FILE:LINE:COLUMN: KIND: WORDS [SC1234]; a file's name may hold colons
        const auto kind = std::max({line.rfind(": note: "), line.rfind(": warning: "), line.rfind(": error: ")},
                                   [](auto a, auto b) { return (a + 1) < (b + 1); });
        if (kind == std::string_view::npos)
            continue;
        const auto place = line.substr(0, kind);
        const auto column = place.rfind(':');
        const auto number = column == std::string_view::npos ? column : place.rfind(':', column - 1);
        if (number == std::string_view::npos)
            continue;
        const std::size_t there = numberAt(place.substr(number + 1)).value_or(0);
        const std::size_t shown = numberAt(place.substr(column + 1)).value_or(0);
        const bool isInText = there > 0 && there <= lines.size() && shown > 0;
        findings.push_back({Rule::ShellCheck,
                            file,
                            std::min(there, std::max<std::size_t>(lines.size(), 1)),
                            isInText ? columnInBytes(lines[there - 1], shown) : 0,
                            1,
                            text::printable(line.substr(line.find(": ", kind + 2) + 2)),
                            {}});
    }
    return findings;
}

} // namespace spp::check
