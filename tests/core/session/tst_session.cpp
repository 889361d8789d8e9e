// SPDX-License-Identifier: MIT
#include "tests/support/dialect_rows.h"
#include "tests/support/printing.h"
#include "tests/support/test_main.h"

using namespace spp;
using namespace spp::test;
using namespace std::chrono_literals;
using namespace std::string_literals;

/// The session as a machine: pipelining, time, the client's leaving, and a home that can't be read.
class TestSession : public QObject
{
    Q_OBJECT

    static FakePlugin stays()
    {
        FakePlugin fake;
        fake.stays = true;
        return fake;
    }

private slots:
    void initTestCase_data() { addDialectRows(); }

    void pipelinedCommandsAreAnsweredInOrder()
    {
        SessionTester client{home().plugin("mail", says("P250-mail\n")).plugin("rcpt", says("P250-rcpt\n")),
                             inDialect()};
        QCOMPARE(
            client.send(
                "HELO x\r\nMAIL FROM:<a@example.net>\r\nRCPT TO:<b@example.org>\r\nRCPT TO:<c@x.example>\r\nRSET\r\n"),
            "250 mx.example.org\r\n" + behind("250-mail", "250 ok") + behind("250-rcpt", "250 ok") +
                behind("250-rcpt", dialect().foreignReply) + own("250 flushed") + "\r\n");
    }

    void pipelinedAndByteByByteAgree()
    {
        const auto plugins = home().plugin("helo", says("Sx=1\n")).plugin("rcpt", says("HX-One: 1\nLD550 no\n"));
        const std::string dialog =
            "EHLO x\r\nMAIL FROM:<a@example.net>\nRCPT TO:<b@example.org>\r\nDATA\r\nRSET\r\nfoo\r\n\r\nQUIT\r\n";
        SessionTester whole{plugins, inDialect()};
        SessionTester pieces{plugins, inDialect()};
        whole.replies();
        pieces.replies();
        QCOMPARE(pieces.sendBytes(dialog), whole.send(dialog));
        QCOMPARE(pieces.pluginLines(), whole.pluginLines());
    }

    void repliesOfAPipelinedGroupGoOutTogether()
    {
        SessionTester client{home(), inDialect()};
        const std::size_t before = client.wishes().size();
        client.send("HELO x\r\nNOOP\r\nNOOP\r\n");
        QCOMPARE(client.wishes().size(), before + 1);
    }

    void repliesGoOutBeforeAPluginRuns()
    {
        SessionTester client{home().plugin("mail", stays()), inDialect()};
        client.replies();
        QCOMPARE(client.send("HELO x\r\nMAIL FROM:<a@example.net>\r\n"), "250 mx.example.org\r\n"s);
    }

    void commandsWaitWhileAPluginRuns()
    {
        SessionTester client{home().plugin("helo", stays()), inDialect()};
        client.replies();
        QCOMPARE(client.say("HELO x"), ""s);
        QVERIFY(!client.session().wantsInput());
        QCOMPARE(client.say("NOOP"), ""s);
        client.handle(session::PluginOutputEnded{});
        client.handle(session::PluginExited{});
        QCOMPARE(client.replies(), "250 mx.example.org\r\n" + own("250 ok") + "\r\n");
    }

    void silenceIsAnsweredAndCloses()
    {
        SessionTester client{home().file("timeoutsmtpd", "30\n"), inDialect()};
        client.replies();
        client.wait(29s);
        QVERIFY(!client.isClosed());
        client.say("NOOP", "250");
        client.wait(29s);
        QVERIFY(!client.isClosed());
        client.wait(1s);
        QCOMPARE(client.replies(), own("451 timeout (#4.4.2)") + "\r\n");
        QCOMPARE(client.exitStatus(), std::optional(1));
    }

    void withoutTimeoutsmtpdTheDialectSaysHowLong()
    {
        const bool isModern = dialect().repliesOnce;
        QVERIFY(dialect().limits.silence == (isModern ? 300s : 1200s));
        QVERIFY(dialect().limits.silenceInMessage == (isModern ? 180s : 1200s));
        SessionTester client{home(), inDialect()};
        client.wait(dialect().limits.silence - 1s);
        QVERIFY(!client.isClosed());
        client.wait(1s);
        QVERIFY(client.isClosed());
        QCOMPARE(client.limits().size(), std::size_t{1});
        QCOMPARE(client.limits().front().limit, session::Limit::Silence);
        QCOMPARE(client.limits().front().words, "the session is ended: the client was silent for " +
                                                    std::to_string(dialect().limits.silence.count()) +
                                                    " seconds (control/timeoutsmtpd)");
    }

    void aLineInSmallPiecesBeginsNoTimeAnewInModern()
    {
        SessionTester client{home().file("timeoutsmtpd", "30\n"), inDialect()};
        client.replies();
        for (int i = 0; i < 3 && !client.isClosed(); ++i) {
            client.wait(11s);
            if (!client.isClosed())
                client.send("N");
        }
        QCOMPARE(client.isClosed(), dialect().timesWholeLines);
        SessionTester prompt{home().file("timeoutsmtpd", "30\n"), inDialect()};
        for (int i = 0; i < 5; ++i) {
            prompt.wait(20s);
            prompt.say("NOOP", "250");
        }
    }

    void silenceInAMessageCloses()
    {
        SessionTester client{home(), inDialect()};
        client.beginMail();
        client.say("RCPT TO:<b@example.org>", "250");
        client.say("DATA", "354");
        const auto patience = dialect().limits.silenceInMessage;
        client.wait(patience - 10s);
        client.send(std::string(20'000, 'x')); // half of it, and not slowly
        client.wait(patience - 1s);
        QVERIFY(!client.isClosed());
        client.wait(1s);
        QCOMPARE(client.replies(), own("451 timeout (#4.4.2)") + "\r\n");
        QCOMPARE(client.exitStatus(), std::optional(1));
        QVERIFY(client.messages().front().abandoned && !client.messages().front().finished);
    }

    void theTimeOfAPluginIsNotTheClientsSilence()
    {
        FakePlugin slow = says("");
        slow.takes = 3600s;
        SessionTester client{home().plugin("helo", slow), inDialect()};
        client.say("HELO x", "250");
        QVERIFY(!client.isClosed());
        client.wait(dialect().limits.silence - 1s);
        QVERIFY(!client.isClosed());
        client.wait(1s);
        QVERIFY(client.isClosed());
    }

    void aRunningPluginHasNoDeadline()
    {
        SessionTester client{home().plugin("helo", stays()), inDialect()};
        client.say("HELO x");
        QVERIFY(!client.session().deadline());
        client.wait(100'000s);
        QVERIFY(!client.isClosed());
    }

    void aDeadlineToldTooEarlyIsNoDeadline()
    {
        SessionTester client{home(), inDialect()};
        client.handle(session::DeadlinePassed{});
        client.say("NOOP", "250");
    }

    void theClientMayLeaveAfterAnyByte()
    {
        const std::string dialog =
            "EHLO x\r\nMAIL FROM:<a@example.net>\r\nRCPT TO:<b@example.org>\r\nDATA\r\nSubject: x\r\n\r\nhi\r\n"
            ".\r\nMAIL FROM:<a@example.net>\r\nRSET\r\n";
        const std::size_t acknowledged = dialog.find("\r\n.\r\n") + 5;
        for (std::size_t length = 0; length <= dialog.size(); ++length) {
            SessionTester client{home().plugin("rcpt", says("HX-One: 1\n")), inDialect()};
            client.send(dialog.substr(0, length));
            client.hangUp();
            QCOMPARE(client.exitStatus(), std::optional(1));
            QVERIFY(client.replies().empty());
            for (const auto& message : client.messages())
                QCOMPARE(message.finished, length >= acknowledged);
            for (const auto& message : client.messages())
                QCOMPARE(message.abandoned, length < acknowledged);
        }
    }

    void theClientMayLeaveWhileAPluginRuns()
    {
        SessionTester client{home().plugin("helo", stays()), inDialect()};
        client.say("HELO x");
        client.hangUp();
        QCOMPARE(client.exitStatus(), std::optional(1));
        client.handle(session::PluginOutput{"E550 late\n"});
        client.handle(session::PluginExited{});
        QCOMPARE(client.replies(), ""s);
    }

    void eventsAfterTheEndAreIgnored()
    {
        SessionTester client{home(), inDialect()};
        client.say("QUIT", "221");
        client.hangUp();
        client.handle(session::DeadlinePassed{});
        client.handle(session::QueueFinished{});
        QCOMPARE(client.say("NOOP"), ""s);
        QCOMPARE(client.exitStatus(), std::optional(0));
        QVERIFY(!client.session().deadline());
    }

    void answersThatNobodyAskedForAreIgnored()
    {
        SessionTester client{home(), inDialect()};
        client.replies();
        client.handle(session::PluginOutput{"R550 no\n"});
        client.handle(session::PluginOutputEnded{});
        client.handle(session::PluginExited{});
        client.handle(session::QueueOpened{});
        client.handle(session::QueueFinished{});
        QCOMPARE(client.replies(), ""s);
        client.say("NOOP", "250");
    }

    void aHomeThatCannotBeReadIs421()
    {
        for (const auto& broken :
             {home().without("smtpplugins"), home().unreadable("rcpthosts"), home().unreadable("me"),
              home().without("me"), home().unreadable("badmailfrom"), home().unreadable("databytes")}) {
            SessionTester client{broken, inDialect()};
            QCOMPARE(client.replies(), own("421 unable to read controls (#4.3.0)") + "\r\n");
            QCOMPARE(client.exitStatus(), std::optional(1));
        }
    }

    void aLastLineWithoutLineFeedIsNoCommand()
    {
        SessionTester client{home().plugin("mail", says("")), inDialect()};
        client.replies();
        client.send("QUIT");
        client.hangUp();
        QCOMPARE(client.replies(), ""s);
        QCOMPARE(client.exitStatus(), std::optional(1));
    }

    void aLineWithoutEndKeepsMemoryFlatAndTheStep()
    {
        SessionTester client{home(), inDialect()};
        client.replies();
        for (int i = 0; i < 40; ++i)
            QCOMPARE(client.send(std::string(64 * 1024, 'x')), ""s);
        QVERIFY(client.send("\r\nNOOP\r\n").starts_with("500 "));
        client.say("NOOP", own("250 ok"));
    }

    void noReportsAreMadeUnlessAskedFor()
    {
        SessionOptions options = inDialect();
        options.reports = false;
        SessionTester client{home().plugin("helo", says("P250-x\n")), options};
        client.say("HELO x");
        QVERIFY(client.deliver().starts_with("250"));
        QVERIFY(client.reports().empty());
    }
};

SPP_TEST(TestSession)
#include "tst_session.moc"
