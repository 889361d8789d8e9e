// SPDX-License-Identifier: MIT
#include "core/session/extra_checks.h"

#include "core/base/text.h"

namespace spp::session
{

namespace
{

const control::ExtraControls* extra(const Context& context)
{
    const auto& controls = context.home().extra;
    return controls ? &*controls : nullptr;
}

/// By tcprules or the run script: what plugins set later does not count.
bool isSet(const Context& context, std::string_view variable)
{
    return context.config.environment.contains(variable);
}

unsigned long number(const Context& context, std::string_view variable, unsigned long otherwise)
{
    const auto value = context.config.environment.value(variable);
    return value ? text::leadingNumber(*value).value_or(0) : otherwise;
}

bool mayRelay(const Context& context)
{
    return context.state.relaySuffix.has_value();
}

/// user%host@here and its like ask for a way through this server.
bool asksForRelay(const std::string& address)
{
    const std::string local = address.substr(0, address.rfind('@'));
    return local.find_first_of("@%!") != std::string::npos;
}

} // namespace

void lookUpHelo(Context& context, Verdict verdict)
{
    SessionState& state = context.state;
    const auto* controls = extra(context);
    const bool looksUp =
        controls != nullptr && verdict != Verdict::AcceptUnchecked && state.helo && !isSet(context, "NOBADHELO");
    state.heloIsBad = looksUp && controls->badHelo.match(*state.helo);
    state.heloIsBadForStrangers = looksUp && controls->badHeloNoRelay.match(*state.helo);
}

std::optional<Refusal> refuseSender(const Context& context, const std::string& address)
{
    const auto* controls = extra(context);
    if (controls == nullptr)
        return std::nullopt;
    const auto& login = context.state.login;
    if (login && isSet(context, "FORCEAUTHMAILFROM") && !text::equalsIgnoringCase(*login, address))
        return Refusal{"553 sorry, your envelope sender is not the user that has logged in (#5.7.1)"};
    if (address.empty() && (controls->rejectsNullSenders || isSet(context, "REJECTNULLSENDERS")))
        return Refusal{"421 sorry, the null sender is not taken here at present (#4.7.1)"};
    return std::nullopt;
}

bool isBadSender(const Context& context, const std::string& address)
{
    const auto* controls = extra(context);
    if (controls == nullptr)
        return context.home().badMailFrom.names(address);
    if (address.empty() || isSet(context, "DISABLE_BADMAILFROM"))
        return false;
    const bool isListed = context.config.dialect->badMailFromHoldsPatterns ? controls->badMailFrom.match(address)
                                                                           : context.home().badMailFrom.names(address);
    return isListed || (!mayRelay(context) && controls->badMailFromNoRelay.match(address));
}

std::optional<Refusal> refuseBeforePlugins(const Context& context, const std::string& address)
{
    const auto* controls = extra(context);
    if (controls != nullptr && controls->rejectsRelayTest && asksForRelay(address))
        return Refusal{"553 we don't relay (#5.7.1)"};
    if (context.state.heloIsBad || (context.state.heloIsBadForStrangers && !mayRelay(context)))
        return Refusal{"553 sorry, your HELO host name has been denied (#5.7.1)"};
    return std::nullopt;
}

std::optional<Refusal> refuseAfterPlugins(Context& context, const std::string& address)
{
    const auto* controls = extra(context);
    if (controls == nullptr)
        return std::nullopt;
    const unsigned long limit = number(context, "BRTLIMIT", controls->badRcptLimit);
    if (limit != 0 && context.state.badRecipients >= limit)
        return Refusal{"421 too many invalid addresses, goodbye (#4.3.0)", true,
                       LimitReached{Limit::BadRecipients, "the session is ended: " + std::to_string(limit) +
                                                              " recipients were refused (control/brtlimit, BRTLIMIT)"}};
    if (controls->badRcptTo.match(address) || (!mayRelay(context) && controls->badRcptToNoRelay.match(address))) {
        ++context.state.badRecipients;
        return Refusal{"553 sorry, your envelope recipient has been denied (#5.7.1)"};
    }
    // A relay client may write to addresses elsewhere, which nobody can list here.
    if (!mayRelay(context) && !controls->validRcptTo.allows(address)) {
        ++context.state.badRecipients;
        return Refusal{"550 sorry, no mailbox here by that name. (#5.1.1)"};
    }
    return std::nullopt;
}

std::optional<plugin::Call> recipientCheck(const Context& context, const std::string& address, bool ours)
{
    const std::string program(context.config.environment.value("RCPTCHECK").value_or(""));
    if (extra(context) == nullptr || program.empty())
        return std::nullopt;
    if (mayRelay(context) && number(context, "RCPTCHECKRELAYCLIENT", 0) == 0)
        return std::nullopt;
    plugin::Call call;
    call.section = control::Section::Rcpt;
    call.program = call.line = program;
    call.arguments = {program};
    call.environment = context.state.environment;
    call.environment.set("SENDER", context.state.transaction->sender);
    call.environment.set("RECIPIENT", address);
    if (ours)
        call.environment.set("RCPTHOSTS", "1");
    call.directory = context.home().directory;
    call.place = "RCPTCHECK";
    return call;
}

std::optional<Refusal> refuseByCheck(Context& context, const plugin::Exit& exit)
{
    if (exit.couldNotRun() || exit.crashed())
        return Refusal{"421 unable to execute recipient check (#4.3.0)", true};
    switch (exit.number) {
    case 100: ++context.state.badRecipients; return Refusal{"553 sorry, no mailbox here by that name. (#5.1.1)"};
    case 111: return Refusal{"421 unable to verify recipient (#4.3.0)", true};
    case 113: return Refusal{"421 you have exceeded your messaging limits (#4.3.0)", true};
    default: return std::nullopt;
    }
}

std::optional<Refusal> refuseByRbl(const Context& context)
{
    if (!context.config.dialect->obeysRblSmtpd || mayRelay(context))
        return std::nullopt;
    const std::string_view text = context.config.environment.value("RBLSMTPD").value_or("");
    if (text.empty())
        return std::nullopt;
    const bool forGood = text.starts_with('-');
    return Refusal{(forGood ? "553 " : "451 ") + std::string(text.substr(forGood ? 1 : 0)), true};
}

std::optional<Refusal> refuseByCount(const Context& context)
{
    const auto* controls = extra(context);
    if (controls == nullptr || controls->maxRcpt == 0 || context.state.rcptCount <= controls->maxRcpt ||
        context.state.environment.contains("DISABLE_MAXRCPT"))
        return std::nullopt;
    return Refusal{"452 max rcpt limit exceeded (#5.7.1)", false,
                   LimitReached{Limit::Recipients, "a recipient is refused: the message has more than " +
                                                       std::to_string(controls->maxRcpt) + " (control/maxrcpt)"}};
}

} // namespace spp::session
