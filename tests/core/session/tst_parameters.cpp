// SPDX-License-Identifier: MIT
#include "core/smtp/base64.h"
#include "tests/support/dialect_rows.h"
#include "tests/support/printing.h"
#include "tests/support/test_main.h"

using namespace spp;
using namespace spp::test;
using namespace std::string_literals;

/// What may stand behind the address of MAIL and RCPT (RFC 5321 4.1.1.11).
class TestParameters : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase_data() { addDialectRows(); }

    void ofMail_data()
    {
        QTest::addColumn<QByteArray>("parameters");
        QTest::addColumn<QByteArray>("reply");
        const auto row = [](const char* parameters, const char* reply) {
            QTest::newRow(parameters) << QByteArray(parameters) << QByteArray(reply);
        };
        row("", "250");
        row("SIZE=1000", "250");
        row("size=0", "250");
        row("SIZE=99999999999999999999999", "250"); // no limit here
        row("SIZE=", "501 5.5.4");
        row("SIZE", "501 5.5.4");
        row("SIZE=-1", "501 5.5.4");
        row("SIZE=1k", "501 5.5.4");
        row("SIZE=0x10", "501 5.5.4");
        row("BODY=7BIT", "250");
        row("body=8bitmime", "250");
        row("BODY=BINARYMIME", "555 5.5.4");
        row("BODY=", "555 5.5.4");
        row("BODY", "555 5.5.4");
        row("SMTPUTF8", "250");
        row("smtputf8", "250");
        row("SMTPUTF8=1", "501 5.5.4");
        row("SMTPUTF8=", "501 5.5.4");
        row("SIZE=10 BODY=8BITMIME SMTPUTF8", "250");
        row("  SIZE=10   BODY=8BITMIME  ", "250");
        row("SIZE=10 RET=HDRS", "555 5.5.4");
        row("ENVID=1", "555 5.5.4");
        row("X", "555 5.5.4");
        row("=", "555 5.5.4");
        row("SIZE8", "555 5.5.4");
        row("AUTH=<>", "555 5.5.4"); // there is no login
    }

    void ofMail()
    {
        QFETCH(QByteArray, parameters);
        QFETCH(QByteArray, reply);
        SessionTester client{home().plugin("mail", says("")), inDialect()};
        const bool checks = dialect().checksParameters;
        client.say("MAIL FROM:<a@example.net> " + parameters.toStdString(), checks ? reply.toStdString() : "250");
        QCOMPARE(client.pluginRuns().empty(), checks && reply != "250");
        QCOMPARE(client.session().state().transaction.has_value(), !checks || reply == "250");
    }

    void authIsKnownWhereThereIsALogin()
    {
        if (!dialect().checksParameters)
            return;
        SessionOptions options = inDialect();
        options.passwordCommand = {"checkpw"};
        SessionTester client{home(), options};
        client.say("MAIL FROM:<a@example.net> AUTH=<>", "250");
        client.say("MAIL FROM:<a@example.net> AUTH=e+3Dmc2@example.com SIZE=1", "250");
        client.say("MAIL FROM:<a@example.net> AUTH=", "501 5.5.4");
        client.say("MAIL FROM:<a@example.net> AUTH", "501 5.5.4");
    }

    void anAddressWithoutBracketsLeavesNoPlaceForThem()
    {
        SessionTester client{home().file("databytes", "10\n"), inDialect()};
        const bool checks = dialect().checksParameters;
        for (const char* line : {"MAIL FROM:a@example.net", "MAIL FROM: a@example.net", "MAIL FROM: a@example.net "})
            client.say(line, "250");
        client.say("MAIL FROM:a@example.net SIZE=99", checks ? "555 5.5.4" : "250");
        client.say("MAIL FROM: a@example.net SIZE=1", checks ? "555 5.5.4" : "250");
        client.say("MAIL FROM:a@example.net", "250");
        client.say("RCPT TO:b@example.org", "250");
        client.say("RCPT TO:b@example.org X", checks ? "555 5.5.4" : "250");
    }

    void quotedBlanksAndBracketsAreNoParameters()
    {
        SessionTester client{home().plugin("mail", says("")), inDialect()};
        client.say("MAIL FROM:<\"a> X=1 b\"@example.net> BODY=7BIT", "250");
        QCOMPARE(client.lastSeen("SMTPMAILFROM"), "a> X=1 b@example.net"s);
    }

    void ofRcptThereAreNone()
    {
        SessionTester client{home().plugin("rcpt", says("")), inDialect()};
        client.beginMail();
        const bool checks = dialect().checksParameters;
        for (const char* parameter : {"NOTIFY=NEVER", "ORCPT=rfc822;b@example.org", "SMTPUTF8", "SIZE=1", "x"})
            client.say("RCPT TO:<b@example.org> "s + parameter, checks ? "555 5.5.4" : "250");
        QCOMPARE(client.pluginRuns().empty(), checks);
        client.say("RCPT TO:<b@example.org> ", "250");
    }

    void aRecipientIsNamedWhereTheDialectSaysSo()
    {
        SessionTester client{home(), inDialect()};
        client.beginMail();
        client.say("RCPT TO:<>", dialect().takesEmptyRecipient ? "250" : own("553 a recipient must be named (#5.1.3)"));
        client.say("RCPT TO:", dialect().wantsAddress ? "555" : "250");
        client.say("RCPT TO:<postmaster>", "250");
    }

    void smtputf8IsAskedForAtMailAlone()
    {
        if (!dialect().checksUtf8)
            return;
        SessionTester client{home(), inDialect()};
        client.say("VRFY j\xC3\xB6rg", "252 2.0.0 ");
        client.beginMail();
        client.say("RCPT TO:<j\xC3\xB6rg@example.org> SMTPUTF8", "555 5.5.4");
        client.say("RCPT TO:<j\xC3\xB6rg@example.org>", "553 5.6.7");
        client.say("MAIL FROM:<a@example.net> SMTPUTF8", "250");
        client.say("RCPT TO:<j\xC3\xB6rg@example.org>", "250");
        // The next transaction has to ask again.
        client.say("RSET", "250");
        client.say("MAIL FROM:<a@example.net>", "250");
        client.say("RCPT TO:<j\xC3\xB6rg@example.org>", "553 5.6.7");
    }
};

SPP_TEST(TestParameters)
#include "tst_parameters.moc"
