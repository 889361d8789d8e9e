// SPDX-License-Identifier: MIT
/// One at a time, in the order of asking, and between two of them the loop sees to all else.
#include "core/runtime/turns.h"
#include "tests/core/runtime/loop.h"

#include <QTest>
#include <asio/detached.hpp>
#include <asio/experimental/awaitable_operators.hpp>
#include <asio/post.hpp>
#include <asio/use_awaitable.hpp>

#include <string>

using namespace spp::test;
using spp::runtime::Turns;

class TestTurns : public QObject
{
    Q_OBJECT

    Loop m_loop;
    Turns m_turns{m_loop.executor()};
    std::string m_order;

    void ask(char name)
    {
        asio::co_spawn(
            m_loop.context(),
            [this, name]() -> asio::awaitable<void> {
                co_await m_turns.take();
                m_order += name;
                asio::post(m_loop.executor(), [this] { m_order += '.'; }); // something that is ready now
            },
            asio::detached);
    }

private slots:
    void init() { m_order.clear(); }

    void inTheOrderOfAskingAndTheLoopGoesOnInBetween()
    {
        for (const char name : {'a', 'b', 'c', 'd'})
            ask(name);
        m_loop.runUntil([this] { return m_order.size() == 8; });
        QCOMPARE(m_order, std::string("a.b.c.d."));
    }

    void whoComesWhenNobodyIsThereNeedNotWait()
    {
        QVERIFY(m_turns.takeAtOnce());
        QVERIFY(!m_turns.takeAtOnce()); // the loop has to go on first
        m_loop.runUntil([this] { return m_turns.takeAtOnce(); });
    }

    void whoGivesUpIsNotWaitedFor()
    {
        using namespace asio::experimental::awaitable_operators;
        m_loop.runUntil([this] { return m_turns.takeAtOnce(); });
        asio::steady_timer now(m_loop.executor(), asio::steady_timer::time_point::min());
        asio::co_spawn(
            m_loop.context(),
            [&]() -> asio::awaitable<void> {
                co_await (m_turns.take() || now.async_wait(asio::use_awaitable));
                m_order += '-';
            },
            asio::detached);
        ask('b');
        m_loop.runUntil([this] { return m_order.find('.') != std::string::npos; });
        QCOMPARE(m_order, std::string("-b."));
    }
};

QTEST_GUILESS_MAIN(TestTurns)
#include "tst_turns.moc"
