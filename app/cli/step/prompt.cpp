// SPDX-License-Identifier: MIT
#include "app/cli/step/prompt.h"

#include "core/base/text.h"

#include <algorithm>
#include <array>

namespace spp::cli
{

namespace
{

using debug::Pace;

/// Nobody waits for longer.
constexpr std::chrono::milliseconds maxDelay = std::chrono::hours(1);

constexpr std::array rows{
    VerbRow{Verb::Step, "step", "s", "", "go on to the very next moment at which the session can be held", Pace::Stop},
    VerbRow{Verb::Next, "next", "n plugin", "", "go on to the next plugin, before it starts", Pace::Plugin},
    VerbRow{Verb::Command, "command", "m", "", "go on to the client's next SMTP command", Pace::Command},
    VerbRow{Verb::Finish, "finish", "f transaction", "", "go on to the end of the transaction", Pace::Transaction},
    VerbRow{Verb::Continue, "continue", "c r run", "", "go on until the client has said all; Ctrl-C holds", Pace::Run},
    VerbRow{Verb::To, "to", "t", "LINE", "go on to a line of the dialog, or to a plugin: to 12, to smtpplugins:24",
            Pace::Cursor},
    VerbRow{Verb::Back, "back", "b", "[MOVE]",
            "go back one moment, or as one of the moves above does: back next, back to 12; nothing runs"},

    VerbRow{Verb::Where, "where", "w", "", "where the session is held, and what is held"},
    VerbRow{Verb::Env, "env", "e", "[NAME|changed]", "the environment: name, value, who set it"},
    VerbRow{Verb::Output, "output", "o", "", "what the plugin has printed, what it means and does"},
    VerbRow{Verb::Log, "log", "g", "", "what the plugin has written to standard error"},
    VerbRow{Verb::Trace, "trace", "", "[on|off]",
            "each line of a shell plugin as it ran; “trace on” has the plugins from here on tell it"},
    VerbRow{Verb::State, "state", "i", "", "what the server knows: dialect, envelope, headers, relay, plugins"},
    VerbRow{Verb::Message, "message", "", "", "envelope and message as they are queued"},
    VerbRow{Verb::List, "list", "l", "", "the dialog around the line in work"},
    VerbRow{Verb::Shell, "shell", "", "", "the plugin's run as a command line to paste into a shell"},
    VerbRow{Verb::Objections, "objections", "", "",
            "ask the plugins that were not asked, since one before them ended the section; they really run"},
    VerbRow{Verb::Home, "home", "", "", "what the plugins have changed in their private home so far"},

    VerbRow{Verb::Say, "say", ">", "LINE", "the client says this next, instead of what it was about to say"},
    VerbRow{Verb::Send, "send", "", "FILE", "the client that waits sends a message from a file; it says DATA before"},
    VerbRow{Verb::Set, "set", "", "NAME VALUE", "a variable of the plugin that is about to start"},
    VerbRow{Verb::Unset, "unset", "u", "NAME", "the same, taken away"},
    VerbRow{Verb::Answer, "answer", "a", "[skip|LINE]",
            "answer in the plugin's place: a line as it would print it, or several up to “.”; “exit 3” ends it so, "
            "“delay 2s” comes before"},
    VerbRow{Verb::Fault, "fault", "", "NAME",
            "make it fail: exit-120, crash, hang, flood, slow, no-newline or client-gone"},
    VerbRow{Verb::Reply, "reply", "", "TEXT", "send this instead of the reply"},
    VerbRow{Verb::Vanish, "vanish", "v", "", "the client is gone at once"},
    VerbRow{Verb::Revert, "revert", "", "", "forget what was changed since the session was held"},
    VerbRow{Verb::Keep, "keep", "k", "[NAME]", "do the same at this plugin in every later run; without a name: list"},
    VerbRow{Verb::Drop, "drop", "", "NAME", "forget what was kept under that name"},
    VerbRow{Verb::Kill, "kill", "", "", "end the plugin that runs"},
    VerbRow{Verb::Debug, "debug", "", "",
            "run the plugin here under its debugger, with its environment: gdb, pdb, perl -d, or a shell's -x"},

    VerbRow{Verb::Break, "break", "", "WHERE",
            "hold there at any move: break plugin NAME, break letter E, break command RCPT if …, break reply 5xx"},
    VerbRow{Verb::Breaks, "breaks", "", "", "the breakpoints, and how often each was hit in the newest run"},
    VerbRow{Verb::Delete, "delete", "d", "NUMBER", "a breakpoint is no more"},

    VerbRow{Verb::Branch, "branch", "", "", "in the past: run again from here, with what was changed"},
    VerbRow{Verb::Restart, "restart", "", "", "a new run from the beginning; dialog and home are read again"},
    VerbRow{Verb::Runs, "runs", "", "[NUMBER]", "the runs so far; with a number: look at that one"},
    VerbRow{Verb::Save, "save", "", "FILE", "the session so far as a scenario, which expects what has come"},
    VerbRow{Verb::Help, "help", "h ?", "[COMMAND]", "this list, or one line of it"},
    VerbRow{Verb::Quit, "quit", "q exit", "", "end; Ctrl-D does the same"},
};

/// "step 3" as "step" and "3".
std::pair<std::string_view, std::string_view> splitWord(std::string_view line)
{
    const auto blank = line.find_first_of(" \t");
    if (blank == std::string_view::npos)
        return {line, {}};
    return {line.substr(0, blank), text::trim(line.substr(blank))};
}

bool hasWord(std::string_view words, std::string_view word)
{
    while (!words.empty()) {
        const auto [first, rest] = splitWord(words);
        if (first == word)
            return true;
        words = rest;
    }
    return false;
}

Result<debug::Cursor> parseCursor(std::string_view argument)
{
    const auto number = text::leadingNumber(argument);
    if (number && *number > 0 && argument.find_first_not_of("0123456789") == std::string_view::npos)
        return debug::Cursor{*number, {}};
    const auto colon = argument.rfind(':');
    if (colon != std::string_view::npos && colon > 0 && text::leadingNumber(argument.substr(colon + 1)))
        return debug::Cursor{0,
                             (argument.find('/') == std::string_view::npos ? "control/" : "") + std::string(argument)};
    return fail(Fault::Client, "“to” needs a line: 12 of the dialog, or smtpplugins:24");
}

} // namespace

std::span<const VerbRow> verbRows()
{
    return rows;
}

const VerbRow& rowOf(Verb verb)
{
    return *std::find_if(rows.begin(), rows.end(), [&](const VerbRow& row) { return row.verb == verb; });
}

Result<Verb> parseVerb(std::string_view word)
{
    std::vector<const VerbRow*> begun;
    for (const auto& row : rows) {
        if (row.word == word || hasWord(row.shortForms, word))
            return row.verb;
        if (row.word.starts_with(word))
            begun.push_back(&row);
    }
    if (begun.size() == 1)
        return begun.front()->verb;
    const std::string shown = "“" + text::printable(word) + "”";
    if (begun.empty())
        return fail(Fault::Client, shown + " is no command here; “help” lists them");
    std::string words;
    for (const auto* row : begun)
        words += (words.empty() ? "" : ", ") + std::string(row->word);
    return fail(Fault::Client, shown + " can be " + words);
}

Result<Typed> parseTyped(std::string_view line)
{
    line = text::trim(line);
    const auto [word, argument] =
        line.starts_with('>') ? std::pair(line.substr(0, 1), text::trim(line.substr(1))) : splitWord(line);
    const auto verb = parseVerb(word);
    if (!verb)
        return tl::unexpected(verb.error());
    const VerbRow& row = rowOf(*verb);
    if (row.argument.empty() && !argument.empty())
        return fail(Fault::Client, "“" + std::string(row.word) + "” stands alone");
    // A client may say an empty line.
    if (!row.argument.empty() && !row.argument.starts_with('[') && argument.empty() && *verb != Verb::Say)
        return fail(Fault::Client, "“" + std::string(row.word) + "” needs " + std::string(row.argument) + " behind it");
    return Typed{*verb, std::string(argument)};
}

Result<Move> parseMove(const Typed& typed)
{
    const auto pace = rowOf(typed.verb).pace;
    if (!pace)
        return fail(Fault::Client, "“back” goes with step, next, command, finish, continue or to LINE");
    if (*pace != Pace::Cursor)
        return Move{*pace, {}};
    return parseCursor(typed.argument).map([](debug::Cursor cursor) { return Move{Pace::Cursor, std::move(cursor)}; });
}

Result<Move> parseBack(std::string_view argument)
{
    if (argument.empty())
        return Move{Pace::Stop, {}};
    const auto typed = parseTyped(argument);
    return typed ? parseMove(*typed) : tl::unexpected(typed.error());
}

Result<std::pair<std::string, std::string>> parseVariable(std::string_view argument)
{
    const auto end = argument.find_first_of("= \t");
    const std::string name(argument.substr(0, end));
    if (name.empty())
        return fail(Fault::Client, "“set” needs NAME VALUE behind it");
    if (end == std::string_view::npos)
        return std::pair(name, std::string());
    const std::string_view value = argument.substr(end + 1);
    return std::pair(name, std::string(argument[end] == '=' ? value : text::trim(value)));
}

Result<std::chrono::milliseconds> parseDelay(std::string_view text)
{
    const auto wrong = fail(Fault::Client, "“delay” needs a time behind it: 2s, 1.5s or 500ms, an hour at most");
    const bool isThousandths = text.ends_with("ms");
    std::string_view number = text.substr(0, text.size() - (isThousandths ? 2 : text.ends_with('s') ? 1 : 0));
    std::string fraction;
    if (const auto dot = number.find('.'); dot != std::string_view::npos && !isThousandths) {
        fraction = number.substr(dot + 1);
        number = number.substr(0, dot);
    }
    const auto whole = text::leadingNumber(number);
    if (!whole || (std::string(number) + fraction).find_first_not_of("0123456789") != std::string::npos ||
        fraction.size() > 3)
        return wrong;
    fraction.resize(3, '0');
    const auto most = static_cast<unsigned long>(maxDelay.count());
    const unsigned long value = std::min(*whole, most + 1);
    const std::chrono::milliseconds delay(isThousandths ? value : value * 1000 + *text::leadingNumber(fraction));
    return delay > maxDelay ? Result<std::chrono::milliseconds>(wrong) : delay;
}

Result<debug::Intervention> parseAnswer(const std::vector<std::string>& lines)
{
    debug::Intervention result;
    plugin::Answer answer;
    bool isDelayAlone = !lines.empty();
    for (const auto& line : lines) {
        const auto [word, rest] = splitWord(line);
        if (word == "delay") {
            const auto delay = parseDelay(rest);
            if (!delay)
                return tl::unexpected(delay.error());
            result.delay = *delay;
            continue;
        }
        isDelayAlone = false;
        if (word != "exit") {
            answer.output += line + "\n";
            continue;
        }
        const auto number = text::leadingNumber(rest);
        if (!number || *number > 255 || rest.find_first_not_of("0123456789") != std::string_view::npos)
            return fail(Fault::Client, "“exit” needs a number from 0 to 255 behind it");
        answer.exit = {plugin::Exit::Kind::Code, static_cast<int>(*number), {}};
    }
    if (!isDelayAlone)
        result.answer = std::move(answer);
    return result;
}

} // namespace spp::cli
