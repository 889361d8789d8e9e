// SPDX-License-Identifier: MIT
#include "core/runtime/deploy/run_script.h"

#include "core/base/text.h"
#include "core/runtime/descriptor.h"
#include "core/runtime/process.h"
#include "core/runtime/process_environment.h"
#include "core/runtime/program_path.h"

#include <asio/co_spawn.hpp>
#include <asio/experimental/awaitable_operators.hpp>
#include <asio/io_context.hpp>
#include <asio/post.hpp>

#include <unistd.h>

#include <algorithm>
#include <array>
#include <csignal>
#include <exception>

namespace spp::runtime
{

using namespace asio::experimental::awaitable_operators;

namespace
{

/// An archive has a block in front of each file, and half a one behind it.
constexpr std::size_t largestHome = deploy::maxBytes + deploy::maxEntries * 1536;
constexpr std::size_t longestComplaint = 64UL * 1024;

struct ScriptWords
{
    std::string output;
    std::string log;
    bool isTooLong = false;
    plugin::Exit exit;
};

asio::awaitable<void> gatherOutput(Process& process, ScriptWords& gathered)
{
    std::array<char, 65536> buffer{};
    for (;;) {
        const IoResult got = co_await process.readOutput(buffer);
        if (got.error || got.ended())
            co_return;
        gathered.output.append(buffer.data(), got.size);
        if (gathered.output.size() > largestHome) {
            gathered.isTooLong = true;
            process.kill(SIGKILL);
            co_return;
        }
    }
}

asio::awaitable<void> gatherLog(Process& process, ScriptWords& gathered)
{
    std::array<char, 4096> buffer{};
    for (;;) {
        const IoResult got = co_await process.readLog(buffer);
        if (got.error || got.ended())
            co_return;
        gathered.log.append(buffer.data(), std::min(got.size, longestComplaint - gathered.log.size()));
    }
}

asio::awaitable<void> gatherAll(Process& process, ScriptWords& gathered)
{
    co_await (gatherOutput(process, gathered) && gatherLog(process, gathered));
    const ProcessEnd end = co_await process.wait();
    gathered.exit = end.exit;
}

Result<ProcessSpec> scriptSpecFor(const deploy::Target& target, const Descriptor& input)
{
    ProcessSpec spec;
    spec.directory = "/";
    spec.environment = processEnvironment().entries();
    spec.log = ProcessSpec::Log::Captured;
    spec.handed.push_back({input.number(), STDIN_FILENO});
    if (!target.isRemote()) {
        spec.program = "/bin/sh";
        spec.arguments = {"sh", "-c", deploy::shellCommand()};
        return spec;
    }
    spec.program = findInPath("ssh");
    if (spec.program.empty())
        return fail(Fault::Configuration, "ssh is not installed here: install openssh-client");
    // A connection that died is noticed; nobody is there to answer a question.
    spec.arguments = {"ssh",
                      "-T",
                      "-o",
                      "BatchMode=yes",
                      "-o",
                      "ConnectTimeout=20",
                      "-o",
                      "ServerAliveInterval=15",
                      "--",
                      target.host,
                      "sh -c '" + deploy::shellCommand() + "'"};
    return spec;
}

std::string lastComplaint(std::string_view log)
{
    std::string last;
    for (const std::string_view line : text::lines(log))
        if (const auto words = text::trim(line); !words.empty() && words != "\r")
            last = text::printable(words.ends_with('\r') ? words.substr(0, words.size() - 1) : words);
    return last;
}

} // namespace

Result<ScriptRun> runScript(const deploy::Target& target, deploy::Command command, std::string_view rest,
                            const std::stop_token& stop)
{
    const auto input = openMemory(deploy::input(command, target.folder) + std::string(rest));
    if (!input)
        return tl::unexpected<Error>(input.error());
    ::lseek(input->number(), 0, SEEK_SET);
    auto spec = scriptSpecFor(target, *input);
    if (!spec)
        return tl::unexpected<Error>(spec.error());
    asio::io_context loop(1);
    auto process = Process::start(loop.get_executor(), std::move(*spec));
    if (!process)
        return fail(Fault::Configuration, process.error().reason);
    ScriptWords gathered;
    {
        // With SIGTERM the script puts away what it has begun, or ends what can't be left half.
        const std::stop_callback onStop(stop, [&] { asio::post(loop, [&] { (*process)->kill(SIGTERM); }); });
        asio::co_spawn(loop, gatherAll(**process, gathered), [](const std::exception_ptr& thrown) {
            if (thrown)
                std::rethrow_exception(thrown);
        });
        loop.run();
    }
    const std::string trouble = lastComplaint(gathered.log);
    if (gathered.isTooLong)
        return fail(Fault::Configuration,
                    formatTarget(target) + ": there is more than a home can be; is it the right folder?");
    if (stop.stop_requested() && !deploy::parseOutcome(gathered.output))
        return fail(Fault::Configuration, "it was cancelled");
    const bool hasSucceeded = gathered.exit.kind == plugin::Exit::Kind::Code && gathered.exit.number == 0;
    return ScriptRun{std::move(gathered.output), hasSucceeded, trouble};
}

} // namespace spp::runtime
