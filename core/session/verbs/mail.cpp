// SPDX-License-Identifier: MIT
/// MAIL: the sender. Allowed at any time, before HELO too (as in qmail); inside a transaction it starts a new one.
#include "core/session/verbs/verbs.h"

#include "core/base/text.h"
#include "core/session/extra_checks.h"
#include "core/session/login_offer.h"
#include "core/session/message_limit.h"
#include "core/session/verbs/address_argument.h"
#include "core/session/verbs/parameters.h"
#include "core/smtp/mail_parameters.h"

namespace spp::session::verbs
{

namespace
{

std::vector<std::string_view> parameters(const Context& context, std::string_view argument)
{
    return context.config.dialect->findsParametersAnywhere ? smtp::mailParametersAnywhere(argument)
                                                           : smtp::mailParameters(argument);
}

std::optional<Refusal> refuseSize(const Context& context, std::string_view argument)
{
    const std::size_t limit = messageLimit(context);
    for (const std::string_view word : parameters(context, argument))
        if (const auto size = smtp::parameterValue(word, "SIZE"))
            if (limit != 0 && text::leadingNumber(*size).value_or(0) > limit)
                return Refusal{std::string(tooLargeReply), false, messageLimitReached(limit)};
    return std::nullopt;
}

bool asksForUtf8(const Context& context, std::string_view argument)
{
    constexpr std::string_view name = "SMTPUTF8";
    const bool loosely = context.config.dialect->findsParametersAnywhere;
    for (const std::string_view word : parameters(context, argument))
        if (text::equalsIgnoringCase(loosely ? word.substr(0, name.size()) : word, name))
            return true;
    return false;
}

/// AUTH= becomes the client's user, unless the connection or a login has told it; the last one shows in Received.
void noteUser(Context& context, std::string_view value)
{
    SessionState& state = context.state;
    if (!state.remoteInfo) {
        state.infoSource = SessionState::InfoSource::MailParameter;
        state.environment.set("TCPREMOTEINFO", smtp::decodeAuthParameter(value));
    }
    if (state.infoSource == SessionState::InfoSource::MailParameter)
        state.remoteInfo = smtp::decodeAuthParameter(value);
}

} // namespace

std::optional<Refusal> checkMail(const Context& context, Question& question)
{
    if (context.config.wantsTls && !context.state.cipher)
        return Refusal{"530 Must issue a STARTTLS command first (#5.7.0)"};
    if (context.config.wantsLogin && !context.state.login)
        return Refusal{"530 Authentication required (#5.7.0)"};
    if (loginOffer(context).required && !context.state.login)
        return Refusal{"530 Authorization required (#5.7.1) "};
    question.address = parseAddressOf(context, question.argument);
    if (!question.address)
        return Refusal{"555 syntax error (#5.5.4)"};
    if (auto refusal = refuseMailParameters(context, question.argument))
        return refusal;
    if (context.config.dialect->checksUtf8)
        if (auto refusal = refuseUtf8(*question.address, asksForUtf8(context, question.argument)))
            return refusal;
    if (auto refusal = refuseSender(context, *question.address))
        return refusal;
    return context.config.dialect->knowsSize ? refuseSize(context, question.argument) : std::nullopt;
}

void noteMail(Context& context, const Question& question)
{
    const Dialect& dialect = *context.config.dialect;
    if (dialect.takesAuthParameter)
        for (const std::string_view word : parameters(context, question.argument))
            if (const auto user = smtp::parameterValue(word, "AUTH"))
                noteUser(context, *user);
    if (dialect.countsUtf8 && asksForUtf8(context, question.argument))
        context.state.utf8 = true;
}

void askMail(Context& context, const Question& question)
{
    SessionState& state = context.state;
    if (state.pluginsOn)
        state.environment.set("SMTPMAILFROM", *question.address);
    state.rcptCount = state.rcptCountAll = 0;
}

Next proceedMail(Context& context, Question& question, Verdict verdict)
{
    // After O nothing is looked up, and what was found for the sender before stays in force (hazard 3).
    if (verdict != Verdict::AcceptUnchecked)
        context.state.senderIsBad = isBadSender(context, *question.address);
    else if (context.config.dialect->okClearsSenderVerdict)
        context.state.senderIsBad = false;
    if (context.config.dialect->removesCheckResults)
        context.state.environment.unset("SPFRESULT");
    context.state.chunkRefused = false;
    context.state.transaction = Envelope{*question.address, {}, asksForUtf8(context, question.argument)};
    context.reply("250 ok");
    return Next::Command;
}

} // namespace spp::session::verbs
