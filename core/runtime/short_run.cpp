// SPDX-License-Identifier: MIT
#include "core/runtime/short_run.h"

#include "core/runtime/process.h"
#include "core/runtime/process_environment.h"

#include <asio/co_spawn.hpp>
#include <asio/experimental/awaitable_operators.hpp>
#include <asio/io_context.hpp>
#include <asio/redirect_error.hpp>
#include <asio/steady_timer.hpp>
#include <asio/use_awaitable.hpp>

#include <algorithm>
#include <array>
#include <exception>
#include <utility>

namespace spp::runtime
{

using namespace asio::experimental::awaitable_operators;

namespace
{

/// As much as is kept of what it prints.
constexpr std::size_t longestAnswer = 256UL * 1024;

enum class Printed { Output, Log };

asio::awaitable<void> gather(Process& process, Printed which, std::string& into)
{
    std::array<char, 4096> buffer{};
    for (;;) {
        const IoResult got =
            which == Printed::Output ? co_await process.readOutput(buffer) : co_await process.readLog(buffer);
        if (got.error || got.ended())
            co_return;
        into.append(buffer.data(), std::min(got.size, longestAnswer - into.size()));
    }
}

asio::awaitable<void> gatherAll(Process& process, ShortRun& run)
{
    co_await (gather(process, Printed::Output, run.output) && gather(process, Printed::Log, run.log));
    const ProcessEnd end = co_await process.wait();
    run.exit = end.exit;
}

} // namespace

asio::awaitable<ShortRun> runShortly(ProcessSpec spec, std::chrono::milliseconds limit)
{
    ShortRun run;
    const auto executor = co_await asio::this_coro::executor;
    spec.input = ProcessSpec::Input::Empty;
    spec.output = ProcessSpec::Output::Captured;
    spec.log = ProcessSpec::Log::Captured;
    const auto process = Process::start(executor, std::move(spec));
    if (!process) {
        run.exit = process.error();
        co_return run;
    }
    run.exit = {plugin::Exit::Kind::CutOff, 0, "it took too long"};
    asio::steady_timer timer(executor, limit);
    std::error_code ignored;
    co_await (gatherAll(**process, run) || timer.async_wait(asio::redirect_error(asio::use_awaitable, ignored)));
    co_return run;
}

ShortRun runNow(const std::vector<std::string>& command, const std::string& directory, std::chrono::milliseconds limit)
{
    ProcessSpec spec;
    spec.program = command.front();
    spec.arguments = command;
    spec.environment = processEnvironment().entries();
    spec.directory = directory;
    asio::io_context loop(1);
    ShortRun run;
    asio::co_spawn(loop, runShortly(std::move(spec), limit), [&run](const std::exception_ptr& thrown, ShortRun done) {
        if (thrown)
            std::rethrow_exception(thrown);
        run = std::move(done);
    });
    loop.run();
    return run;
}

} // namespace spp::runtime
