// SPDX-License-Identifier: MIT
#include "core/runtime/process.h"

#include "core/runtime/guardian.h"
#include "core/runtime/io.h"
#include "core/runtime/spawn.h"

#include <signal.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstring>

// glibc 2.36 forgets to declare it for C++.
extern "C" {
#include <sys/pidfd.h>
}

namespace spp::runtime
{

namespace
{

using Exit = plugin::Exit;

/// An exit code above it tells of a signal, as shells have it.
constexpr int signalBase = 128;

/// The largest pipe that a process may ask for without privileges (pipe-max-size): more than that can't be in it.
constexpr std::size_t largestPipe = 1024 * 1024;

tl::unexpected<Exit> notStarted(std::string reason)
{
    return tl::unexpected<Exit>(Exit{Exit::Kind::CouldNotRun, 120, std::move(reason)});
}

Exit exitOf(int status)
{
    if (WIFSIGNALED(status))
        return {Exit::Kind::Signal, WTERMSIG(status), {}};
    return {Exit::Kind::Code, WEXITSTATUS(status), {}};
}

std::chrono::microseconds microseconds(const timeval& time)
{
    return std::chrono::seconds(time.tv_sec) + std::chrono::microseconds(time.tv_usec);
}

/// The kernel counts the address space that a child starts in, which is ours, as the child's own; and roughly so.
std::optional<long> peakMemoryOf(const rusage& child)
{
    constexpr long margin = 4L * 1024;
    rusage ours{};
    ::getrusage(RUSAGE_SELF, &ours);
    return child.ru_maxrss > ours.ru_maxrss + margin ? std::optional(child.ru_maxrss) : std::nullopt;
}

/// What is in a pipe right now; it is closed.
std::string drain(asio::posix::stream_descriptor& pipe)
{
    std::string rest;
    std::error_code error;
    std::array<char, 4096> buffer{};
    if (!pipe.non_blocking())
        pipe.non_blocking(true, error);
    while (!error && rest.size() < largestPipe) {
        const std::size_t size = pipe.read_some(asio::buffer(buffer), error);
        rest.append(buffer.data(), size);
    }
    pipe.close(error);
    return rest;
}

/// @param files stay open until the child has them. @return trouble, in a sentence
std::string give(ProcessSpec& spec, std::vector<Descriptor>& files)
{
    for (const auto& given : spec.given) {
        auto file = openMemory(given.bytes);
        if (!file)
            return file.error().message;
        spec.handed.push_back({file->number(), given.childs});
        files.push_back(std::move(*file));
    }
    return {};
}

} // namespace

void prepareSignals()
{
    ::signal(SIGPIPE, SIG_IGN);
    ::signal(SIGCHLD, SIG_DFL);
}

tl::expected<std::unique_ptr<Process>, plugin::Exit> Process::start(const asio::any_io_executor& executor,
                                                                    ProcessSpec spec)
{
    Pipe output;
    Pipe log;
    Pipe trace;
    std::vector<Descriptor> files;
    const auto capture = [&](Pipe& pipe, int number) {
        auto opened = openPipe();
        if (!opened)
            return opened.error().message;
        pipe = std::move(*opened);
        spec.handed.push_back({pipe.writeEnd.number(), number});
        return std::string{};
    };
    std::string trouble;
    if (spec.output == ProcessSpec::Output::Captured && !spec.hands(1))
        trouble = capture(output, 1);
    if (trouble.empty() && spec.log == ProcessSpec::Log::Captured && !spec.hands(2))
        trouble = capture(log, 2);
    if (trouble.empty() && spec.traceDescriptor != 0)
        trouble = capture(trace, spec.traceDescriptor);
    if (trouble.empty())
        trouble = give(spec, files);
    if (!trouble.empty())
        return notStarted(std::move(trouble));
    if (spec.output == ProcessSpec::Output::WithLog)
        spec.handed.push_back({log.writeEnd.isOpen() ? log.writeEnd.number() : STDERR_FILENO, 1});

    auto process = std::make_unique<Process>(Private{}, executor);
    process->m_started = std::chrono::steady_clock::now();
    const auto id = spawn(spec);
    if (!id)
        return notStarted(explainSpawnError(id.error(), spec));
    process->m_id = *id;
    process->m_running = true;
    process->m_tellsSignalsAsCodes = spec.tellsSignalsAsCodes;
    if (const auto error =
            process->watch({std::move(output.readEnd), std::move(log.readEnd), std::move(trace.readEnd)}))
        return notStarted(spec.program + ": started, but it can't be watched: " + error.message());
    return process;
}

Process::Process(Private, const asio::any_io_executor& executor)
    : m_output(executor), m_log(executor), m_trace(executor), m_ended(executor)
{}

Process::~Process()
{
    if (!m_running)
        return;
    kill(SIGKILL);
    // A set-uid program can be out of our reach; waiting for it would hold up the loop.
    if (::kill(m_id, 0) == 0)
        reap();
}

std::error_code Process::watch(Ends ends)
{
    Descriptor ended(::pidfd_open(m_id, 0));
    if (!ended.isOpen())
        return {errno, std::generic_category()};
    std::error_code error = adopt(m_ended, std::move(ended));
    if (!error && ends.output.isOpen())
        error = adopt(m_output, std::move(ends.output));
    if (!error && ends.log.isOpen())
        error = adopt(m_log, std::move(ends.log));
    if (!error && ends.trace.isOpen())
        error = adopt(m_trace, std::move(ends.trace));
    return error;
}

asio::awaitable<IoResult> Process::readOutput(std::span<char> buffer)
{
    return readSome(m_output, buffer);
}

asio::awaitable<IoResult> Process::readLog(std::span<char> buffer)
{
    return readSome(m_log, buffer);
}

void Process::closeOutput()
{
    std::error_code ignored;
    m_output.close(ignored);
}

std::string Process::drainLog()
{
    m_logEar.reset();
    return drain(m_log);
}

std::string Process::drainTrace()
{
    m_traceEar.reset();
    return drain(m_trace);
}

std::shared_ptr<Process::Hear> Process::listen(asio::posix::stream_descriptor& pipe, Hear hear)
{
    auto ear = std::make_shared<Hear>(std::move(hear));
    std::error_code error;
    pipe.non_blocking(true, error);
    if (!error)
        awaitBytes(pipe, ear);
    return ear;
}

/// Nothing is read ahead of the callback, so whoever drains the pipe meanwhile gets all that was not told.
void Process::awaitBytes(asio::posix::stream_descriptor& pipe, const std::weak_ptr<Hear>& ear)
{
    pipe.async_wait(asio::posix::descriptor_base::wait_read, [&pipe, ear](std::error_code error) {
        const auto listening = ear.lock(); // the pipe is there as long as that is
        if (error || !listening)
            return;
        std::array<char, 4096> buffer;
        const std::size_t size = pipe.read_some(asio::buffer(buffer), error);
        if (size > 0)
            (*listening)({buffer.data(), size});
        if (!error || error == asio::error::would_block)
            return awaitBytes(pipe, ear);
        std::error_code ignored;
        pipe.close(ignored);
    });
}

asio::awaitable<ProcessEnd> Process::wait()
{
    std::error_code error;
    co_await m_ended.async_wait(asio::posix::descriptor_base::wait_read,
                                asio::redirect_error(asio::use_awaitable, error));
    if (error)
        kill(SIGKILL);
    co_return reap();
}

void Process::kill(int signal)
{
    if (!m_running)
        return;
    ::kill(-m_id, signal);
    if (::getpgid(m_id) != m_id) // it moved to another group
        ::kill(m_id, signal);
}

ProcessEnd Process::reap()
{
    int status = 0;
    rusage usage{};
    pid_t found = -1;
    do {
        found = ::wait4(m_id, &status, 0, &usage);
    } while (found < 0 && errno == EINTR);
    m_running = false;
    dismiss(m_id);
    ProcessEnd end;
    end.exit = found == m_id ? exitOf(status)
                             : notStarted(std::string("its exit status was lost: ") + std::strerror(errno)).value();
    const int signal = end.exit.number - signalBase;
    if (m_tellsSignalsAsCodes && end.exit.kind == Exit::Kind::Code && signal > 0 && signal < NSIG)
        end.exit = {Exit::Kind::Signal, signal, {}};
    end.wallTime = std::chrono::steady_clock::now() - m_started;
    end.userTime = microseconds(usage.ru_utime);
    end.systemTime = microseconds(usage.ru_stime);
    end.peakMemoryKiB = peakMemoryOf(usage);
    return end;
}

} // namespace spp::runtime
