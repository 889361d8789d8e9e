// SPDX-License-Identifier: MIT
/// A child process: started, read from, waited for, killed; it decides nothing by itself.
/// Runs in a process group of its own, with an empty signal mask and no descriptor but those named here; SIGPIPE is ignored in
/// it, as prepareSignals() left it here.
/// Used on its executor only; must outlive what is pending. Sources: vfork(2), pidfd_open(2), wait4(2).
#pragma once

#include "core/plugin/call.h"
#include "core/runtime/descriptor.h"
#include "core/runtime/process_spec.h"
#include "core/runtime/stream.h"

#include <asio/any_io_executor.hpp>
#include <asio/posix/stream_descriptor.hpp>

#include <sys/types.h>

#include <chrono>
#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace spp::runtime
{

/// SIGPIPE is ignored in this process and in its children from now on (qmail-spp plugins are used to it), and the exit
/// status of children is kept, whatever this process inherited. Every program calls it first thing in main.
void prepareSignals();

/// How a process ended, and what it took.
struct ProcessEnd
{
    plugin::Exit exit;
    std::chrono::nanoseconds wallTime{};
    std::chrono::microseconds userTime{};
    std::chrono::microseconds systemTime{};
    /// Known only if it is more than this process itself ever took: a child begins in our address space, and the kernel
    /// counts that.
    std::optional<long> peakMemoryKiB;
};

class Process
{
public:
    using Hear = std::function<void(std::string_view)>;

private:
    struct Private
    {
        explicit Private() = default;
    };

public:
    /// The error is an Exit of the kind CouldNotRun whose reason says what to do.
    static tl::expected<std::unique_ptr<Process>, plugin::Exit> start(const asio::any_io_executor& executor,
                                                                      ProcessSpec spec);
    Process(Private, const asio::any_io_executor& executor);
    /// Kills the group if the process still runs; leaves no zombie.
    ~Process();
    Process(const Process&) = delete;
    Process& operator=(const Process&) = delete;

    pid_t id() const { return m_id; }

    /// Captured bytes, as they come. One read may be pending on each; without capturing, and once closed, an error.
    asio::awaitable<IoResult> readOutput(std::span<char> buffer);
    asio::awaitable<IoResult> readLog(std::span<char> buffer);
    /// The process's next writes fail (EPIPE); a pending readOutput ends with operation_aborted.
    void closeOutput();
    /// Calls back with what comes on the log or the trace, until that ends, is drained, or this is gone. Nothing awaits it, and nothing
    /// is lost: what was not told is what is drained. Not together with reading it.
    void hearLog(Hear hear) { m_logEar = listen(m_log, std::move(hear)); }
    void hearTrace(Hear hear) { m_traceEar = listen(m_trace, std::move(hear)); }
    /// Closes the log and returns what is in it, without waiting for descendants that still hold it open.
    std::string drainLog();
    /// The same for the trace.
    std::string drainTrace();

    /// Waits for the process itself, not for its descendants. To be called once. A wait that is cancelled kills the
    /// group.
    asio::awaitable<ProcessEnd> wait();
    /// Sends a signal to the whole process group; nothing happens once the process has been waited for.
    void kill(int signal);

private:
    /// What is read here of the child.
    struct Ends
    {
        Descriptor output;
        Descriptor log;
        Descriptor trace;
    };

    std::error_code watch(Ends ends);
    static std::shared_ptr<Hear> listen(asio::posix::stream_descriptor& pipe, Hear hear);
    static void awaitBytes(asio::posix::stream_descriptor& pipe, const std::weak_ptr<Hear>& ear);
    ProcessEnd reap();

    asio::posix::stream_descriptor m_output;
    asio::posix::stream_descriptor m_log;
    asio::posix::stream_descriptor m_trace;
    std::shared_ptr<Hear> m_logEar; ///< gone before its pipe is
    std::shared_ptr<Hear> m_traceEar;
    asio::posix::stream_descriptor m_ended; ///< a pidfd: readable once the process has ended
    pid_t m_id = -1;
    bool m_running = false; ///< not yet reaped
    bool m_tellsSignalsAsCodes = false;
    std::chrono::steady_clock::time_point m_started;
};

} // namespace spp::runtime
