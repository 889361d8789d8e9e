// SPDX-License-Identifier: MIT
/// What takes too long is left, and what is cut ends at once; what was reached is told and counted.
#include "tests/core/runtime/queue/next_hop_tester.h"
#include "tests/core/runtime/tls_server.h"

#include <QTest>

#include <algorithm>

using namespace spp::runtime;
using namespace spp::test;
using namespace std::chrono_literals;
using namespace std::string_literals;
using spp::session::OpenQueue;
using spp::session::QueueFinished;

class TestNextHopLimits : public QObject, protected NextHopTester
{
    Q_OBJECT

private slots:
    void initTestCase() { prepare(); }
    void init() { start(); }
    void cleanup() { end(); }

    void whatTakesTooLongNamesItsLimit()
    {
        HopLimits limits;
        limits.whole = 50ms;
        begin(saying("MAIL", ""), limits);
        const auto slow = send();
        isDeferred(slow);
        QVERIFY2(slow.exit.reason.ends_with(" (--max-hop-time)"), slow.exit.reason.c_str());
        QCOMPARE(m_limits, std::vector{"max-hop-time"s});
    }

    /// A full line of connections that nobody accepts: the kernel answers no more.
    void aHopThatDoesNotTakeTheConnectionNamesItsLimit()
    {
        asio::io_context loop;
        asio::ip::tcp::acceptor full(loop, asio::ip::tcp::v4());
        full.bind({asio::ip::address_v4::loopback(), 0});
        full.listen(0);
        std::vector<asio::ip::tcp::socket> waiting;
        waiting.reserve(4);
        for (int i = 0; i < 4; ++i) {
            auto& socket = waiting.emplace_back(loop, asio::ip::tcp::v4());
            socket.async_connect(full.local_endpoint(), [](const std::error_code&) {});
        }
        begin({});
        HopLimits limits;
        limits.connect = 100ms;
        Hop hop = m_hop->hop();
        hop.server.port = std::to_string(full.local_endpoint().port());
        m_queue.emplace(hop, m_home.path(), *m_disk, HopUse{limits, nullptr, nullptr, [this](std::string_view limit) {
                                                                m_limits.emplace_back(limit);
                                                            }});
        const auto answer = send();
        QVERIFY2(answer.exit.reason.ends_with(", while connecting (--max-hop-connect-time)"),
                 answer.exit.reason.c_str());
        QCOMPARE(m_limits, std::vector{"max-hop-connect-time"s});
    }

    void thatThereIsNoTlsIsToldOnceAndWhile()
    {
        const auto context = spp::test::makeTlsContext();
        HopScript script;
        script.hello = "250-hop\r\n250-STARTTLS\r\n250 PIPELINING\r\n";
        script.tls = &context;
        script.answer = [](const std::string& command, int connection) -> std::optional<std::string> {
            const bool isAway = command == "STARTTLS" && connection != 3;
            return isAway ? std::optional("454 not now\r\n"s) : std::nullopt;
        };
        HopLimits limits;
        limits.idle = 0ms;
        begin(script, limits);
        const std::vector<std::size_t> told{1, 1, 1, 2};
        for (const std::size_t times : told) {
            QVERIFY(isSafe(send()));
            QCOMPARE(m_told.size(), times);
            m_loop->runUntil([&] { return m_hop->open == 0; });
        }
        QVERIFY2(m_told.front().find("it answered to STARTTLS: 454 not now") != std::string::npos,
                 m_told.front().c_str());
        QCOMPARE(m_figures->encrypted.load(), 1U);
        QCOMPARE(m_figures->clear.load(), 3U);
    }

    void connectionsAreCounted()
    {
        HopLimits limits;
        limits.connections = 1;
        limits.idle = 1h;
        begin(saying("MAIL", ""), limits);
        int answered = 0;
        const auto answer = [&](const std::exception_ptr&, const QueueFinished&) { ++answered; };
        for (int i = 0; i < 3; ++i)
            asio::co_spawn(m_loop->context(), deliver(*m_queue, wish(), message), answer);
        QTRY_COMPARE((m_loop->context().poll(), m_figures->waiting.load()), 2U);
        QCOMPARE(m_figures->busy.load(), 1U);
        begin({}, limits);
        QVERIFY(isSafe(send()));
        QTRY_COMPARE(m_figures->busy.load(), 0U);
        QCOMPARE(m_figures->idle.load(), 1U);
        QCOMPARE(m_figures->clear.load(), 1U);
    }

    void whatIsCutEndsAtOnce_data()
    {
        QTest::addColumn<QByteArray>("silentAt");
        for (const char* command : {"LHLO", "MAIL", "DATA", "."})
            QTest::newRow(command) << QByteArray(command);
    }

    void whatIsCutEndsAtOnce()
    {
        QFETCH(QByteArray, silentAt);
        HopScript script = saying(silentAt.toStdString(), "");
        script.hello = "250 hop\r\n"; // one command after the other
        if (silentAt == ".")
            script.ends = {""};
        HopLimits limits;
        limits.connections = 1;
        begin(script, limits);
        const OpenQueue request = wish();
        std::optional<QueueFinished> underWay;
        std::optional<QueueFinished> inLine;
        auto first = m_loop->run(m_queue->open(request));
        auto second = m_loop->run(m_queue->open(request));
        const auto start = [&](QueueMessage& queued, std::optional<QueueFinished>& answer) {
            asio::co_spawn(m_loop->context(), queued.finish(),
                           [&](const std::exception_ptr&, QueueFinished given) { answer = std::move(given); });
        };
        start(**first, underWay);
        const auto isSilent = [&] {
            return silentAt == "."
                       ? !m_hop->messages.empty()
                       : std::any_of(m_hop->commands.begin(), m_hop->commands.end(),
                                     [&](const std::string& each) { return each.starts_with(silentAt.toStdString()); });
        };
        m_loop->runUntil(isSilent);
        start(**second, inLine);
        QTRY_COMPARE((m_loop->context().poll(), m_figures->waiting.load()), 1U);
        (*second)->cut();
        m_loop->runUntil([&] { return inLine.has_value(); });
        isDeferred(*inLine);
        QVERIFY(!underWay);
        (*first)->cut();
        m_loop->runUntil([&] { return underWay.has_value(); });
        isDeferred(*underWay);
        QVERIFY2(underWay->exit.reason.ends_with(": a message on its way there was cut off with its session"),
                 underWay->exit.reason.c_str());
        // One that was cut before does not even begin.
        auto third = m_loop->run(m_queue->open(request));
        (*third)->cut();
        isDeferred(m_loop->run((*third)->finish()));
        QCOMPARE(m_hop->connections, 1);
    }

    void afterACutOthersAreServed()
    {
        begin(saying("MAIL", "", 1));
        const OpenQueue request = wish();
        auto first = m_loop->run(m_queue->open(request));
        bool answered = false;
        asio::co_spawn(m_loop->context(), (*first)->finish(),
                       [&](const std::exception_ptr&, const QueueFinished&) { answered = true; });
        m_loop->runUntil([&] { return m_hop->commands.size() > 1; });
        (*first)->cut();
        m_loop->runUntil([&] { return answered; });
        (*first)->cut();
        QVERIFY(isSafe(send()));
        QCOMPARE(m_hop->messages, std::vector{messageOnWire});
    }

    void aSinkThatGoesAwayWaitsForNobody()
    {
        begin(saying("MAIL", ""));
        bool answered = false;
        asio::co_spawn(m_loop->context(), deliver(*m_queue, wish(), message),
                       [&](const std::exception_ptr&, const QueueFinished&) { answered = true; });
        m_loop->runUntil([&] { return m_hop->commands.size() > 1; });
        m_queue.reset();
        QVERIFY(!answered);
    }
};

QTEST_GUILESS_MAIN(TestNextHopLimits)
#include "tst_next_hop_limits.moc"
