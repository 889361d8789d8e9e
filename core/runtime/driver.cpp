// SPDX-License-Identifier: MIT
#include "core/runtime/driver.h"

#include <asio/experimental/awaitable_operators.hpp>
#include <asio/redirect_error.hpp>
#include <asio/use_awaitable.hpp>

#include <array>
#include <csignal>

namespace spp::runtime
{

using namespace asio::experimental::awaitable_operators;

namespace
{

/// One read from a client. Large enough for a message to pass quickly, small enough for thousands of idle sessions.
constexpr std::size_t readSize = 8UL * 1024;

/// How long a client may take to receive a reply when the home does not say.
constexpr std::chrono::seconds defaultTimeout{1200};

ProcessSpec specOf(const plugin::Call& call, bool emptyInput, bool captureLog)
{
    ProcessSpec spec;
    spec.program = call.program;
    spec.arguments = call.arguments;
    spec.environment = call.environment.entries();
    spec.directory = call.directory;
    spec.input = emptyInput ? ProcessSpec::Input::Empty : ProcessSpec::Input::Closed;
    spec.log = captureLog ? ProcessSpec::Log::Captured : ProcessSpec::Log::Inherited;
    return spec;
}

} // namespace

/// Cuts a read or write short when its time is over. The timer's handler may run after the Driver is gone: it holds only this.
struct Driver::Watch
{
    Stream* stream = nullptr;
    unsigned armed = 0; ///< number of the wait that counts
    bool fired = false;
};

Driver::Driver(asio::any_io_executor executor, session::Session session, DriverParts parts)
    : m_executor(std::move(executor)),
      m_session(std::move(session)),
      m_parts(std::move(parts)),
      m_timer(m_executor),
      m_watch(std::make_shared<Watch>())
{
    m_watch->stream = &m_parts.stream;
}

Driver::~Driver()
{
    m_watch->stream = nullptr;
}

asio::awaitable<int> Driver::run()
{
    handle(session::Connected{});
    co_await carryOutWishes();
    while (!m_closed) {
        if (m_stopping)
            handle(session::InputEnded{});
        else
            co_await readClient();
        co_await carryOutWishes();
    }
    co_return m_exitStatus;
}

void Driver::killPlugin()
{
    if (m_plugin)
        m_plugin->kill(SIGKILL);
}

void Driver::stop()
{
    m_stopping = true;
    m_parts.stream.cancel();
    killPlugin();
}

asio::awaitable<void> Driver::carryOutWishes()
{
    while (auto wish = m_session.nextWish()) {
        if (m_parts.gate != nullptr && !m_stopping)
            if (co_await m_parts.gate->pass(m_session, *wish) == Passage::EndSession)
                m_stopping = true;
        // A session that is being ended starts nothing new; it is told so in run().
        if (m_stopping && std::holds_alternative<session::RunPlugin>(*wish))
            co_return;
        co_await carryOut(std::move(*wish));
    }
}

asio::awaitable<void> Driver::carryOut(session::Wish wish)
{
    return std::visit([this](auto&& w) { return carryOut(std::move(w)); }, std::move(wish));
}

asio::awaitable<void> Driver::carryOut(session::SendBytes wish)
{
    const auto& home = m_session.config().home;
    arm(home ? home->timeout : defaultTimeout);
    const std::error_code error = co_await m_parts.stream.write(wish.bytes);
    m_timer.cancel();
    if (error)
        m_stopping = true; // the client is gone, or does not read
}

asio::awaitable<void> Driver::carryOut(session::RunPlugin wish)
{
    const bool emptyInput = m_session.config().dialect->givesEmptyInput;
    auto started = Process::start(m_executor, specOf(wish.call, emptyInput, static_cast<bool>(m_parts.observer)));
    if (!started) {
        handle(session::PluginOutputEnded{});
        handle(session::PluginExited{started.error()});
        co_return;
    }
    m_plugin = std::move(*started);
    co_await ((pumpOutput() && awaitPlugin()) || pumpLog());
    if (std::string rest = m_plugin->drainLog(); !rest.empty())
        tell(trace::PluginLog{std::move(rest)});
    tell(trace::PluginResources{m_plugin->id(), m_pluginEnd.wallTime, m_pluginEnd.userTime, m_pluginEnd.systemTime,
                                m_pluginEnd.peakMemoryKiB});
    m_plugin.reset();
    handle(session::PluginExited{m_pluginEnd.exit});
}

asio::awaitable<void> Driver::carryOut(session::StopReadingPlugin)
{
    m_plugin->closeOutput();
    co_return;
}

asio::awaitable<void> Driver::carryOut(session::OpenQueue wish)
{
    auto opened = co_await m_parts.queue.open(wish);
    if (opened)
        m_message = std::move(*opened);
    handle(session::QueueOpened{opened.has_value()});
}

asio::awaitable<void> Driver::carryOut(session::WriteQueue wish)
{
    if (m_message)
        co_await m_message->write(wish.bytes);
}

asio::awaitable<void> Driver::carryOut(session::FinishQueue)
{
    const session::QueueFinished answer = co_await m_message->finish();
    m_message.reset();
    handle(answer);
}

asio::awaitable<void> Driver::carryOut(session::AbandonQueue)
{
    if (!m_message)
        co_return;
    const session::QueueFinished answer = co_await m_message->abandon();
    m_message.reset();
    handle(answer);
}

asio::awaitable<void> Driver::carryOut(session::Close wish)
{
    m_exitStatus = wish.exitStatus;
    m_closed = true;
    m_parts.stream.close();
    co_return;
}

asio::awaitable<void> Driver::readClient()
{
    m_buffer.resize(readSize);
    if (const auto deadline = m_session.deadline())
        arm(*deadline - m_clock.now().elapsed);
    const IoResult got = co_await m_parts.stream.read(m_buffer);
    m_timer.cancel();
    if (!m_stopping && !got.error && !got.ended())
        handle(session::BytesReceived{std::string_view(m_buffer).substr(0, got.size)});
    else if (!m_stopping && got.error && m_watch->fired)
        handle(session::DeadlinePassed{});
    else
        handle(session::InputEnded{});
}

/// What the plugin prints goes to the session as it comes; a final command closes the pipe, which ends this.
asio::awaitable<void> Driver::pumpOutput()
{
    std::array<char, 4096> buffer;
    for (;;) {
        const IoResult got = co_await m_plugin->readOutput(buffer);
        if (got.error || got.ended())
            break;
        handle(session::PluginOutput{std::string_view(buffer.data(), got.size)});
        co_await carryOutWishes();
    }
    handle(session::PluginOutputEnded{});
    co_await carryOutWishes();
}

/// Never ends by itself: the log may be closed early, and a descendant may hold it open long after the plugin.
asio::awaitable<void> Driver::pumpLog()
{
    std::array<char, 4096> buffer;
    for (;;) {
        const IoResult got = co_await m_plugin->readLog(buffer);
        if (got.error || got.ended())
            break;
        tell(trace::PluginLog{std::string(buffer.data(), got.size)});
    }
    asio::steady_timer forever(m_executor, asio::steady_timer::time_point::max());
    std::error_code cancelled;
    co_await forever.async_wait(asio::redirect_error(asio::use_awaitable, cancelled));
}

asio::awaitable<void> Driver::awaitPlugin()
{
    m_pluginEnd = co_await m_plugin->wait();
}

void Driver::handle(const session::Event& event)
{
    m_session.handle(event, m_clock.now());
    if (m_parts.observer)
        for (auto& report : m_session.takeReports()) {
            const session::Moment at = report.at;
            m_parts.observer({at, std::move(report)});
        }
}

void Driver::tell(trace::Body body)
{
    if (m_parts.observer)
        m_parts.observer({m_clock.now(), std::move(body)});
}

void Driver::arm(std::chrono::nanoseconds fromNow)
{
    m_watch->fired = false;
    m_timer.expires_after(fromNow);
    m_timer.async_wait([watch = m_watch, number = ++m_watch->armed](const std::error_code& error) {
        if (error || watch->stream == nullptr || watch->armed != number)
            return;
        watch->fired = true;
        watch->stream->cancel();
    });
}

} // namespace spp::runtime
