// SPDX-License-Identifier: MIT
/// The greeting, HELO and EHLO. A HELO that is accepted ends a transaction (RFC 5321 4.1.4); one that is refused leaves
/// everything as it was.
#include "core/session/verbs/verbs.h"

#include "core/session/extra_checks.h"
#include "core/session/login_offer.h"
#include "core/session/message_limit.h"
#include "core/session/protocol.h"
#include "core/smtp/reply.h"

#include <utility>

namespace spp::session::verbs
{

namespace
{

/// The greeting line; what plugins print ahead of it has its place behind the name (RFC 5321 4.1.1.1).
std::string greetingLine(Context& context)
{
    std::string line = context.home().greeting;
    for (const auto& text : std::exchange(context.state.heldReplies, {}))
        line += " " + smtp::cleanReplyText(text);
    return line;
}

} // namespace

Next proceedConnection(Context& context, Question&, Verdict)
{
    context.replyPlain("220 " + greetingLine(context) + " ESMTP");
    return Next::Command;
}

void askHelo(Context& context, const Question& question)
{
    context.state.environment.set("SMTPHELOHOST", question.argument);
}

namespace
{

void greet(Context& context, const Question& question, Verdict verdict)
{
    context.state.helo = question.argument;
    context.state.transaction.reset();
    context.state.chunkRefused = false;
    lookUpHelo(context, verdict);
}

/// The words of a line of the reply to EHLO; empty if it is left out now.
std::string ehloLine(const Context& context, EhloLine line)
{
    const LoginOffer offer = loginOffer(context);
    switch (line) {
    case EhloLine::StartTls:
        return knowsStartTls(context) && context.config.hasCertificate && !context.state.cipher ? "STARTTLS" : "";
    case EhloLine::Pipelining: return "PIPELINING";
    case EhloLine::EightBitMime: return "8BITMIME";
    case EhloLine::SmtpUtf8: return "SMTPUTF8";
    case EhloLine::Size: return "SIZE " + std::to_string(messageLimit(context));
    case EhloLine::Chunking: return "CHUNKING";
    case EhloLine::EnhancedStatusCodes: return "ENHANCEDSTATUSCODES";
    case EhloLine::Auth: return offer.announced ? "AUTH " + offer.methods : "";
    case EhloLine::Xclient: return context.config.xclient ? "XCLIENT " + std::string(smtp::xclientAttributes) : "";
    case EhloLine::AuthWithEquals: return offer.announced ? "AUTH=" + offer.methods : "";
    }
    return {};
}

} // namespace

Next proceedHelo(Context& context, Question& question, Verdict verdict)
{
    greet(context, question, verdict);
    noteHelo(context, false);
    context.replyPlain("250 " + greetingLine(context));
    return Next::Command;
}

Next proceedEhlo(Context& context, Question& question, Verdict verdict)
{
    greet(context, question, verdict);
    noteHelo(context, true);
    std::vector<std::string> lines{greetingLine(context)};
    for (const EhloLine each : context.config.dialect->ehlo)
        if (std::string line = ehloLine(context, each); !line.empty())
            lines.push_back(std::move(line));
    std::string reply;
    for (std::size_t i = 0; i < lines.size(); ++i)
        reply += (i + 1 < lines.size() ? "250-" + lines[i] + "\r\n" : "250 " + lines[i]);
    context.replyPlain(reply);
    return Next::Command;
}

} // namespace spp::session::verbs
