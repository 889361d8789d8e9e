// SPDX-License-Identifier: MIT
#include "tests/support/dialect_rows.h"
#include "tests/support/printing.h"
#include "tests/support/test_main.h"

#include <map>

using namespace spp;
using namespace spp::test;
using namespace std::string_literals;

/// The SMTP verbs in a home without plugins.
class TestVerbs : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase_data() { addDialectRows(); }

    void greetsWithItsName()
    {
        SessionTester client{home(), inDialect()};
        QCOMPARE(client.replies(), "220 mx.example.org ESMTP\r\n"s);
    }

    void greetsWithSmtpGreeting()
    {
        SessionTester client{home().file("smtpgreeting", "mx.example.org here  \n"), inDialect()};
        QCOMPARE(client.replies(), "220 mx.example.org here ESMTP\r\n"s);
        QCOMPARE(client.say("HELO x"), "250 mx.example.org here\r\n"s);
        QCOMPARE(client.say("QUIT"), own("221 mx.example.org here") + "\r\n");
    }

    void ehloListsItsExtensions()
    {
        SessionTester client{home(), inDialect()};
        const std::map<std::string_view, std::string> words{
            {"modern",
             "250-PIPELINING\r\n250-8BITMIME\r\n250-SMTPUTF8\r\n250-ENHANCEDSTATUSCODES\r\n250-CHUNKING\r\n250 SIZE 0"},
            {"qmail-spp", "250-PIPELINING\r\n250 8BITMIME"},
            {"qmail-spp-1.03", "250-PIPELINING\r\n250 8BITMIME"},
            {"qmail-spp-auth-tls", "250-PIPELINING\r\n250-8BITMIME\r\n250 SIZE 0"},
            {"qmail-spp-smtpauth",
             "250-AUTH LOGIN CRAM-MD5 PLAIN\r\n250-AUTH=LOGIN CRAM-MD5 PLAIN\r\n250-PIPELINING\r\n250 8BITMIME"},
            {"qmail-spp-smtpauth-eh", "250-PIPELINING\r\n250-8BITMIME\r\n250 AUTH LOGIN PLAIN CRAM-MD5"},
            {"qmail-spp-smtpauth-tls", "250-PIPELINING\r\n250-8BITMIME\r\n250-SIZE 0\r\n250 AUTH LOGIN PLAIN CRAM-MD5"},
            {"sagredo", "250-PIPELINING\r\n250-SMTPUTF8\r\n250-8BITMIME\r\n250 SIZE 0"},
        };
        QCOMPARE(client.say("EHLO client.example.net"), "250-mx.example.org\r\n" + words.at(dialect().name) + "\r\n");
    }

    void mailIsTakenBeforeHelo()
    {
        SessionTester client{home(), inDialect()};
        client.say("MAIL FROM:<a@example.net>", own("250 ok"));
    }

    void rcptNeedsMail()
    {
        SessionTester client{home(), inDialect()};
        client.say("RCPT TO:<b@example.org>", own("503 MAIL first (#5.5.1)"));
    }

    void dataNeedsMailThenRcpt()
    {
        SessionTester client{home(), inDialect()};
        client.say("DATA", own("503 MAIL first (#5.5.1)"));
        client.say("MAIL FROM:<a@example.net>", "250");
        client.say("DATA", own("503 RCPT first (#5.5.1)"));
        QVERIFY(client.messages().empty());
    }

    void deliversAMessage()
    {
        SessionTester client{home(), inDialect({"TCPREMOTEIP=192.0.2.25", "TCPREMOTEHOST=client.example.net",
                                                "TCPREMOTEINFO=joe", "TCPLOCALHOST=mx.example.org"})};
        client.say("HELO other.example.net", "250");
        client.say("MAIL FROM:<a@example.net>", "250");
        client.say("RCPT TO:<b@example.org>", "250");
        client.say("RCPT TO:<c@example.org>", "250");
        client.say("DATA", "354 go ahead");
        QCOMPARE(client.send("Subject: x\r\n\r\nhello\r\n.\r\n"), own("250 ok 1767225600 qp 4711") + "\r\n");
        QCOMPARE(client.messages().size(), std::size_t{1});
        const QueuedMessage& queued = client.messages().front();
        QCOMPARE(queued.envelope().sender, "a@example.net"s);
        QCOMPARE(queued.envelope().recipients, (std::vector{"b@example.org"s, "c@example.org"s}));
        QCOMPARE(queued.opened.program, "bin/qmail-queue"s);
        QCOMPARE(queued.message,
                 "Received: from client.example.net (HELO other.example.net) (joe@192.0.2.25)\n"
                 "  by mx.example.org with SMTP; 1 Jan 2026 00:00:00 "s +
                     (dialect().hidesClients ? "+0000" : "-0000") + "\nSubject: x\n\nhello\n"s);
        QVERIFY(queued.finished && !queued.abandoned);
    }

    void theTransactionEndsWithTheMessage()
    {
        SessionTester client{home(), inDialect()};
        QVERIFY(client.deliver().starts_with("250"));
        client.say("RCPT TO:<b@example.org>", own("503 MAIL first (#5.5.1)"));
        QVERIFY(client.deliver().starts_with("250"));
        QCOMPARE(client.messages().size(), std::size_t{2});
    }

    void mailInATransactionStartsANewOne()
    {
        SessionTester client{home(), inDialect()};
        client.beginMail("first@example.net");
        client.say("RCPT TO:<b@example.org>", "250");
        client.say("MAIL FROM:<second@example.net>", "250");
        client.say("DATA", own("503 RCPT first (#5.5.1)"));
        client.say("RCPT TO:<c@example.org>", "250");
        client.say("DATA", "354");
        client.say(".", "250");
        QCOMPARE(client.messages().front().envelope().sender, "second@example.net"s);
        QCOMPARE(client.messages().front().envelope().recipients, std::vector{"c@example.org"s});
    }

    void heloEndsTheTransaction()
    {
        SessionTester client{home(), inDialect()};
        client.beginMail();
        client.say("EHLO again.example.net", "250-");
        client.say("RCPT TO:<b@example.org>", own("503 MAIL first (#5.5.1)"));
    }

    void rsetEndsTheTransaction()
    {
        SessionTester client{home(), inDialect()};
        client.beginMail();
        client.say("RSET", own("250 flushed"));
        client.say("RCPT TO:<b@example.org>", own("503 MAIL first (#5.5.1)"));
    }

    void noopVrfyHelpLeaveTheTransactionAlone()
    {
        SessionTester client{home(), inDialect()};
        client.beginMail();
        client.say("NOOP", own("250 ok"));
        client.say("VRFY postmaster", own("252 send some mail"));
        client.say("HELP", "214 ");
        client.say("RCPT TO:<b@example.org>", "250");
    }

    void unknownVerbsAreRefusedAndTheSessionGoesOn()
    {
        SessionTester client{home(), inDialect()};
        std::vector<const char*> lines{"EXPN list", "", " NOOP", "NOOPE"};
        if (!dialect().hasStartTls)
            lines.push_back("STARTTLS");
        if (dialect().auth.offer == session::AuthTraits::Offer::Never)
            lines.push_back("AUTH PLAIN");
        if (!dialect().hasChunking)
            lines.push_back("BDAT 4 LAST");
        if (!dialect().dropsHttp)
            lines.push_back("GET / HTTP/1.1");
        for (const char* line : lines)
            client.say(line, own(dialect().unknownReply));
        client.say("NOOP", "250");
    }

    void verbsAreTakenInAnyCase()
    {
        SessionTester client{home(), inDialect()};
        client.say("helo x", "250");
        client.say("mAiL fRoM:<a@example.net>", "250");
        client.say("rcpt   to:<b@example.org>", "250");
        client.say("data", "354");
        client.say(".", "250");
        client.say("quit", "221");
    }

    void onlyOneCarriageReturnBeforeTheLineFeedIsCut()
    {
        SessionTester client{home(), inDialect()};
        client.send("NOOP\r\r\n");
        QCOMPARE(client.send("NOOP\n"), own("250 ok") + "\r\n");
        if (dialect().refusesControlBytes)
            return;
        QCOMPARE(client.send("NOOP\r\r\n"), own(dialect().unknownReply) + "\r\n");
        QCOMPARE(client.send("NOOP \r\r\n"), own("250 ok") + "\r\n");
        QCOMPARE(client.send("NOOP\tx\r\n"), own(dialect().unknownReply) + "\r\n");
    }

    void aNulEndsACommandLineWhereItIsTaken()
    {
        SessionTester client{home().plugin("mail", says("")), inDialect()};
        client.replies();
        if (dialect().refusesControlBytes) {
            QVERIFY(client.send("NOOP\0x\r\n"s).starts_with("501"));
            return;
        }
        QCOMPARE(client.send("NOOP\0x\r\n"s), own("250 ok") + "\r\n");
        QCOMPARE(client.send("\0NOOP\r\n"s), own(dialect().unknownReply) + "\r\n");
        QCOMPARE(client.send("MAIL FROM:<a@example.net\0@x>\r\n"s), own("250 ok") + "\r\n");
        QCOMPARE(client.lastSeen("SMTPMAILFROM"), "a@example.net"s);
    }

    void argumentsOfVerbsWithoutArgumentMeanNothing()
    {
        SessionTester client{home(), inDialect()};
        client.say("RSET x", own("250 flushed"));
        client.say("NOOP x", own("250 ok"));
        client.say("HELP x", "214 ");
        client.beginMail();
        client.say("RCPT TO:<b@example.org>", "250");
        client.say("DATA x", "354");
        client.say(".", "250");
        client.say("QUIT x", "221");
    }

    void quitClosesWithZero()
    {
        SessionTester client{home(), inDialect()};
        client.say("QUIT", own("221 mx.example.org"));
        QCOMPARE(client.exitStatus(), std::optional(0));
    }

    void nothingIsAnsweredAfterQuit()
    {
        SessionTester client{home(), inDialect()};
        QCOMPARE(client.send("QUIT\r\nNOOP\r\nHELO x\r\n"), own("221 mx.example.org") + "\r\n");
        QCOMPARE(client.say("NOOP"), ""s);
    }

    void mailWithoutAddressIsTheEmptySenderOrASyntaxError()
    {
        for (const char* line : {"MAIL", "MAIL FROM:<>", "MAIL FROM:"}) {
            SessionTester client{home().plugin("mail", says("")), inDialect()};
            if (dialect().wantsAddress && !std::string_view(line).ends_with('>')) {
                client.say(line, "555");
                QVERIFY(client.pluginRuns().empty());
                continue;
            }
            client.say(line, "250");
            QCOMPARE(client.lastSeen("SMTPMAILFROM"), ""s);
        }
    }

    void anAddressHas899BytesAtMost()
    {
        SessionTester client{home().without("rcpthosts").file("rcpthosts", "example.org\n"), inDialect()};
        const std::string domain = "@example.org";
        const std::string longest(899 - domain.size(), 'x');
        client.say("MAIL FROM:<" + longest + domain + ">", "250");
        client.say("RCPT TO:<" + longest + domain + ">", "250");
        client.say("RCPT TO:<x" + longest + domain + ">", own("555 syntax error (#5.5.4)"));
        client.say("MAIL FROM:<x" + longest + domain + ">", own("555 syntax error (#5.5.4)"));
    }

    void anOwnIpAddressBecomesTheLocalName()
    {
        SessionOptions options = inDialect();
        options.localAddresses = {{192, 0, 2, 1}};
        SessionTester client{home().file("localiphost", "local.example.org\n").file("rcpthosts", "local.example.org\n"),
                             options};
        client.beginMail();
        client.say("RCPT TO:<b@[192.0.2.2]>", "553");
        client.say("RCPT TO:<b@[192.0.2.1]>", "250");
        client.say("DATA", "354");
        client.say(".", "250");
        QCOMPARE(client.messages().front().envelope().recipients, std::vector{"b@local.example.org"s});
    }
};

SPP_TEST(TestVerbs)
#include "tst_verbs.moc"
