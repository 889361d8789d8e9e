// SPDX-License-Identifier: MIT
/// MAIL: the sender. Allowed at any time, before HELO too (as in qmail); inside a transaction it starts a new one.
#include "core/session/verbs/verbs.h"

#include "core/base/text.h"
#include "core/session/extra_checks.h"
#include "core/session/login_offer.h"
#include "core/session/message_limit.h"
#include "core/session/verbs/address_argument.h"
#include "core/session/verbs/parameters.h"
#include "core/smtp/xtext.h"

namespace spp::session::verbs
{

namespace
{

/// The value of a parameter such as SIZE=1000, in any case (RFC 5321 4.1.2).
std::optional<std::string_view> parameter(std::string_view argument, std::string_view name)
{
    std::string_view rest = smtp::addressParameters(argument);
    while (!rest.empty()) {
        const std::string_view word = rest.substr(0, rest.find(' '));
        if (word.size() > name.size() && word[name.size()] == '=' &&
            text::equalsIgnoringCase(word.substr(0, name.size()), name))
            return word.substr(name.size() + 1);
        rest = text::trim(rest.substr(word.size()));
    }
    return std::nullopt;
}

bool isTooLarge(const Context& context, std::string_view argument)
{
    const auto size = parameter(argument, "SIZE");
    const std::size_t limit = messageLimit(context);
    return size && limit != 0 && text::leadingNumber(*size).value_or(0) > limit;
}

bool asksForUtf8(std::string_view argument)
{
    const std::string parameters = " " + text::lower(smtp::addressParameters(argument)) + " ";
    return parameters.find(" smtputf8 ") != std::string::npos;
}

} // namespace

std::optional<Refusal> checkMail(const Context& context, Question& question)
{
    if (loginOffer(context).required && !context.state.login)
        return Refusal{"530 Authorization required (#5.7.1) "};
    question.address = parseAddressOf(context, question.argument);
    if (!question.address)
        return Refusal{"555 syntax error (#5.5.4)"};
    if (auto refusal = refuseMailParameters(context, question.argument))
        return refusal;
    if (context.config.dialect->checksUtf8)
        if (auto refusal = refuseUtf8(*question.address, asksForUtf8(question.argument)))
            return refusal;
    if (context.config.dialect->knowsSize && isTooLarge(context, question.argument))
        return Refusal{"552 sorry, that message size exceeds my databytes limit (#5.3.4)"};
    return std::nullopt;
}

void askMail(Context& context, const Question& question)
{
    SessionState& state = context.state;
    if (context.config.dialect->takesAuthParameter && !state.remoteInfo)
        if (const auto user = parameter(question.argument, "AUTH")) {
            state.remoteInfo = smtp::decodeXtext(*user);
            state.environment.set("TCPREMOTEINFO", *state.remoteInfo);
        }
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
    if (context.config.dialect->countsUtf8 && asksForUtf8(question.argument) && context.state.utf8 == 0)
        context.state.utf8 = 1;
    context.state.chunkRefused = false;
    context.state.transaction = Envelope{*question.address, {}, asksForUtf8(question.argument)};
    context.reply("250 ok");
    return Next::Command;
}

} // namespace spp::session::verbs
