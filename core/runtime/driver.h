// SPDX-License-Identifier: MIT
/// Drives one Session: carries its wishes out and brings it the events. The one place where sessions meet the world; the daemon,
/// the workbench and spp all use it. Everything runs on the executor of its stream, one session at a time in each Driver; not
/// thread-safe. Whoever owns it keeps it alive until run() has returned.
#pragma once

#include "core/runtime/clock.h"
#include "core/runtime/deadline.h"
#include "core/runtime/gate.h"
#include "core/runtime/plugin_limits.h"
#include "core/runtime/plugin_slots.h"
#include "core/runtime/process.h"
#include "core/runtime/queue/queue_sink.h"
#include "core/runtime/stream.h"
#include "core/runtime/tally.h"
#include "core/runtime/tls_stream.h"
#include "core/runtime/turns.h"
#include "core/session/session.h"
#include "core/trace/record.h"

#include <asio/any_io_executor.hpp>
#include <asio/awaitable.hpp>
#include <asio/steady_timer.hpp>

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>

namespace spp::runtime
{

/// What a Driver works with; all of it outlives the Driver.
struct DriverParts
{
    Stream& stream;
    QueueSink& queue;
    const TlsContext* tls = nullptr; ///< nullptr: STARTTLS fails
    Gate* gate = nullptr;            ///< nullptr: every wish is carried out
    /// Told everything; without it plugins keep the server's standard error.
    std::function<void(const trace::Record&)> observer = nullptr;
    /// Told every event just before the session is.
    std::function<void(const session::Event&, const session::Moment&)> recorder = nullptr;
    /// Told, in a sentence, what the administrator should know: a plugin, a password program, a queue or TLS that does not work.
    std::function<void(const std::string&)> complain = nullptr;
    Clock clock = Clock();
    /// Where plugins run: may change how one is started. Without it none is traced.
    std::function<ProcessSpec(ProcessSpec)> place = nullptr;
    const PluginLimits* limits = nullptr; ///< nullptr: none
    Turns* starts = nullptr;              ///< of programs on this loop; nullptr: at once
    Tally* tally = nullptr;               ///< nullptr: nothing is counted
};

class Driver
{
public:
    Driver(asio::any_io_executor executor, session::Session session, DriverParts parts);
    ~Driver();
    Driver(const Driver&) = delete;
    Driver& operator=(const Driver&) = delete;

    /// The whole session.
    /// @return its exit status: 0 after QUIT, or when a plugin closed the connection; 1 otherwise
    asio::awaitable<int> run();
    /// The same for a session that was under way elsewhere: from the wishes on that it still has.
    /// @param message that is open in it; nullptr if none is
    asio::awaitable<int> goOn(std::unique_ptr<QueueMessage> message);

    /// Ends the running plugin at once (SIGKILL to its process group); the session sees a crash.
    void killPlugin();
    /// Ends the session: the client is cut off, the running plugin is killed, an open message is abandoned.
    void stop();

    const session::Session& session() const { return m_session; }

private:
    asio::awaitable<int> untilClosed();
    asio::awaitable<void> carryOutWishes();
    asio::awaitable<Passage> pass(session::Wish& wish);
    asio::awaitable<void> carryOut(session::Wish wish);
    asio::awaitable<void> carryOut(session::SendBytes wish);
    asio::awaitable<void> carryOut(session::RunPlugin wish);
    asio::awaitable<void> carryOut(session::StopReadingPlugin wish);
    asio::awaitable<void> carryOut(session::KillPlugin wish);
    asio::awaitable<void> carryOut(session::OpenQueue wish);
    asio::awaitable<void> carryOut(session::WriteQueue wish);
    asio::awaitable<void> carryOut(session::FinishQueue wish);
    asio::awaitable<void> carryOut(session::AbandonQueue wish);
    asio::awaitable<void> carryOut(session::CheckLogin wish);
    asio::awaitable<void> carryOut(session::CheckRecipient wish);
    asio::awaitable<void> carryOut(session::StartTls wish);
    asio::awaitable<void> carryOut(session::Complain wish);
    asio::awaitable<void> carryOut(session::LimitReached wish);
    asio::awaitable<void> carryOut(session::Close wish);

    asio::awaitable<void> gather(session::RunPlugin wish);
    asio::awaitable<void> collectOutput(std::string& output);
    asio::awaitable<void> give(AnswerInstead instead);
    asio::awaitable<void> give(plugin::Answer answer, bool logToClient);
    asio::awaitable<void> readClient();
    asio::awaitable<void> passInput(std::string bytes);
    asio::awaitable<std::optional<PluginSlots::Slot>> awaitSlot();
    void limitPluginTime(const std::string& place);
    void cutOffPlugin();
    void cutOffClient();
    void allow(std::chrono::nanoseconds time);
    std::optional<plugin::Exit> start(const session::RunPlugin& wish);
    std::optional<plugin::Exit> start(const plugin::Call& call, ProcessSpec spec);
    bool capturesLog(const session::RunPlugin& wish) const;
    std::string endPlugin(const plugin::Call& call);
    asio::awaitable<void> pumpOutput();
    asio::awaitable<void> untilPluginEnds(asio::awaitable<void> output, bool withLog);
    asio::awaitable<void> untilStopped();
    void takeLog(std::string bytes);
    void keepLog(std::string bytes);
    void tellTrace();
    void tallyPlugin(const plugin::Call& call, const ProcessEnd& ended);
    void tallyMessage(const session::QueueFinished& answer, std::chrono::nanoseconds began);

    session::Moment now() const;
    void handle(const session::Event& event);
    void tell(trace::Body body);
    std::string ofClient(const std::string& words) const;
    void tellLimit(const session::LimitReached& limit);
    asio::awaitable<void> write(std::string_view bytes);
    std::chrono::seconds timeout() const;
    Stream& stream();

    asio::any_io_executor m_executor;
    session::Session m_session;
    DriverParts m_parts;
    Clock m_clock;
    Deadline m_deadline; ///< of the client
    Deadline m_pluginLimit;
    std::string m_pluginPlace;        ///< of the plugin that has a limit
    asio::steady_timer m_stopped;     ///< a condition: cancelled by stop()
    std::unique_ptr<TlsStream> m_tls; ///< above the stream, once TLS has begun
    Stream* m_stream;                 ///< that the client is reached by now
    std::unique_ptr<Process> m_plugin;
    ProcessEnd m_pluginEnd;
    std::optional<plugin::Letter> m_pluginFinal;    ///< behind which nothing more of it was read
    std::optional<Tally::PluginEnd> m_pluginKilled; ///< why we have ended the running plugin, or the one that ran last
    std::string m_log;                              ///< of the running plugin, for the client or the gate
    std::optional<trace::ShellTrace> m_trace;       ///< of the running plugin, if its shell tells what it runs
    std::unique_ptr<QueueMessage> m_message;
    std::uint64_t m_messageSize = 0;
    std::string m_buffer;
    std::chrono::nanoseconds m_handledAt{}; ///< the last event
    int m_exitStatus = 1;
    bool m_isLate = false; ///< what the client was awaited for has taken too long
    bool m_stopping = false;
    bool m_closed = false;
};

} // namespace spp::runtime
