// SPDX-License-Identifier: MIT
#include "tests/support/dialect_rows.h"
#include "tests/support/printing.h"
#include "tests/support/test_main.h"

#include <csignal>
#include <tuple>

using namespace spp;
using namespace spp::test;
using namespace std::string_literals;
using plugin::Exit;

/// RCPTCHECK: in each dialect that has the extra checks, and without effect in the others.
class TestRecipientCheck : public QObject
{
    Q_OBJECT

    static SessionOptions withCheck(Exit exit = {}, std::vector<std::string> environment = {})
    {
        environment.emplace_back("RCPTCHECK=bin/check");
        SessionOptions options = inDialect(std::move(environment));
        options.recipientCheck = std::move(exit);
        return options;
    }

    static Exit code(int number) { return {Exit::Kind::Code, number, {}}; }

    static std::string variable(const plugin::Call& call, std::string_view name)
    {
        return std::string(call.environment.value(name).value_or("(none)"));
    }

private slots:
    void initTestCase_data() { addDialectRows(); }

    void theProgramIsRunForEachRecipientThatPassedTheChecksBefore()
    {
        SessionTester client{home().plugin("rcpt", says("")).plugin("pass", says("")), withCheck()};
        client.beginMail("a@example.net");
        client.say("RCPT TO:<b@example.org>", "250");
        client.say("RCPT TO:<b@foreign.example>", "553");
        client.say("RCPT TO:<c@example.org>", "250");
        const auto& checks = client.recipientChecks();
        if (!dialect().hasExtraChecks) {
            QVERIFY(checks.empty());
            return;
        }
        QCOMPARE(checks.size(), std::size_t{2});
        const plugin::Call& call = checks.back();
        QCOMPARE(call.program, "bin/check"s);
        QCOMPARE(call.arguments, std::vector{"bin/check"s});
        QCOMPARE(call.directory, client.session().config().home->directory);
        QCOMPARE(variable(call, "SENDER"), "a@example.net"s);
        QCOMPARE(variable(call, "RECIPIENT"), "c@example.org"s);
        QCOMPARE(variable(call, "RCPTHOSTS"), "1"s);
        QCOMPARE(variable(call, "SMTPRCPTTO"), "c@example.org"s);
        // They are its own: plugins and the queue do not see them.
        for (const char* name : {"SENDER", "RECIPIENT", "RCPTHOSTS"})
            QVERIFY(!client.session().state().environment.contains(name));
        QCOMPARE(client.lastSeen("SENDER"), "(none)"s);
    }

    void anExitThatMeansNothingLetsPassRun()
    {
        for (const int number : {0, 1, 99, 112}) {
            SessionTester client{home().plugin("pass", says("E550 pass\n")), withCheck(code(number))};
            client.beginMail();
            client.say("RCPT TO:<b@example.org>", dialect().hasPass ? "550 pass" : "250");
        }
    }

    void refusalsAreToldAndSomeEndTheSession()
    {
        if (!dialect().hasExtraChecks)
            return;
        const std::tuple<Exit, const char*, bool> rows[] = {
            {code(100), "553 sorry, no mailbox here by that name. (#5.1.1)", false},
            {code(111), "421 unable to verify recipient (#4.3.0)", true},
            {code(113), "421 you have exceeded your messaging limits (#4.3.0)", true},
            {code(120), "421 unable to execute recipient check (#4.3.0)", true},
            {{Exit::Kind::CouldNotRun, 120, "no such file"}, "421 unable to execute recipient check (#4.3.0)", true},
            {{Exit::Kind::Signal, SIGSEGV, {}}, "421 unable to execute recipient check (#4.3.0)", true},
        };
        for (const auto& [exit, reply, closes] : rows) {
            SessionTester client{home().plugin("pass", says("")), withCheck(exit)};
            client.beginMail();
            client.say("RCPT TO:<b@example.org>", own(reply));
            QCOMPARE(client.exitStatus(), closes ? std::optional(1) : std::nullopt);
            QVERIFY(client.pluginRuns().empty());
            QVERIFY(client.session().state().transaction->recipients.empty());
            QCOMPARE(client.session().state().rcptCount, 0UL);
        }
    }

    void refusedRecipientsCountForBrtlimit()
    {
        if (!dialect().hasExtraChecks)
            return;
        SessionTester client{home().file("brtlimit", "1\n"), withCheck(code(100))};
        client.beginMail();
        client.say("RCPT TO:<b@example.org>", "553");
        client.say("RCPT TO:<b@example.org>", own("421 too many invalid addresses, goodbye (#4.3.0)"));
    }

    void okInRcptDoesNotSkipIt()
    {
        SessionTester client{home().plugin("rcpt", says("O\n")), withCheck(code(100))};
        client.beginMail();
        client.say("RCPT TO:<b@foreign.example>", dialect().hasExtraChecks ? "553" : "250");
        for (const auto& check : client.recipientChecks())
            QCOMPARE(variable(check, "RCPTHOSTS"), "(none)"s);
    }

    void relayClientsAreAskedAboutOnlyWhereThatIsWanted()
    {
        SessionTester client{home(), withCheck(code(100), {"RELAYCLIENT=@relay.example"})};
        client.beginMail();
        client.say("RCPT TO:<b@foreign.example>", "250");
        SessionTester wanted{home(), withCheck({}, {"RELAYCLIENT=@relay.example", "RCPTCHECKRELAYCLIENT=1"})};
        wanted.beginMail();
        wanted.say("RCPT TO:<b@foreign.example>", "250");
        QCOMPARE(wanted.recipientChecks().empty(), !dialect().hasExtraChecks);
        for (const auto& check : wanted.recipientChecks())
            QCOMPARE(variable(check, "RECIPIENT"), "b@foreign.example@relay.example"s);
    }

    void pluginsCanNeitherSetNorChangeIt()
    {
        SessionTester client{home().plugin("connection", says("SRCPTCHECK=bin/other\n")), inDialect()};
        client.beginMail();
        client.say("RCPT TO:<b@example.org>", "250");
        QVERIFY(client.recipientChecks().empty());
    }

    void whatTheClientSendsMeanwhileWaits()
    {
        if (!dialect().hasExtraChecks)
            return;
        SessionTester tester{home(), withCheck()};
        session::Session session{tester.session().config()};
        session.handle(session::Connected{}, {});
        session.handle(session::BytesReceived{"MAIL FROM:<a@example.net>\r\nRCPT TO:<b@example.org>\r\nNOOP\r\n"}, {});
        QVERIFY(!session.wantsInput());
        session.handle(session::BytesReceived{"QUIT\r\n"}, {});
        QVERIFY(!session.isClosed());
        session::Session copy = session;
        for (session::Session* each : {&session, &copy}) {
            each->handle(session::RecipientChecked{}, {});
            QVERIFY(each->isClosed());
            QCOMPARE(each->state().transaction->recipients, std::vector{"b@example.org"s});
        }
    }

    void theClientMayLeaveMeanwhile()
    {
        if (!dialect().hasExtraChecks)
            return;
        SessionTester tester{home(), withCheck()};
        session::Session session{tester.session().config()};
        session.handle(session::Connected{}, {});
        session.handle(session::BytesReceived{"MAIL FROM:<a@example.net>\r\nRCPT TO:<b@example.org>\r\n"}, {});
        session.handle(session::InputEnded{}, {});
        QVERIFY(session.isClosed());
        session.handle(session::RecipientChecked{}, {});
        QVERIFY(session.isClosed());
    }

    void itIsReportedWithItsEnd()
    {
        if (!dialect().hasExtraChecks)
            return;
        SessionTester client{home(), withCheck(code(100))};
        client.beginMail();
        client.say("RCPT TO:<b@example.org>", "553");
        const session::RecipientCheckStarted* started = nullptr;
        const session::RecipientCheckEnded* ended = nullptr;
        for (const auto& report : client.reports()) {
            if (const auto* body = std::get_if<session::RecipientCheckStarted>(&report.body))
                started = body;
            if (const auto* body = std::get_if<session::RecipientCheckEnded>(&report.body))
                ended = body;
        }
        QVERIFY(started != nullptr && ended != nullptr);
        QCOMPARE(started->call.line, "bin/check"s);
        QCOMPARE(ended->exit.number, 100);
        QVERIFY(!ended->accepted);
    }
};

SPP_TEST(TestRecipientCheck)
#include "tst_recipient_check.moc"
