// SPDX-License-Identifier: MIT
/// RCPT: a recipient. badmailfrom and rcpthosts are looked up before the plugins, on the address as the client gave it.
/// Where the dialect has [pass], the checks that come after [rcpt] settle the address before that section sees it.
#include "core/session/verbs/verbs.h"

#include "core/base/text.h"
#include "core/session/extra_checks.h"
#include "core/session/verbs/address_argument.h"
#include "core/session/verbs/parameters.h"

namespace spp::session::verbs
{

namespace
{

bool inRcptHosts(const Context& context, std::string_view address)
{
    const control::Home& home = context.home();
    if (home.rcptHosts.allowsEveryDomain() && !context.config.dialect->takesEveryDomainWithoutRcptHosts) {
        const auto at = address.rfind('@');
        return at == std::string_view::npos || text::equalsIgnoringCase(address.substr(at + 1), home.me);
    }
    return home.rcptHosts.allows(address);
}

std::string_view badSenderReply(const Dialect& dialect)
{
    return dialect.badMailFromHoldsPatterns ? "553 sorry, your envelope sender has been denied (#5.7.1)"
                                            : "553 sorry, your envelope sender is in my badmailfrom list (#5.7.1)";
}

std::string_view foreignReply(const Context& context)
{
    const Dialect& dialect = *context.config.dialect;
    return context.state.cipher && !dialect.foreignReplyInTls.empty() ? dialect.foreignReplyInTls
                                                                      : dialect.foreignReply;
}

std::optional<Refusal> refuseAboveLimit(const Context& context)
{
    const std::size_t limit = context.config.limits().recipients;
    if (limit == 0 || context.state.transaction->recipients.size() < limit)
        return std::nullopt;
    return Refusal{"452 too many recipients (#4.5.3)", false,
                   LimitReached{Limit::Recipients, "a recipient is refused: the message has " + std::to_string(limit) +
                                                       " already (--max-recipients)"}};
}

/// rcpthosts, and the suffix of a relay client.
/// @param lookUp the address is asked for anew, because [rcpt] may have changed it; otherwise the first answer counts
std::optional<Refusal> settleHost(Context& context, Question& question, bool lookUp)
{
    SessionState& state = context.state;
    const bool ours = lookUp ? inRcptHosts(context, *question.address) : question.hostAllowed && !state.relaySuffix;
    if (state.relaySuffix) {
        if (!lookUp || !ours)
            *question.address += *state.relaySuffix;
        return std::nullopt;
    }
    if (ours)
        return std::nullopt;
    ++state.badRecipients;
    return Refusal{std::string(foreignReply(context))};
}

Next refuse(Context& context, const Refusal& refusal)
{
    answer(context, refusal);
    return refusal.closes ? Next::Abort : Next::Command;
}

/// From [rcpt] to rcpthosts.
std::optional<Refusal> settle(Context& context, Question& question, bool checked)
{
    const Dialect& dialect = *context.config.dialect;
    // In plain qmail-spp the suffix of a relay client is appended even after O.
    const bool suffixOnly = !checked && !dialect.hasPass && context.state.relaySuffix;
    if (checked)
        if (auto refusal = refuseAfterPlugins(context, *question.address))
            return refusal;
    if (checked || suffixOnly)
        return settleHost(context, question, dialect.hasPass);
    return std::nullopt;
}

/// The recipient passed all checks up to RCPTCHECK.
Next proceedSettled(Context& context, const Question& question)
{
    if (const auto refusal = refuseByRbl(context))
        return refuse(context, *refusal);
    ++context.state.rcptCount;
    if (context.config.dialect->hasPass)
        return Next::Pass;
    context.state.transaction->recipients.push_back(*question.address);
    context.reply("250 ok");
    return Next::Command;
}

} // namespace

std::optional<Refusal> checkRcpt(const Context& context, Question& question)
{
    if (!context.state.transaction)
        return Refusal{"503 MAIL first (#5.5.1)"};
    question.address = parseAddressOf(context, question.argument);
    if (!question.address)
        return Refusal{"555 syntax error (#5.5.4)"};
    if (question.address->empty() && !context.config.dialect->takesEmptyRecipient)
        return Refusal{"553 a recipient must be named (#5.1.3)"};
    if (auto refusal = refuseRcptParameters(context, question.argument))
        return refusal;
    if (auto refusal = refuseAboveLimit(context))
        return refusal;
    if (context.config.dialect->checksUtf8)
        if (auto refusal = refuseUtf8(*question.address, context.state.transaction->utf8))
            return refusal;
    if (auto refusal = refuseBeforePlugins(context, *question.address))
        return refusal;
    if (context.state.senderIsBad)
        return Refusal{std::string(badSenderReply(*context.config.dialect))};
    const control::RcptHosts& rcptHosts = context.home().rcptHosts;
    const bool cannotAskMore = context.state.moreRcptHostsClosed || !rcptHosts.trouble().empty();
    if (cannotAskMore && !context.state.relaySuffix && rcptHosts.asksMore(*question.address))
        return Refusal{"421 unable to read controls (#4.3.0)", true};
    question.hostAllowed = context.state.relaySuffix || inRcptHosts(context, *question.address);
    return std::nullopt;
}

void askRcpt(Context& context, const Question& question)
{
    SessionState& state = context.state;
    ++state.rcptCountAll;
    state.environment.set("SMTPRCPTCOUNT", std::to_string(state.rcptCount));
    state.environment.set("SMTPRCPTCOUNTALL", std::to_string(state.rcptCountAll));
    state.environment.set("SMTPRCPTHOSTSOK", question.hostAllowed ? "1" : "0");
    if (state.pluginsOn)
        state.environment.set("SMTPRCPTTO", *question.address);
}

Next proceedRcpt(Context& context, Question& question, Verdict verdict)
{
    const bool ours = inRcptHosts(context, *question.address);
    if (const auto refusal = settle(context, question, verdict != Verdict::AcceptUnchecked))
        return refuse(context, *refusal);
    question.check = recipientCheck(context, *question.address, ours);
    return question.check ? Next::CheckRecipient : proceedSettled(context, question);
}

Next proceedChecked(Context& context, Question& question, const plugin::Exit& exit)
{
    const auto refusal = refuseByCheck(context, exit);
    context.report(RecipientCheckEnded{exit, !refusal});
    return refusal ? refuse(context, *refusal) : proceedSettled(context, question);
}

void askPass(Context& context, const Question& question)
{
    SessionState& state = context.state;
    if (context.config.dialect->removesCheckResults)
        state.environment.unset("RBLRESULT");
    if (state.pluginsOn)
        state.environment.set("SMTPRCPTTO", *question.address);
    state.environment.set("SMTPRCPTCOUNT", std::to_string(state.rcptCount));
}

Next proceedPass(Context& context, Question& question, Verdict)
{
    auto& recipients = context.state.transaction->recipients;
    const auto refusal = refuseByCount(context);
    if (!refusal || context.config.dialect->queuesAboveMaxRcpt)
        recipients.push_back(*question.address);
    if (refusal)
        return refuse(context, *refusal);
    context.reply("250 ok");
    return Next::Command;
}

} // namespace spp::session::verbs
