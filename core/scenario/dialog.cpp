// SPDX-License-Identifier: MIT
#include "core/scenario/dialog.h"

#include "core/base/text.h"

namespace spp::scenario
{

namespace
{

std::string sentence(std::size_t line, const std::string& what)
{
    return "line " + std::to_string(line) + ": " + what;
}

/// "env NAME=value" as "env" and "NAME=value".
std::pair<std::string_view, std::string_view> splitWord(std::string_view line)
{
    const auto blank = line.find(' ');
    if (blank == std::string_view::npos)
        return {line, {}};
    return {line.substr(0, blank), text::trim(line.substr(blank))};
}

class DialogParser
{
public:
    std::optional<std::string> parseLine(std::string_view line, std::size_t number)
    {
        if (line.starts_with('#') || text::trim(line).empty())
            return std::nullopt;
        if (line.starts_with("C:"))
            return parseClientLine(afterMark(line), number);
        if (line.starts_with("S:"))
            return parseExpectation(afterMark(line), number);
        const auto [word, value] = splitWord(line);
        return word == "message" ? parseMessage(value, number) : parseSetting(word, value, number);
    }

    Dialog take() { return std::move(m_dialog); }

private:
    static std::string_view afterMark(std::string_view line)
    {
        line.remove_prefix(2);
        return line.starts_with(' ') ? line.substr(1) : line;
    }

    std::optional<std::string> parseClientLine(std::string_view text, std::size_t number)
    {
        m_dialog.lines.push_back({std::string(text), number, std::nullopt});
        return std::nullopt;
    }

    std::optional<std::string> parseExpectation(std::string_view text, std::size_t number)
    {
        text = text::trim(text);
        if (text.empty())
            return sentence(number, "“S:” needs the beginning of a reply behind it, such as 250");
        auto& place = m_dialog.lines.empty() ? m_dialog.greeting : m_dialog.lines.back().expectation;
        if (place)
            return sentence(number, "this reply has an expectation already, in line " + std::to_string(place->line));
        place = Expectation{std::string(text), number};
        return std::nullopt;
    }

    std::optional<std::string> parseMessage(std::string_view file, std::size_t number)
    {
        if (file.empty())
            return sentence(number, "“message” needs a file behind it");
        if (m_dialog.lines.empty())
            return sentence(number, "“message” stands behind a C: line, which is DATA");
        m_dialog.lines.push_back({{}, number, std::nullopt, true, std::string(file)});
        return std::nullopt;
    }

    std::optional<std::string> parseSetting(std::string_view word, std::string_view value, std::size_t number)
    {
        const std::string name(word);
        if (word != "title" && word != "dialect" && word != "home" && word != "env")
            return sentence(
                number, "“" + text::printable(name) +
                            "” is unknown here; a line begins with C:, S:, #, message, title, dialect, home or env");
        if (!m_dialog.lines.empty())
            return sentence(number, "“" + name + "” must stand before the first C: line");
        if (value.empty())
            return sentence(number, "“" + name + "” needs a value behind it");
        if (word == "env" && value.find('=') == std::string_view::npos)
            return sentence(number, "“env” needs NAME=value");
        if (word == "title")
            m_dialog.title = value;
        else if (word == "dialect")
            m_dialog.dialect = value;
        else if (word == "home")
            m_dialog.home = value;
        else
            m_dialog.environment.emplace_back(value);
        return std::nullopt;
    }

    Dialog m_dialog;
};

} // namespace

Result<Dialog> parseDialog(std::string_view bytes)
{
    if (bytes.size() > maxDialogFile)
        return fail(Fault::Configuration, "is larger than 4 MiB; that is no dialog");
    DialogParser parser;
    std::size_t number = 0;
    for (std::string_view line : text::lines(bytes)) {
        ++number;
        if (line.ends_with('\r'))
            line.remove_suffix(1);
        if (line.find('\0') != std::string_view::npos)
            return fail(Fault::Configuration, sentence(number, "there is a NUL byte; that is no text file"));
        if (auto error = parser.parseLine(line, number))
            return fail(Fault::Configuration, std::move(*error));
    }
    return parser.take();
}

} // namespace spp::scenario
