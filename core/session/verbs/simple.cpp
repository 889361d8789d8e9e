// SPDX-License-Identifier: MIT
/// The verbs that no plugin is asked about.
#include "core/session/verbs/verbs.h"

namespace spp::session::verbs
{

Next proceedRset(Context& context, Question&, Verdict)
{
    SessionState& state = context.state;
    state.transaction.reset();
    state.chunkRefused = false;
    state.rcptCount = state.rcptCountAll = 0;
    state.headers.clear();
    state.laterMail.clear();
    state.laterRcpt.clear();
    state.laterData.clear();
    if (context.config.dialect->auth.forgottenByRset)
        state.login.reset();
    context.reply("250 flushed");
    return Next::Command;
}

Next proceedNoop(Context& context, Question&, Verdict)
{
    context.reply("250 ok");
    return Next::Command;
}

Next proceedVrfy(Context& context, Question&, Verdict)
{
    context.reply("252 send some mail, i'll try my best");
    return Next::Command;
}

Next proceedHelp(Context& context, Question&, Verdict)
{
    context.reply(context.config.dialect->helpReply);
    return Next::Command;
}

Next proceedQuit(Context& context, Question&, Verdict)
{
    context.reply("221 " + context.home().greeting);
    return Next::Close;
}

Next proceedUnknown(Context& context, Question&, Verdict)
{
    context.reply(context.config.dialect->unknownReply);
    return Next::Command;
}

} // namespace spp::session::verbs
