// SPDX-License-Identifier: MIT
#include "core/session/message_run.h"

#include "core/session/queue_reply.h"
#include "core/smtp/received.h"

namespace spp::session
{

namespace
{

/// More header lines than this that count as hops, and the message is taken for looping. RFC 5321 6.3 wants 100 at least.
constexpr int maxHops = 100;

std::string valueOr(const plugin::Environment& environment, std::string_view name, std::string_view otherwise)
{
    return std::string(environment.value(name).value_or(otherwise));
}

/// From the environment that the session began with: what plugins set does not change the Received line.
smtp::Peer peerOf(const plugin::Environment& environment, const SessionState& state)
{
    smtp::Peer peer;
    peer.remoteHost = valueOr(environment, "TCPREMOTEHOST", "unknown");
    peer.remoteIp = valueOr(environment, "TCPREMOTEIP", "unknown");
    peer.remoteInfo = state.remoteInfo;
    peer.localHost = valueOr(environment, "TCPLOCALHOST", valueOr(environment, "TCPLOCALIP", "unknown"));
    return peer;
}

smtp::BareLf bareLfRule(const Context& context)
{
    const Dialect& dialect = *context.config.dialect;
    return dialect.knowsAllowBareLf && context.state.environment.contains("ALLOW_BARELF") ? smtp::BareLf::IsLineEnd
                                                                                          : dialect.bareLf;
}

} // namespace

MessageRun::MessageRun(Context& context, std::size_t databytes)
    : m_envelope(*context.state.transaction), m_decoder(bareLfRule(context)), m_limit(databytes)
{
    SessionState& state = context.state;
    state.transaction.reset();
    state.rcptCount = state.rcptCountAll = 0;
    state.laterMail.clear();
    state.laterRcpt.clear();
    state.laterData.clear();
    if (!state.queueProgram)
        state.queueProgram = context.config.dialect->knowsQmailQueue
                                 ? valueOr(state.environment, "QMAILQUEUE", "bin/qmail-queue")
                                 : "bin/qmail-queue";
    context.out.wish(OpenQueue{*state.queueProgram, state.environment, m_envelope});
}

void MessageRun::handleOpened(Context& context, bool ok)
{
    if (!ok) {
        context.reply("451 qqt failure (#4.3.0)");
        m_stage = Stage::Done;
        return;
    }
    context.reply("354 go ahead");
    putHead(context);
    m_stage = Stage::Reading;
}

void MessageRun::putHead(Context& context)
{
    SessionState& state = context.state;
    const Dialect& dialect = *context.config.dialect;
    for (unsigned long i = 0; i < state.utf8; ++i)
        state.protocol.insert(0, "UTF8");
    const bool hides = dialect.hidesClients &&
                       (state.environment.contains("RELAYCLIENT") || state.environment.contains("SMTPAUTHUSER"));
    const std::string date = dialect.hidesClients ? smtp::formatDate(context.now.wall, context.now.zone)
                                                  : smtp::formatDate(context.now.wall);
    // RFC 6531 4.3: ESMTPSA becomes UTF8SMTPSA
    const bool utf8 = dialect.checksUtf8 && m_envelope.utf8;
    const std::string protocol =
        utf8 ? "UTF8" + state.protocol.substr(state.protocol.starts_with('E') ? 1 : 0) : state.protocol;
    std::string head = smtp::formatReceived(peerOf(context.config.environment, state), state.helo, protocol, date,
                                            hides ? smtp::ClientShown::InfoOnly : smtp::ClientShown::Fully);
    for (const auto& header : state.headers)
        head += header + "\n";
    state.headers.clear();
    put(context, std::move(head));
}

void MessageRun::put(Context& context, std::string bytes)
{
    if (bytes.empty())
        return;
    if (context.config.reports)
        context.report(MessagePart{bytes});
    context.out.wish(WriteQueue{std::move(bytes)});
}

std::size_t MessageRun::handleBytes(Context& context, std::string_view bytes)
{
    std::string decoded;
    const std::size_t used = m_decoder.decode(bytes, decoded);
    m_size += decoded.size();
    if (!refusal(context))
        put(context, std::move(decoded));
    if (m_decoder.state() != smtp::DataDecoder::State::Reading)
        finish(context);
    return used;
}

void MessageRun::finish(Context& context)
{
    context.report(MessageRead{m_size, m_decoder.hops()});
    m_stage = Stage::Finishing;
    const bool stopped = m_decoder.state() == smtp::DataDecoder::State::StoppedAtBareLf;
    if (stopped || refusal(context))
        context.out.wish(AbandonQueue{});
    else
        context.out.wish(FinishQueue{});
}

/// What is wrong with the message so far; from then on nothing more of it goes to the queue.
std::optional<std::string> MessageRun::refusal(const Context& context) const
{
    if (m_decoder.sawBareLf())
        return std::string(context.config.dialect->bareLfReply);
    if (m_decoder.hops() >= maxHops)
        return "554 too many hops, this message is looping (#5.4.6)";
    if (m_limit != 0 && m_size > m_limit)
        return "552 sorry, that message size exceeds my databytes limit (#5.3.4)";
    return std::nullopt;
}

void MessageRun::handleFinished(Context& context, const QueueFinished& answer)
{
    const auto refused = refusal(context);
    context.report(QueueAnswered{m_envelope, answer, !refused && isQueued(answer)});
    context.reply(refused ? *refused : formatQueueReply(answer, context.now.wall, *context.config.dialect));
    m_stage = m_decoder.state() == smtp::DataDecoder::State::StoppedAtBareLf ? Stage::Broken : Stage::Done;
}

} // namespace spp::session
