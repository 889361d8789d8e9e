// SPDX-License-Identifier: MIT
#include "tests/support/dialect_rows.h"
#include "tests/support/printing.h"
#include "tests/support/test_main.h"

#include <csignal>

using namespace spp;
using namespace spp::test;
using namespace std::string_literals;

/// The section [pass], in each dialect that has it.
class TestPass : public QObject
{
    Q_OBJECT

    static std::vector<std::string> recipients(const SessionTester& client)
    {
        return client.session().state().transaction->recipients;
    }

private slots:
    void initTestCase_data()
    {
        QTest::addColumn<QString>("dialect");
        for (const auto& dialect : session::dialects())
            if (dialect.hasPass) {
                const std::string name(dialect.name);
                QTest::newRow(name.c_str()) << QString::fromStdString(name);
            }
    }

    void itRunsForEachRecipientThatPassedTheChecks()
    {
        SessionTester client{home().file("smtpplugins", "[rcpt]\nr\n[pass]\np\n[data]\nd\n"), inDialect()};
        client.beginMail();
        client.say("RCPT TO:<one@example.org>", "250");
        client.say("RCPT TO:<two@foreign.example>", "553");
        client.say("RCPT TO:<" + std::string(900, 'x') + ">", "555");
        client.say("RCPT TO:<three@example.org>", "250");
        client.say("DATA", "354");
        QCOMPARE(client.pluginLines(), "r p r r p d"s);
    }

    void itDoesNotRunForWhatRcptRefused()
    {
        SessionTester client{home().plugin("rcpt", says("E550 no\n")).plugin("pass", says("")), inDialect()};
        client.beginMail();
        client.say("RCPT TO:<b@example.org>", "550");
        QCOMPARE(client.pluginRuns().size(), std::size_t{1});
    }

    void itRunsAfterOkAndNextInRcpt()
    {
        for (const char* output : {"O\n", "N\n"}) {
            SessionTester client{home().plugin("rcpt", says(output)).plugin("pass", says("")), inDialect()};
            client.beginMail();
            client.say("RCPT TO:<b@example.org>", "250");
            QCOMPARE(client.pluginRuns().size(), std::size_t{2});
        }
    }

    void itSeesTheFinalAddressAndCountsThisRecipient()
    {
        SessionTester client{home().plugin("pass", says("")), inDialect({"RELAYCLIENT=@relay.example"})};
        client.beginMail();
        client.say("RCPT TO:<b@foreign.example>", "250");
        QCOMPARE(client.lastSeen("SMTPRCPTTO"), "b@foreign.example@relay.example"s);
        QCOMPARE(client.lastSeen("SMTPRCPTCOUNT"), "1"s);
        client.say("RCPT TO:<c@example.org>", "250");
        // The suffix is for recipients outside rcpthosts alone.
        QCOMPARE(client.lastSeen("SMTPRCPTTO"), "c@example.org"s);
        QCOMPARE(client.lastSeen("SMTPRCPTCOUNT"), "2"s);
    }

    void okInRcptKeepsTheSuffixAway()
    {
        SessionTester client{home().plugin("rcpt", says("O\n")), inDialect({"RELAYCLIENT=@relay.example"})};
        client.beginMail();
        client.say("RCPT TO:<b@foreign.example>", "250");
        QCOMPARE(recipients(client), std::vector{"b@foreign.example"s});
    }

    void changeReplacesTheRecipientWithoutALookUp()
    {
        SessionTester client{home().plugin("pass", says("Cx@foreign.example\n")).plugin("pass", says("")), inDialect()};
        client.beginMail();
        client.say("RCPT TO:<b@example.org>", "250");
        QCOMPARE(client.lastSeen("SMTPRCPTTO"), "x@foreign.example"s);
        QCOMPARE(recipients(client), std::vector{"x@foreign.example"s});
    }

    void changeInRcptIsLookedUp()
    {
        SessionTester client{home().plugin("rcpt", says("Cnew@example.org\n")).plugin("pass", says("")), inDialect()};
        client.beginMail();
        client.say("RCPT TO:<b@foreign.example>", "250");
        QCOMPARE(client.pluginRuns().front().environment.value("SMTPRCPTHOSTSOK"),
                 std::optional<std::string_view>("0"));
        QCOMPARE(recipients(client), std::vector{"new@example.org"s});
    }

    void errorAndFailureRefuseTheRecipientWhichCountsAllTheSame()
    {
        for (const FakePlugin& fake : {says("E550 not you\n"), dies(SIGKILL), exits(120)}) {
            int runs = 0;
            SessionTester client{
                home()
                    .plugin("rcpt", says(""))
                    .plugin("pass", [&](const plugin::Call&) { return ++runs == 1 ? fake : says(""); }),
                inDialect()};
            client.beginMail();
            const std::string got = client.say("RCPT TO:<b@example.org>");
            QVERIFY2(got.starts_with("550 not you") || got.starts_with("451"), got.c_str());
            QVERIFY(recipients(client).empty());
            client.say("RCPT TO:<c@example.org>", "250");
            QCOMPARE(client.lastSeen("SMTPRCPTCOUNT"), "2"s);
            QCOMPARE(recipients(client), std::vector{"c@example.org"s});
        }
    }

    void rejectAndDropClose()
    {
        for (const char* output : {"R554 bye\n", "D\n"}) {
            SessionTester client{home().plugin("pass", says(output)), inDialect()};
            client.beginMail();
            client.say("RCPT TO:<b@example.org>");
            QCOMPARE(client.exitStatus(), std::optional(0));
        }
    }

    void keptTextsActOnLaterCommands()
    {
        SessionTester client{home().plugin("pass", says("LR551 one is enough\nLD451 later\n")), inDialect()};
        client.beginMail();
        client.say("RCPT TO:<b@example.org>", "250");
        client.say("RCPT TO:<c@example.org>", "551 one is enough");
        client.say("DATA", "451 later");
    }

    void theOtherLettersWork()
    {
        SessionTester client{home().plugin("pass", says("P250-hello\nSx=1\nHX-One: 1\nA\n")), inDialect()};
        client.beginMail();
        QCOMPARE(client.say("RCPT TO:<b@example.org>"), behind("250-hello", "250 ok"));
        QVERIFY(client.session().state().environment.contains("x"));
        QVERIFY(!client.session().state().pluginsOn);
        client.say("DATA", "354");
        client.say(".", "250");
        QVERIFY(belowReceived(client).starts_with("X-One: 1\n"));
    }

    void itKnowsNoSectionWhereItIsNotPartOfTheDialect()
    {
        SessionOptions options;
        options.dialect = "qmail-spp";
        SessionTester client{home().plugin("pass", says("E550 no\n")), options};
        client.beginMail();
        client.say("RCPT TO:<b@example.org>", "250");
        QVERIFY(client.pluginRuns().empty());
    }
};

SPP_TEST(TestPass)
#include "tst_pass.moc"
