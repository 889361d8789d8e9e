// SPDX-License-Identifier: MIT
#include "core/session/extra_checks.h"

namespace spp::session
{

namespace
{

const control::ExtraControls* extra(const Context& context)
{
    const auto& controls = context.home().extra;
    return controls ? &*controls : nullptr;
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
    const auto* controls = extra(context);
    context.state.heloIsBad = controls != nullptr && verdict != Verdict::AcceptUnchecked && context.state.helo &&
                              controls->badHelo.match(*context.state.helo);
}

std::optional<Refusal> refuseBeforePlugins(const Context& context, const std::string& address)
{
    const auto* controls = extra(context);
    if (controls != nullptr && controls->rejectsRelayTest && asksForRelay(address))
        return Refusal{"553 we don't relay (#5.7.1)"};
    if (context.state.heloIsBad)
        return Refusal{"553 sorry, your HELO host name has been denied (#5.7.1)"};
    return std::nullopt;
}

std::optional<Refusal> refuseAfterPlugins(Context& context, const std::string& address)
{
    const auto* controls = extra(context);
    if (controls == nullptr)
        return std::nullopt;
    if (controls->badRcptLimit != 0 && context.state.badRecipients >= controls->badRcptLimit)
        return Refusal{"421 too many invalid addresses, goodbye (#4.3.0)", true};
    if (controls->badRcptTo.match(address)) {
        ++context.state.badRecipients;
        return Refusal{"553 sorry, your envelope recipient has been denied (#5.7.1)"};
    }
    if (!controls->validRcptTo.allows(address)) {
        ++context.state.badRecipients;
        return Refusal{"550 sorry, no mailbox here by that name. (#5.1.1)"};
    }
    return std::nullopt;
}

std::optional<Refusal> refuseByRbl(const Context& context)
{
    if (!context.config.dialect->obeysRblSmtpd)
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
    return Refusal{"452 max rcpt limit exceeded (#5.7.1)"};
}

bool isBadSender(const Context& context, const std::string& address)
{
    if (context.config.dialect->badMailFromHoldsPatterns)
        return !address.empty() && extra(context) != nullptr && extra(context)->badMailFrom.match(address);
    return context.home().badMailFrom.names(address);
}

} // namespace spp::session
