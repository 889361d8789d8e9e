// SPDX-License-Identifier: MIT
/// A queue that hands messages on to a hop that plays a script; what it was told, and what was made of it.
#pragma once

#include "core/runtime/process.h"
#include "core/runtime/queue/next_hop.h"
#include "core/session/queue_reply.h"
#include "tests/core/runtime/queue/scripted_hop.h"
#include "tests/support/folder.h"
#include "tests/support/printing.h"

#include <QTest>

#include <optional>
#include <string>
#include <vector>

namespace spp::test
{

inline const std::string message = "Subject: x\n\n.\nbody\n";
inline const std::string messageOnWire = "Subject: x\r\n\r\n..\r\nbody\r\n.\r\n";

inline session::OpenQueue wish(std::vector<std::string> recipients = {"b@example.org"})
{
    session::OpenQueue result;
    result.envelope = {"a@example.org", std::move(recipients)};
    return result;
}

inline asio::awaitable<session::QueueFinished> deliver(runtime::QueueSink& queue, session::OpenQueue wish,
                                                       std::string bytes)
{
    const auto message = co_await queue.open(wish);
    for (std::size_t at = 0; at < bytes.size(); at += 10000)
        co_await (*message)->write(std::string_view(bytes).substr(at, 10000));
    co_return co_await (*message)->finish();
}

inline bool isSafe(const session::QueueFinished& answer)
{
    return session::isQueued(answer);
}

inline std::string replyOf(const session::QueueFinished& answer)
{
    return session::formatQueueReply(answer, {}, session::modernDialect());
}

/// A script that says this to whatever begins so, on the connection of this number, or on all (0).
inline HopScript saying(std::string begin, std::string answer, int connection = 0)
{
    HopScript script;
    script.answer = [=](const std::string& command, int number) -> std::optional<std::string> {
        const bool isMeant = command.starts_with(begin) && (connection == 0 || connection == number);
        return isMeant ? std::optional(answer) : std::nullopt;
    };
    return script;
}

/// Between start() and end(): begin() with a script, then send().
class NextHopTester
{
protected:
    void prepare()
    {
        runtime::prepareSignals();
        m_home.write("control/me", "mx.example.net\n");
    }
    void start() { m_disk.emplace(2U); }
    void end()
    {
        m_queue.reset();
        m_disk.reset();
        m_hop.reset();
        m_loop.reset();
    }

    void begin(HopScript script, runtime::HopLimits limits = {}, const std::string& path = {})
    {
        m_queue.reset();
        m_hop.reset();
        m_loop.emplace();
        m_hop.emplace(*m_loop, std::move(script), path);
        m_told.clear();
        m_limits.clear();
        m_figures.emplace();
        m_queue.emplace(
            m_hop->hop(), m_home.path(), *m_disk,
            runtime::HopUse{limits, &*m_figures, [this](const std::string& words) { m_told.push_back(words); },
                            [this](std::string_view limit) { m_limits.emplace_back(limit); }});
    }

    session::QueueFinished send(const session::OpenQueue& wish, const std::string& bytes = message)
    {
        return m_loop->run(deliver(*m_queue, wish, bytes));
    }
    session::QueueFinished send() { return send(wish()); }

    void isDeferred(const session::QueueFinished& answer)
    {
        QVERIFY(!isSafe(answer));
        QVERIFY2(replyOf(answer).starts_with("451 "), replyOf(answer).c_str());
        const std::string& reason = answer.exit.reason;
        QVERIFY2(reason.find(m_hop->hop().server.shown()) != std::string::npos, reason.c_str());
    }

    Folder m_home;
    std::optional<Loop> m_loop;
    std::optional<asio::thread_pool> m_disk;
    std::optional<ScriptedHop> m_hop;
    std::optional<runtime::HopFigures> m_figures;
    std::optional<runtime::NextHop> m_queue;
    std::vector<std::string> m_told;
    std::vector<std::string> m_limits; ///< that were reached
};

} // namespace spp::test
