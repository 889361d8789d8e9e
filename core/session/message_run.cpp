// SPDX-License-Identifier: MIT
#include "core/session/message_run.h"

#include "core/session/message_head.h"
#include "core/session/message_limit.h"
#include "core/session/queue_reply.h"

#include <algorithm>

namespace spp::session
{

namespace
{

/// More header lines than this that count as hops, and the message is taken for looping. RFC 5321 6.3 wants 100 at least.
constexpr int maxHops = 100;

std::string queueProgram(const Context& context)
{
    const auto named = context.state.environment.value("QMAILQUEUE");
    return named && context.config.dialect->knowsQmailQueue ? std::string(*named) : "bin/qmail-queue";
}

smtp::BareLf bareLfRule(const Context& context)
{
    const Dialect& dialect = *context.config.dialect;
    return dialect.knowsAllowBareLf && context.state.environment.contains("ALLOW_BARELF") ? smtp::BareLf::IsLineEnd
                                                                                          : dialect.bareLf;
}

} // namespace

MessageRun MessageRun::ofData(Context& context, std::size_t databytes)
{
    return {context, databytes, smtp::DataDecoder(bareLfRule(context))};
}

MessageRun MessageRun::ofChunks(Context& context, std::size_t databytes)
{
    return {context, databytes, smtp::ChunkDecoder()};
}

MessageRun::MessageRun(Context& context, std::size_t databytes, Decoder decoder)
    : m_envelope(*context.state.transaction), m_decoder(decoder), m_limit(databytes)
{
    SessionState& state = context.state;
    state.transaction.reset();
    state.rcptCount = state.rcptCountAll = 0;
    state.laterMail.clear();
    state.laterRcpt.clear();
    state.laterData.clear();
    if (!state.queueProgram)
        state.queueProgram = queueProgram(context);
    context.out.wish(OpenQueue{*state.queueProgram, state.environment, m_envelope});
}

void MessageRun::handleOpened(Context& context, bool ok)
{
    if (!ok) {
        context.reply("451 qqt failure (#4.3.0)");
        m_stage = isChunked() ? Stage::Unopened : Stage::Done;
        return;
    }
    if (!isChunked())
        context.reply("354 go ahead");
    put(context, takeMessageHead(context, m_envelope));
    m_stage = Stage::Reading;
}

void MessageRun::put(Context& context, std::string bytes)
{
    if (bytes.empty())
        return;
    if (context.config.reports)
        context.report(MessagePart{bytes});
    context.out.wish(WriteQueue{std::move(bytes)});
}

void MessageRun::beginChunk(std::uint64_t size, bool last)
{
    std::get<smtp::ChunkDecoder>(m_decoder).begin(size, last);
    if (m_stage == Stage::BetweenChunks)
        m_stage = Stage::Reading;
}

std::size_t MessageRun::handleBytes(Context& context, std::string_view bytes)
{
    std::string decoded;
    const std::size_t used = std::visit([&](auto& decoder) { return decoder.decode(bytes, decoded); }, m_decoder);
    put(context, acceptable(std::move(decoded)));
    if (isChunkComplete())
        concludeChunk(context);
    else if (isComplete() || isStopped())
        finish(context);
    return used;
}

/// What may go to the queue: no more than the limit, and nothing once a bare LF was seen.
std::string MessageRun::acceptable(std::string decoded)
{
    const std::size_t room = m_limit == 0 ? decoded.size() : m_limit - std::min(m_limit, m_size);
    m_size += decoded.size();
    decoded.resize(sawBareLf() ? 0 : std::min(room, decoded.size()));
    return decoded;
}

/// A message that is refused already is told so at once; its other chunks are thrown away as they come.
void MessageRun::concludeChunk(Context& context)
{
    if (refusal(context))
        return finish(context);
    context.reply("250 " + std::to_string(chunkSize()) + " octets received (#2.0.0)");
    m_stage = Stage::BetweenChunks;
}

void MessageRun::finish(Context& context)
{
    context.report(MessageRead{m_size, hops()});
    m_stage = Stage::Finishing;
    if (isStopped()) // the session is over: nobody waits for what the queue makes of it
        context.reply(context.config.dialect->bareLfReply);
    if (isStopped() || refusal(context))
        context.out.wish(AbandonQueue{});
    else
        context.out.wish(FinishQueue{});
}

std::uint64_t MessageRun::chunkSize() const
{
    const auto* chunks = std::get_if<smtp::ChunkDecoder>(&m_decoder);
    return chunks != nullptr ? chunks->chunkSize() : 0;
}

bool MessageRun::isChunkComplete() const
{
    const auto* chunks = std::get_if<smtp::ChunkDecoder>(&m_decoder);
    return chunks != nullptr && chunks->state() == smtp::ChunkDecoder::State::ChunkComplete;
}

bool MessageRun::isComplete() const
{
    if (const auto* chunks = std::get_if<smtp::ChunkDecoder>(&m_decoder))
        return chunks->state() == smtp::ChunkDecoder::State::Complete;
    return std::get<smtp::DataDecoder>(m_decoder).state() == smtp::DataDecoder::State::Complete;
}

bool MessageRun::isStopped() const
{
    const auto* data = std::get_if<smtp::DataDecoder>(&m_decoder);
    return data != nullptr && data->state() == smtp::DataDecoder::State::StoppedAtBareLf;
}

int MessageRun::hops() const
{
    return std::visit([](const auto& decoder) { return decoder.hops(); }, m_decoder);
}

bool MessageRun::sawBareLf() const
{
    return std::visit([](const auto& decoder) { return decoder.sawBareLf(); }, m_decoder);
}

bool MessageRun::isTooLarge() const
{
    return m_limit != 0 && m_size > m_limit;
}

/// What is wrong with the message so far.
std::optional<std::string> MessageRun::refusal(const Context& context) const
{
    if (sawBareLf())
        return std::string(context.config.dialect->bareLfReply);
    if (hops() >= maxHops)
        return "554 too many hops, this message is looping (#5.4.6)";
    if (isTooLarge())
        return std::string(tooLargeReply);
    return std::nullopt;
}

void MessageRun::handleFinished(Context& context, const QueueFinished& answer)
{
    const auto refused = refusal(context);
    m_isTaken = !refused && isQueued(answer);
    context.report(QueueAnswered{m_envelope, answer, m_isTaken});
    if (isTooLarge())
        context.out.tell(messageLimitReached(m_limit));
    if (!isStopped())
        context.reply(refused ? *refused : formatQueueReply(answer, context.now.wall, *context.config.dialect));
    m_stage = isStopped() ? Stage::Broken : isChunked() && !isComplete() ? Stage::Failed : Stage::Done;
}

} // namespace spp::session
