// SPDX-License-Identifier: MIT
/// What is said to a next hop, and over which connections.
#include "core/smtp/data_decoder.h"
#include "tests/core/runtime/queue/next_hop_tester.h"

#include <QTest>

#include <algorithm>
#include <random>
#include <thread>

using namespace spp::runtime;
using namespace spp::test;
using namespace std::chrono_literals;
using namespace std::string_literals;
using spp::session::OpenQueue;
using spp::session::QueueFinished;

namespace
{

std::string decoded(std::string_view wire)
{
    spp::smtp::DataDecoder decoder(spp::smtp::BareLf::Stops);
    std::string result;
    const auto used = decoder.decode(wire, result);
    const bool isWhole = used == wire.size() && decoder.state() == spp::smtp::DataDecoder::State::Complete;
    return isWhole ? result : "not whole";
}

} // namespace

class TestNextHop : public QObject, protected NextHopTester
{
    Q_OBJECT

private slots:
    void initTestCase() { prepare(); }
    void init() { start(); }
    void cleanup() { end(); }

    void byLmtpItSpeaksAllAtOnce()
    {
        begin({});
        const auto answer = send(wish({"b@example.org", "c@example.org"}));
        QVERIFY2(isSafe(answer), answer.exit.reason.c_str());
        QVERIFY(!answer.id.empty() && answer.id.find_first_not_of("0123456789") == std::string::npos);
        QCOMPARE(m_hop->commands, (std::vector{"LHLO mx.example.net"s, "MAIL FROM:<a@example.org> SIZE=23"s,
                                               "RCPT TO:<b@example.org>"s, "RCPT TO:<c@example.org>"s, "DATA"s}));
        QCOMPARE(m_hop->messages, std::vector{messageOnWire});
    }

    void bySmtpOneAnswerIsForAll()
    {
        HopScript script;
        script.protocol = Hop::Protocol::Smtp;
        begin(script);
        QVERIFY(isSafe(send(wish({"b@example.org", "c@example.org"}))));
        QCOMPARE(m_hop->commands.front(), "EHLO mx.example.net"s);
        QCOMPARE(m_hop->messages, std::vector{messageOnWire});
    }

    void anOldServerIsToldNothingNew()
    {
        HopScript script = saying("EHLO", "502 what?\r\n");
        script.protocol = Hop::Protocol::Smtp;
        begin(script);
        QVERIFY(isSafe(send()));
        QCOMPARE(m_hop->commands, (std::vector{"EHLO mx.example.net"s, "HELO mx.example.net"s,
                                               "MAIL FROM:<a@example.org>"s, "RCPT TO:<b@example.org>"s, "DATA"s}));
    }

    void unixSocketsWork()
    {
        begin({}, {}, m_home.path("lmtp"));
        QVERIFY(isSafe(send()));
        QCOMPARE(m_hop->messages, std::vector{messageOnWire});
    }

    void heloHostIsTheNameIfThereIsOne()
    {
        m_home.write("control/helohost", " \n");
        begin({});
        QVERIFY(isSafe(send()));
        QCOMPARE(m_hop->commands.front(), "LHLO mx.example.net"s);
        m_home.write("control/helohost", "out.example.net \nmore\n");
        begin({});
        QVERIFY(isSafe(send()));
        QCOMPARE(m_hop->commands.front(), "LHLO out.example.net"s);
        QFile::remove(QString::fromStdString(m_home.path("control/helohost")));
    }

    void parametersSayWhatIsSpecial()
    {
        begin({});
        OpenQueue request = wish();
        request.envelope.utf8 = true;
        QVERIFY(isSafe(send(request, "Subject: x\n\n\xC3\xA9")));
        QVERIFY(m_hop->hasHeard("MAIL FROM:<a@example.org> SIZE=18 BODY=8BITMIME SMTPUTF8"));
        request.envelope = {"", {"b@example.org"}};
        QVERIFY(isSafe(send(request, "")));
        QVERIFY(m_hop->hasHeard("MAIL FROM:<> SIZE=0"));
    }

    void smtpUtf8IsNotSentWhereItIsNotUnderstood()
    {
        HopScript script;
        script.hello = "250 hop\r\n";
        begin(script);
        OpenQueue request = wish();
        request.envelope.utf8 = true;
        QVERIFY(isSafe(send(request, "Subject: x\n\n\xC3\xA9\n")));
        QCOMPARE(replyOf(send(request, "Subject: \xC3\xA9\n\n")),
                 "550 the next server does not take SMTPUTF8 (#5.6.7)"s);
        request.envelope.recipients = {"\xC3\xA9@example.org"};
        QCOMPARE(replyOf(send(request)), "550 the next server does not take SMTPUTF8 (#5.6.7)"s);
        QCOMPARE(m_hop->messages.size(), std::size_t(1));
    }

    void addressesAreQuotedAndSmuggleNothing()
    {
        begin({});
        QVERIFY(isSafe(send(wish({"a \"b>@example.org"}))));
        QVERIFY(m_hop->hasHeard("RCPT TO:<\"a \\\"b>\"@example.org>"));
        for (const auto& bad : {"b\r\nRCPT TO:<c@example.org>"s, "b\0@example.org"s, "b@example.org> NOTIFY=NEVER"s})
            QCOMPARE(replyOf(send(wish({bad}))), "553 an address can't be handed on (#5.1.3)"s);
        QCOMPARE(m_hop->messages.size(), std::size_t(1));
    }

    void everyByteArrives()
    {
        std::mt19937 chance(4711);
        const std::string bytes = "..\n\n\r\nab\0\xFF \n."s;
        begin({});
        for (int round = 0; round < 100; ++round) {
            std::string sent;
            for (auto left = chance() % 60; left > 0; --left)
                sent += bytes[chance() % bytes.size()];
            QVERIFY(isSafe(send(wish(), sent)));
            std::replace(sent.begin(), sent.end(), '\r', ' ');
            if (!sent.empty() && !sent.ends_with('\n'))
                sent += '\n';
            QCOMPARE(decoded(m_hop->messages.back()), sent);
        }
        QCOMPARE(m_hop->connections, 1);
    }

    void largeMessagesArrive()
    {
        std::string large;
        for (int i = 0; large.size() < 3000000; ++i)
            large += ".line " + std::to_string(i) + "\n";
        begin({});
        QVERIFY(isSafe(send(wish(), large)));
        QVERIFY(decoded(m_hop->messages.back()) == large);
    }

    void manyRecipientsGoInGroups()
    {
        std::vector<std::string> recipients;
        for (int i = 0; i < 1000; ++i)
            recipients.push_back("user" + std::to_string(i) + "@example.org");
        begin({});
        QVERIFY(isSafe(send(wish(recipients))));
        QCOMPARE(m_hop->commands.size(), std::size_t(1 + 1 + 1000 + 1));
        QCOMPARE(m_hop->messages.size(), std::size_t(1));
    }

    void connectionsAreKeptWithRsetBetween()
    {
        begin({});
        for (int i = 0; i < 3; ++i)
            QVERIFY(isSafe(send()));
        QCOMPARE(m_hop->connections, 1);
        QCOMPARE(std::count(m_hop->commands.begin(), m_hop->commands.end(), "RSET"), std::ptrdiff_t(2));
    }

    void idleConnectionsAreQuit()
    {
        HopLimits limits;
        limits.idle = 1ms;
        begin({}, limits);
        QVERIFY(isSafe(send()));
        m_loop->runUntil([&] { return m_hop->hasHeard("QUIT") && m_hop->open == 0; });
        QVERIFY(isSafe(send()));
        QCOMPARE(m_hop->connections, 2);
    }

    void aKeptConnectionThatIsDeadIsReplaced_data()
    {
        QTest::addColumn<QByteArray>("command");
        QTest::addColumn<QByteArray>("answer");
        QTest::newRow("closing at RSET") << QByteArray("RSET") << QByteArray("421 bye\r\n");
        QTest::newRow("refused at RSET") << QByteArray("RSET") << QByteArray("500 what?\r\n");
        QTest::newRow("garbage at RSET") << QByteArray("RSET") << QByteArray("what?\r\n");
        QTest::newRow("two answers to RSET") << QByteArray("RSET") << QByteArray("250 ok\r\n250 ok\r\n");
        QTest::newRow("closing at MAIL") << QByteArray("MAIL") << QByteArray("421 bye\r\n");
        QTest::newRow("garbage at MAIL") << QByteArray("MAIL") << QByteArray("what?\r\n");
    }

    void aKeptConnectionThatIsDeadIsReplaced()
    {
        QFETCH(QByteArray, command);
        QFETCH(QByteArray, answer);
        HopScript script;
        script.answer = [=, this](const std::string& line, int number) -> std::optional<std::string> {
            const bool isSecond = number == 1 && m_hop->messages.size() == 1;
            return isSecond && line.starts_with(command.toStdString()) ? std::optional(answer.toStdString())
                                                                       : std::nullopt;
        };
        begin(script);
        QVERIFY(isSafe(send()));
        QVERIFY(isSafe(send()));
        QCOMPARE(m_hop->connections, 2);
        QCOMPARE(m_hop->messages.size(), std::size_t(2));
    }

    void aNewConnectionIsTriedOnce()
    {
        begin(saying("MAIL", "421 bye\r\n"));
        const auto answer = send();
        QCOMPARE(replyOf(answer), "451 bye"s);
        QCOMPARE(m_hop->connections, 1);
    }

    void whatWasHeardIsNotTriedAgain()
    {
        HopScript script;
        script.answer = [this](const std::string& line, int) -> std::optional<std::string> {
            const bool isSecond = m_hop->messages.size() == 1 && line.starts_with("RCPT");
            return isSecond ? std::optional("what?\r\n"s) : std::nullopt;
        };
        begin(script);
        QVERIFY(isSafe(send()));
        isDeferred(send());
        QCOMPARE(m_hop->connections, 1);
    }

    void noMoreConnectionsThanAllowed()
    {
        HopLimits limits;
        limits.connections = 2;
        begin({}, limits);
        std::vector<int> order;
        for (int i = 0; i < 20; ++i)
            asio::co_spawn(m_loop->context(), deliver(*m_queue, wish(), std::to_string(i) + "\n"),
                           [&, i](const std::exception_ptr&, const QueueFinished& answer) {
                               order.push_back(isSafe(answer) ? i : -1);
                           });
        m_loop->runUntil([&] { return order.size() == 20; });
        QVERIFY(std::find(order.begin(), order.end(), -1) == order.end());
        QVERIFY(m_hop->mostOpen <= 2);
        QVERIFY(m_hop->connections <= 2);
        QCOMPARE(m_hop->messages.size(), std::size_t(20));
    }

    void whoeverWaitsLongestIsNext()
    {
        HopLimits limits;
        limits.connections = 1;
        begin({}, limits);
        int finished = 0;
        for (int i = 0; i < 20; ++i)
            asio::co_spawn(m_loop->context(), deliver(*m_queue, wish(), std::to_string(i) + "\n"),
                           [&](const std::exception_ptr&, const QueueFinished&) { ++finished; });
        m_loop->runUntil([&] { return finished == 20; });
        for (int i = 0; i < 20; ++i)
            QCOMPARE(m_hop->messages.at(static_cast<std::size_t>(i)), std::to_string(i) + "\r\n.\r\n");
    }

    void aQueueThatTakesTooLongIsLeft()
    {
        HopLimits limits;
        limits.connections = 1;
        limits.whole = 50ms;
        begin(saying("MAIL", ""), limits);
        std::vector<QueueFinished> answers;
        for (int i = 0; i < 3; ++i)
            asio::co_spawn(m_loop->context(), deliver(*m_queue, wish(), message),
                           [&](const std::exception_ptr&, const QueueFinished& answer) { answers.push_back(answer); });
        m_loop->runUntil([&] { return answers.size() == 3; });
        for (const auto& answer : answers)
            isDeferred(answer);
    }

    void severalThreadsMaySend()
    {
        begin({});
        constexpr int count = 100;
        std::atomic<int> safe = 0;
        std::vector<std::jthread> threads;
        std::atomic<int> running = 4;
        for (int t = 0; t < 4; ++t)
            threads.emplace_back([&] {
                Loop loop;
                for (int i = 0; i < count / 4; ++i)
                    asio::co_spawn(loop.context(), deliver(*m_queue, wish(), std::string(i * 4000, 'x') + "\n"),
                                   [&](const std::exception_ptr&, const QueueFinished& answer) {
                                       safe += isSafe(answer) ? 1 : 0;
                                   });
                loop.context().run_for(30s);
                --running;
            });
        const auto deadline = std::chrono::steady_clock::now() + 30s;
        while (running > 0 && std::chrono::steady_clock::now() < deadline)
            m_loop->context().run_one_for(10ms);
        threads.clear();
        QCOMPARE(safe.load(), count);
        QCOMPARE(m_hop->messages.size(), std::size_t(count));
    }
};

QTEST_GUILESS_MAIN(TestNextHop)
#include "tst_next_hop.moc"
