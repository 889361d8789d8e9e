// SPDX-License-Identifier: MIT
#include "core/smtp/base64.h"
#include "tests/support/dialect_rows.h"
#include "tests/support/printing.h"
#include "tests/support/test_main.h"

using namespace spp;
using namespace spp::test;
using namespace std::string_literals;

namespace
{

SessionOptions withTls(std::vector<std::string> environment = {})
{
    environment.insert(environment.end(), {"SMTPAUTH=", "FORCETLS=0"});
    SessionOptions options = inDialect(std::move(environment));
    options.hasCertificate = true;
    options.passwordCommand = {"checkpw"};
    options.users = {{"mary", "secret"}};
    return options;
}

} // namespace

/// STARTTLS and SMTPS in each dialect that has them.
class TestStartTls : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase_data()
    {
        QTest::addColumn<QString>("dialect");
        for (const auto& dialect : session::dialects())
            if (dialect.hasStartTls) {
                const std::string name(dialect.name);
                QTest::newRow(name.c_str()) << QString::fromStdString(name);
            }
    }

    void itIsAnnouncedWithACertificateAndOutsideTlsAlone()
    {
        SessionTester client{home(), withTls()};
        QVERIFY(client.say("EHLO x").starts_with("250-mx.example.org\r\n250-STARTTLS\r\n"));
        client.say("STARTTLS", own("220 ready for tls"));
        QVERIFY(client.say("EHLO x").find("STARTTLS") == std::string::npos);
        client.say("STARTTLS", own(dialect().unknownReply));
        QCOMPARE(client.handshakes(), 1);
    }

    void withoutACertificateItIsRefused()
    {
        SessionOptions options = withTls();
        options.hasCertificate = false;
        SessionTester client{home(), options};
        QVERIFY(client.say("EHLO x").find("STARTTLS") == std::string::npos);
        client.say("STARTTLS", dialect().name == "modern"
                                   ? "454 4.3.0 TLS missing certificate\r\n"
                                   : "454 TLS missing certificate: error:FFFFFFFF80000002:system "
                                     "library::No such file or directory (#4.3.0)\r\n");
        QCOMPARE(client.handshakes(), 0);
        client.say("NOOP", "250");
    }

    void anArgumentIsASyntaxError()
    {
        SessionTester client{home(), withTls()};
        client.say("STARTTLS now", own("501 Syntax error (no parameters allowed) (#5.5.4)"));
        QCOMPARE(client.handshakes(), 0);
    }

    void whatIsPipelinedBehindItIsNeverExecuted()
    {
        const std::string plaintext = "HELO evil\r\nMAIL FROM:<evil@example.net>\r\nRCPT TO:<b@example.org>\r\nRSE";
        for (std::size_t length = 0; length <= plaintext.size(); ++length) {
            SessionTester client{home().plugin("helo", says("")).plugin("mail", says("")), withTls()};
            client.replies();
            QCOMPARE(client.send("STARTTLS\r\n" + plaintext.substr(0, length)), own("220 ready for tls") + "\r\n");
            QVERIFY(client.pluginRuns().empty());
            QVERIFY(!client.session().state().transaction);
            // No part of it is left in front of what comes through TLS.
            QCOMPARE(client.say("NOOP"), own("250 ok") + "\r\n");
        }
    }

    void whateverIsPipelinedBehindItIsThrownAway()
    {
        for (const std::string& plaintext :
             {"AUTH PLAIN " + smtp::encodeBase64("\0mary\0secret"s) + "\r\n", "AUTH LOGIN\r\n"s, "DATA\r\n.\r\n"s,
              "QUIT\r\n"s, "STARTTLS\r\nSTARTTLS\r\n"s, "BDAT 5 LAST\r\nQUIT\r\n"s, "\r\n\r\n"s, "\0\xFF\n"s,
              std::string(2'000'000, 'x')}) {
            SessionTester client{home(), withTls()};
            client.beginMail();
            client.say("RCPT TO:<b@example.org>", "250");
            QCOMPARE(client.send("STARTTLS\r\n" + plaintext), own("220 ready for tls") + "\r\n");
            QCOMPARE(client.handshakes(), 1);
            QVERIFY(client.logins().empty() && client.messages().empty() && !client.isClosed());
            QCOMPARE(client.say("NOOP"), own("250 ok") + "\r\n");
        }
    }

    void whatArrivesDuringTheHandshakeIsNotExecutedEither()
    {
        SessionTester client{home(), withTls()};
        session::Session session{client.session().config()};
        session.handle(session::Connected{}, {});
        session.handle(session::BytesReceived{"STARTTLS\r\n"}, {});
        QVERIFY(!session.wantsInput());
        session.handle(session::BytesReceived{"MAIL FROM:<evil@example.net>\r\n"}, {});
        session.handle(session::TlsStarted{true, "C"}, {});
        QVERIFY(!session.state().transaction && session.wantsInput());
    }

    void aHandshakeThatFailsCloses()
    {
        SessionOptions options = withTls();
        options.tlsWorks = false;
        SessionTester client{home(), options};
        client.replies();
        QCOMPARE(client.say("STARTTLS"), dialect().name == "modern"
                                             ? "220 2.0.0 ready for tls\r\n"s
                                             : "220 ready for tls\r\n454 TLS connection failed: " +
                                                   std::string(testTlsTrouble) + " (#4.3.0)\r\n");
        QCOMPARE(client.exitStatus(), std::optional(1));
        QCOMPARE(client.say("NOOP"), ""s);
    }

    void disabletlsSwitchesItOffWhereItIsKnown()
    {
        SessionTester client{home(), withTls({"DISABLETLS="})};
        const bool off = dialect().name == "sagredo";
        QCOMPARE(client.say("EHLO x").find("STARTTLS") == std::string::npos, off);
        client.say("STARTTLS", off ? "500 unrecognised (#5.5.2)" : "220");
    }

    void theHeloNameIsForgottenEverywhere()
    {
        SessionTester client{home(), withTls()};
        client.say("HELO before", "250");
        client.say("STARTTLS", "220");
        QVERIFY(!client.session().state().helo);
        QVERIFY(client.deliver().starts_with("250"));
        QVERIFY(client.lastMessage().starts_with("Received: from unknown (unknown)\n"));
    }

    void transactionTextsHeadersAndVariablesAreForgottenWhereTheSessionStartsAfresh()
    {
        SessionTester client{home().plugin("mail", says("Sx=1\nHX-One: 1\nLD451 later\n")), withTls()};
        client.say("EHLO x");
        client.say("MAIL FROM:<a@example.net>", "250");
        client.say("RCPT TO:<b@example.org>", "250");
        client.say("STARTTLS", "220");
        const session::SessionState& state = client.session().state();
        const bool kept = !dialect().startsAfreshInTls;
        QCOMPARE(state.transaction.has_value(), kept);
        QCOMPARE(state.environment.contains("x"), kept);
        QCOMPARE(!state.headers.empty(), kept);
        QCOMPARE(!state.laterData.empty(), kept);
        client.say("RCPT TO:<c@example.org>", kept ? "250" : "503");
    }

    /// Whatever is said and set before, the session is then as one that has said nothing else.
    void afterTheHandshakeItIsANewSessionWhereItStartsAfresh()
    {
        const auto fake = home()
                              .file("badmailfrom", badDomain())
                              .plugin("connection", says("Sfirst=1\nHX-First: 1\nLR451 first\nSDATABYTES=100\n"))
                              .plugin("helo", says("Sx=1\nUfirst\nHX-One: 1\nLM451 later\nSDATABYTES=5\n"))
                              .plugin("auth", says("SRELAYCLIENT=@relay.example\n"))
                              .plugin("mail", says("LD451 later\nA\n"));
        SessionTester talked{fake, withTls()};
        SessionTester fresh{fake, withTls()};
        for (const std::string& line :
             {"EHLO x"s, "AUTH PLAIN " + smtp::encodeBase64("\0mary\0secret"s), "MAIL FROM:<a@bad.example>"s, "RSET"s,
              "MAIL FROM:<a@bad.example> SMTPUTF8"s, "RCPT TO:<b@example.org>"s, "BDAT 3"s})
            talked.say(line);
        if (dialect().hasChunking)
            talked.send("abc"); // of a chunk that was refused
        talked.say("STARTTLS", "220");
        fresh.say("STARTTLS", "220");
        const bool same = talked.session().state() == fresh.session().state();
        QCOMPARE(same, dialect().startsAfreshInTls);
        if (!same)
            return;
        QCOMPARE(talked.replies(), ""s);
        for (const char* line : {"EHLO x", "MAIL FROM:<a@example.net>", "RCPT TO:<b@example.org>", "DATA", "RSET"})
            QCOMPARE(talked.say(line), fresh.say(line));
        QVERIFY(talked.session().state() == fresh.session().state());
    }

    void refusedLoginsAreCountedOverIt()
    {
        if (dialect().limits.loginFailures == 0)
            return;
        SessionTester client{home(), withTls()};
        const std::string wrong = "AUTH PLAIN " + smtp::encodeBase64("\0mary\0wrong"s);
        for (unsigned i = 1; i < dialect().limits.loginFailures; ++i)
            client.say(wrong, "535");
        client.say("STARTTLS", "220");
        client.say("EHLO x");
        client.say(wrong, "535");
        QVERIFY(client.isClosed());
    }

    void aLoginIsKeptOrForgottenAsTheDialectSays()
    {
        SessionTester client{home(), withTls()};
        client.say("AUTH PLAIN " + smtp::encodeBase64("\0mary\0secret"s), "235");
        client.say("STARTTLS", "220");
        QCOMPARE(client.session().state().login.has_value(), dialect().auth.keptOverTls);
        client.beginMail();
        client.say("RCPT TO:<b@foreign.example>", dialect().auth.keptOverTls ? "250" : "553");
    }

    void theReceivedLineNamesTheProtocol()
    {
        const auto named = [](std::string_view words) {
            std::string result(words);
            if (const auto place = result.find("{}"); place != std::string::npos)
                result.replace(place, 2, testCipher);
            return "with " + result + "; ";
        };
        SessionTester client{home(), withTls()};
        client.say("STARTTLS", "220");
        client.say("EHLO x");
        QVERIFY(client.deliver().starts_with("250"));
        QVERIFY(client.lastMessage().find(named(dialect().protocol.afterTls)) != std::string::npos);
        client.say("AUTH PLAIN " + smtp::encodeBase64("\0mary\0secret"s), "235");
        QVERIFY(client.deliver().starts_with("250"));
        QVERIFY(client.lastMessage().find(named(dialect().protocol.afterLoginInTls)) != std::string::npos);
    }

    void foreignRecipientsHaveAReplyOfTheirOwnInTlsWhereTheReferenceHasIt()
    {
        SessionTester client{home(), withTls()};
        client.say("STARTTLS", "220");
        client.beginMail();
        const auto& inTls = dialect().foreignReplyInTls;
        client.say("RCPT TO:<b@foreign.example>", own(inTls.empty() ? dialect().foreignReply : inTls));
    }

    void smtpsShakesHandsBeforeTheGreeting()
    {
        SessionTester client{home().plugin("connection", says("")), withTls({"SMTPS=1"})};
        QVERIFY(client.wishes().front() == "start TLS");
        QCOMPARE(client.replies(), "220 mx.example.org ESMTP\r\n"s);
        QCOMPARE(client.pluginRuns().size(), std::size_t{1});
        QCOMPARE(client.session().state().cipher, std::optional(std::string(testCipher)));
        QVERIFY(client.say("EHLO x").find("STARTTLS") == std::string::npos);
    }

    void smtpsWithoutAHandshakeIsNoSession()
    {
        SessionOptions options = withTls({"SMTPS="});
        options.tlsWorks = false;
        SessionTester client{home().plugin("connection", says("")), options};
        const std::string told = client.replies();
        QVERIFY2(dialect().name == "modern" ? told.empty() : told.starts_with("454 TLS connection failed"),
                 told.c_str());
        QCOMPARE(client.exitStatus(), std::optional(1));
        QVERIFY(client.pluginRuns().empty());
    }

    void smtpsWithoutACertificateIsNoSessionEither()
    {
        SessionOptions options = withTls({"SMTPS="});
        options.hasCertificate = options.tlsWorks = false;
        SessionTester client{home().plugin("connection", says("")), options};
        const std::string told = client.replies();
        QVERIFY2(dialect().name == "modern" ? told.empty() : told.starts_with("454 TLS missing certificate"),
                 told.c_str());
        QCOMPARE(client.exitStatus(), std::optional(1));
        QVERIFY(client.pluginRuns().empty());
    }
};

SPP_TEST(TestStartTls)
#include "tst_starttls.moc"
