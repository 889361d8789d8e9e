// SPDX-License-Identifier: MIT
#include "tests/support/dialect_rows.h"
#include "tests/support/printing.h"
#include "tests/support/test_main.h"

using namespace spp;
using namespace spp::test;
using namespace std::string_literals;
using namespace std::string_view_literals;

/// When the plugins of a section run, and what a section that does not accept leaves behind.
class TestSections : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase_data() { addDialectRows(); }

    void eachCommandRunsItsSection()
    {
        SessionTester client{
            home().file("smtpplugins",
                        "above\n[connection]\nc\n[helo]\nh\n[mail]\nm\n[rcpt]\nr\n[data]\nd\n[x]\nnever\n"),
            inDialect()};
        QCOMPARE(client.pluginLines(), "c"s);
        client.say("HELO x", "250");
        client.say("EHLO x", "250-");
        QCOMPARE(client.pluginLines(), "c h h"s);
        client.say("MAIL FROM:<a@example.net>", "250");
        client.say("RCPT TO:<b@example.org>", "250");
        client.say("RCPT TO:<c@example.org>", "250");
        client.say("DATA", "354");
        client.say(".", "250");
        client.say("RSET", "250");
        client.say("NOOP", "250");
        client.say("VRFY x", "252");
        client.say("HELP", "214");
        client.say("QUIT", "221");
        QCOMPARE(client.pluginLines(), "c h h m r r d"s);
    }

    void pluginsOfASectionRunInOrder()
    {
        SessionTester client{home().file("smtpplugins", "[helo]\none\n[mail]\nm\n[h]\ntwo\n:three -x\n"), inDialect()};
        client.say("HELO x", "250");
        QCOMPARE(client.pluginLines(), "one two :three -x"s);
    }

    void aPlainLineIsAProgramAndAColonLineAShellCommand()
    {
        SessionTester client{home().file("smtpplugins", "[helo]\nplugins/a -x\n:b | c\n"), inDialect()};
        client.say("HELO x", "250");
        const auto& runs = client.pluginRuns();
        QCOMPARE(runs.size(), std::size_t{2});
        QCOMPARE(runs[0].program, "plugins/a -x"s);
        QCOMPARE(runs[0].arguments, std::vector{"plugins/a -x"s});
        QCOMPARE(runs[1].program, "/bin/sh"s);
        QCOMPARE(runs[1].arguments, (std::vector{"/bin/sh"s, "-c"s, "b | c"s}));
        QCOMPARE(runs[0].directory, "/home"s);
        QCOMPARE(runs[1].place, "control/smtpplugins:3"s);
    }

    void noPluginRunsForACommandThatIsNotLegalNow()
    {
        SessionTester client{home().plugin("rcpt", says("")).plugin("data", says("")), inDialect()};
        client.say("RCPT TO:<b@example.org>", "503");
        client.say("DATA", "503");
        client.say("MAIL FROM:<a@example.net>", "250");
        client.say("DATA", "503");
        QVERIFY(client.pluginRuns().empty());
    }

    void noPluginRunsForAnAddressThatIsTooLong()
    {
        SessionTester client{home().plugin("mail", says("")).plugin("rcpt", says("")), inDialect()};
        const std::string tooLong(900, 'x');
        client.say("MAIL FROM:<" + tooLong + ">", "555");
        QVERIFY(client.pluginRuns().empty());
        client.say("MAIL FROM:<>", "250");
        client.say("RCPT TO:<" + tooLong + ">", "555");
        QCOMPARE(client.pluginRuns().size(), std::size_t{1});
    }

    void noRcptPluginRunsForABadSender()
    {
        SessionTester client{home().file("badmailfrom", badDomain()).plugin("rcpt", says("")), inDialect()};
        client.beginMail("a@bad.example");
        client.say("RCPT TO:<b@example.org>", badSenderReply());
        QVERIFY(client.pluginRuns().empty());
    }

    void mailPluginsRunForABadSender()
    {
        SessionTester client{home().file("badmailfrom", badDomain()).plugin("mail", says("")), inDialect()};
        client.beginMail("a@bad.example");
        QCOMPARE(client.pluginRuns().size(), std::size_t{1});
    }

    void rcptPluginsRunForAForeignRecipient()
    {
        SessionTester client{home().plugin("rcpt", says("")), inDialect()};
        client.beginMail();
        client.say("RCPT TO:<b@foreign.example>", own(dialect().foreignReply));
        QCOMPARE(client.lastSeen("SMTPRCPTHOSTSOK"), "0"s);
    }

    void connectionNotAcceptedSendsNoGreetingAndGoesOnUnlessItStaysRefused()
    {
        SessionTester client{home().plugin("connection", says("E550 go away\n")), inDialect()};
        QCOMPARE(client.replies(), "550 go away\r\n"s);
        if (dialect().staysRefused) {
            client.say("HELO x", "503 5.5.1");
            return;
        }
        client.say("HELO x", "250 mx.example.org");
        QVERIFY(client.deliver().starts_with("250"));
    }

    void heloNotAcceptedLeavesNameAndTransaction()
    {
        const auto refuseBad = [](const plugin::Call& call) {
            return says(call.environment.value("SMTPHELOHOST") == "bad" ? "E550 no\n" : "");
        };
        SessionTester client{home().plugin("helo", refuseBad), inDialect()};
        client.say("HELO good", "250");
        client.say("MAIL FROM:<a@example.net>", "250");
        client.say("HELO bad", "550 no");
        client.say("RCPT TO:<b@example.org>", "250");
        client.say("DATA", "354");
        client.say(".", "250");
        QVERIFY(client.lastMessage().starts_with("Received: from unknown (HELO good) (unknown)"));
        QCOMPARE(client.messages().front().opened.environment.value("SMTPHELOHOST"), std::optional("bad"sv));
    }

    void mailNotAcceptedLeavesTheTransaction()
    {
        const auto refuseBad = [](const plugin::Call& call) {
            return says(call.environment.value("SMTPMAILFROM") == "bad@example.net" ? "E550 no\n" : "");
        };
        SessionTester client{home().plugin("mail", refuseBad), inDialect()};
        client.beginMail();
        client.say("RCPT TO:<b@example.org>", "250");
        client.say("MAIL FROM:<bad@example.net>", "550 no");
        client.say("DATA", "354");
        client.say(".", "250");
        QCOMPARE(client.messages().front().envelope().sender, "a@example.net"s);
        QCOMPARE(client.messages().front().envelope().recipients, std::vector{"b@example.org"s});
    }

    void mailNotAcceptedOpensNoTransaction()
    {
        SessionTester client{home().plugin("mail", says("E550 no\n")), inDialect()};
        client.say("MAIL FROM:<a@example.net>", "550 no");
        client.say("RCPT TO:<b@example.org>", own("503 MAIL first (#5.5.1)"));
    }

    void aRefusedMailLeavesTheVerdictOnTheSenderBefore()
    {
        const auto refuseBad = [](const plugin::Call& call) {
            return says(call.environment.value("SMTPMAILFROM") == "bad@bad.example" ? "E550 no\n" : "");
        };
        SessionTester client{home().file("badmailfrom", badDomain()).plugin("mail", refuseBad), inDialect()};
        client.beginMail();
        client.say("MAIL FROM:<bad@bad.example>", "550 no");
        client.say("RCPT TO:<b@example.org>", "250");
    }

    void anAddressThatIsTooLongLeavesTheTransaction()
    {
        SessionTester client{home(), inDialect()};
        client.beginMail();
        client.say("RCPT TO:<b@example.org>", "250");
        client.say("MAIL FROM:<" + std::string(900, 'x') + ">", "555");
        client.say("RCPT TO:<" + std::string(900, 'x') + ">", "555");
        client.say("DATA", "354");
        client.say(".", "250");
        QCOMPARE(client.messages().front().envelope().sender, "a@example.net"s);
        QCOMPARE(client.messages().front().envelope().recipients.size(), std::size_t{1});
    }

    void rcptNotAcceptedIsNotInTheEnvelope()
    {
        const auto refuseBad = [](const plugin::Call& call) {
            return says(call.environment.value("SMTPRCPTTO") == "bad@example.org" ? "E550 no\n" : "");
        };
        SessionTester client{home().plugin("rcpt", refuseBad), inDialect()};
        client.beginMail();
        client.say("RCPT TO:<bad@example.org>", "550 no");
        client.say("DATA", own("503 RCPT first (#5.5.1)"));
        client.say("RCPT TO:<b@example.org>", "250");
        client.say("DATA", "354");
        client.say(".", "250");
        QCOMPARE(client.messages().front().envelope().recipients, std::vector{"b@example.org"s});
    }

    void dataNotAcceptedOpensNoQueueAndKeepsTheTransaction()
    {
        int runs = 0;
        SessionTester client{
            home().plugin("data", [&](const plugin::Call&) { return says(++runs == 1 ? "E451 later\n" : ""); }),
            inDialect()};
        client.beginMail();
        client.say("RCPT TO:<b@example.org>", "250");
        client.say("DATA", "451 later");
        QVERIFY(client.messages().empty());
        client.say("DATA", "354");
        client.say(".", "250");
    }

    void nosppRunsNoPlugin()
    {
        SessionOptions options = inDialect();
        options.pluginsOn = false;
        SessionTester client{home().plugin("helo", says("E550 no\n")), options};
        client.say("HELO x", "250");
        QVERIFY(client.pluginRuns().empty());
    }

    void nosppNeedsNoSmtpPlugins()
    {
        SessionOptions options = inDialect();
        options.pluginsOn = false;
        SessionTester client{home().without("smtpplugins"), options};
        QCOMPARE(client.replies(), "220 mx.example.org ESMTP\r\n"s);
        QVERIFY(client.deliver().starts_with("250"));
    }
};

SPP_TEST(TestSections)
#include "tst_sections.moc"
