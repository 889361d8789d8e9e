// SPDX-License-Identifier: MIT
/// RCPT: a recipient. badmailfrom and rcpthosts are looked up before the plugins, on the address as the client gave it.
#include "core/session/verbs/verbs.h"

#include "core/base/text.h"

namespace spp::session::verbs
{

namespace
{

bool hostAllowed(const Context& context, std::string_view address)
{
    const control::Home& home = context.home();
    if (context.state.relaySuffix)
        return true;
    if (home.rcptHosts.allowsEveryDomain() && !context.config.dialect->takesEveryDomainWithoutRcptHosts) {
        const auto at = address.rfind('@');
        return at == std::string_view::npos || text::equalsIgnoringCase(address.substr(at + 1), home.me);
    }
    return home.rcptHosts.allows(address);
}

} // namespace

std::optional<Refusal> checkRcpt(const Context& context, Question& question)
{
    if (!context.state.transaction)
        return Refusal{"503 MAIL first (#5.5.1)"};
    question.address =
        smtp::parseAddress(question.argument, {context.home().localIpHost, context.config.localAddresses});
    if (!question.address)
        return Refusal{"555 syntax error (#5.5.4)"};
    if (context.state.senderIsBad)
        return Refusal{"553 sorry, your envelope sender is in my badmailfrom list (#5.7.1)"};
    if (context.state.moreRcptHostsClosed && !context.state.relaySuffix &&
        context.home().rcptHosts.asksMore(*question.address))
        return Refusal{"421 unable to read controls (#4.3.0)", true};
    question.hostAllowed = hostAllowed(context, *question.address);
    return std::nullopt;
}

void askRcpt(Context& context, const Question& question)
{
    SessionState& state = context.state;
    ++state.rcptCountAll;
    if (state.pluginsOn)
        state.environment.set("SMTPRCPTTO", *question.address);
    state.environment.set("SMTPRCPTCOUNT", std::to_string(state.rcptCount));
    state.environment.set("SMTPRCPTCOUNTALL", std::to_string(state.rcptCountAll));
    state.environment.set("SMTPRCPTHOSTSOK", question.hostAllowed ? "1" : "0");
}

Next proceedRcpt(Context& context, const Question& question, Verdict verdict)
{
    SessionState& state = context.state;
    if (verdict != Verdict::AcceptUnchecked && !question.hostAllowed) {
        const Dialect& dialect = *context.config.dialect;
        const bool inTls = state.cipher && !dialect.foreignReplyInTls.empty();
        context.reply(inTls ? dialect.foreignReplyInTls : dialect.foreignReply);
        return Next::Command;
    }
    state.transaction->recipients.push_back(*question.address + state.relaySuffix.value_or(""));
    ++state.rcptCount;
    context.reply("250 ok");
    return Next::Command;
}

} // namespace spp::session::verbs
