// SPDX-License-Identifier: MIT
#include "core/library/announcement.h"

#include "core/base/text.h"
#include "core/check/head_comment.h"
#include "core/library/head_items.h"
#include "core/plugin/command.h"

#include <algorithm>
#include <utility>

namespace spp::library
{

namespace
{

using plugin::Letter;

constexpr std::size_t codeSize = 3;

bool isDigit(char c)
{
    return c >= '0' && c <= '9';
}

/// The three digits at a text's beginning, if nothing that would make them another word follows.
std::string_view codeAt(std::string_view text)
{
    const std::string_view code = text.substr(0, codeSize);
    const bool ends = text.size() <= codeSize || text[codeSize] == ' ' || text[codeSize] == '-';
    return code.size() == codeSize && std::ranges::all_of(code, isDigit) && ends ? code : std::string_view();
}

bool hasReply(Letter letter)
{
    switch (letter) {
    case Letter::Error:
    case Letter::Reject:
    case Letter::Print:
    case Letter::LaterMail:
    case Letter::LaterRcpt:
    case Letter::LaterData: return true;
    case Letter::Accept:
    case Letter::Next:
    case Letter::Ok:
    case Letter::Drop:
    case Letter::Set:
    case Letter::Unset:
    case Letter::Header:
    case Letter::Change:
    case Letter::Ignored: return false;
    }
    return false;
}

/// "E   550 for …" or "E550  for …"; words that are no command, as in "nothing: it only waits", announce none.
std::optional<AnnouncedCommand> asCommand(const HeadItem& item)
{
    const std::string command = outcomeOfCommand(item.word);
    if (command.empty() || command.size() != item.word.size())
        return std::nullopt;
    const std::string_view code = hasReply(plugin::parseCommand(command).letter) && !isDigit(command.back())
                                      ? codeAt(item.meaning)
                                      : std::string_view();
    return AnnouncedCommand{command + std::string(code),
                            std::string(text::trim(std::string_view(item.meaning).substr(code.size())))};
}

} // namespace

std::string outcomeOfCommand(std::string_view line)
{
    const plugin::Command command = plugin::parseCommand(line);
    if (command.letter == Letter::Ignored)
        return {};
    const std::string_view letter = line.substr(0, line.front() == 'L' ? 2 : 1);
    const std::string_view code = hasReply(command.letter) ? codeAt(line.substr(letter.size())) : std::string_view();
    return std::string(letter) + std::string(code);
}

std::optional<Announcement> parseAnnouncement(std::string_view bytes)
{
    const std::string head = check::headComment(bytes);
    const auto lines = text::lines(head);
    const auto printed = itemsBehind("Prints", lines);
    const auto ends = itemsBehind("Ends", lines);
    Announcement announcement;
    if (const auto failure = std::ranges::find(ends, "120", &HeadItem::word); failure != ends.end())
        announcement.fails = failure->meaning;
    if (printed.empty() && !announcement.fails)
        return std::nullopt;
    for (const HeadItem& item : printed)
        if (auto command = asCommand(item))
            announcement.commands.push_back(std::move(*command));
    const auto passes = itemsBehind("Passes", lines);
    announcement.passes =
        std::ranges::none_of(passes, [](const HeadItem& item) { return item.word.starts_with("never"); });
    return announcement;
}

} // namespace spp::library
