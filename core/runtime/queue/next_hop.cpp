// SPDX-License-Identifier: MIT
#include "core/runtime/queue/next_hop.h"

#include "core/base/text.h"
#include "core/runtime/files.h"
#include "core/runtime/queue/hop_pool.h"
#include "core/runtime/queue/message_id.h"
#include "core/runtime/run_on.h"
#include "core/session/queue_reply.h"

#include <asio/co_spawn.hpp>
#include <asio/post.hpp>
#include <asio/use_awaitable.hpp>

#include <unistd.h>

#include <array>
#include <optional>

namespace spp::runtime
{

namespace
{

// qmail-queue(8)
constexpr int spoolError = 53;
constexpr int noConnection = 73;
constexpr int communicationFailed = 74;

/// A message on its way to the hop; shared with the thread that sends it, which may outlive the session.
struct Consignment
{
    session::Envelope envelope;
    Spool spool;
    std::string home;
    Interrupt interrupt = {}; ///< used on the sink's thread
};

session::QueueFinished failedBy(int code, const Error& error)
{
    session::QueueFinished answer;
    answer.exit.number = code;
    answer.exit.reason = error.message;
    return answer;
}

/// As qmail-remote(8) calls itself.
std::string nameOfThisHost(const std::string& home)
{
    for (const char* file : {"/control/helohost", "/control/me"}) {
        const auto bytes = readFile(home + file, 4096);
        const auto lines = bytes ? text::lines(*bytes) : std::vector<std::string_view>{};
        const auto name = lines.empty() ? std::string_view{} : text::trim(lines.front());
        if (!name.empty() && !text::hasControlByte(name) && name.find(' ') == std::string_view::npos)
            return std::string(name);
    }
    std::array<char, 256> buffer{};
    ::gethostname(buffer.data(), buffer.size() - 1);
    return buffer.front() != '\0' ? buffer.data() : "localhost";
}

/// A connection on which nothing was said yet. TLS is taken where it works: the certificate isn't verified, so that whoever can break TLS
/// could have read along in any case. Where it does not work, the log tells.
asio::awaitable<Result<std::unique_ptr<HopConversation>>> connectTo(HopPool& pool, const std::string& name,
                                                                    HopConversation::Moment end, Interrupt& interrupt)
{
    auto conversation = pool.makeNew();
    const Interrupt::Waiting waiting(interrupt, [&] { conversation->close(); });
    auto opened = co_await conversation->open(name, true, end);
    std::string whyClear = conversation->whyClear();
    if (!opened && conversation->hasFailedInTls() && !interrupt.isCut()) {
        whyClear = opened.error().message;
        conversation = pool.makeNew();
        opened = co_await conversation->open(name, false, end);
    }
    if (conversation->isLateToConnect())
        pool.noteLimit("max-hop-connect-time");
    if (!interrupt.isCut())
        pool.noteConnection(opened.has_value(), conversation->isEncrypted(), whyClear);
    if (!opened)
        co_return tl::unexpected<Error>(opened.error());
    co_return conversation;
}

session::QueueFinished answerTo(const Result<HopReplies>& replies, const Hop& hop)
{
    if (!replies)
        return failedBy(communicationFailed, replies.error());
    session::QueueFinished answer = mergeReplies(*replies);
    if (!answer.exit.reason.empty())
        answer.exit.reason = hop.server.shown() + ": it " + answer.exit.reason;
    return answer;
}

using Replies = Result<HopReplies>;

/// Over a connection that was kept, if one is any good: it may be dead, which RSET or MAIL finds out. nullopt: over a new one.
asio::awaitable<std::optional<Replies>> sendOverKept(HopPool& pool, Consignment& message, HopConversation::Moment end)
{
    while (auto kept = message.interrupt.isCut() ? nullptr : pool.takeIdle()) {
        const Interrupt::Waiting waiting(message.interrupt, [&] { kept->close(); });
        if (!co_await kept->reset(end))
            continue;
        auto replies = co_await kept->send(message.envelope, message.spool, end);
        if (!kept->wasHeard() && !kept->isReusable())
            break;
        pool.giveBack(std::move(kept));
        co_return replies;
    }
    co_return std::nullopt;
}

asio::awaitable<session::QueueFinished> forward(HopPool& pool, Consignment& message, HopConversation::Moment end)
{
    const auto place = co_await pool.enter(end, message.interrupt);
    if (!place)
        co_return failedBy(noConnection, place.error());
    if (const auto replies = co_await sendOverKept(pool, message, end))
        co_return answerTo(*replies, pool.hop());
    if (message.interrupt.isCut())
        co_return failedBy(communicationFailed, Error{Fault::Internal, {}}); // deliver() tells it
    auto made = co_await connectTo(pool, nameOfThisHost(message.home), end, message.interrupt);
    if (!made)
        co_return failedBy(noConnection, made.error());
    const Interrupt::Waiting waiting(message.interrupt, [&] { (*made)->close(); });
    const auto replies = co_await (*made)->send(message.envelope, message.spool, end);
    pool.giveBack(std::move(*made));
    co_return answerTo(replies, pool.hop());
}

/// On the sink's own thread. A message that was cut off is told as that: the sockets only know that they were closed.
asio::awaitable<session::QueueFinished> deliver(std::shared_ptr<HopPool> pool, std::shared_ptr<Consignment> message)
{
    const auto end = std::chrono::steady_clock::now() + pool->limits().whole;
    auto answer = co_await forward(*pool, *message, end);
    if (session::isQueued(answer))
        co_return answer;
    if (message->interrupt.isCut()) {
        const std::string words = ": a message on its way there was cut off with its session";
        co_return failedBy(communicationFailed, Error{Fault::Configuration, pool->hop().server.shown() + words});
    }
    if (!answer.exit.reason.empty() && std::chrono::steady_clock::now() >= end) {
        answer.exit.reason += " (--max-hop-time)";
        pool->noteLimit("max-hop-time");
    }
    co_return answer;
}

class HopMessage : public QueueMessage
{
public:
    HopMessage(std::shared_ptr<Consignment> message, const std::shared_ptr<HopPool>& pool, asio::io_context& loop,
               asio::thread_pool& disk)
        : m_message(std::move(message)), m_pool(pool), m_loop(loop), m_disk(disk)
    {}

    asio::awaitable<void> write(std::string_view bytes) override;
    asio::awaitable<session::QueueFinished> finish() override;
    asio::awaitable<session::QueueFinished> abandon() override { co_return numbered(session::QueueFinished()); }
    void cut() override
    {
        asio::post(m_loop, [message = m_message] { message->interrupt.cut(); });
    }

private:
    session::QueueFinished numbered(session::QueueFinished answer) const;

    std::shared_ptr<Consignment> m_message;
    const std::shared_ptr<HopPool>& m_pool; ///< the sink's: a pool must go before its loop does
    asio::io_context& m_loop;
    asio::thread_pool& m_disk;
    std::uint64_t m_id = nextMessageId(std::chrono::system_clock::now());
    Result<void> m_result; ///< the first error; after it nothing more is kept
};

asio::awaitable<void> HopMessage::write(std::string_view bytes)
{
    if (!m_result)
        co_return;
    m_message->spool.append(bytes);
    if (!m_message->spool.isFull())
        co_return;
    auto work = [message = m_message] { return message->spool.flush(); };
    m_result = co_await runOn(m_disk, std::move(work));
}

asio::awaitable<session::QueueFinished> HopMessage::finish()
{
    if (!m_result)
        co_return numbered(failedBy(spoolError, m_result.error()));
    auto delivery = deliver(m_pool, m_message);
    co_return numbered(co_await asio::co_spawn(m_loop, std::move(delivery), asio::use_awaitable));
}

session::QueueFinished HopMessage::numbered(session::QueueFinished answer) const
{
    answer.id = std::to_string(m_id);
    return answer;
}

} // namespace

NextHop::NextHop(Hop hop, std::string home, asio::thread_pool& disk, HopUse use)
    : m_home(std::move(home)),
      m_disk(disk),
      m_loop(1),
      m_work(m_loop.get_executor()),
      m_pool(std::make_shared<HopPool>(m_loop.get_executor(), std::move(hop), std::move(use))),
      m_thread([this] { m_loop.run(); })
{}

NextHop::~NextHop()
{
    m_loop.stop();
}

asio::awaitable<Result<std::unique_ptr<QueueMessage>>> NextHop::open(const session::OpenQueue& wish)
{
    auto message = std::make_shared<Consignment>(Consignment{wish.envelope, Spool(), m_home, {}});
    co_return std::make_unique<HopMessage>(std::move(message), m_pool, m_loop, m_disk);
}

} // namespace spp::runtime
