// SPDX-License-Identifier: MIT
/// A next hop that refuses, is away, says odd things, or whose TLS does not work.
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

class TestNextHopTrouble : public QObject, protected NextHopTester
{
    Q_OBJECT

private slots:
    void initTestCase() { prepare(); }
    void init() { start(); }
    void cleanup() { end(); }

    void aRefusedRecipientKeepsTheMessageFromAll_data()
    {
        QTest::addColumn<QByteArray>("hello");
        QTest::newRow("pipelining") << QByteArray("250-hop\r\n250 PIPELINING\r\n");
        QTest::newRow("one by one") << QByteArray("250 hop\r\n");
    }

    void aRefusedRecipientKeepsTheMessageFromAll()
    {
        QFETCH(QByteArray, hello);
        HopScript script = saying("RCPT TO:<c@", "550 5.1.1 no c here\r\n");
        script.hello = hello.toStdString();
        begin(script);
        QCOMPARE(replyOf(send(wish({"b@example.org", "c@example.org"}))),
                 "550 no c here; refused for 1 of 2 recipients, sent to none (#5.1.1)"s);
        QVERIFY(m_hop->messages.empty());
        QVERIFY(isSafe(send()));
        QCOMPARE(m_hop->connections, 1);
        QCOMPARE(m_hop->messages, std::vector{messageOnWire});
    }

    void aHopThatWantsTheMessageOfARefusedRecipientIsHungUpOn()
    {
        begin(saying("RCPT", "550 5.1.1 nobody\r\n")); // and 354 to DATA
        QCOMPARE(replyOf(send()), "550 nobody (#5.1.1)"s);
        QCOMPARE(replyOf(send()), "550 nobody (#5.1.1)"s);
        QCOMPARE(m_hop->connections, 2);
        QVERIFY(m_hop->messages.empty());
    }

    void refusalsAreInTheHopsWords_data()
    {
        QTest::addColumn<QByteArray>("command");
        QTest::addColumn<QByteArray>("answer");
        QTest::addColumn<QByteArray>("reply");
        const auto row = [](const char* name, const char* command, const char* answer, const char* reply) {
            QTest::newRow(name) << QByteArray(command) << QByteArray(answer) << QByteArray(reply);
        };
        row("sender", "MAIL", "552-5.3.4 too\r\n552 5.3.4 large\r\n", "552 too large (#5.3.4)");
        row("sender, later", "MAIL", "451 4.3.0 busy\r\n", "451 busy (#4.3.0)");
        row("recipient", "RCPT", "550 5.1.1 nobody\r\n", "550 nobody (#5.1.1)");
        row("recipient, later", "RCPT", "450 4.2.0 greylisted\r\n", "450 greylisted (#4.2.0)");
        row("message", "DATA", "554 5.7.1 not now\r\n", "554 not now (#5.7.1)");
    }

    void refusalsAreInTheHopsWords()
    {
        QFETCH(QByteArray, command);
        QFETCH(QByteArray, answer);
        QFETCH(QByteArray, reply);
        for (const char* hello : {"250-hop\r\n250 PIPELINING\r\n", "250 hop\r\n"}) {
            HopScript script = saying(command.toStdString(), answer.toStdString());
            script.hello = hello;
            begin(script);
            const auto refused = send();
            QCOMPARE(replyOf(refused), reply.toStdString());
            QCOMPARE(refused.exit.reason, ""s);
            QVERIFY(m_hop->messages.empty());
        }
    }

    void answersBehindTheMessageAreMerged()
    {
        HopScript script;
        script.ends = {"250 2.0.0 ok\r\n", "552 5.2.2 full\r\n"};
        begin(script);
        QCOMPARE(replyOf(send(wish({"b@example.org", "c@example.org"}))),
                 "552 full; refused for 1 of 2 recipients, the others have it (#5.2.2)"s);
        QVERIFY(isSafe(send())); // on the same connection
        QCOMPARE(m_hop->connections, 1);
    }

    void aHopThatIsAwayDefers()
    {
        begin({});
        const std::string port = m_hop->hop().server.port;
        m_hop.reset();
        m_loop.emplace();
        m_queue.emplace(Hop{Hop::Protocol::Lmtp, {"127.0.0.1", port}}, m_home.path(), *m_disk);
        const auto answer = send();
        QVERIFY2(replyOf(answer).starts_with("451 "), replyOf(answer).c_str());
        QCOMPARE(answer.exit.reason, "127.0.0.1:" + port + ": Connection refused, while connecting");
        m_queue.emplace(Hop{Hop::Protocol::Lmtp, {{}, {}, m_home.path("none")}}, m_home.path(), *m_disk);
        QCOMPARE(send().exit.reason, "unix:" + m_home.path("none") + ": No such file or directory, while connecting");
    }

    void oddAnswersDefer_data()
    {
        QTest::addColumn<QByteArray>("command");
        QTest::addColumn<QByteArray>("answer");
        const auto row = [](const char* name, const char* command, const QByteArray& answer) {
            QTest::newRow(name) << QByteArray(command) << answer;
        };
        row("no greeting", "", "");
        row("no service", "", "554 go away\r\n");
        row("not SMTP", "", "HTTP/1.1 400 Bad Request\r\n\r\n");
        row("megabytes", "", QByteArray("250-more and more\r\n").repeated(100000));
        row("a line without end", "", QByteArray(3000000, '2'));
        row("no extensions", "LHLO", "500 what?\r\n");
        row("garbage to MAIL", "MAIL", QByteArray("\0\xFF\r\n", 4));
        row("two codes to RCPT", "RCPT", "250-ok\r\n550 no\r\n");
        row("DATA is done", "DATA", "250 queued\r\n");
        row("the message is done before it came", "DATA", "354 go ahead\r\n250 queued\r\n");
        row("a login is wanted", "MAIL", "530 5.7.0 log in\r\n");
    }

    void oddAnswersDefer()
    {
        QFETCH(QByteArray, command);
        QFETCH(QByteArray, answer);
        HopScript script;
        HopLimits limits;
        limits.reply = 2s;
        if (command.isEmpty())
            script.greeting = answer.toStdString();
        else
            script = saying(command.toStdString(), answer.toStdString());
        if (answer.isEmpty())
            limits.reply = 20ms;
        begin(script, limits);
        isDeferred(send());
        QVERIFY(m_hop->messages.empty());
    }

    void anAnswerThatNeverComesDefers_data()
    {
        QTest::addColumn<QByteArray>("command");
        for (const char* command : {"LHLO", "MAIL", "RCPT", "DATA"})
            QTest::newRow(command) << QByteArray(command);
        QTest::newRow("the end") << QByteArray("no command");
    }

    void anAnswerThatNeverComesDefers()
    {
        QFETCH(QByteArray, command);
        HopLimits limits;
        limits.reply = limits.data = limits.end = 20ms;
        HopScript script = saying(command.toStdString(), "");
        if (command == "no command")
            script.ends = {"250 ok\r\n", ""};
        begin(script, limits);
        const auto answer = send(wish({"b@example.org", "c@example.org"}));
        isDeferred(answer);
    }

    void aHopThatDripsIsLeftInTheEnd()
    {
        HopLimits limits;
        limits.whole = 100ms;
        HopScript script = saying("MAIL", "250-");
        begin(script, limits);
        isDeferred(send());
    }

    void aConnectionThatClosesAfterAnyByteIsNoSuccess()
    {
        const std::vector<std::string> recipients{"b@example.org", "c@example.org"};
        begin({});
        QVERIFY(isSafe(send(wish(recipients))));
        const std::size_t all = m_hop->said.front();
        for (std::size_t size = 0; size < all; ++size) {
            HopScript script;
            script.saysAtMost = size;
            begin(script);
            isDeferred(send(wish(recipients)));
        }
    }

    void aHopThatHearsOnlyAPartIsNoSuccess()
    {
        begin({});
        QVERIFY(isSafe(send()));
        const std::size_t all = m_hop->heard.front();
        for (std::size_t size = 0; size < all; ++size) {
            HopScript script;
            script.hearsAtMost = size;
            begin(script);
            isDeferred(send());
        }
    }

    void aHopThatStopsListeningAmidALargeMessageIsNoSuccess()
    {
        HopScript script;
        script.hearsAtMost = 100000;
        begin(script);
        QVERIFY(!isSafe(send(wish(), std::string(5000000, 'x'))));
    }

    void insideTlsWhereItIsOffered()
    {
        const auto context = spp::test::makeTlsContext();
        HopScript script;
        script.hello = "250-hop\r\n250-STARTTLS\r\n250 PIPELINING\r\n";
        script.tls = &context;
        begin(script);
        QVERIFY(isSafe(send()));
        QVERIFY(isSafe(send()));
        QCOMPARE(m_hop->connections, 1);
        QVERIFY(m_hop->hasHeard("STARTTLS"));
        QCOMPARE(std::count(m_hop->commands.begin(), m_hop->commands.end(), "LHLO mx.example.net"), std::ptrdiff_t(2));
        QCOMPARE(m_hop->messages, (std::vector{messageOnWire, messageOnWire}));
    }

    void whereTlsDoesNotWorkInClear_data()
    {
        QTest::addColumn<QByteArray>("answer");
        QTest::addColumn<int>("connections");
        QTest::newRow("not available") << QByteArray("454 no certificate\r\n") << 1;
        QTest::newRow("a hop that speaks no TLS") << QByteArray("220 go ahead\r\n") << 2;
    }

    void whereTlsDoesNotWorkInClear()
    {
        QFETCH(QByteArray, answer);
        QFETCH(int, connections);
        HopScript script = saying("STARTTLS", answer.toStdString());
        script.hello = "250-hop\r\n250 STARTTLS\r\n";
        HopLimits limits;
        limits.connect = 200ms; // a handshake that nobody answers
        begin(script, limits);
        QVERIFY(isSafe(send()));
        QCOMPARE(m_hop->connections, connections);
        QCOMPARE(m_hop->messages, std::vector{messageOnWire});
        QCOMPARE(m_told.size(), 1U);
        QVERIFY2(
            m_told.front().ends_with("messages go there in the clear, which is told once until TLS works there again"),
            m_told.front().c_str());
        QCOMPARE(m_figures->clear.load(), 1U);
    }

    void whatIsSaidBeforeTlsIsNotTakenForTheHopsWord()
    {
        const auto context = spp::test::makeTlsContext();
        HopScript script = saying("STARTTLS", "220 go ahead\r\n250 injected\r\n");
        script.hello = "250-hop\r\n250 STARTTLS\r\n";
        script.tls = &context;
        begin(script);
        isDeferred(send());
        QVERIFY(m_hop->messages.empty());
    }

    void abandonedOrDroppedNothingIsSent()
    {
        begin({});
        const OpenQueue request = wish();
        auto opened = m_loop->run(m_queue->open(request));
        m_loop->run((*opened)->write("a part"));
        QVERIFY(!m_loop->run((*opened)->abandon()).id.empty());
        opened = m_loop->run(m_queue->open(request));
        m_loop->run((*opened)->write("a part"));
        opened->reset();
        QCOMPARE(m_hop->connections, 0);
    }

    void aFullDiskDefers()
    {
        begin({});
        qputenv("TMPDIR", m_home.path("none").c_str());
        const auto answer = send(wish(), std::string(200000, 'x'));
        qunsetenv("TMPDIR");
        QCOMPARE(answer.exit.number, 53);
        QVERIFY(answer.exit.reason.starts_with(m_home.path("none")));
        QCOMPARE(m_hop->connections, 0);
    }
};

QTEST_GUILESS_MAIN(TestNextHopTrouble)
#include "tst_next_hop_trouble.moc"
