// SPDX-License-Identifier: MIT
#include "core/runtime/queue/hop_conversation.h"

#include "core/base/text.h"
#include "core/smtp/address.h"
#include "core/smtp/data_encoder.h"

#include <algorithm>
#include <array>
#include <utility>

namespace spp::runtime
{

using smtp::ServerReply;

namespace
{

/// Commands that are sent together. Their replies fit the buffers of a connection, so that neither side waits for the other.
constexpr std::size_t largestGroup = 100;

/// Of the message, read and sent at a time.
constexpr std::size_t blockSize = 64UL * 1024;

constexpr std::chrono::seconds timeToQuit{2};

/// As if the hop had said so.
ServerReply ourReply(int code, const char* text)
{
    return ServerReply{code, {text}};
}

HopReplies everyone(std::size_t recipients, const ServerReply& reply, bool sent)
{
    return HopReplies{std::vector<ServerReply>(recipients, reply), sent};
}

bool areAllPositive(const std::vector<ServerReply>& replies)
{
    return std::all_of(replies.begin(), replies.end(), [](const ServerReply& reply) { return reply.isPositive(); });
}

bool hasByteAboveAscii(std::string_view bytes)
{
    return std::any_of(bytes.begin(), bytes.end(), [](char c) { return static_cast<unsigned char>(c) >= 0x80; });
}

/// RFC 6531 section 3.2: such a message goes only where SMTPUTF8 is understood. One that asked for it, but needs none, goes anywhere.
bool needsUtf8(const session::Envelope& envelope, const Spool& message)
{
    const auto& all = envelope.recipients;
    return envelope.utf8 && (message.hasHeaderAboveAscii() || hasByteAboveAscii(envelope.sender) ||
                             std::any_of(all.begin(), all.end(), hasByteAboveAscii));
}

std::string_view commandName(std::string_view command)
{
    return command.substr(0, command.find_first_of(" \r"));
}

} // namespace

bool HopConversation::Opinion::isGood() const
{
    return mail.isPositive() && areAllPositive(recipients);
}

asio::awaitable<Result<void>> HopConversation::open(std::string name, bool mayEncrypt, Moment end)
{
    m_end = end;
    if (auto opened = co_await m_connection.open(noLongerThan(m_limits.connect)); !opened) {
        m_isLateToConnect = m_connection.isLate() && std::chrono::steady_clock::now() < m_end;
        if (m_isLateToConnect)
            opened.error().message += " (--max-hop-connect-time)";
        co_return opened;
    }
    const auto greeting = co_await reply("the connection", m_limits.reply);
    if (!greeting)
        co_return tl::unexpected<Error>(greeting.error());
    if (!greeting->isPositive())
        co_return unwanted("the connection", *greeting);
    auto greeted = co_await greet(name);
    // On a unix socket nobody listens in between.
    if (greeted && mayEncrypt && m_can.startTls && !m_connection.isEncrypted() && !m_hop.server.isUnix())
        greeted = co_await encrypt(name);
    co_return greeted;
}

asio::awaitable<Result<void>> HopConversation::greet(const std::string& name)
{
    auto answer = co_await ask((isLmtp() ? "LHLO " : "EHLO ") + name, m_limits.reply);
    if (answer && answer->isPermanent() && !isLmtp()) // RFC 5321 3.2
        answer = co_await ask("HELO " + name, m_limits.reply);
    if (!answer)
        co_return tl::unexpected<Error>(answer.error());
    if (!answer->isPositive())
        co_return unwanted(isLmtp() ? "LHLO" : "EHLO", *answer);
    m_can = {};
    for (std::size_t i = 1; i < answer->lines.size(); ++i) {
        const std::string_view line = answer->lines[i];
        const std::string_view word = line.substr(0, line.find(' '));
        m_can.pipelining |= text::equalsIgnoringCase(word, "PIPELINING");
        m_can.eightBit |= text::equalsIgnoringCase(word, "8BITMIME");
        m_can.utf8 |= text::equalsIgnoringCase(word, "SMTPUTF8");
        m_can.size |= text::equalsIgnoringCase(word, "SIZE");
        m_can.startTls |= text::equalsIgnoringCase(word, "STARTTLS");
    }
    co_return Result<void>{};
}

/// What was said in clear behind STARTTLS could be anybody's.
asio::awaitable<Result<void>> HopConversation::encrypt(const std::string& name)
{
    const auto answer = co_await ask("STARTTLS", m_limits.reply);
    if (!answer)
        co_return tl::unexpected<Error>(answer.error());
    if (!answer->isPositive()) {
        m_whyClear = unwanted("STARTTLS", *answer).value().message;
        co_return Result<void>{};
    }
    if (!m_replies.isEmpty())
        co_return trouble("spoke before TLS began");
    auto started = co_await m_connection.startTls(noLongerThan(m_limits.connect));
    m_hasFailedInTls = !started;
    if (!started)
        co_return started;
    co_return co_await greet(name);
}

asio::awaitable<bool> HopConversation::reset(Moment end)
{
    m_end = end;
    const auto answer = co_await ask("RSET", m_limits.reply);
    co_return answer && answer->isPositive() && answer->code != 421 && m_replies.isEmpty();
}

std::string HopConversation::formatMail(const session::Envelope& envelope, const std::string& sender,
                                        const Spool& message) const
{
    std::string command = "MAIL FROM:<" + sender + ">";
    if (m_can.size)
        command += " SIZE=" + std::to_string(message.sizeOnWire());
    // Where it isn't announced bytes above ASCII are sent all the same, as qmail and most others do.
    if (m_can.eightBit && message.hasBytesAboveAscii())
        command += " BODY=8BITMIME";
    if (m_can.utf8 && envelope.utf8)
        command += " SMTPUTF8";
    return command + "\r\n";
}

asio::awaitable<Result<HopReplies>> HopConversation::send(const session::Envelope& envelope, const Spool& message,
                                                          Moment end)
{
    m_end = end;
    m_wasHeard = false;
    const std::size_t recipients = envelope.recipients.size();
    if (recipients == 0)
        co_return fail(Fault::Internal, "a message without recipients can't be handed on");
    if (needsUtf8(envelope, message) && !m_can.utf8) {
        m_isReusable = true;
        co_return everyone(recipients, ourReply(550, "5.6.7 the next server does not take SMTPUTF8"), false);
    }
    std::vector<std::string> commands;
    const auto sender = smtp::quoteAddress(envelope.sender);
    if (sender)
        commands.push_back(formatMail(envelope, *sender, message));
    for (const std::string& recipient : envelope.recipients)
        if (const auto quoted = smtp::quoteAddress(recipient))
            commands.push_back("RCPT TO:<" + *quoted + ">\r\n");
    if (commands.size() != 1 + recipients) {
        m_isReusable = true;
        co_return everyone(recipients, ourReply(553, "5.1.3 an address can't be handed on"), false);
    }

    m_isReusable = false;
    auto opinion = co_await offer(commands);
    if (!opinion)
        co_return tl::unexpected<Error>(opinion.error());
    // In a hop that waits for a message it can't have, only closing the connection ends it.
    const bool waitsForMessage = opinion->data && opinion->data->code == 354;
    if (opinion->isGood() && waitsForMessage)
        co_return co_await sendMessage(recipients, message);
    const bool isBroken = opinion->isGood() && opinion->data && opinion->data->code < 400;
    if (isBroken)
        co_return unwanted("DATA", *opinion->data);
    m_isReusable = m_wasHeard && !waitsForMessage && m_replies.isEmpty();
    if (!opinion->mail.isPositive())
        co_return everyone(recipients, opinion->mail, false);
    if (opinion->isGood())
        co_return everyone(recipients, *opinion->data, false);
    co_return HopReplies{std::move(opinion->recipients), false};
}

/// MAIL and RCPT together, where the hop allows it; for one recipient DATA, too. With several the hop could wait for the message
/// because it has taken some, and would have to be hung up on.
asio::awaitable<Result<HopConversation::Opinion>> HopConversation::offer(const std::vector<std::string>& commands)
{
    Opinion opinion;
    const std::size_t most = m_can.pipelining ? largestGroup : 1;
    for (std::size_t at = 0; at < commands.size() && !(at > 0 && !opinion.mail.isPositive());) {
        const std::size_t count = std::min(most, commands.size() - at);
        std::string group;
        for (std::size_t i = at; i < at + count; ++i)
            group += commands[i];
        const bool withData = m_can.pipelining && commands.size() == 2;
        if (withData)
            group += "DATA\r\n";
        if (auto written = co_await write(group, m_limits.block); !written)
            co_return tl::unexpected<Error>(written.error());
        for (std::size_t i = at; i < at + count; ++i) {
            auto answer = co_await reply(commandName(commands[i]), m_limits.reply);
            if (!answer)
                co_return tl::unexpected<Error>(answer.error());
            if (i == 0)
                m_wasHeard = answer->code != 421;
            if (i == 0)
                opinion.mail = std::move(*answer);
            else
                opinion.recipients.push_back(std::move(*answer));
        }
        at += count;
        if (withData) {
            auto answer = co_await reply("DATA", m_limits.data);
            if (!answer)
                co_return tl::unexpected<Error>(answer.error());
            opinion.data = std::move(*answer);
        }
    }
    if (opinion.isGood() && !opinion.data) {
        auto answer = co_await ask("DATA", m_limits.data);
        if (!answer)
            co_return tl::unexpected<Error>(answer.error());
        opinion.data = std::move(*answer);
    }
    co_return opinion;
}

/// The end of the message is written with its last part, and only while the hop is silent.
asio::awaitable<Result<HopReplies>> HopConversation::sendMessage(std::size_t recipients, const Spool& message)
{
    if (!m_replies.isEmpty())
        co_return trouble("spoke before the message was sent");
    smtp::DataEncoder encoder;
    std::string block(blockSize, '\0');
    std::string wire;
    std::uint64_t at = 0;
    do {
        const auto size = message.read(at, block);
        if (!size)
            co_return tl::unexpected<Error>(size.error());
        at += *size;
        wire.clear();
        encoder.encode(std::string_view(block).substr(0, *size), wire);
        if (at == message.size())
            encoder.finish(wire);
        if (m_connection.hasSpoken() || m_connection.hasHungUp())
            co_return co_await takeEarlyAnswer(recipients);
        if (auto written = co_await write(wire, m_limits.block); !written)
            co_return tl::unexpected<Error>(written.error());
    } while (at < message.size());
    if (m_connection.hasHungUp())
        co_return co_await takeEarlyAnswer(recipients);
    co_return co_await takeAnswers(recipients);
}

/// The hop has not seen the whole message: only a refusal can be right.
asio::awaitable<Result<HopReplies>> HopConversation::takeEarlyAnswer(std::size_t recipients)
{
    const auto answer = co_await reply("the message", m_limits.block);
    if (!answer)
        co_return tl::unexpected<Error>(answer.error());
    if (!answer->isTemporary() && !answer->isPermanent())
        co_return unwanted("half a message", *answer);
    co_return everyone(recipients, *answer, false);
}

/// One answer for each recipient in LMTP (RFC 2033 section 4.2), one for all in SMTP.
asio::awaitable<Result<HopReplies>> HopConversation::takeAnswers(std::size_t recipients)
{
    HopReplies replies;
    replies.sent = true;
    bool isClosing = false;
    while (replies.recipients.size() < recipients) {
        auto answer = co_await reply("the message", m_limits.end);
        if (!answer)
            co_return tl::unexpected<Error>(answer.error());
        isClosing |= answer->code == 421;
        if (isLmtp())
            replies.recipients.push_back(std::move(*answer));
        else
            replies.recipients.assign(recipients, *answer);
    }
    m_isReusable = !isClosing && m_replies.isEmpty();
    co_return replies;
}

asio::awaitable<void> HopConversation::quit()
{
    m_end = std::chrono::steady_clock::now() + timeToQuit;
    const auto answer = co_await ask("QUIT", timeToQuit);
    if (answer)
        co_await m_connection.isClosed(noLongerThan(timeToQuit));
}

asio::awaitable<Result<ServerReply>> HopConversation::ask(std::string command, HopLimits::Time limit)
{
    const std::string line = command + "\r\n";
    if (const auto written = co_await write(line, limit); !written)
        co_return tl::unexpected<Error>(written.error());
    co_return co_await reply(commandName(line), limit);
}

asio::awaitable<Result<ServerReply>> HopConversation::reply(std::string_view to, HopLimits::Time limit)
{
    for (;;) {
        auto next = m_replies.next();
        if (!next)
            co_return trouble("answered to " + std::string(to) + " what can't be understood: " + next.error().message);
        if (*next)
            co_return std::move(**next);
        const auto bytes = co_await m_connection.read(noLongerThan(limit));
        if (!bytes)
            co_return tl::unexpected<Error>(bytes.error());
        if (bytes->empty())
            co_return trouble("closed the connection instead of answering to " + std::string(to));
        m_replies.append(*bytes);
    }
}

asio::awaitable<Result<void>> HopConversation::write(std::string_view bytes, HopLimits::Time limit)
{
    co_return co_await m_connection.write(bytes, noLongerThan(limit));
}

HopLimits::Time HopConversation::noLongerThan(HopLimits::Time limit) const
{
    const auto left = std::chrono::ceil<HopLimits::Time>(m_end - std::chrono::steady_clock::now());
    return std::clamp(left, HopLimits::Time(0), limit);
}

tl::unexpected<Error> HopConversation::trouble(std::string what)
{
    m_isReusable = false;
    return fail(Fault::Configuration, m_hop.server.shown() + ": it " + std::move(what));
}

tl::unexpected<Error> HopConversation::unwanted(std::string_view command, const ServerReply& reply)
{
    return trouble("answered to " + std::string(command) + ": " + std::to_string(reply.code) + " " +
                   text::printable(reply.lines.front()).substr(0, 200));
}

} // namespace spp::runtime
