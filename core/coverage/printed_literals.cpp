// SPDX-License-Identifier: MIT
#include "core/coverage/printed_literals.h"

#include "core/base/text.h"
#include "core/library/announcement.h"
#include "core/plugin/command.h"
#include "core/smtp/reply.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <utility>

namespace spp::coverage
{

namespace
{

using plugin::Letter;

/// No longer line, and no longer plugin, was written by a person.
constexpr std::size_t maxSourceLine = 1000;
constexpr std::size_t maxSource = 256UL * 1024;

constexpr std::string_view nameChars = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_";
constexpr std::string_view headerChars = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-";
/// What may stand between a printing word and its literal: "echo -e ", "print(f", "println!(", "write(b".
constexpr std::string_view betweenChars = " \t(!-efnbru";

/// Words behind which a literal is printed: shells, Python, Perl, C, Go, Rust, Ruby.
constexpr std::array<std::string_view, 11> printingWords{"echo",  "printf",  "print",   "puts",   "say",  "fputs",
                                                         "write", "Println", "println", "Printf", "Print"};

/// The text goes on with what is put in there: "$reply", "%s", "{target}".
bool isFilledIn(std::string_view text)
{
    return text.starts_with('$') || text.starts_with('%') || text.starts_with('{');
}

bool isAtEnd(std::string_view text)
{
    return text.empty() || text.starts_with("\\n");
}

/// What stands behind the name at a text's beginning; nothing if there is no name.
std::string_view behindName(std::string_view text, std::string_view chars)
{
    const auto size = std::min(text.find_first_not_of(chars), text.size());
    return size > 0 ? text.substr(size) : std::string_view("?");
}

/// Whether a literal that is printed can be meant for that command: “Error: …” and “Done” are words for a person, though a server
/// would obey.
bool isMeant(const plugin::Command& command)
{
    const std::string_view text = command.text;
    switch (command.letter) {
    case Letter::Accept:
    case Letter::Next:
    case Letter::Ok:
    case Letter::Drop: return isAtEnd(text);
    case Letter::Error:
    case Letter::Reject:
    case Letter::Print:
    case Letter::LaterMail:
    case Letter::LaterRcpt:
    case Letter::LaterData: return isFilledIn(text) || smtp::hasReplyCode(text);
    case Letter::Set: return isFilledIn(text) || behindName(text, nameChars).starts_with('=');
    case Letter::Unset: return isFilledIn(text) || isAtEnd(behindName(text, nameChars));
    case Letter::Header: return isFilledIn(text) || behindName(text, headerChars).starts_with(':');
    case Letter::Change:
        return isFilledIn(text) ||
               (text.find('@') != std::string_view::npos && text.find(' ') == std::string_view::npos);
    case Letter::Ignored: return false;
    }
    return false;
}

/// It goes through a pipe, or into a file.
bool goesElsewhere(std::string_view rest)
{
    return rest.find(" | ") != std::string_view::npos || rest.find(" >") != std::string_view::npos;
}

/// What stands as a literal behind a printing word; empty if nothing does.
std::string_view literalIn(std::string_view rest, bool isEcho)
{
    const auto quote = rest.find_first_of("'\"");
    if (quote != std::string_view::npos &&
        rest.substr(0, quote).find_first_not_of(betweenChars) == std::string_view::npos) {
        const std::string_view literal = rest.substr(quote + 1);
        const auto end = literal.find(rest[quote]);
        return end == std::string_view::npos || goesElsewhere(literal.substr(end)) ? std::string_view()
                                                                                   : literal.substr(0, end);
    }
    if (!isEcho || goesElsewhere(rest))
        return {};
    return text::trim(rest.substr(0, rest.find_first_of(";&)`")));
}

bool isForOthers(std::string_view line)
{
    constexpr std::array<std::string_view, 6> marks{">&2", "stderr", "STDERR", "eprint", "Stderr", ">>"};
    return std::ranges::any_of(marks, [&](auto mark) { return line.find(mark) != std::string_view::npos; });
}

bool isComment(std::string_view line)
{
    const auto trimmed = text::trim(line);
    return trimmed.starts_with('#') || trimmed.starts_with("//") || trimmed.starts_with('*');
}

/// The next printing word from a place on; empty if there is none.
std::string_view printingWordIn(std::string_view line, std::size_t from)
{
    for (;;) {
        const auto begin = line.find_first_of(nameChars, from);
        if (begin == std::string_view::npos)
            return {};
        from = std::min(line.find_first_not_of(nameChars, begin), line.size());
        const std::string_view word = line.substr(begin, from - begin);
        if (std::ranges::find(printingWords, word) != printingWords.end())
            return word;
    }
}

void lookAtLine(std::string_view line, std::vector<std::string>& found)
{
    for (std::size_t at = 0;;) {
        const std::string_view word = printingWordIn(line, at);
        if (word.empty())
            return;
        at = static_cast<std::size_t>(word.data() - line.data()) + word.size();
        const std::string_view literal = literalIn(line.substr(at), word == "echo");
        std::string outcome = isMeant(plugin::parseCommand(literal)) ? library::outcomeOfCommand(literal) : "";
        if (!outcome.empty() && std::ranges::find(found, outcome) == found.end())
            found.push_back(std::move(outcome));
    }
}

} // namespace

std::vector<std::string> printedLiterals(std::string_view source)
{
    std::vector<std::string> found;
    if (source.find('\0') != std::string_view::npos)
        return found;
    for (const std::string_view line : text::lines(source.substr(0, maxSource)))
        if (line.size() <= maxSourceLine && !isComment(line) && !isForOthers(line))
            lookAtLine(line, found);
    return found;
}

} // namespace spp::coverage
