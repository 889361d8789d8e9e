// SPDX-License-Identifier: MIT
#include "core/scenario/message.h"

#include "core/base/text.h"

#include <algorithm>
#include <utility>

namespace spp::scenario
{

namespace
{

using Lines = std::vector<ClientLine>;

bool opensMessage(const ClientLine& line)
{
    return !line.isMessage && text::equalsIgnoringCase(text::trim(line.text), "DATA") &&
           (!line.expectation || line.expectation->prefix.starts_with('3'));
}

/// Behind the message that begins at `first`; `first` itself if there is none.
Lines::iterator endOfMessage(Lines::iterator first, Lines::iterator end)
{
    if (first == end || first->isMessage)
        return first == end ? first : std::next(first);
    const auto dot = std::find_if(first, end, [](const ClientLine& line) { return line.text == "."; });
    return dot == end ? first : std::next(dot);
}

} // namespace

std::string formatMessage(std::string_view message)
{
    std::string formatted;
    formatted.reserve(message.size() + message.size() / 32 + 1);
    for (std::string_view line : text::lines(message)) {
        if (line.ends_with('\r'))
            line.remove_suffix(1);
        if (line.starts_with('.'))
            formatted += '.';
        formatted.append(line).append("\r\n");
    }
    formatted += '.';
    return formatted;
}

void useMessage(Dialog& dialog, std::string_view formatted)
{
    Lines lines;
    for (auto next = dialog.lines.begin(); next != dialog.lines.end();) {
        const bool opens = opensMessage(*next);
        lines.push_back(std::move(*next++));
        const auto end = opens ? endOfMessage(next, dialog.lines.end()) : next;
        if (end == next)
            continue;
        lines.push_back({std::string(formatted), next->line, std::prev(end)->expectation, true});
        next = end;
    }
    dialog.lines = std::move(lines);
}

} // namespace spp::scenario
