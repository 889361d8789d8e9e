// SPDX-License-Identifier: MIT
/// The session's part in DATA and BDAT: which bytes belong to the message, and what becomes of one that is open.
#include "core/session/message_limit.h"
#include "core/session/session.h"

#include <algorithm>

namespace spp::session
{

void Session::on(Context& context, const QueueOpened& event)
{
    auto* message = std::get_if<MessageRun>(&m_stage);
    if (message == nullptr || message->stage() != MessageRun::Stage::Opening)
        return;
    message->handleOpened(context, event.ok);
    if (!event.ok)
        return settleMessage(context);
    // What the client sent behind DATA or BDAT is the beginning of its message.
    readMessage(context, m_lines.takeRest());
}

void Session::on(Context& context, const QueueFinished& event)
{
    auto* message = std::get_if<MessageRun>(&m_stage);
    if (message == nullptr || message->stage() != MessageRun::Stage::Finishing)
        return;
    message->handleFinished(context, event);
    if (message->isTaken())
        m_commands = 0;
    settleMessage(context);
}

void Session::readMessage(Context& context, std::string_view bytes)
{
    const std::size_t used = std::get<MessageRun>(m_stage).handleBytes(context, bytes);
    m_lines.append(bytes.substr(used));
    settleMessage(context);
}

void Session::settleMessage(Context& context)
{
    auto& message = std::get<MessageRun>(m_stage);
    switch (message.stage()) {
    case MessageRun::Stage::Opening:
    case MessageRun::Stage::Reading:
    case MessageRun::Stage::Finishing: return;
    case MessageRun::Stage::BetweenChunks:
        m_openMessage = std::move(message);
        m_stage = AwaitingCommand{};
        return;
    case MessageRun::Stage::Unopened: return skipChunk({message.chunkSize(), false});
    case MessageRun::Stage::Failed: m_state.chunkRefused = true; [[fallthrough]];
    case MessageRun::Stage::Done: m_stage = AwaitingCommand{}; return;
    case MessageRun::Stage::Broken: return close(context, 1, "the message held a bare LF");
    }
}

void Session::startChunk(Context& context, const Chunk& chunk)
{
    auto& message = m_stage.emplace<MessageRun>(MessageRun::ofChunks(context, messageLimit(context)));
    message.beginChunk(chunk.size, chunk.last);
}

void Session::goOnWithChunk(Context& context, const Chunk& chunk)
{
    auto& message = m_stage.emplace<MessageRun>(std::move(*m_openMessage));
    m_openMessage.reset();
    message.beginChunk(chunk.size, chunk.last);
    readMessage(context, m_lines.takeRest());
}

/// A BDAT that is refused is followed by its bytes all the same (RFC 3030 section 2), where it is known at all.
void Session::afterRefusal(smtp::Verb verb, std::string_view argument)
{
    if (verb != smtp::Verb::Bdat || !m_config->dialect->hasChunking || isClosed())
        return;
    m_state.chunkRefused = true;
    if (const auto chunk = parseChunk(argument))
        skipChunk(*chunk);
}

void Session::skipChunk(const Chunk& chunk)
{
    m_stage = SkippingChunk{chunk.size};
    skipBytes(m_lines.takeRest());
}

void Session::skipBytes(std::string_view bytes)
{
    auto& skipping = std::get<SkippingChunk>(m_stage);
    const auto skipped = static_cast<std::size_t>(std::min<std::uint64_t>(skipping.left, bytes.size()));
    skipping.left -= skipped;
    if (skipping.left == 0)
        m_stage = AwaitingCommand{};
    m_lines.append(bytes.substr(skipped));
}

bool Session::hasOpenQueue() const
{
    const auto* message = std::get_if<MessageRun>(&m_stage);
    return m_openMessage || (message != nullptr && message->stage() == MessageRun::Stage::Reading);
}

void Session::abandonOpenMessage()
{
    if (!m_openMessage)
        return;
    m_openMessage.reset();
    m_out.wish(AbandonQueue{});
}

} // namespace spp::session
