// SPDX-License-Identifier: MIT
#include "core/runtime/process.h"
#include "core/runtime/queue/qmail_queue.h"
#include "tests/core/runtime/loop.h"
#include "tests/support/folder.h"
#include "tests/support/printing.h"

#include <QTest>

#include <signal.h>

#include <cerrno>
#include <optional>

using namespace spp::runtime;
using namespace std::string_literals;
using spp::plugin::Exit;
using spp::session::OpenQueue;
using spp::session::QueueFinished;
using spp::test::Folder;
using spp::test::Loop;

namespace
{

/// Takes the message and the envelope as qmail-queue does, and queues nothing without an envelope.
const std::string wellBehaved = "cat >message\ncat <&1 >envelope\n[ -s envelope ] || exit 91\n";

asio::awaitable<QueueFinished> deliver(QueueMessage& message, std::string_view bytes)
{
    co_await message.write(bytes.substr(0, bytes.size() / 2));
    co_await message.write(bytes.substr(bytes.size() / 2));
    co_return co_await message.finish();
}

} // namespace

class TestQmailQueue : public QObject
{
    Q_OBJECT

    Loop m_loop;
    std::optional<Folder> m_home;

    OpenQueue wish()
    {
        OpenQueue result;
        result.program = "bin/qmail-queue";
        result.environment = spp::plugin::Environment({"PATH=/usr/bin:/bin"});
        result.envelope = {"a@example.org", {"b@example.org", "c@example.org"}};
        return result;
    }

    std::unique_ptr<QueueMessage> open(const OpenQueue& wish)
    {
        QmailQueue queue(m_home->path());
        auto message = m_loop.run(queue.open(wish));
        if (!message)
            qFatal("%s", message.error().message.c_str());
        return std::move(*message);
    }

    QueueFinished send(std::string_view bytes, const OpenQueue& wish)
    {
        const auto message = open(wish);
        return m_loop.run(deliver(*message, bytes));
    }

private slots:
    void initTestCase() { prepareSignals(); }
    void init() { m_home.emplace(); }

    void handsOverMessageAndEnvelope()
    {
        m_home->script("bin/qmail-queue", "echo $$ >id\nenv >environment\n" + wellBehaved);
        const std::string message = "Subject: x\n\n" + std::string(1000000, '\xff') + "\0\r\n"s;
        auto request = wish();
        request.environment.set("SPAM", "1");
        const auto answer = send(message, request);
        QCOMPARE(answer.exit, Exit{});
        QVERIFY(!answer.writeFailed);
        QVERIFY(m_home->read("message") == message);
        QCOMPARE(m_home->read("envelope"), "Fa@example.org\0Tb@example.org\0Tc@example.org\0\0"s);
        QCOMPARE(answer.id + "\n", m_home->read("id"));
        QVERIFY(m_home->read("environment").find("SPAM=1\n") != std::string::npos);
    }

    void theEmptySenderIsHandedOver()
    {
        m_home->script("bin/qmail-queue", wellBehaved);
        auto request = wish();
        request.envelope = {"", {"b@example.org"}};
        QCOMPARE(send("x", request).exit, Exit{});
        QCOMPARE(m_home->read("envelope"), "F\0Tb@example.org\0\0"s);
    }

    void anAddressWithNulAddsNoRecipient()
    {
        m_home->script("bin/qmail-queue", wellBehaved);
        auto request = wish();
        request.envelope = {"a\0Tx@example.net"s, {"b\0Ty@example.net"s}};
        send("x", request);
        QCOMPARE(m_home->read("envelope"), "Fa\0Tb\0\0"s);
    }

    void exitCodesAreTold_data()
    {
        QTest::addColumn<int>("code");
        for (const int code : {11, 31, 53, 91, 120})
            QTest::addRow("%d", code) << code;
    }

    void exitCodesAreTold()
    {
        QFETCH(int, code);
        m_home->script("bin/qmail-queue", wellBehaved + "exit " + std::to_string(code) + "\n");
        const auto answer = send("x", wish());
        QCOMPARE(answer.exit, (Exit{Exit::Kind::Code, code, {}}));
        QVERIFY(!answer.writeFailed);
    }

    void aCrashIsTold()
    {
        m_home->script("bin/qmail-queue", "kill -KILL $$");
        QVERIFY(send("x", wish()).exit.crashed());
    }

    void aProgramThatReadsNothingIsNotBelieved()
    {
        m_home->script("bin/qmail-queue", "exit 0");
        const auto answer = send(std::string(1000000, 'x'), wish());
        QCOMPARE(answer.exit, Exit{});
        QVERIFY(answer.writeFailed);
    }

    void anUnreadEnvelopeIsAFailedWriteToo()
    {
        m_home->script("bin/qmail-queue", "exec 1<&-\ncat >/dev/null");
        const auto message = open(wish());
        const auto answer = m_loop.run(deliver(*message, std::string(1000000, 'x')));
        QCOMPARE(answer.exit, Exit{});
        QVERIFY(answer.writeFailed);
    }

    void aMissingProgramIsToldAtTheEnd()
    {
        const auto answer = send("x", wish());
        QCOMPARE(answer.exit.kind, Exit::Kind::CouldNotRun);
        QCOMPARE(answer.exit.reason, m_home->path("bin/qmail-queue") + ": there is no such file");
    }

    void abandonedNothingIsQueued()
    {
        m_home->script("bin/qmail-queue", wellBehaved);
        const auto message = open(wish());
        m_loop.run(message->write("a part"));
        const auto answer = m_loop.run(message->abandon());
        QCOMPARE(answer.exit, (Exit{Exit::Kind::Code, 91, {}}));
        QCOMPARE(m_home->read("message"), "a part"s);
    }

    void droppedNothingIsLeft()
    {
        m_home->script("bin/qmail-queue", wellBehaved + "touch queued\n");
        auto message = open(wish());
        m_loop.run(message->write("a part"));
        message.reset();
        QVERIFY(!m_home->contains("queued"));
    }

    void theQueueProgramMayBeAnyPath()
    {
        m_home->script("other", wellBehaved);
        auto request = wish();
        request.program = m_home->path("other");
        QCOMPARE(send("x", request).exit, Exit{});
    }
};

QTEST_GUILESS_MAIN(TestQmailQueue)
#include "tst_qmail_queue.moc"
