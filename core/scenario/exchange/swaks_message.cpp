// SPDX-License-Identifier: MIT
#include "core/scenario/exchange/swaks_message.h"

#include "core/base/text.h"

#include <algorithm>
#include <array>
#include <utility>

namespace spp::scenario
{

namespace
{

constexpr std::string_view ownData =
    "Date: %DATE%\\nTo: %TO_ADDRESS%\\nFrom: %FROM_ADDRESS%\\nSubject: test %DATE%\\n"
    "Message-Id: <%MESSAGEID%>\\nX-Mailer: swaks v%SWAKS_VERSION% "
    "jetmore.org/john/code/swaks/\\n%NEW_HEADERS%\\n%BODY%\\n";
constexpr std::string_view inventedDate = "Thu, 01 Jan 2026 12:00:00 +0000";

using Names = std::vector<std::pair<std::string_view, std::string_view>>;

std::string replacedAll(std::string text, const Names& names)
{
    for (const auto& [name, value] : names)
        for (auto at = text.find(name); at != std::string::npos; at = text.find(name, at + value.size()))
            text.replace(at, name.size(), value);
    return text;
}

/// "\n" written as two letters, and CR LF, are line ends, too.
std::string withLineEnds(std::string text)
{
    return replacedAll(std::move(text), {{"\\n", "\n"}, {"%NEWLINE%", "\n"}, {"\r\n", "\n"}});
}

std::string_view headerName(std::string_view line)
{
    const auto colon = line.find(':');
    return colon == std::string_view::npos ? std::string_view() : line.substr(0, colon);
}

/// Each header with the lines that continue it.
std::vector<std::string> headersIn(std::string_view head)
{
    std::vector<std::string> headers;
    for (const std::string_view line : text::lines(head))
        if (!headers.empty() && (line.starts_with(' ') || line.starts_with('\t')))
            headers.back().append("\n").append(line);
        else
            headers.emplace_back(line);
    return headers;
}

std::string joinedLines(const std::vector<std::string>& lines)
{
    std::string text;
    for (const auto& line : lines)
        text += line + "\n";
    return text;
}

std::string withHeaders(const std::string& data, const SwaksMessage& message)
{
    const auto blank = data.find("\n\n");
    auto headers = headersIn(std::string_view(data).substr(0, blank));
    const std::string rest = blank == std::string::npos ? "" : data.substr(blank + 2);
    auto added = message.addedHeaders;
    for (const auto& header : message.headers) {
        const auto name = headerName(header);
        // The last of that name, as swaks has it.
        const auto same = std::find_if(headers.rbegin(), headers.rend(), [&](const std::string& each) {
            return !name.empty() && headerName(each) == name;
        });
        if (same != headers.rend())
            *same = header;
        else
            added.push_back(header);
    }
    std::string head = joinedLines(headers);
    const std::string more = joinedLines(added);
    if (head.find("%NEW_HEADERS%") == std::string::npos)
        head += more;
    // Behind the mark of swaks's own message stands a line end, which becomes the empty line above the text.
    return replacedAll(head, {{"%NEW_HEADERS%", more}}) + "\n" + rest;
}

std::vector<std::string> split(std::string_view text)
{
    std::vector<std::string> lines;
    for (;;) {
        const auto end = text.find('\n');
        std::string_view line = text.substr(0, end);
        if (line.ends_with('\r'))
            line.remove_suffix(1);
        lines.emplace_back(line);
        if (end == std::string_view::npos)
            return lines;
        text.remove_prefix(end + 1);
    }
}

bool hasToken(std::string_view text)
{
    constexpr std::array tokens{"%FROM_ADDRESS%",  "%TO_ADDRESS%",  "%DATE%", "%MESSAGEID%",
                                "%SWAKS_VERSION%", "%NEW_HEADERS%", "%BODY%", "%NEWLINE%"};
    return std::ranges::any_of(tokens, [&](std::string_view token) { return text.find(token) != std::string::npos; });
}

} // namespace

std::vector<std::string> linesOf(const SwaksMessage& message, bool& hasInvented)
{
    std::string data = message.data.empty() ? std::string(ownData) : message.data;
    if (message.isAsItIs) {
        auto lines = split(data);
        if (!lines.empty() && lines.back() == ".")
            lines.pop_back();
        return lines;
    }
    hasInvented = data.find("%DATE%") != std::string::npos || data.find("%MESSAGEID%") != std::string::npos;
    data = withLineEnds(replacedAll(std::move(data), {{"%BODY%", message.body}}));
    data = withHeaders(data, message);
    data = replacedAll(withLineEnds(std::move(data)), {{"%FROM_ADDRESS%", message.from},
                                                       {"%TO_ADDRESS%", message.to},
                                                       {"%MESSAGEID%", "20260101120000.000001@swaks.example"},
                                                       {"%SWAKS_VERSION%", "20201014.0"},
                                                       {"%DATE%", inventedDate}});
    if (!message.keepsFrom && data.starts_with("From "))
        data.erase(0, data.find('\n') + 1);
    for (const std::string_view end : {"\n.\n", "\n."})
        if (data.ends_with(end)) {
            data.resize(data.size() - end.size());
            break;
        }
    auto lines = split(data);
    for (std::size_t i = 1; i < lines.size(); ++i)
        if (lines[i].starts_with('.'))
            lines[i].insert(0, 1, '.');
    return lines;
}

std::string swaksData(const std::vector<std::string>& lines)
{
    std::string data;
    for (std::size_t i = 0; i < lines.size(); ++i) {
        std::string_view line = lines[i];
        if (i > 0 && line.starts_with('.'))
            line.remove_prefix(1);
        data.append(i == 0 ? "" : "\n").append(line);
    }
    SwaksMessage message;
    message.data = replacedAll(data, {{"\n", "\\n"}});
    const bool isText = !hasToken(data) && data.find("\\n") == std::string::npos &&
                        !text::hasControlByte(message.data) && !data.empty() && message.data != data;
    bool invented = false;
    return isText && linesOf(message, invented) == lines ? message.data : std::string();
}

} // namespace spp::scenario
