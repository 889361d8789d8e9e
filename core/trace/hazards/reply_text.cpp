// SPDX-License-Identifier: MIT
/// The words of E, R, P, LM, LR and LD, each for itself.
#include "core/smtp/reply.h"
#include "core/trace/hazards/look.h"

namespace spp::trace::hazards
{

using plugin::Letter;

namespace
{

/// RFC 5321 4.5.3.1.5: 512 octets, CR LF included.
constexpr std::size_t maxReplyLine = 510;

bool isRefusal(Letter letter)
{
    return letter == Letter::Error || letter == Letter::Reject || letter == Letter::LaterMail ||
           letter == Letter::LaterRcpt || letter == Letter::LaterData;
}

std::string exampleOf(Letter letter)
{
    return letter == Letter::Print ? "250-" : letter == Letter::Reject ? "421 or 554" : "550 or 451";
}

void lookAtCode(Look& look, const plugin::Command& command, std::size_t number)
{
    const bool refuses = isRefusal(command.letter);
    const std::string mended = look.mendsReplies() ? " This server mends it; qmail-spp sends it as it stands." : "";
    const auto raise = [&](HazardKind kind, const std::string& sentence) {
        look.mendsReplies() ? look.note(kind, sentence + mended, number) : look.raise(kind, sentence, number);
    };
    if (!smtp::hasReplyCode(command.text)) {
        raise(HazardKind::ReplyWithoutCode,
              (command.text.empty() ? "The reply is empty" : quote(command.text) + " has no reply code") +
                  ", so the client can't tell what it means. Begin it with " + exampleOf(command.letter) + ".");
        return;
    }
    if (refuses && (command.text[0] == '2' || command.text[0] == '3'))
        raise(HazardKind::CodeDoesNotFit,
              "The command is refused, but " + quote(command.text) +
                  " tells the client that it was accepted. Use a code that begins with 4 or 5.");
    const bool isLast = command.letter == Letter::Error || command.letter == Letter::Reject;
    if (isLast && command.text.size() > 3 && command.text[3] == '-')
        raise(HazardKind::ReplyUnfinished,
              "The dash in " + quote(command.text) +
                  " promises another line, and none follows: the client waits. Put a blank behind the code.");
}

void lookAtGreeting(Look& look, const plugin::Command& command, std::size_t number)
{
    if (look.plugin().call.section != control::Section::Connection || command.letter != Letter::Error ||
        look.dialect().staysRefused)
        return;
    look.raise(HazardKind::RefusedGreeting,
               quote(command.line) +
                   " takes the greeting's place, and the session goes on: the client may send mail all the same. "
                   "Use R, which closes the connection.",
               number);
}

} // namespace

void lookAtReplies(Look& look)
{
    forEachLine(look, [&](const PluginLine& line, std::size_t number) {
        const plugin::Command& command = line.command;
        if (!isRefusal(command.letter) && command.letter != Letter::Print)
            return;
        // What plugins print ahead of a reply gets its code from that reply, where the server mends it.
        if (command.letter != Letter::Print || !look.mendsReplies())
            lookAtCode(look, command, number);
        if (command.text.size() > maxReplyLine)
            look.raise(HazardKind::ReplyTooLong,
                       "The reply has " + std::to_string(command.text.size()) +
                           " characters in one line; clients need not take more than 510. Shorten it.",
                       number);
        lookAtGreeting(look, command, number);
    });
}

} // namespace spp::trace::hazards
