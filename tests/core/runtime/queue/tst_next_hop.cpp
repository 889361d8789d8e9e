// SPDX-License-Identifier: MIT
#include "core/runtime/process.h"
#include "core/runtime/queue/next_hop.h"
#include "core/session/queue_reply.h"
#include "core/smtp/data_decoder.h"
#include "tests/core/runtime/queue/scripted_hop.h"
#include "tests/core/runtime/tls_server.h"
#include "tests/support/folder.h"
#include "tests/support/printing.h"

#include <QTest>

#include <algorithm>
#include <optional>
#include <random>
#include <thread>

using namespace spp::runtime;
using namespace std::chrono_literals;
using namespace std::string_literals;
using spp::session::OpenQueue;
using spp::session::QueueFinished;
using spp::test::Folder;
using spp::test::HopScript;
using spp::test::Loop;
using spp::test::ScriptedHop;

namespace
{

const std::string message = "Subject: x\n\n.\nbody\n";
const std::string messageOnWire = "Subject: x\r\n\r\n..\r\nbody\r\n.\r\n";

OpenQueue wish(std::vector<std::string> recipients = {"b@example.org"})
{
    OpenQueue result;
    result.envelope = {"a@example.org", std::move(recipients)};
    return result;
}

asio::awaitable<QueueFinished> deliver(QueueSink& queue, OpenQueue wish, std::string bytes)
{
    const auto message = co_await queue.open(wish);
    for (std::size_t at = 0; at < bytes.size(); at += 10000)
        co_await (*message)->write(std::string_view(bytes).substr(at, 10000));
    co_return co_await (*message)->finish();
}

bool isSafe(const QueueFinished& answer)
{
    return spp::session::isQueued(answer);
}

std::string replyOf(const QueueFinished& answer)
{
    return spp::session::formatQueueReply(answer, {}, spp::session::modernDialect());
}

/// A script that says this to whatever begins so, on the connection of this number, or on all (0).
HopScript saying(std::string begin, std::string answer, int connection = 0)
{
    HopScript script;
    script.answer = [=](const std::string& command, int number) -> std::optional<std::string> {
        const bool isMeant = command.starts_with(begin) && (connection == 0 || connection == number);
        return isMeant ? std::optional(answer) : std::nullopt;
    };
    return script;
}

std::string decoded(std::string_view wire)
{
    spp::smtp::DataDecoder decoder(spp::smtp::BareLf::Stops);
    std::string result;
    const auto used = decoder.decode(wire, result);
    const bool isWhole = used == wire.size() && decoder.state() == spp::smtp::DataDecoder::State::Complete;
    return isWhole ? result : "not whole";
}

} // namespace

class TestNextHop : public QObject
{
    Q_OBJECT

    Folder m_home;
    std::optional<Loop> m_loop;
    std::optional<asio::thread_pool> m_disk;
    std::optional<ScriptedHop> m_hop;
    std::optional<HopFigures> m_figures;
    std::optional<NextHop> m_queue;
    std::vector<std::string> m_told;
    std::vector<std::string> m_limits; ///< that were reached

    void begin(HopScript script, HopLimits limits = {}, const std::string& path = {})
    {
        m_queue.reset();
        m_hop.reset();
        m_loop.emplace();
        m_hop.emplace(*m_loop, std::move(script), path);
        m_told.clear();
        m_limits.clear();
        m_figures.emplace();
        m_queue.emplace(m_hop->hop(), m_home.path(), *m_disk,
                        HopUse{limits, &*m_figures, [this](const std::string& words) { m_told.push_back(words); },
                               [this](std::string_view limit) { m_limits.emplace_back(limit); }});
    }

    QueueFinished send(const OpenQueue& wish, const std::string& bytes = message)
    {
        return m_loop->run(deliver(*m_queue, wish, bytes));
    }
    QueueFinished send() { return send(wish()); }

    void isDeferred(const QueueFinished& answer)
    {
        QVERIFY(!isSafe(answer));
        QVERIFY2(replyOf(answer).starts_with("451 "), replyOf(answer).c_str());
        const std::string& reason = answer.exit.reason;
        QVERIFY2(reason.find(m_hop->hop().server.shown()) != std::string::npos, reason.c_str());
    }

private slots:
    void initTestCase()
    {
        prepareSignals();
        m_home.write("control/me", "mx.example.net\n");
    }

    void init() { m_disk.emplace(2U); }

    void cleanup()
    {
        m_queue.reset();
        m_disk.reset();
        m_hop.reset();
        m_loop.reset();
    }

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

QTEST_GUILESS_MAIN(TestNextHop)
#include "tst_next_hop.moc"
