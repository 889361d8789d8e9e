// SPDX-License-Identifier: MIT
/// The Session alone: no process, port or file.
#include "tests/bench/benchmarks.h"

#include "core/session/session.h"
#include "tests/bench/session_config.h"

#include <benchmark/benchmark.h>

#include <chrono>
#include <vector>

namespace spp::bench
{

namespace
{

using namespace session;

const std::vector<std::string> commands{
    "HELO client.example.net\r\n",
    "MAIL FROM:<sender@example.net>\r\n",
    "RCPT TO:<one@example.org>\r\n",
    "RCPT TO:<two@lists.example.org>\r\n",
    "NOOP\r\n",
    "RSET\r\n",
};

const std::string plugins = "[helo]\nplugins/helo\n[mail]\nplugins/mail\n[rcpt]\nplugins/rcpt\nplugins/rcpt-too\n";

/// Answers every wish at once: plugins set a variable, the queue takes everything.
class World
{
public:
    World(benchmark::State& state, const std::string& smtpPlugins)
        : m_state(state),
          m_session(sessionConfig(plugin::Environment({"PATH=/usr/local/bin:/usr/bin:/bin", "LANG=C"}), smtpPlugins))
    {
        handle(Connected{});
    }

    void handle(const Event& event)
    {
        m_now.elapsed += std::chrono::microseconds(1);
        m_session.handle(event, m_now);
        while (const auto wish = m_session.nextWish())
            std::visit([this](const auto& w) { carryOut(w); }, *wish);
    }

private:
    void carryOut(const SendBytes& wish)
    {
        if (!wish.bytes.starts_with('2') && !wish.bytes.starts_with('3'))
            m_state.SkipWithError("a command was refused");
    }
    void carryOut(const RunPlugin&)
    {
        handle(PluginOutput{"SCHECKED=yes\n"});
        handle(PluginOutputEnded{});
        handle(PluginExited{});
    }
    void carryOut(const OpenQueue&) { handle(QueueOpened{}); }
    void carryOut(const FinishQueue&) { handle(QueueFinished{{}, false, "4711"}); }
    template <typename Other>
    void carryOut(const Other&)
    {}

    benchmark::State& m_state;
    Session m_session;
    Moment m_now;
};

void oneByOne(benchmark::State& state, const std::string& smtpPlugins)
{
    World world(state, smtpPlugins);
    for (auto _ : state)
        for (const auto& command : commands)
            world.handle(BytesReceived{command});
    state.SetItemsProcessed(state.iterations() * static_cast<std::int64_t>(commands.size()));
}

void pipelined(benchmark::State& state, const std::string& smtpPlugins)
{
    std::string all;
    for (const auto& command : commands)
        all += command;
    World world(state, smtpPlugins);
    for (auto _ : state)
        world.handle(BytesReceived{all});
    state.SetItemsProcessed(state.iterations() * static_cast<std::int64_t>(commands.size()));
}

std::string messageOf(std::size_t size)
{
    std::string message = "From: a@example.net\r\nSubject: x\r\n\r\n";
    while (message.size() < size)
        message += std::string(70, 'x') + "\r\n";
    return message + ".\r\n";
}

/// MAIL, RCPT, DATA, each on its own, and a message in pieces as large as the Driver reads.
void transactions(benchmark::State& state, std::size_t size)
{
    constexpr std::size_t pieceSize = 8UL * 1024;
    const std::string message = messageOf(size);
    World world(state, "");
    for (auto _ : state) {
        for (const char* line : {"MAIL FROM:<a@example.net>\r\n", "RCPT TO:<b@example.org>\r\n", "DATA\r\n"})
            world.handle(BytesReceived{line});
        for (std::size_t at = 0; at < message.size(); at += pieceSize)
            world.handle(BytesReceived{std::string_view(message).substr(at, pieceSize)});
    }
    state.SetItemsProcessed(state.iterations());
    state.SetBytesProcessed(state.iterations() * static_cast<std::int64_t>(message.size()));
}

} // namespace

void registerSession()
{
    benchmark::RegisterBenchmark("session/commands", oneByOne, "");
    benchmark::RegisterBenchmark("session/commands, pipelined", pipelined, "");
    benchmark::RegisterBenchmark("session/commands with plugins", oneByOne, plugins);
    benchmark::RegisterBenchmark("session/commands with plugins, pipelined", pipelined, plugins);
    benchmark::RegisterBenchmark("session/transactions of 4 KiB", transactions, 4UL * 1024);
    benchmark::RegisterBenchmark("session/transactions of 1 MiB", transactions, 1024UL * 1024);
}

} // namespace spp::bench
