// SPDX-License-Identifier: MIT
#include "core/plugin/command.h"

#include "core/base/text.h"
#include "core/plugin/environment.h"

namespace spp::plugin
{

namespace
{

Letter laterLetter(char c)
{
    switch (c) {
    case 'M': return Letter::LaterMail;
    case 'R': return Letter::LaterRcpt;
    case 'D': return Letter::LaterData;
    default: return Letter::Ignored;
    }
}

Letter letterOf(std::string_view line)
{
    switch (line.empty() ? '\0' : line.front()) {
    case 'A': return Letter::Accept;
    case 'N': return Letter::Next;
    case 'O': return Letter::Ok;
    case 'E': return Letter::Error;
    case 'R': return Letter::Reject;
    case 'D': return Letter::Drop;
    case 'P': return Letter::Print;
    case 'S': return Letter::Set;
    case 'U': return Letter::Unset;
    case 'H': return Letter::Header;
    case 'C': return Letter::Change;
    case 'L': return line.size() > 1 ? laterLetter(line[1]) : Letter::Ignored;
    default: return Letter::Ignored;
    }
}

std::string describeSet(const std::string& text)
{
    if (text.find('=') == std::string::npos)
        return "puts the entry “" + text::printable(text) + "” into the environment; without “=” it sets no variable";
    return "sets " + text::printable(entryName(text)) + " to “" + text::printable(entryValue(text)) +
           "” for later plugins and the queue program";
}

std::string describeIgnored(const std::string& line)
{
    if (line.empty())
        return "empty line: ignored";
    return "“" + text::printable(line.substr(0, line.front() == 'L' ? 2 : 1)) + "” is no command: the line is ignored";
}

} // namespace

bool Command::isFinal() const
{
    switch (letter) {
    case Letter::Accept:
    case Letter::Next:
    case Letter::Ok:
    case Letter::Error:
    case Letter::Reject:
    case Letter::Drop: return true;
    case Letter::Print:
    case Letter::Set:
    case Letter::Unset:
    case Letter::Header:
    case Letter::Change:
    case Letter::LaterMail:
    case Letter::LaterRcpt:
    case Letter::LaterData:
    case Letter::Ignored: return false;
    }
    return false;
}

Command parseCommand(std::string_view line)
{
    Command command;
    command.letter = letterOf(line);
    command.line = line;
    if (command.letter == Letter::Ignored)
        return command;
    const std::string_view text = line.substr(line.front() == 'L' ? 2 : 1);
    command.text = command.letter == Letter::Header ? text : text::untilNul(text);
    return command;
}

std::string describe(const Command& command)
{
    const std::string text = text::printable(command.text);
    switch (command.letter) {
    case Letter::Accept: return "accepts; no plugin of any section runs again in this session";
    case Letter::Next: return "accepts; the section's other plugins are skipped";
    case Letter::Ok: return "accepts; the section's other plugins and the server's own check are skipped";
    case Letter::Error: return "refuses the command; the client is sent “" + text + "”";
    case Letter::Reject: return "sends “" + text + "” and closes the connection";
    case Letter::Drop: return "closes the connection without a word";
    case Letter::Print: return "sends “" + text + "” ahead of the reply";
    case Letter::Set: return describeSet(command.text);
    case Letter::Unset: return "removes " + text + " from the environment";
    case Letter::Header: return "adds the header line “" + text + "” to the next message";
    case Letter::Change: return "changes the address to <" + text + ">";
    case Letter::LaterMail: return "keeps “" + text + "”: it answers the next MAIL, until RSET";
    case Letter::LaterRcpt: return "keeps “" + text + "”: it answers the next RCPT, until RSET";
    case Letter::LaterData: return "keeps “" + text + "”: it answers the next DATA, until RSET";
    case Letter::Ignored: return describeIgnored(command.line);
    }
    return {};
}

} // namespace spp::plugin
