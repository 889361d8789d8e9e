// SPDX-License-Identifier: MIT
#include "core/runtime/driver.h"

#include "core/base/wipe.h"
#include "core/runtime/checkpassword.h"

#include <asio/experimental/awaitable_operators.hpp>
#include <asio/redirect_error.hpp>
#include <asio/use_awaitable.hpp>

#include <utility>

namespace spp::runtime
{

using namespace asio::experimental::awaitable_operators;

namespace
{

/// One read from a client: a command, or several of one that pipelines. Thousands of sessions have room for it while they are idle.
constexpr std::size_t commandReadSize = 1024;
/// The same of a message, which is to pass quickly.
constexpr std::size_t messageReadSize = 16UL * 1024;

/// What the server takes for itself, and does not put down to the client.
constexpr std::chrono::milliseconds noticeable{100};

} // namespace

Driver::Driver(asio::any_io_executor executor, session::Session session, DriverParts parts)
    : m_executor(std::move(executor)),
      m_session(std::move(session)),
      m_parts(std::move(parts)),
      m_clock(m_parts.clock),
      m_deadline(m_executor, [this] { cutOffClient(); }),
      m_pluginLimit(m_executor, [this] { cutOffPlugin(); }),
      m_stopped(m_executor, asio::steady_timer::time_point::max()),
      m_stream(&m_parts.stream)
{}

Driver::~Driver() = default;

asio::awaitable<int> Driver::run()
{
    handle(session::Connected{});
    co_return co_await untilClosed();
}

asio::awaitable<int> Driver::goOn(std::unique_ptr<QueueMessage> message)
{
    m_message = std::move(message);
    m_handledAt = now().elapsed;
    co_return co_await untilClosed();
}

asio::awaitable<int> Driver::untilClosed()
{
    co_await carryOutWishes();
    while (!m_closed) {
        if (m_stopping)
            handle(session::InputEnded{});
        else
            co_await readClient();
        co_await carryOutWishes();
    }
    m_deadline.end();
    m_pluginLimit.end();
    co_return m_exitStatus;
}

void Driver::stop()
{
    m_stopping = true;
    m_pluginKilled = Tally::PluginEnd::Stopped;
    m_stopped.cancel();
    stream().cancel();
    killPlugin();
    if (m_message)
        m_message->cut();
}

asio::awaitable<void> Driver::carryOutWishes()
{
    while (auto wish = m_session.nextWish()) {
        Passage passage;
        if (m_parts.gate != nullptr && !m_stopping)
            passage = co_await pass(*wish);
        // A session that is being ended starts nothing new; it is told so in untilClosed().
        const bool startsProgram = std::holds_alternative<session::RunPlugin>(*wish) ||
                                   std::holds_alternative<session::CheckLogin>(*wish) ||
                                   std::holds_alternative<session::CheckRecipient>(*wish);
        if (m_stopping && startsProgram)
            co_return;
        if (auto* instead = std::get_if<AnswerInstead>(&passage))
            co_await give(std::move(*instead));
        else if (std::holds_alternative<Gather>(passage))
            co_await gather(std::get<session::RunPlugin>(std::move(*wish)));
        else
            co_await carryOut(std::move(*wish));
    }
}

asio::awaitable<void> Driver::carryOut(session::Wish wish)
{
    return std::visit([this](auto&& w) { return carryOut(std::move(w)); }, std::move(wish));
}

asio::awaitable<void> Driver::carryOut(session::SendBytes wish)
{
    if (m_parts.tally != nullptr)
        m_parts.tally->replied(wish.bytes);
    co_await write(wish.bytes);
}

asio::awaitable<void> Driver::carryOut(session::OpenQueue wish)
{
    m_messageSize = 0;
    auto opened = co_await m_parts.queue.open(wish);
    if (opened)
        m_message = std::move(*opened);
    else if (m_parts.tally != nullptr)
        m_parts.tally->messageEnded({Tally::MessageEnd::Deferred, 0, {}});
    handle(session::QueueOpened{opened.has_value()});
}

asio::awaitable<void> Driver::carryOut(session::WriteQueue wish)
{
    m_messageSize += wish.bytes.size();
    if (m_message)
        co_await m_message->write(wish.bytes);
}

asio::awaitable<void> Driver::carryOut(session::FinishQueue)
{
    const auto began = now().elapsed;
    const session::QueueFinished answer = co_await m_message->finish();
    m_message.reset();
    tallyMessage(answer, began);
    if (m_parts.complain && !answer.exit.reason.empty())
        m_parts.complain("the queue: " + answer.exit.reason);
    handle(answer);
}

asio::awaitable<void> Driver::carryOut(session::AbandonQueue)
{
    if (!m_message)
        co_return;
    const session::QueueFinished answer = co_await m_message->abandon();
    m_message.reset();
    if (m_parts.tally != nullptr)
        m_parts.tally->messageEnded({Tally::MessageEnd::BrokenOff, m_messageSize, {}});
    handle(answer);
}

asio::awaitable<void> Driver::carryOut(session::CheckLogin wish)
{
    const auto log = wish.logToClient ? ProcessSpec::Log::Captured : ProcessSpec::Log::Inherited;
    // A check that is cut short kills its program; run() then ends the session.
    auto ended = co_await (checkLogin(m_executor, wish, m_session.config().home->directory, log) || untilStopped());
    if (ended.index() != 0)
        co_return;
    const LoginCheck check = std::get<0>(std::move(ended));
    if (!check.log.empty())
        co_await write(check.log);
    if (m_parts.complain && (check.exit.couldNotRun() || check.exit.crashed()))
        m_parts.complain("the password program: " + plugin::describe(check.exit));
    if (m_parts.tally != nullptr)
        m_parts.tally->loginChecked(check.answer);
    handle(check.answer);
}

asio::awaitable<void> Driver::carryOut(session::StartTls)
{
    session::TlsStarted started;
    if (m_parts.tls != nullptr) {
        m_tls = std::make_unique<TlsStream>(m_executor, *m_parts.tls, m_parts.stream);
        m_stream = m_tls.get();
        allow(timeout());
        started = co_await m_tls->handshake();
        m_deadline.clear();
        if (!started.ok && m_parts.complain)
            m_parts.complain(ofClient("the TLS handshake failed: " + m_tls->trouble()));
    }
    if (m_parts.tally != nullptr)
        m_parts.tally->tlsStarted(started);
    if (!started.ok) {
        m_stream = &m_parts.stream;
        m_tls.reset();
    }
    handle(started);
}

asio::awaitable<void> Driver::carryOut(session::Complain wish)
{
    if (m_parts.complain)
        m_parts.complain(wish.words);
    co_return;
}

asio::awaitable<void> Driver::carryOut(session::LimitReached wish)
{
    tellLimit(wish);
    co_return;
}

asio::awaitable<void> Driver::carryOut(session::Close wish)
{
    // A client that is gone did not hear the last words: that is no good end.
    m_exitStatus = m_stopping ? 1 : wish.exitStatus;
    m_closed = true;
    if (m_tls) {
        allow(timeout());
        co_await m_tls->finish();
        m_deadline.clear();
    }
    stream().close();
}

/// Nobody hears what comes behind a write that has failed; and Asio, whose epoll tells of changes alone, may wait for the whole time-out to
/// write to a socket that is broken already.
asio::awaitable<void> Driver::write(std::string_view bytes)
{
    if (m_stopping)
        co_return;
    allow(timeout());
    const std::error_code error = co_await stream().write(bytes);
    m_deadline.clear();
    if (!error)
        co_return;
    if (m_isLate && !m_stopping)
        tellLimit({session::Limit::Silence, "the session is ended: the client did not take what was sent to it for " +
                                                std::to_string(timeout().count()) + " seconds (control/timeoutsmtpd)"});
    m_stopping = true; // the client is gone, or does not read
}

/// The one that the client is reached by now.
Stream& Driver::stream()
{
    return *m_stream;
}

/// How long a client may take to receive something.
std::chrono::seconds Driver::timeout() const
{
    return m_session.config().patience(false);
}

asio::awaitable<void> Driver::readClient()
{
    const std::size_t size = m_session.awaitsCommand() ? commandReadSize : messageReadSize;
    if (m_buffer.size() != size)
        m_buffer = std::string(size, '\0');
    if (now().elapsed - m_handledAt > noticeable)
        handle(session::InputAwaited{});
    if (const auto deadline = m_session.deadline())
        allow(*deadline - now().elapsed);
    const IoResult got = co_await stream().read(m_buffer);
    m_deadline.clear();
    const bool came = !m_stopping && !got.error && !got.ended();
    if (came && m_parts.gate != nullptr)
        co_await passInput(m_buffer.substr(0, got.size));
    else if (came)
        handle(session::BytesReceived{std::string_view(m_buffer).substr(0, got.size)});
    else if (!m_stopping && got.error && m_isLate)
        handle(session::DeadlinePassed{});
    else
        handle(session::InputEnded{});
    wipe(std::span(m_buffer).first(got.size)); // it may have been a password
}

asio::awaitable<void> Driver::untilStopped()
{
    std::error_code cancelled;
    co_await m_stopped.async_wait(asio::redirect_error(asio::use_awaitable, cancelled));
}

void Driver::handle(const session::Event& event)
{
    const session::Moment moment = now();
    if (m_parts.recorder)
        m_parts.recorder(event, moment);
    m_session.handle(event, moment);
    m_handledAt = moment.elapsed;
    if (m_parts.observer)
        for (auto& report : m_session.takeReports()) {
            const session::Moment at = report.at;
            m_parts.observer({at, std::move(report)});
        }
}

void Driver::tell(trace::Body body)
{
    if (m_parts.observer)
        m_parts.observer({now(), std::move(body)});
}

/// The client is named as the session began with it, whatever plugins have made of its variables.
/// The client's address, if it is known, in front.
std::string Driver::ofClient(const std::string& words) const
{
    const auto client = m_session.config().environment.value("TCPREMOTEIP");
    return client ? std::string(*client) + ": " + words : words;
}

void Driver::tellLimit(const session::LimitReached& limit)
{
    if (m_parts.complain)
        m_parts.complain(ofClient(limit.words));
    if (m_parts.tally != nullptr)
        m_parts.tally->limitReached(limit.limit);
}

/// Its time begins.
void Driver::limitPluginTime(const std::string& place)
{
    if (m_parts.limits == nullptr || m_parts.limits->time.count() == 0)
        return;
    m_pluginPlace = place;
    m_pluginLimit.set(m_parts.limits->time);
}

void Driver::cutOffPlugin()
{
    tellLimit({session::Limit::PluginTime, m_pluginPlace + ": is killed: it took longer than " +
                                               std::to_string(m_parts.limits->time.count()) +
                                               " seconds (--max-plugin-time)"});
    m_pluginKilled = Tally::PluginEnd::TimedOut;
    killPlugin();
}

/// The client may take so long for what comes next.
void Driver::allow(std::chrono::nanoseconds time)
{
    m_isLate = false;
    m_deadline.set(time);
}

/// It says nothing, or takes nothing.
void Driver::cutOffClient()
{
    m_isLate = true;
    stream().cancel();
}

} // namespace spp::runtime
