// SPDX-License-Identifier: MIT
#include "core/runtime/queue/maildir.h"
#include "core/runtime/queue/next_hop.h"
#include "core/runtime/queue/null_queue.h"
#include "core/runtime/queue/qmail_queue.h"
#include "core/runtime/queue/queue_spec.h"
#include "tests/core/runtime/loop.h"

#include <QTest>

using namespace spp::runtime;
using spp::session::OpenQueue;
using spp::session::QueueFinished;
using Kind = QueueSpec::Kind;

namespace
{

asio::awaitable<QueueFinished> send(NullQueue& queue, bool finish)
{
    OpenQueue wish;
    wish.envelope = {"a@example.org", {"b@example.org", "c@example.org"}};
    const auto message = co_await queue.open(wish);
    co_await (*message)->write("12345");
    co_await (*message)->write("678");
    if (finish)
        co_return co_await (*message)->finish();
    co_return co_await (*message)->abandon();
}

} // namespace

class TestQueueSpec : public QObject
{
    Q_OBJECT

private slots:
    void knowsThreeQueues()
    {
        QCOMPARE(*parseQueueSpec("qmail-queue"), (QueueSpec{Kind::QmailQueue, {}}));
        QCOMPARE(*parseQueueSpec("none"), (QueueSpec{Kind::None, {}}));
        QCOMPARE(*parseQueueSpec("maildir:/var/mail/all"), (QueueSpec{Kind::Maildir, "/var/mail/all"}));
    }

    void hopsAreServersByLmtpOrSmtp_data()
    {
        QTest::addColumn<QByteArray>("shown");
        for (const char* text : {"lmtp:unix:/run/dovecot/lmtp", "lmtp:127.0.0.1:24", "lmtp:[::1]:24", "smtp:mx:2525",
                                 "smtp:mx:465", "smtp:unix:/run/smtp"})
            QTest::addRow("%s", text) << QByteArray(text);
        QTest::addRow("smtp:mx") << QByteArray("smtp:mx:25");
        QTest::addRow("smtp:2001:db8::1") << QByteArray("smtp:[2001:db8::1]:25");
    }

    void hopsAreServersByLmtpOrSmtp()
    {
        QFETCH(QByteArray, shown);
        const auto spec = parseQueueSpec(QTest::currentDataTag());
        QVERIFY2(spec, spec ? "" : spec.error().message.c_str());
        QCOMPARE(spec->kind, Kind::NextHop);
        QCOMPARE(spec->hop->shown(), shown.toStdString());
    }

    void aHopThatCantBeIsToldWhy_data()
    {
        QTest::addColumn<QByteArray>("why");
        const auto row = [](const char* text, const char* why) { QTest::addRow("%.40s", text) << QByteArray(why); };
        row("lmtp:", "HOST:PORT");
        row("lmtp:mx", "LMTP needs a port");
        row("lmtp:mx:25", "which isn't 25");
        row("lmtp:2001:db8::24", "LMTP needs a port");
        row("lmtp:unix:run/lmtp", "from the root on");
        row("lmtp:unix:", "from the root on");
        row("smtp:mx:smtp", "HOST:PORT");
        row("smtp::25", "HOST:PORT");
    }

    void aHopThatCantBeIsToldWhy()
    {
        QFETCH(QByteArray, why);
        const auto spec = parseQueueSpec(QTest::currentDataTag());
        QVERIFY(!spec);
        QVERIFY2(spec.error().message.find(why.toStdString()) != std::string::npos, spec.error().message.c_str());
        QVERIFY(!parseQueueSpec("lmtp:unix:/" + std::string(107, 'x')));
    }

    void saysWhatIsPossible()
    {
        for (const auto* text : {"", "qmail", "maildir", "maildir:", "NONE", "none "}) {
            const auto spec = parseQueueSpec(text);
            QVERIFY2(!spec, text);
            QVERIFY(spec.error().message.find("write qmail-queue, maildir:DIR (with a directory), lmtp:unix:PATH, "
                                              "lmtp:HOST:PORT, smtp:HOST:PORT or none") != std::string::npos);
        }
    }

    void makesTheSink()
    {
        asio::thread_pool pool(1);
        const auto make = [&](const char* text) { return makeQueueSink(*parseQueueSpec(text), "/var/qmail", pool); };
        QVERIFY(dynamic_cast<QmailQueue*>(make("qmail-queue").get()) != nullptr);
        QVERIFY(dynamic_cast<Maildir*>(make("maildir:x").get()) != nullptr);
        QVERIFY(dynamic_cast<NextHop*>(make("lmtp:unix:/run/lmtp").get()) != nullptr);
        QVERIFY(dynamic_cast<NullQueue*>(make("none").get()) != nullptr);
    }

    void noneCountsWhatWasFinished()
    {
        spp::test::Loop loop;
        NullQueue queue;
        QCOMPARE(loop.run(send(queue, true)).id, std::string("1"));
        loop.run(send(queue, false));
        const auto answer = loop.run(send(queue, true));
        QCOMPARE(answer.exit, spp::plugin::Exit{});
        QCOMPARE(answer.id, std::string("2"));
        QCOMPARE(queue.counts().messages.load(), std::uint64_t(2));
        QCOMPARE(queue.counts().bytes.load(), std::uint64_t(16));
        QCOMPARE(queue.counts().recipients.load(), std::uint64_t(4));
    }
};

QTEST_GUILESS_MAIN(TestQueueSpec)
#include "tst_queue_spec.moc"
