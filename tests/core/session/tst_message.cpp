// SPDX-License-Identifier: MIT
#include "tests/support/dialect_rows.h"
#include "tests/support/printing.h"
#include "tests/support/test_main.h"

#include <csignal>

using namespace spp;
using namespace spp::test;
using namespace std::string_literals;

/// The message behind DATA: what reaches the queue and how its answer becomes a reply.
class TestMessage : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase_data() { addDialectRows(); }

    void dotsAreTakenOffAndLineEndsBecomeLf()
    {
        SessionTester client{home(), inDialect()};
        QVERIFY(client.deliver("..dot\r\n.\rcr\r\na.b\r\n...\r\n\r\n").starts_with("250"));
        QCOMPARE(belowReceived(client), ".dot\n.\rcr\na.b\n..\n\n"s);
    }

    void singleCarriageReturnsAndEightBitsAreKept()
    {
        SessionTester client{home(), inDialect()};
        QVERIFY(client.deliver("a\rb\r\r\n\xE4\xFF\0z\r\n"s).starts_with("250"));
        QCOMPARE(belowReceived(client), "a\rb\r\n\xE4\xFF\0z\n"s);
    }

    void wholeAndByteByByteAgree()
    {
        const std::string dialog =
            "MAIL FROM:<a@example.net>\r\nRCPT TO:<b@example.org>\r\nDATA\r\n"
            "Subject: x\r\n\r\n..a\r\n.\r\r\nb\r\n.\r\nRSET\r\nQUIT\r\n";
        SessionTester whole{home(), inDialect()};
        SessionTester pieces{home(), inDialect()};
        QCOMPARE(pieces.sendBytes(dialog), whole.send(dialog));
        QCOMPARE(pieces.lastMessage(), whole.lastMessage());
        QCOMPARE(belowReceived(whole), "Subject: x\n\n.a\n.\r\nb\n"s);
    }

    void commandsBehindTheMessageAreAnswered()
    {
        SessionTester client{home(), inDialect()};
        client.beginMail();
        QCOMPARE(client.send("RCPT TO:<b@example.org>\r\nDATA\r\nhi\r\n.\r\nNOOP\r\nQUIT\r\n"),
                 own("250 ok") + "\r\n354 go ahead\r\n" + own("250 ok 1767225600 qp 4711") + "\r\n" + own("250 ok") +
                     "\r\n" + own("221 mx.example.org") + "\r\n");
        QCOMPARE(belowReceived(client), "hi\n"s);
    }

    void anEmptyMessageIsAMessage()
    {
        SessionTester client{home(), inDialect()};
        QVERIFY(client.deliver("").starts_with("250"));
        QCOMPARE(belowReceived(client), ""s);
    }

    void onlyCrLfDotCrLfEndsAMessage_data()
    {
        QTest::addColumn<QByteArray>("notTheEnd");
        const char* const variants[] = {"\r\n.\rx\r\n", "\r\n.\r\r\n", "\r\n\r.\r\n", "\r.\r\n",      "\r.\r",
                                        "\r\n.x\r\n",   "\r\n..\r\n",  "\r\n. \r\n",  "\r\r\n. \r\n", "x\r\n.\t\r\n"};
        for (const char* variant : variants)
            QTest::newRow(text::printable(variant).c_str()) << QByteArray(variant);
        QTest::newRow("NUL behind") << QByteArray("\r\n.\0\r\n", 6);
        QTest::newRow("NUL before") << QByteArray("\r\n\0.\r\n", 6);
    }

    /// A second mail behind something that looks like the end is text, not commands.
    void onlyCrLfDotCrLfEndsAMessage()
    {
        QFETCH(QByteArray, notTheEnd);
        SessionTester client{home(), inDialect()};
        client.beginMail();
        client.say("RCPT TO:<b@example.org>", "250");
        client.say("DATA", "354");
        QCOMPARE(client.send("x" + notTheEnd.toStdString() + "MAIL FROM:<smuggled@example.net>\r\n"), ""s);
        QCOMPARE(client.send("\r\n.\r\n"), own("250 ok 1767225600 qp 4711") + "\r\n");
        QCOMPARE(client.messages().size(), std::size_t{1});
        QVERIFY(belowReceived(client).find("smuggled") != std::string::npos);
    }

    void databytesIsTheLargestMessage()
    {
        SessionTester client{home().file("databytes", "10\n"), inDialect()};
        QVERIFY(client.deliver("12345678\r\n").starts_with("250"));
        QVERIFY(client.deliver("123456789\r\n").starts_with("250"));
        QCOMPARE(client.deliver("1234567890\r\n"),
                 own("552 sorry, that message size exceeds my databytes limit (#5.3.4)") + "\r\n");
        QVERIFY(client.messages().back().abandoned);
        QVERIFY(client.deliver("1\r\n").starts_with("250"));
    }

    void theVariableDatabytesWins()
    {
        SessionTester smaller{home().file("databytes", "1000\n"), inDialect({"DATABYTES=3"})};
        QVERIFY(smaller.deliver("12\r\n").starts_with("250"));
        QVERIFY(smaller.deliver("123\r\n").starts_with("552"));
        SessionTester none{home().file("databytes", "1\n"), inDialect({"DATABYTES=0"})};
        QVERIFY(none.deliver("123\r\n").starts_with("250"));
        SessionTester largest{home().file("databytes", "1\n"), inDialect({"DATABYTES=18446744073709551615"})};
        QVERIFY(largest.deliver("123\r\n").starts_with("250"));
    }

    void aMessageOverTheLimitIsNotKeptInMemoryOrQueue()
    {
        SessionTester client{home().file("databytes", "1000\n"), inDialect()};
        client.beginMail();
        client.say("RCPT TO:<b@example.org>", "250");
        client.say("DATA", "354");
        for (int i = 0; i < 100; ++i)
            QCOMPARE(client.send(std::string(10'000, 'x')), ""s);
        QVERIFY(client.lastMessage().size() < 2000);
        QVERIFY(client.send("\r\n.\r\n").starts_with("552"));
    }

    void ofAMessageOverTheLimitTheQueueGetsTheBeginning()
    {
        SessionTester client{home().file("databytes", "5\n"), inDialect()};
        QVERIFY(client.deliver("123\r\n4567\r\n").starts_with("552"));
        QCOMPARE(belowReceived(client), "123\n4"s);
        QVERIFY(client.messages().back().abandoned);
    }

    void aLoopingMessageReachesTheQueueButIsAbandoned()
    {
        SessionTester client{home(), inDialect()};
        std::string hops;
        for (int i = 0; i < 100; ++i)
            hops += "Received: x\r\n";
        QVERIFY(client.deliver(hops + "\r\nend\r\n").starts_with("554"));
        QVERIFY(belowReceived(client).ends_with("Received: x\n\nend\n"));
        QVERIFY(client.messages().back().abandoned);
    }

    void aLoopIsToldBeforeTheSizeAndBothBeforeTheQueuesAnswer()
    {
        SessionTester client{home().file("databytes", "10\n"), inDialect()};
        client.queue().answer.exit.number = 31;
        QVERIFY(client.deliver("0123456789\r\n").starts_with("552"));
        std::string hops;
        for (int i = 0; i < 100; ++i)
            hops += "Received: x\r\n";
        QVERIFY(client.deliver(hops).starts_with("554"));
    }

    void aHundredHopsAreALoop()
    {
        SessionTester client{home(), inDialect()};
        std::string hops;
        for (int i = 0; i < 99; ++i)
            hops += i % 2 == 0 ? "Received: x\r\n" : "DELIVERED-to: y\r\n";
        QVERIFY(client.deliver(hops + "\r\nReceived: in the body\r\n").starts_with("250"));
        QCOMPARE(client.deliver(hops + "Received-SPF: z\r\n"),
                 own("554 too many hops, this message is looping (#5.4.6)") + "\r\n");
        QVERIFY(client.messages().back().abandoned);
    }

    void aQueueThatCannotBeOpenedIsAnsweredAndTheSessionGoesOn()
    {
        SessionTester client{home(), inDialect()};
        client.queue().opens = false;
        client.beginMail();
        client.say("RCPT TO:<b@example.org>", "250");
        client.say("DATA", own("451 qqt failure (#4.3.0)"));
        client.say("NOOP", own("250 ok"));
    }

    void exitCodesOfTheQueueBecomeReplies_data()
    {
        QTest::addColumn<int>("code");
        QTest::addColumn<QByteArray>("reply");
        const auto row = [](int code, const char* reply) {
            QTest::newRow(std::to_string(code).c_str()) << code << QByteArray(reply);
        };
        row(0, "250 ok 1767225600 qp 4711");
        row(11, "554 envelope address too long for qq (#5.1.3)");
        row(31, "554 mail server permanently rejected message (#5.3.0)");
        row(40, "554 qq permanent problem (#5.3.0)");
        row(51, "451 qq out of memory (#4.3.0)");
        row(52, "451 qq timeout (#4.3.0)");
        row(53, "451 qq write error or disk full (#4.3.0)");
        row(54, "451 qq read error (#4.3.0)");
        row(55, "451 qq unable to read configuration (#4.3.0)");
        row(56, "451 qq trouble making network connection (#4.3.0)");
        row(61, "451 qq trouble in home directory (#4.3.0)");
        row(66, "451 qq trouble creating files in queue (#4.3.0)");
        row(71, "451 mail server temporarily rejected message (#4.3.0)");
        row(72, "451 connection to mail server timed out (#4.4.1)");
        row(73, "451 connection to mail server rejected (#4.4.1)");
        row(74, "451 communication with mail server failed (#4.4.2)");
        row(81, "451 qq internal bug (#4.3.0)");
        row(91, "451 qq internal bug (#4.3.0)");
        row(111, "451 qq temporary problem (#4.3.0)");
        row(120, "451 unable to exec qq (#4.3.0)");
    }

    void exitCodesOfTheQueueBecomeReplies()
    {
        QFETCH(int, code);
        QFETCH(QByteArray, reply);
        SessionTester client{home(), inDialect()};
        client.queue().answer.exit.number = code;
        QCOMPARE(client.deliver(), own(reply.toStdString()) + "\r\n");
        client.say("RCPT TO:<b@example.org>", own("503 MAIL first (#5.5.1)"));
    }

    void aQueueThatCrashesOrDoesNotReadIsAnswered()
    {
        SessionTester crashes{home(), inDialect()};
        crashes.queue().answer.exit = {plugin::Exit::Kind::Signal, SIGKILL, {}};
        QCOMPARE(crashes.deliver(), own("451 qq crashed (#4.3.0)") + "\r\n");
        SessionTester reads{home(), inDialect()};
        reads.queue().answer.writeFailed = true;
        QCOMPARE(reads.deliver(), own("451 qq read error (#4.3.0)") + "\r\n");
    }

    void aQueueMayHaveItsOwnWords()
    {
        const auto reply = [this](int code, const char* words) {
            SessionTester client{home(), inDialect()};
            client.queue().answer.exit.number = code;
            client.queue().answer.words = words;
            return client.deliver();
        };
        QCOMPARE(reply(31, "550 nobody here (#5.1.1)"), own("550 nobody here (#5.1.1)") + "\r\n");
        QCOMPARE(reply(71, "452 full (#4.2.2)"), own("452 full (#4.2.2)") + "\r\n");
        QCOMPARE(reply(71, "250 all is well"), own("451 all is well") + "\r\n");
        QCOMPARE(reply(71, "452 a\r\n250 b"), own("452 a??250 b") + "\r\n");
        QCOMPARE(reply(31, "no reply"), own("554 mail server permanently rejected message (#5.3.0)") + "\r\n");
        QVERIFY(reply(0, "550 nobody here").starts_with("250 "));
    }

    void theReceivedLineShowsNoControlOrOddBytes()
    {
        SessionTester client{
            home(), inDialect({"TCPREMOTEHOST=evil\n\x01host", "TCPREMOTEINFO=a(b)", "TCPREMOTEIP=192.0.2.25"})};
        client.say("HELO a(b)\"c;d", "250");
        QVERIFY(client.deliver().starts_with("250"));
        QVERIFY(client.lastMessage().starts_with(
            "Received: from evil??host (HELO a?b??c?d) (a?b?@192.0.2.25)\n  by unknown with SMTP; "));
    }
};

SPP_TEST(TestMessage)
#include "tst_message.moc"
