// SPDX-License-Identifier: MIT
#include "core/runtime/deadline.h"

#include <QTest>
#include <asio/io_context.hpp>
#include <asio/steady_timer.hpp>

#include <optional>

using namespace spp::runtime;
using namespace std::chrono_literals;

class TestDeadline : public QObject
{
    Q_OBJECT

    asio::io_context m_loop{1};
    int m_passed = 0;
    std::optional<Deadline> m_deadline;

    /// Until nothing is to be done any more, or for ever so long.
    void run()
    {
        m_loop.restart();
        m_loop.run_for(20s);
    }
    /// Longer than a deadline that should not count any more.
    void runAWhile()
    {
        m_loop.restart();
        m_loop.run_for(30ms);
    }

private slots:
    void init()
    {
        m_passed = 0;
        m_deadline.emplace(m_loop.get_executor(), [this] { ++m_passed; });
    }

    void passesOnce()
    {
        m_deadline->set(1ms);
        run();
        QCOMPARE(m_passed, 1);
    }

    void aDeadlineThatMovedToLaterHasNotPassed()
    {
        m_deadline->set(1ms);
        m_deadline->set(1h);
        runAWhile();
        QCOMPARE(m_passed, 0);
    }

    void aDeadlineThatMovedALittleStillPasses()
    {
        m_deadline->set(1ms);
        m_deadline->set(5ms);
        run();
        QCOMPARE(m_passed, 1);
    }

    void aDeadlineThatMovedToEarlierPassesThen()
    {
        m_deadline->set(1h);
        m_deadline->set(1ms);
        run();
        QCOMPARE(m_passed, 1);
    }

    void aClearedDeadlineDoesNotPassButANewOneDoes()
    {
        m_deadline->set(1ms);
        m_deadline->clear();
        runAWhile();
        QCOMPARE(m_passed, 0);
        m_deadline->set(1ms);
        run();
        QCOMPARE(m_passed, 1);
    }

    void anEndedDeadlineLeavesTheLoopNothingToDo()
    {
        m_deadline->set(1h);
        m_deadline->end();
        run(); // or else twenty seconds
        QVERIFY(m_loop.stopped());
        QCOMPARE(m_passed, 0);
    }

    void canBeSetAgainWhenItPasses()
    {
        m_deadline.emplace(m_loop.get_executor(), [this] {
            if (++m_passed < 3)
                m_deadline->set(1ms);
        });
        m_deadline->set(1ms);
        run();
        QCOMPARE(m_passed, 3);
    }

    void nothingIsCalledOnceItIsGone()
    {
        m_deadline->set(1ms);
        m_deadline.reset();
        run();
        QCOMPARE(m_passed, 0);
    }
};

QTEST_GUILESS_MAIN(TestDeadline)
#include "tst_deadline.moc"
