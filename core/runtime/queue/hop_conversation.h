// SPDX-License-Identifier: MIT
/// One connection to a hop, as its client: greeting, STARTTLS where it is offered (RFC 3207; no certificate is verified), messages one
/// after the other with RSET between (RFC 5321, RFC 2033, RFC 2920, RFC 1870, RFC 6152, RFC 6531).
/// A hop is not believed more than it must be: a reply that comes before it was asked for, garbage, or a connection that closes is an error, which
/// names the hop. Each call ends by the time that it is given. Used on its executor only.
#pragma once

#include "core/runtime/client_connection.h"
#include "core/runtime/queue/hop.h"
#include "core/runtime/queue/hop_replies.h"
#include "core/runtime/queue/spool.h"
#include "core/session/state.h"

#include <asio/awaitable.hpp>

#include <chrono>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace spp::runtime
{

class HopConversation
{
public:
    using Moment = std::chrono::steady_clock::time_point;

    /// Both must outlive this.
    HopConversation(const asio::any_io_executor& executor, const Hop& hop, const HopLimits& limits)
        : m_hop(hop), m_limits(limits), m_connection(executor, hop.server)
    {}

    /// @param name of this host  @param mayEncrypt take STARTTLS, if it is offered
    asio::awaitable<Result<void>> open(std::string name, bool mayEncrypt, Moment end);
    /// It was STARTTLS that failed: without it the hop may be reached.
    bool hasFailedInTls() const { return m_hasFailedInTls; }
    /// The limit for connecting was over, and the time for the call was not.
    bool isLateToConnect() const { return m_isLateToConnect; }
    bool isEncrypted() const { return m_connection.isEncrypted(); }
    /// The hop offers STARTTLS, and refused it; empty otherwise.
    const std::string& whyClear() const { return m_whyClear; }

    /// Whether another message can follow.
    asio::awaitable<bool> reset(Moment end);
    /// The message is sent only if the hop takes all recipients, see hop_replies.h. The arguments must live until the answer.
    asio::awaitable<Result<HopReplies>> send(const session::Envelope& envelope, const Spool& message, Moment end);
    /// The hop has said something of the message that was sent last. If it has not, nothing can have come of it.
    bool wasHeard() const { return m_wasHeard; }
    /// reset() and another message may follow.
    bool isReusable() const { return m_isReusable; }

    asio::awaitable<void> quit();
    /// What is pending ends, with a failure.
    void close() { m_connection.close(); }

private:
    struct Extensions
    {
        bool pipelining = false;
        bool eightBit = false;
        bool utf8 = false;
        bool size = false;
        bool startTls = false;
    };

    /// What the hop said to MAIL, RCPT and DATA; nothing to DATA, if it was not asked.
    struct Opinion
    {
        smtp::ServerReply mail;
        std::vector<smtp::ServerReply> recipients;
        std::optional<smtp::ServerReply> data;

        bool isGood() const;
    };

    bool isLmtp() const { return m_hop.protocol == Hop::Protocol::Lmtp; }
    asio::awaitable<Result<void>> greet(const std::string& name);
    asio::awaitable<Result<void>> encrypt(const std::string& name);
    asio::awaitable<Result<Opinion>> offer(const std::vector<std::string>& commands);
    asio::awaitable<Result<HopReplies>> sendMessage(std::size_t recipients, const Spool& message);
    asio::awaitable<Result<HopReplies>> takeAnswers(std::size_t recipients);
    asio::awaitable<Result<HopReplies>> takeEarlyAnswer(std::size_t recipients);
    std::string formatMail(const session::Envelope& envelope, const std::string& sender, const Spool& message) const;

    asio::awaitable<Result<smtp::ServerReply>> ask(std::string command, HopLimits::Time limit);
    asio::awaitable<Result<smtp::ServerReply>> reply(std::string_view to, HopLimits::Time limit);
    asio::awaitable<Result<void>> write(std::string_view bytes, HopLimits::Time limit);
    HopLimits::Time noLongerThan(HopLimits::Time limit) const;
    tl::unexpected<Error> trouble(std::string what);
    tl::unexpected<Error> unwanted(std::string_view command, const smtp::ServerReply& reply);

    const Hop& m_hop;
    const HopLimits& m_limits;
    ClientConnection m_connection;
    smtp::ReplyReader m_replies;
    Extensions m_can;
    Moment m_end; ///< of the call
    bool m_hasFailedInTls = false;
    bool m_isLateToConnect = false;
    std::string m_whyClear;
    bool m_wasHeard = false;
    bool m_isReusable = false;
};

} // namespace spp::runtime
