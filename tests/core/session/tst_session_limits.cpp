// SPDX-License-Identifier: MIT
#include "tests/support/dialect_rows.h"
#include "tests/support/printing.h"
#include "tests/support/test_main.h"

using namespace spp;
using namespace spp::test;
using namespace std::string_literals;
using session::Limit;
using session::SessionLimits;

/// Limits that the administrator has chosen, in each dialect, and what is told when one is reached.
class TestSessionLimits : public QObject
{
    Q_OBJECT

    static SessionOptions limited(SessionLimits limits, std::vector<std::string> environment = {})
    {
        SessionOptions options = inDialect(std::move(environment));
        options.limits = limits;
        return options;
    }

    /// Slow ones are cut off three minutes after this, and a second later for each 100 bytes.
    static SessionOptions paced() { return limited({.silenceInMessage = 180s, .dataRate = 100}); }

    static void beginMessage(SessionTester& client)
    {
        client.beginMail();
        client.say("RCPT TO:<b@example.org>", "250");
        client.say("DATA", "354");
    }

    static void verifyTold(const SessionTester& client, Limit limit, const std::string& words)
    {
        QCOMPARE(client.limits().size(), std::size_t{1});
        QCOMPARE(session::formatLimit(client.limits().front().limit), session::formatLimit(limit));
        QCOMPARE(client.limits().front().words, words);
    }

private slots:
    void initTestCase_data() { addDialectRows(); }

    void theReferenceDialectsHaveTheirOwn()
    {
        if (dialect().repliesOnce)
            return;
        QCOMPARE(dialect().limits, SessionLimits{.recipients = 20'000});
    }

    void oneCommandTooMany()
    {
        SessionTester client{home(), limited({.commands = 3})};
        client.replies();
        for (int i = 0; i < 3; ++i)
            client.say("NOOP", "250");
        QCOMPARE(client.say("NOOP"), own("421 too many commands without a message (#4.7.0)") + "\r\n");
        QCOMPARE(client.exitStatus(), std::optional(1));
        verifyTold(client, Limit::Commands, "the session is ended: 3 commands brought no message (--max-commands)");
    }

    void aMessageThatIsTakenBeginsTheCountAnew()
    {
        SessionTester client{home(), limited({.commands = 4})};
        for (int i = 0; i < 3; ++i)
            QVERIFY(client.deliver().starts_with("250"));
        client.queue().answer.exit.number = 53;
        QVERIFY(client.deliver().starts_with("451"));
        client.say("NOOP", "250");
        client.say("NOOP", "421");
    }

    void quitIsHeardAllTheSame()
    {
        SessionTester client{home(), limited({.commands = 1})};
        client.say("NOOP", "250");
        client.say("QUIT", "221");
        QVERIFY(client.limits().empty());
    }

    void oneLineTooManyThatIsNoCommand()
    {
        SessionTester client{home(), limited({.errors = 2})};
        client.say("FLY", dialect().unknownReply.substr(0, 3));
        client.say("NOOP", "250");
        client.say("FLY", dialect().unknownReply.substr(0, 3));
        client.say("FLY", "421");
        QVERIFY(client.isClosed());
        verifyTold(client, Limit::Errors, "the session is ended: more than 2 lines were no commands (--max-errors)");
    }

    void oneRecipientTooMany()
    {
        SessionTester client{home(), limited({.recipients = 2})};
        client.beginMail();
        client.say("RCPT TO:<b@example.org>", "250");
        client.say("RCPT TO:<c@example.org>", "250");
        for (int i = 0; i < 3; ++i)
            client.say("RCPT TO:<d@example.org>", own("452 too many recipients (#4.5.3)"));
        client.say("DATA", "354");
        QVERIFY(client.send(".\r\n").starts_with("250"));
        QCOMPARE(client.messages().front().envelope().recipients.size(), std::size_t{2});
        verifyTold(client, Limit::Recipients, "a recipient is refused: the message has 2 already (--max-recipients)");
    }

    void noneIsNoLimit()
    {
        SessionTester client{home(), limited({})};
        for (int i = 0; i < 200; ++i)
            client.say("FLY", dialect().unknownReply.substr(0, 3));
        client.beginMail();
        for (int i = 0; i < 2000; ++i)
            client.say("RCPT TO:<b@example.org>", "250");
        QVERIFY(client.limits().empty());
    }

    void refusedLogins()
    {
        if (dialect().auth.offer == session::AuthTraits::Offer::Never)
            return;
        SessionOptions options = limited({.loginFailures = 2}, {"SMTPAUTH=", "FORCETLS=0"});
        options.passwordCommand = {"host", "checkpw", "true"};
        SessionTester client{home(), options};
        const std::string refused = own(dialect().auth.refusedReply);
        client.say("AUTH PLAIN AG1hcnkAd3Jvbmc=", refused);
        QVERIFY(!client.isClosed());
        client.say("AUTH PLAIN AG1hcnkAd3Jvbmc=", refused);
        QVERIFY(client.isClosed());
        verifyTold(client, Limit::LoginFailures, "the session is ended: 2 refused logins (--max-login-failures)");
    }

    void aMessageThatComesTooSlowly()
    {
        SessionTester client{home(), paced()};
        beginMessage(client);
        for (int i = 0; i < 2; ++i) {
            client.wait(90s);
            QVERIFY(!client.isClosed());
            client.send(std::string(998, 'x') + "\r\n");
        }
        client.wait(19s);
        QVERIFY(!client.isClosed());
        client.wait(1s);
        QCOMPARE(client.replies(), own("451 this message comes too slowly (#4.4.2)") + "\r\n");
        QCOMPARE(client.exitStatus(), std::optional(1));
        QVERIFY(client.messages().front().abandoned);
        verifyTold(client, Limit::DataRate,
                   "the session is ended: the client sent 2000 bytes of its message in 200 seconds, fewer than 100 a "
                   "second (--min-data-rate)");
    }

    void aMessageMayTakeHoursAtThatRate()
    {
        SessionTester client{home(), paced()};
        beginMessage(client);
        for (int i = 0; i < 200; ++i) {
            client.wait(100s);
            client.send(std::string(9'998, 'x') + "\r\n");
        }
        QVERIFY(client.send(".\r\n").starts_with("250"));
        client.wait(1000s); // commands have no pace
        QVERIFY(!client.isClosed());
        QVERIFY(client.limits().empty());
    }

    void aChunkThatComesTooSlowlyTakenOrRefused()
    {
        if (!dialect().hasChunking)
            return;
        for (const bool taken : {true, false}) {
            SessionTester client{home(), paced()};
            client.beginMail();
            if (taken)
                client.say("RCPT TO:<b@example.org>", "250");
            client.send("BDAT 10000\r\n");
            for (int i = 0; i < 100 && !client.isClosed(); ++i) {
                client.send("x");
                client.wait(10s);
            }
            QVERIFY(client.isClosed());
            QCOMPARE(client.limits().size(), std::size_t{1});
            QCOMPARE(session::formatLimit(client.limits().front().limit), "min-data-rate");
        }
    }

    void theServersOwnTimeIsNotTheClients()
    {
        SessionTester client{home(), paced()};
        beginMessage(client);
        client.send("x");
        client.beBusy(600s);
        client.wait(179s);
        QVERIFY(!client.isClosed());
        client.send("x");
        client.beBusy(600s);
        client.wait(1s);
        QVERIFY(client.isClosed());
        verifyTold(
            client, Limit::DataRate,
            "the session is ended: the client sent 2 bytes of its message in 180 seconds, fewer than 100 a second "
            "(--min-data-rate)");
    }

    void aMessageThatIsTooLarge()
    {
        const std::string words = "a message is refused: it is larger than 10 bytes (control/databytes, DATABYTES)";
        SessionTester client{home().file("databytes", "10\n"), inDialect()};
        QVERIFY(client.deliver("0123456789abcdef\r\n").starts_with("552"));
        QVERIFY(client.deliver("0123456789abcdef\r\n").starts_with("552"));
        verifyTold(client, Limit::MessageSize, words);
        if (!dialect().knowsSize)
            return;
        SessionTester announced{home().file("databytes", "10\n"), inDialect()};
        announced.say("EHLO x");
        announced.say("MAIL FROM:<a@example.net> SIZE=11", "552");
        verifyTold(announced, Limit::MessageSize, words);
    }

    void limitsOfControlFiles()
    {
        if (!dialect().hasExtraChecks)
            return;
        SessionTester many{home().file("maxrcpt", "1\n"), inDialect()};
        many.beginMail();
        many.say("RCPT TO:<b@example.org>", "250");
        many.say("RCPT TO:<c@example.org>", "452");
        verifyTold(many, Limit::Recipients, "a recipient is refused: the message has more than 1 (control/maxrcpt)");
        SessionTester bad{home().file("brtlimit", "1\n"), inDialect()};
        bad.beginMail();
        bad.say("RCPT TO:<b@example.com>", "553");
        bad.say("RCPT TO:<c@example.org>", "421");
        verifyTold(bad, Limit::BadRecipients,
                   "the session is ended: 1 recipients were refused (control/brtlimit, BRTLIMIT)");
    }

    void itIsToldAheadOfItsReply()
    {
        SessionTester client{home(), limited({.commands = 1})};
        client.send("NOOP\r\nNOOP\r\n");
        const auto& wishes = client.wishes();
        QVERIFY(wishes.size() >= 3);
        QVERIFY(wishes[wishes.size() - 3].starts_with("limit "));
        QVERIFY(wishes[wishes.size() - 2].find("421") != std::string::npos);
        QCOMPARE(wishes.back(), "close 1"s);
    }

    void whatCountsAgainstAClientDoesSoInTls()
    {
        if (!dialect().hasStartTls)
            return;
        SessionOptions options = limited({.commands = 2});
        options.hasCertificate = true;
        SessionTester client{home(), options};
        client.say("STARTTLS", "220");
        client.say("NOOP", "250");
        client.say("NOOP", "421");
    }
};

SPP_TEST(TestSessionLimits)
#include "tst_session_limits.moc"
