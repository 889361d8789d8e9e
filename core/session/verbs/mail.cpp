// SPDX-License-Identifier: MIT
/// MAIL: the sender. Allowed at any time, before HELO too (as in qmail); inside a transaction it starts a new one.
#include "core/session/verbs/verbs.h"

namespace spp::session::verbs
{

std::optional<std::string> checkMail(const Context& context, Question& question)
{
    question.address =
        smtp::parseAddress(question.argument, {context.home().localIpHost, context.config.localAddresses});
    if (!question.address)
        return "555 syntax error (#5.5.4)";
    return std::nullopt;
}

void askMail(Context& context, const Question& question)
{
    if (context.state.pluginsOn)
        context.state.environment.set("SMTPMAILFROM", *question.address);
    context.state.rcptCount = context.state.rcptCountAll = 0;
}

Next proceedMail(Context& context, const Question& question, Verdict verdict)
{
    // After O nothing is looked up, and what was found for the sender before stays in force (hazard 3).
    if (verdict != Verdict::AcceptUnchecked)
        context.state.senderIsBad = context.home().badMailFrom.names(*question.address);
    context.state.transaction = Envelope{*question.address, {}};
    context.reply("250 ok");
    return Next::Command;
}

} // namespace spp::session::verbs
