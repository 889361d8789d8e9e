// SPDX-License-Identifier: MIT
/// A plugin run, all that belongs to it in the daemon, beside the least that starting a program and reading its output takes.
#include "tests/bench/benchmarks.h"

#include "core/runtime/driver.h"
#include "core/runtime/process_environment.h"
#include "core/runtime/queue/null_queue.h"
#include "tests/bench/session_config.h"

#include <benchmark/benchmark.h>
#include <asio/co_spawn.hpp>
#include <asio/detached.hpp>
#include <asio/io_context.hpp>

#include <fcntl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>

namespace spp::bench
{

namespace
{

constexpr const char* program = SPP_BENCH_PLUGIN;

session::SessionConfig configWithPlugin()
{
    return sessionConfig(runtime::processEnvironment(), std::string("[rcpt]\n") + program + "\n");
}

/// Says MAIL, then RCPT as often as the benchmark wants a plugin to run.
class Client : public runtime::Stream
{
public:
    explicit Client(benchmark::State& state) : m_state(state) {}

    asio::awaitable<runtime::IoResult> read(std::span<char> buffer) override
    {
        std::string_view line;
        if (!std::exchange(m_saidMail, true))
            line = "MAIL FROM:<a@example.net>\r\n";
        else if (m_state.KeepRunning())
            line = "RCPT TO:<b@example.org>\r\n";
        co_return runtime::IoResult{{}, line.copy(buffer.data(), buffer.size())};
    }
    asio::awaitable<std::error_code> write(std::string_view bytes) override
    {
        if (!bytes.starts_with('2'))
            m_state.SkipWithError("the plugin did not run");
        co_return std::error_code{};
    }
    void cancel() override {}
    void close() override {}

private:
    benchmark::State& m_state;
    bool m_saidMail = false;
};

void runPlugin(benchmark::State& state)
{
    asio::io_context context(1);
    Client client(state);
    runtime::NullQueue queue;
    runtime::Driver driver(context.get_executor(), session::Session(configWithPlugin()),
                           {client, queue, nullptr, nullptr, nullptr, nullptr});
    asio::co_spawn(context, driver.run(), asio::detached);
    context.run();
}

std::vector<char*> pointers(std::vector<std::string>& strings)
{
    std::vector<char*> result;
    for (std::string& string : strings)
        result.push_back(string.data());
    result.push_back(nullptr);
    return result;
}

/// @return it printed something and ended with 0
bool runBare(char* const* arguments, char* const* environment)
{
    std::array<int, 2> ends{};
    if (::pipe2(ends.data(), O_CLOEXEC) != 0)
        return false;
    const pid_t id = ::vfork(); // NOLINT(clang-analyzer-security.insecureAPI.vfork): the yardstick
    if (id == 0) {
        ::dup2(ends[1], 1);
        ::execve(program, arguments, environment);
        ::_exit(127);
    }
    ::close(ends[1]);
    std::array<char, 4096> buffer;
    ssize_t size = 0;
    ssize_t total = 0;
    while ((size = ::read(ends[0], buffer.data(), buffer.size())) > 0)
        total += size;
    ::close(ends[0]);
    int status = 0;
    ::waitpid(id, &status, 0);
    return total > 0 && status == 0;
}

void runBareLoop(benchmark::State& state)
{
    std::vector<std::string> arguments{program};
    std::vector<std::string> environment = configWithPlugin().environment.entries();
    const auto argumentPointers = pointers(arguments);
    const auto environmentPointers = pointers(environment);
    for (auto _ : state)
        if (!runBare(argumentPointers.data(), environmentPointers.data()))
            state.SkipWithError("the plugin did not run");
}

} // namespace

void registerPluginRun()
{
    // Many short repetitions: other work on the machine lengthens some of them, and leaves the median alone.
    for (auto* each : {benchmark::RegisterBenchmark("run/plugin", runPlugin),
                       benchmark::RegisterBenchmark("run/bare loop", runBareLoop)})
        each->UseRealTime()->Unit(benchmark::kMicrosecond)->Iterations(10)->Repetitions(100);
}

} // namespace spp::bench
