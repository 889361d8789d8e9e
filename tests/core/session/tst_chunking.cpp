// SPDX-License-Identifier: MIT
#include "tests/support/dialect_rows.h"
#include "tests/support/printing.h"
#include "tests/support/test_main.h"

#include <algorithm>

using namespace spp;
using namespace spp::test;
using namespace std::string_literals;

/// BDAT (RFC 3030) in the dialect that has it.
class TestChunking : public QObject
{
    Q_OBJECT

    static constexpr auto queued = "250 2.0.0 ok 1767225600 qp 4711\r\n";
    static constexpr auto begun = "MAIL FROM:<a@example.net>\r\nRCPT TO:<b@example.org>\r\n";

    static std::string bdat(const std::string& bytes, bool last = true)
    {
        return "BDAT " + std::to_string(bytes.size()) + (last ? " LAST\r\n" : "\r\n") + bytes;
    }

    /// Sender and recipient are there.
    static SessionTester begin(FakeHome fake = home())
    {
        SessionTester client{std::move(fake)};
        client.send(begun);
        return client;
    }

private slots:
    void aMessageInOneChunk()
    {
        SessionTester client = begin();
        QCOMPARE(client.send(bdat("Subject: x\r\n\r\n.\r\nhello\r\n")), queued);
        QCOMPARE(belowReceived(client), "Subject: x\n\n.\nhello\n"s);
        QVERIFY(client.messages().back().finished && !client.messages().back().abandoned);
    }

    void zeroBytesAreAMessageToo()
    {
        SessionTester client = begin();
        QCOMPARE(client.send("BDAT 0 LAST\r\nNOOP\r\n"), queued + "250 2.0.0 ok\r\n"s);
        QCOMPARE(belowReceived(client), ""s);
        client.send(begun);
        QCOMPARE(client.send("BDAT 0\r\nBDAT 0 last\r\n"), "250 2.0.0 0 octets received\r\n"s + queued);
        client.say("BDAT 0 LAST", "503 5.5.1 MAIL first");
        client.say("NOOP", "250");
    }

    void severalChunksAreOneMessage()
    {
        SessionTester client = begin(home().plugin("data", says("HX-One: 1\n")));
        QCOMPARE(client.send(bdat("Subject: x\r", false)), "250 2.0.0 11 octets received\r\n"s);
        QCOMPARE(client.send(bdat("", false)), "250 2.0.0 0 octets received\r\n"s);
        QCOMPARE(client.send("NOOP\r\n"), "250 2.0.0 ok\r\n"s);
        QCOMPARE(client.send(bdat("\n\r\nhi", false)), "250 2.0.0 5 octets received\r\n"s);
        QCOMPARE(client.send(bdat("", true)), queued);
        QCOMPARE(belowReceived(client), "X-One: 1\nSubject: x\n\nhi"s);
        QCOMPARE(client.pluginRuns().size(), std::size_t{1});
        QCOMPARE(client.messages().size(), std::size_t{1});
        client.say("RCPT TO:<c@example.org>", "503");
    }

    void wholeAndByteByByteAgree()
    {
        const std::string dialog = begun + bdat("a\r\n.\r\n", false) + bdat("b\r", false) + bdat("\n") + "NOOP\r\n" +
                                   begun + bdat("QUIT\r\n", false) + "RSET\r\n" + bdat("QUIT\r\n") + "NOOP\r\nQUIT\r\n";
        SessionTester whole{home()};
        SessionTester pieces{home()};
        whole.replies();
        pieces.replies();
        const std::string replies = whole.send(dialog);
        QCOMPARE(pieces.sendBytes(dialog), replies);
        QVERIFY(replies.ends_with("503 5.5.1 MAIL first\r\n250 2.0.0 ok\r\n221 2.0.0 mx.example.org\r\n"));
        QCOMPARE(pieces.messages().front().message, whole.messages().front().message);
        QCOMPARE(whole.messages().size(), std::size_t{2});
        QVERIFY(whole.messages().front().finished && whole.messages().back().abandoned);
    }

    void theBytesOfARefusedChunkAreNeverExecuted()
    {
        const std::string evil = "QUIT\r\nMAIL FROM:<evil@example.net>\r\n";
        SessionTester client{home()};
        client.replies();
        QCOMPARE(client.send(bdat(evil) + "NOOP\r\n"), "503 5.5.1 MAIL first\r\n250 2.0.0 ok\r\n"s);
        QVERIFY(!client.session().state().transaction);
    }

    void pipelinedBehindARefusedRecipientItIsRefusedAndSkipped()
    {
        SessionTester client{home()};
        client.replies();
        QCOMPARE(client.send("MAIL FROM:<a@example.net>\r\nRCPT TO:<b@foreign.example>\r\n" + bdat("QUIT\r\n", false) +
                             bdat("QUIT\r\n") + "RSET\r\nNOOP\r\n"),
                 "250 2.0.0 ok\r\n553 5.7.1 sorry, that domain isn't in my list of allowed rcpthosts\r\n"
                 "503 5.5.1 RCPT first\r\n503 5.5.1 an earlier BDAT was refused, RSET first\r\n"
                 "250 2.0.0 flushed\r\n250 2.0.0 ok\r\n"s);
        QVERIFY(client.messages().empty());
    }

    void aChunkThatPluginsRefuseIsSkippedAndSoAreTheOthers()
    {
        for (const char* output : {"E550 no\n", "E\n"}) {
            SessionTester client = begin(home().plugin("data", says(output)));
            QVERIFY(client.send(bdat("QUIT\r\n", false)).starts_with("550"));
            QVERIFY(client.send(bdat("QUIT\r\n")).starts_with("503"));
            QCOMPARE(client.say("NOOP"), "250 2.0.0 ok\r\n"s);
            QVERIFY(client.messages().empty());
        }
        SessionTester kept = begin(home().plugin("connection", says("LD451 later\n")));
        QCOMPARE(kept.send(bdat("QUIT\r\n")), "451 later\r\n"s);
        QCOMPARE(kept.say("NOOP"), "250 2.0.0 ok\r\n"s);
    }

    void aQueueThatCannotBeOpenedRefusesTheChunkAndItsBytesAreSkipped()
    {
        SessionTester client = begin();
        client.queue().opens = false;
        QVERIFY(client.send(bdat("QUIT\r\n", false)).starts_with("451"));
        QVERIFY(client.send(bdat("QUIT\r\n")).starts_with("503"));
        client.say("NOOP", "250");
    }

    void aRefusedConnectionSkipsChunksToo()
    {
        SessionTester client{home().plugin("connection", says("E554 no\n"))};
        client.replies();
        QVERIFY(client.send(bdat("QUIT\r\n")).starts_with("503"));
        QVERIFY(!client.isClosed());
        client.say("QUIT", "221");
    }

    void aSizeThatCannotBeReadClosesAndNothingBehindItIsExecuted()
    {
        for (const char* argument :
             {"", "x", "-1", "1x", "1 FIRST", "18446744073709551616", "99999999999999999999999", "6 LAST\t", "6\x01",
              "6 LAST LAST", "6LAST", "6, LAST", "+6", "0x6", "6.0", "LAST", "LAST 6"}) {
            SessionTester client = begin();
            const std::string got = client.send("BDAT "s + argument + "\r\nNOOP\r\n");
            QVERIFY2(got.starts_with("421 4.5.4 "), argument);
            QCOMPARE(std::count(got.begin(), got.end(), '\n'), std::ptrdiff_t{1});
            QCOMPARE(client.exitStatus(), std::optional(1));
        }
        SessionTester tooLong = begin();
        QVERIFY(tooLong.send("BDAT 6" + std::string(5000, ' ') + "LAST\r\nNOOP\r\n").starts_with("421"));
        QVERIFY(tooLong.isClosed());
    }

    void theLargestSizeIsASize()
    {
        SessionTester client = begin();
        QCOMPARE(client.send("BDAT 18446744073709551615 LAST\r\nQUIT\r\n"), ""s);
        QVERIFY(!client.isClosed());
        client.hangUp();
        QVERIFY(client.messages().front().abandoned && !client.messages().front().finished);
    }

    void betweenChunksOtherCommandsOfATransactionAreRefused()
    {
        SessionTester client = begin();
        client.send(bdat("one", false));
        for (const char* line :
             {"DATA", "MAIL FROM:<c@example.net>", "RCPT TO:<c@example.org>", "AUTH PLAIN", "STARTTLS"})
            client.say(line, "503 5.5.1 BDAT LAST or RSET first");
        client.say("VRFY x", "252");
        QCOMPARE(client.send(bdat("two")), queued);
        QCOMPARE(belowReceived(client), "onetwo"s);
        QCOMPARE(client.messages().front().envelope().recipients, std::vector{"b@example.org"s});
    }

    void dataAfterARefusedChunkIsNoWayAround()
    {
        for (const auto& fake :
             {home().plugin("data", says("E550 no\n")), home().plugin("connection", says("LD451 x\n"))}) {
            SessionTester refused = begin(fake);
            refused.send(bdat("QUIT\r\n"));
            refused.say("DATA", "503 5.5.1 an earlier BDAT was refused, RSET first");
        }
        SessionTester early{home()};
        early.send("MAIL FROM:<a@example.net>\r\n" + bdat("QUIT\r\n") + "RCPT TO:<b@example.org>\r\n");
        early.say("DATA", "503 5.5.1 an earlier BDAT was refused, RSET first");
        early.send("RSET\r\n"s + begun);
        early.say("DATA", "354");
        SessionTester client = begin(home().file("databytes", "2\n"));
        QVERIFY(client.send(bdat("too long", false)).starts_with("552"));
        client.say("DATA", "503");
    }

    void rsetHeloAndQuitAbandonWhatIsOpen()
    {
        for (const char* line : {"RSET", "HELO x", "EHLO x", "QUIT"}) {
            SessionTester client = begin();
            client.send(bdat("half", false));
            client.say(line, "2");
            QVERIFY2(client.messages().front().abandoned && !client.messages().front().finished, line);
            if (client.isClosed())
                continue;
            QVERIFY(client.send(bdat("more")).starts_with("503"));
            client.say("RSET", "250");
            client.send(begun);
            QCOMPARE(client.send(bdat("new")), queued);
            QCOMPARE(belowReceived(client), "new"s);
        }
    }

    void databytesIsTheLargestMessageOverAllChunks()
    {
        SessionTester client = begin(home().file("databytes", "10\n"));
        QCOMPARE(client.send(bdat("0123456789")), queued);
        client.send(begun);
        QVERIFY(client.send(bdat("01234", false)).starts_with("250"));
        QCOMPARE(client.send(bdat("567890", false)),
                 "552 5.3.4 sorry, that message size exceeds my databytes limit\r\n"s);
        QVERIFY(client.messages().back().abandoned && !client.messages().back().finished);
        QVERIFY(client.send(bdat("QUIT\r\n")).starts_with("503"));
        client.send("RSET\r\n"s + begun);
        QCOMPARE(client.send(bdat("fits")), queued);
    }

    void aHugeChunkKeepsMemoryAndQueueFlat()
    {
        SessionTester client = begin(home().file("databytes", "1000\n"));
        client.send("BDAT 6400000 LAST\r\n");
        for (int i = 0; i < 99; ++i)
            QCOMPARE(client.send(std::string(64'000, 'x')), ""s);
        QVERIFY(client.send(std::string(64'000, 'x')).starts_with("552"));
        QVERIFY(client.lastMessage().size() < 2000);
    }

    void aBareLfIsRefusedEvenWhereChunksMeet()
    {
        SessionTester client = begin();
        QVERIFY(client.send(bdat("one\ntwo")).starts_with("550 5.6.0 message contains a bare LF"));
        QVERIFY(client.messages().back().abandoned);
        client.send(begun);
        QVERIFY(client.send(bdat("one\r", false)).starts_with("250"));
        QCOMPARE(client.send(bdat("\ntwo")), queued);
        client.send(begun);
        QVERIFY(client.send(bdat("one", false)).starts_with("250"));
        QVERIFY(client.send(bdat("\ntwo")).starts_with("550"));
    }

    void theClientMayLeaveAtAnyByte()
    {
        const std::string first = bdat("Subject: x\r\n", false);
        const std::string dialog = first + bdat("\r\nhi\r\n");
        for (std::size_t length = 0; length <= dialog.size(); ++length) {
            SessionTester client = begin();
            client.send(dialog.substr(0, length));
            client.hangUp();
            QCOMPARE(client.exitStatus(), std::optional(1));
            for (const auto& message : client.messages()) {
                QCOMPARE(message.finished, length == dialog.size());
                QCOMPARE(message.abandoned, length != dialog.size());
            }
        }
    }

    void silenceBetweenChunksAbandons()
    {
        SessionTester client = begin();
        client.send(bdat("half", false));
        client.wait(std::chrono::seconds(1200));
        QVERIFY(client.isClosed() && client.messages().front().abandoned);
    }

    void aPluginsPrintedLineIsPartOfTheChunksReply()
    {
        SessionTester client = begin(home().plugin("data", says("P250-hello\n")));
        QCOMPARE(client.send(bdat("hi")), "250-2.0.0 hello\r\n"s + queued);
    }
};

SPP_TEST(TestChunking)
#include "tst_chunking.moc"
