// SPDX-License-Identifier: MIT
#include "core/scenario/scenario_lines.h"

#include "core/base/text.h"

#include <algorithm>

namespace spp::scenario
{

namespace
{

/// A chain of includes that is longer includes itself.
constexpr int maxDepth = 8;

std::string printed(std::string_view word)
{
    return "“" + text::printable(word) + "”";
}

bool isBlank(std::string_view line)
{
    return line.starts_with('#') || text::trim(line).empty();
}

/// Reads lines until all that is included is there.
class LineReader
{
public:
    explicit LineReader(const IncludeReader& include) : m_include(include) {}

    /// @param outermost number of the include that all of this belongs to; 0: it is the file itself
    Result<void> read(std::string_view bytes, std::size_t outermost, int depth)
    {
        m_size += bytes.size();
        if (m_size > maxScenarioFile)
            return fail(Fault::Configuration, "is larger than 4 MiB; that is no scenario");
        std::size_t number = 0;
        for (std::string_view line : text::lines(bytes)) {
            ++number;
            if (line.ends_with('\r'))
                line.remove_suffix(1);
            const std::size_t shown = outermost == 0 ? number : outermost;
            if (const auto nul = line.find('\0'); nul != std::string_view::npos)
                return tl::unexpected(errorAt(shown, nul + 1, "there is a NUL byte; that is no text file"));
            if (isBlank(line))
                continue;
            if (line != "include" && !line.starts_with("include ")) {
                m_lines.push_back({std::string(line), shown});
                continue;
            }
            if (auto included = includeFile(text::trim(line.substr(7)), shown, depth); !included)
                return included;
        }
        return {};
    }

    std::vector<ScenarioLine> take() { return std::move(m_lines); }

private:
    Result<void> includeFile(std::string_view path, std::size_t number, int depth)
    {
        constexpr std::size_t column = 9; // behind "include "
        if (path.empty())
            return tl::unexpected(errorAt(number, column, "“include” needs a file behind it"));
        if (depth == maxDepth)
            return tl::unexpected(errorAt(number, column, "files include each other without end"));
        const auto bytes = m_include ? m_include(std::string(path))
                                     : Result<std::string>(fail(Fault::Configuration, "nothing can be included here"));
        if (!bytes)
            return tl::unexpected(errorAt(number, column, bytes.error().message));
        return read(*bytes, number, depth + 1);
    }

    const IncludeReader& m_include;
    std::vector<ScenarioLine> m_lines;
    std::size_t m_size = 0;
};

/// "| a | b |" as "a" and "b". The last | may be missing.
std::vector<std::string> cellsOf(std::string_view line)
{
    line = text::trim(line).substr(1);
    if (line.ends_with('|'))
        line.remove_suffix(1);
    std::vector<std::string> cells;
    for (;;) {
        const auto end = line.find('|');
        cells.emplace_back(text::trim(line.substr(0, end)));
        if (end == std::string_view::npos)
            return cells;
        line.remove_prefix(end + 1);
    }
}

Result<void> addRow(std::vector<Variables>& rows, const std::vector<std::string>& names, const ScenarioLine& line)
{
    const auto cells = cellsOf(line.text);
    if (cells.size() != names.size())
        return tl::unexpected(errorAt(line.number, 1,
                                      "this row has " + std::to_string(cells.size()) + " values, and the table " +
                                          std::to_string(names.size()) + " names"));
    if (rows.size() == maxCases)
        return tl::unexpected(errorAt(line.number, 1, "a table may have 10000 rows"));
    Variables row;
    for (std::size_t i = 0; i < names.size(); ++i)
        row.emplace_back(names[i], cells[i]);
    rows.push_back(std::move(row));
    return {};
}

} // namespace

Error errorAt(std::size_t line, std::size_t column, const std::string& sentence)
{
    return Error{Fault::Configuration, sentence}.at("line " + std::to_string(line) + ", column " +
                                                    std::to_string(column));
}

Result<std::vector<ScenarioLine>> readLines(std::string_view bytes, const IncludeReader& include)
{
    LineReader reader(include);
    if (auto read = reader.read(bytes, 0, 0); !read)
        return tl::unexpected<Error>(read.error());
    return reader.take();
}

Result<std::vector<Variables>> takeTable(std::vector<ScenarioLine>& lines)
{
    std::vector<std::string> names;
    std::vector<Variables> rows;
    for (const ScenarioLine& line : lines) {
        if (!line.text.starts_with('|'))
            continue;
        if (names.empty()) {
            names = cellsOf(line.text);
            for (const auto& name : names)
                if (!isVariableName(name))
                    return tl::unexpected(
                        errorAt(line.number, 1, printed(name) + " is no name; the first row of a table has the names"));
        } else if (auto added = addRow(rows, names, line); !added) {
            return tl::unexpected<Error>(added.error());
        }
    }
    if (!names.empty() && rows.empty())
        return tl::unexpected(errorAt(lines.front().number, 1, "the table has names and no row of values"));
    std::erase_if(lines, [](const ScenarioLine& line) { return line.text.starts_with('|'); });
    if (rows.empty())
        rows.emplace_back();
    return rows;
}

Result<std::string> fillIn(const ScenarioLine& line, const Variables& variables)
{
    std::string filled;
    std::string_view rest = line.text;
    for (auto mark = rest.find("${"); mark != std::string_view::npos; mark = rest.find("${")) {
        filled += rest.substr(0, mark);
        rest.remove_prefix(mark + 2);
        const auto column = static_cast<std::size_t>(rest.data() - line.text.data()) + 1;
        if (rest.starts_with('{')) {
            filled += "${";
            rest.remove_prefix(1);
            continue;
        }
        const auto end = rest.find('}');
        const std::string_view name = rest.substr(0, end);
        const auto found = std::find_if(variables.rbegin(), variables.rend(),
                                        [&](const auto& variable) { return variable.first == name; });
        if (end == std::string_view::npos || !isVariableName(name))
            return tl::unexpected(errorAt(line.number, column, "“${” needs a name and “}”; “${{” is “${” itself"));
        if (found == variables.rend())
            return tl::unexpected(errorAt(line.number, column,
                                          printed(name) + " has no value; “let " + std::string(name) +
                                              " VALUE” gives it one, and “${{” is “${” itself"));
        filled += found->second;
        if (filled.size() > maxScenarioFile)
            return tl::unexpected(errorAt(line.number, column, "this line becomes longer than 4 MiB"));
        rest.remove_prefix(end + 1);
    }
    return filled.append(rest);
}

bool isVariableName(std::string_view name)
{
    constexpr std::string_view letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz_";
    return !name.empty() && letters.find(name.front()) != std::string_view::npos &&
           name.find_first_not_of("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz_0123456789-") ==
               std::string_view::npos;
}

} // namespace spp::scenario
