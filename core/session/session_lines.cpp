// SPDX-License-Identifier: MIT
/// The session's part in the client's lines: which of them are commands, and which are refused whatever the state.
#include "core/base/text.h"
#include "core/base/wipe.h"
#include "core/session/session.h"

namespace spp::session
{

namespace
{

/// A password does not belong into a report: of AUTH the method alone is shown, and nothing of what is only like it.
std::string showable(const std::string& line, const smtp::Command& command)
{
    if (!text::equalsIgnoringCase(line.substr(0, 4), "AUTH") || line.size() == 4)
        return line;
    const std::string method = command.argument.substr(0, command.argument.find(' '));
    if (command.verb != smtp::Verb::Auth || !smtp::parseAuthMethod(method))
        return "AUTH (not shown)";
    return method == command.argument ? line : "AUTH " + method + " (not shown)";
}

bool isHttp(std::string_view line)
{
    for (const std::string_view method :
         {"GET ", "POST ", "HEAD ", "PUT ", "DELETE ", "OPTIONS ", "CONNECT ", "PATCH ", "TRACE ", "PRI "})
        if (line.starts_with(method))
            return true;
    return false;
}

} // namespace

void Session::takeLines(Moment now)
{
    for (;;) {
        auto* auth = std::get_if<AuthRun>(&m_stage);
        const bool reading = auth != nullptr && auth->stage() == AuthRun::Stage::Reading;
        if (!reading && !std::holds_alternative<AwaitingCommand>(m_stage))
            return;
        auto line = m_lines.next();
        if (!line)
            return;
        const WipeAtEnd guard(line->text);
        noteSign(now);
        const auto config = m_config; // XCLIENT puts another in its place
        Context context{*config, m_state, m_out, now};
        takeLine(context, *line);
    }
}

void Session::takeLine(Context& context, const smtp::Line& line)
{
    auto* auth = std::get_if<AuthRun>(&m_stage);
    if (auth == nullptr)
        return takeCommand(context, line);
    context.report(ClientLine{"(a line of the login, not shown)", smtp::Verb::Auth});
    auth->handleLine(context, line.tooLong ? "" : std::string_view(line.text));
    settleAuth(context);
}

void Session::takeCommand(Context& context, const smtp::Line& line)
{
    smtp::Command command = smtp::parseCommand(line.text);
    const WipeAtEnd guard(command.argument);
    context.report(ClientLine{showable(line.text, command), command.verb});
    if (isOneTooMany(context, command.verb) || refuseLine(context, line, command.verb))
        return;
    if (m_state.refused && command.verb != smtp::Verb::Quit) {
        context.reply("503 this session was refused, only QUIT is left (#5.5.1)");
        return afterRefusal(command.verb, command.argument);
    }
    if (m_openMessage && !fitsOpenMessage(context, command))
        return;
    startCommand(context, verbRow(command.verb), {command.verb, std::move(command.argument), {}, false});
}

/// @return the session is over
bool Session::isOneTooMany(Context& context, smtp::Verb verb)
{
    const unsigned limit = m_config->limits().commands;
    if (limit == 0 || ++m_commands <= limit || verb == smtp::Verb::Quit)
        return false;
    context.limitReached(Limit::Commands, "the session is ended: " + std::to_string(limit) +
                                              " commands brought no message (--max-commands)");
    context.reply("421 too many commands without a message (#4.7.0)");
    close(context, 1, "too many commands without a message");
    return true;
}

/// What is no line of SMTP, whatever the state.
/// @return it is answered
bool Session::refuseLine(Context& context, const smtp::Line& line, smtp::Verb verb)
{
    const Dialect& dialect = *m_config->dialect;
    if (dialect.dropsHttp && isHttp(line.text)) {
        context.reply("421 this is no HTTP server (#5.7.0)");
        close(context, 1, "the client speaks HTTP");
        return true;
    }
    const bool tooLong = line.tooLong || (verb != smtp::Verb::Auth && line.text.size() > dialect.maxCommandLine);
    const bool hasRefusedByte = dialect.refusesControlBytes && text::hasControlByte(line.text);
    if ((tooLong || hasRefusedByte) && verb == smtp::Verb::Bdat && dialect.hasChunking) {
        // Nobody knows how many bytes follow: they must not be taken for commands.
        context.reply("421 BDAT wants a number of octets and maybe LAST (#5.5.4)");
        close(context, 1, "a BDAT without a readable size");
        return true;
    }
    const bool isError = tooLong || hasRefusedByte || verb == smtp::Verb::Unknown;
    const unsigned limit = m_config->limits().errors;
    if (isError && limit != 0 && ++m_state.errors > limit) {
        context.limitReached(Limit::Errors, "the session is ended: more than " + std::to_string(limit) +
                                                " lines were no commands (--max-errors)");
        context.reply("421 too many lines that are no commands (#4.7.0)");
        close(context, 1, "the client does not speak SMTP");
        return true;
    }
    if (tooLong)
        context.reply("500 command line too long (#5.5.2)");
    else if (hasRefusedByte)
        context.reply("501 control characters are not allowed in commands (#5.5.2)");
    return tooLong || hasRefusedByte;
}

/// Between the chunks of a message only its next chunk goes on with it; what begins anew abandons it.
/// @return the command is to be taken as ever
bool Session::fitsOpenMessage(Context& context, const smtp::Command& command)
{
    switch (command.verb) {
    case smtp::Verb::Bdat:
        if (const auto chunk = parseChunk(command.argument)) {
            goOnWithChunk(context, *chunk);
            return false;
        }
        return true;
    case smtp::Verb::Rset:
    case smtp::Verb::Helo:
    case smtp::Verb::Ehlo: abandonOpenMessage(); return true;
    case smtp::Verb::Mail:
    case smtp::Verb::Rcpt:
    case smtp::Verb::Data:
    case smtp::Verb::Auth:
    case smtp::Verb::Xclient:
    case smtp::Verb::StartTls: context.reply("503 BDAT LAST or RSET first (#5.5.1)"); return false;
    case smtp::Verb::Noop:
    case smtp::Verb::Vrfy:
    case smtp::Verb::Help:
    case smtp::Verb::Quit:
    case smtp::Verb::Unknown: return true;
    }
    return true;
}

} // namespace spp::session
