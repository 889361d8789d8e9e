// SPDX-License-Identifier: MIT
#include "core/session/context.h"

#include "core/smtp/reply.h"

#include <utility>

namespace spp::session
{

void Context::reply(std::string_view text)
{
    send(config.dialect->hasEnhancedCodes ? smtp::withEnhancedCode(text) : std::string(text), false);
}

void Context::replyPlain(std::string_view text)
{
    send(text, false);
}

void Context::replyOfPlugin(std::string_view text, std::string_view otherwise)
{
    send(config.dialect->repliesOnce ? smtp::refusal(text, otherwise) : std::string(text), true);
}

void Context::printOfPlugin(std::string_view text)
{
    send(text, true);
}

void Context::send(std::string_view text, bool fromPlugin)
{
    std::string line =
        state.heldReplies.empty() ? std::string(text) : smtp::joinReply(std::exchange(state.heldReplies, {}), text);
    line += "\r\n";
    out.send(line);
    report(ReplySent{std::move(line), fromPlugin});
}

} // namespace spp::session
