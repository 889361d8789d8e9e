// SPDX-License-Identifier: MIT
/// The greeting, HELO and EHLO. A HELO that is accepted ends a transaction (RFC 5321 4.1.4); one that is refused leaves
/// everything as it was.
#include "core/session/verbs/verbs.h"

namespace spp::session::verbs
{

Next proceedConnection(Context& context, const Question&, Verdict)
{
    context.reply("220 " + context.home().greeting + " ESMTP");
    return Next::Command;
}

void askHelo(Context& context, const Question& question)
{
    context.state.environment.set("SMTPHELOHOST", question.argument);
}

namespace
{

void greet(Context& context, const Question& question)
{
    context.state.helo = question.argument;
    context.state.transaction.reset();
}

} // namespace

Next proceedHelo(Context& context, const Question& question, Verdict)
{
    greet(context, question);
    context.reply("250 " + context.home().greeting);
    return Next::Command;
}

Next proceedEhlo(Context& context, const Question& question, Verdict)
{
    greet(context, question);
    context.reply("250-" + context.home().greeting + "\r\n250-PIPELINING\r\n250 8BITMIME");
    return Next::Command;
}

} // namespace spp::session::verbs
