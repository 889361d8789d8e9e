// SPDX-License-Identifier: MIT
#include "core/runtime/queue/next_hop.h"

#include "core/base/text.h"
#include "core/runtime/files.h"
#include "core/runtime/queue/hop_pool.h"
#include "core/runtime/queue/message_id.h"
#include "core/runtime/run_on.h"

#include <asio/co_spawn.hpp>
#include <asio/use_awaitable.hpp>

#include <unistd.h>

#include <array>

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
/// could have read along in any case.
asio::awaitable<Result<std::unique_ptr<HopConversation>>> connectTo(HopPool& pool, const std::string& name,
                                                                    HopConversation::Moment end)
{
    auto conversation = pool.makeNew();
    auto opened = co_await conversation->open(name, true, end);
    if (!opened && conversation->hasFailedInTls()) {
        conversation = pool.makeNew();
        opened = co_await conversation->open(name, false, end);
    }
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

/// On the sink's own thread. A kept connection may be dead, which RSET or MAIL finds out; a new one is then made, once.
asio::awaitable<session::QueueFinished> forward(std::shared_ptr<HopPool> pool,
                                                std::shared_ptr<const Consignment> message)
{
    const auto end = std::chrono::steady_clock::now() + pool->limits().whole;
    const auto place = co_await pool->enter(end);
    if (!place)
        co_return failedBy(noConnection, place.error());
    while (auto kept = pool->takeIdle()) {
        if (!co_await kept->reset(end))
            continue;
        const auto replies = co_await kept->send(message->envelope, message->spool, end);
        if (!kept->wasHeard() && !kept->isReusable())
            break;
        pool->giveBack(std::move(kept));
        co_return answerTo(replies, pool->hop());
    }
    auto made = co_await connectTo(*pool, nameOfThisHost(message->home), end);
    if (!made)
        co_return failedBy(noConnection, made.error());
    const auto replies = co_await (*made)->send(message->envelope, message->spool, end);
    pool->giveBack(std::move(*made));
    co_return answerTo(replies, pool->hop());
}

class HopMessage : public QueueMessage
{
public:
    HopMessage(std::shared_ptr<Consignment> message, std::shared_ptr<HopPool> pool, asio::io_context& loop,
               asio::thread_pool& disk)
        : m_message(std::move(message)), m_pool(std::move(pool)), m_loop(loop), m_disk(disk)
    {}

    asio::awaitable<void> write(std::string_view bytes) override;
    asio::awaitable<session::QueueFinished> finish() override;
    asio::awaitable<session::QueueFinished> abandon() override { co_return numbered(session::QueueFinished()); }

private:
    session::QueueFinished numbered(session::QueueFinished answer) const;

    std::shared_ptr<Consignment> m_message;
    std::shared_ptr<HopPool> m_pool;
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
    auto forwarding = forward(m_pool, m_message);
    co_return numbered(co_await asio::co_spawn(m_loop, std::move(forwarding), asio::use_awaitable));
}

session::QueueFinished HopMessage::numbered(session::QueueFinished answer) const
{
    answer.id = std::to_string(m_id);
    return answer;
}

} // namespace

NextHop::NextHop(Hop hop, std::string home, asio::thread_pool& disk, HopLimits limits)
    : m_home(std::move(home)),
      m_disk(disk),
      m_loop(1),
      m_work(m_loop.get_executor()),
      m_pool(std::make_shared<HopPool>(m_loop.get_executor(), std::move(hop), limits)),
      m_thread([this] { m_loop.run(); })
{}

NextHop::~NextHop()
{
    m_loop.stop();
}

asio::awaitable<Result<std::unique_ptr<QueueMessage>>> NextHop::open(const session::OpenQueue& wish)
{
    auto message = std::make_shared<Consignment>(Consignment{wish.envelope, Spool(), m_home});
    co_return std::make_unique<HopMessage>(std::move(message), m_pool, m_loop, m_disk);
}

} // namespace spp::runtime
