// SPDX-License-Identifier: MIT
/// What a plugin printed, as lines: their ends, and whether they are commands at all.
#include "core/trace/hazards/look.h"

namespace spp::trace::hazards
{

using plugin::Letter;

namespace
{

bool isOneLetter(Letter letter)
{
    return letter == Letter::Accept || letter == Letter::Next || letter == Letter::Ok || letter == Letter::Drop;
}

void lookAtLineEnd(Look& look, const plugin::Command& command, std::size_t number)
{
    if (command.unterminated)
        look.raise(HazardKind::NoNewline,
                   command.line.empty()
                       ? "The last line is one character without a newline: it was ignored. End it with a newline."
                       : "The last line has no newline, so its last character was lost: " + quote(command.line) +
                             " is what was taken. End it with a newline.",
                   number);
    if (command.line.ends_with('\r') && command.line.size() > 1)
        look.raise(HazardKind::LineEndsWithCr,
                   "The line ends in CR LF, and the CR becomes part of it: " + quote(command.line) +
                       ". End lines with LF alone.",
                   number);
}

void lookAtLetter(Look& look, const plugin::Command& command, std::size_t number)
{
    const std::string_view line = std::string_view(command.line).substr(0, command.line.find('\r'));
    if (command.letter == Letter::Ignored && !line.empty())
        look.raise(HazardKind::UnknownLine,
                   quote(line) + " is no command and was ignored. Print what is for the log to standard error.",
                   number);
    if (isOneLetter(command.letter) && line.size() > 1)
        look.raise(HazardKind::TextBehindLetter,
                   quote(line) + " was taken for the command " + std::string(line.substr(0, 1)) +
                       ", whatever stands behind the letter. Print the letter alone, and text to standard error.",
                   number);
}

bool complainsOfClosedPipe(std::string_view log)
{
    return log.find("Broken pipe") != std::string_view::npos || log.find("EPIPE") != std::string_view::npos;
}

} // namespace

void lookAtOutput(Look& look)
{
    bool ended = false;
    forEachLine(look, [&](const PluginLine& line, std::size_t number) {
        lookAtLineEnd(look, line.command, number);
        lookAtLetter(look, line.command, number);
        if (line.note.starts_with("not kept") || line.note.starts_with("not set"))
            look.raise(HazardKind::NotKept, quote(line.command.line) + " had no effect: " + line.note + ".", number);
        ended = ended || line.command.isFinal();
    });
    const PluginStep& plugin = look.plugin();
    if (ended && (plugin.unread > 0 || complainsOfClosedPipe(plugin.log)))
        look.raise(HazardKind::UnreadOutput,
                   "It went on printing after " + quote(plugin.output.back().command.line) +
                       ", but nothing behind A, N, O, E, R or D is read. Print that last, then exit.",
                   plugin.output.size());
}

} // namespace spp::trace::hazards
