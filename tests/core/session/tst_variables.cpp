// SPDX-License-Identifier: MIT
#include "tests/support/dialect_rows.h"
#include "tests/support/printing.h"
#include "tests/support/test_main.h"

using namespace spp;
using namespace spp::test;
using namespace std::string_literals;
using namespace std::string_view_literals;

/// What plugins and the queue program find in their environment.
class TestVariables : public QObject
{
    Q_OBJECT

    static std::string queueSaw(const SessionTester& client, std::string_view name)
    {
        return std::string(client.messages().back().opened.environment.value(name).value_or("(none)"));
    }

private slots:
    void initTestCase_data() { addDialectRows(); }

    void nothingIsSetBeforeTheClientHasSaidIt()
    {
        SessionTester client{home().plugin("connection", says("")).plugin("mail", says("")), inDialect()};
        for (const char* name :
             {"SMTPHELOHOST", "SMTPMAILFROM", "SMTPRCPTTO", "SMTPRCPTCOUNT", "SMTPRCPTCOUNTALL", "SMTPRCPTHOSTSOK"})
            QCOMPARE(client.lastSeen(name), "(none)"s);
        client.say("MAIL FROM:<a@example.net>", "250");
        QCOMPARE(client.lastSeen("SMTPHELOHOST"), "(none)"s);
        QCOMPARE(client.lastSeen("SMTPRCPTTO"), "(none)"s);
    }

    void theHeloHostIsTheWholeArgument()
    {
        SessionTester client{home().plugin("helo", says("")), inDialect()};
        for (const char* argument : {"", "x", "a  b c ", "[192.0.2.7]", "<\"\\@"}) {
            client.say("HELO   "s + argument, "250");
            QCOMPARE(client.lastSeen("SMTPHELOHOST"), std::string(argument));
            client.say("EHLO "s + argument, "250");
            QCOMPARE(client.lastSeen("SMTPHELOHOST"), std::string(argument));
        }
        client.say("HELO", "250");
        QCOMPARE(client.lastSeen("SMTPHELOHOST"), ""s);
    }

    void addressesAreSetAsTheyWereParsed()
    {
        SessionTester client{home().plugin("mail", says("")).plugin("rcpt", says("")), inDialect()};
        client.say("MAIL FROM:<@relay.example:\"a b\"@example.net> SIZE=1", "250");
        QCOMPARE(client.lastSeen("SMTPMAILFROM"), "a b@example.net"s);
        client.say("RCPT TO: b\\>@example.org"s + (dialect().checksParameters ? "" : " NOTIFY=NEVER"), "250");
        QCOMPARE(client.lastSeen("SMTPRCPTTO"), "b>@example.org"s);
        client.say("MAIL FROM:<>", "250");
        QCOMPARE(client.lastSeen("SMTPMAILFROM"), ""s);
    }

    void anAddressOfARefusedCommandIsSetAllTheSame()
    {
        SessionTester client{home().plugin("mail", says("E550 no\n")).plugin("helo", says("")), inDialect()};
        client.say("MAIL FROM:<a@example.net>", "550");
        client.say("HELO x", "250");
        QCOMPARE(client.lastSeen("SMTPMAILFROM"), "a@example.net"s);
    }

    void variablesOfATransactionLiveOn()
    {
        SessionTester client{home().plugin("helo", says("")).plugin("mail", says("")), inDialect()};
        client.beginMail();
        client.say("RCPT TO:<b@example.org>", "250");
        client.say("RSET", "250");
        client.say("HELO x", "250");
        QCOMPARE(client.lastSeen("SMTPMAILFROM"), "a@example.net"s);
        QCOMPARE(client.lastSeen("SMTPRCPTTO"), "b@example.org"s);
        client.say("MAIL FROM:<c@example.net>", "250");
        QCOMPARE(client.lastSeen("SMTPRCPTTO"), "b@example.org"s);
        QCOMPARE(client.lastSeen("SMTPRCPTCOUNTALL"), "1"s);
    }

    void theQueueProgramSeesTheLastRecipientsVariables()
    {
        SessionTester client{home().plugin("rcpt", says("Sscore=5\n")), inDialect({"OWN=1"})};
        client.beginMail();
        client.say("RCPT TO:<b@example.org>", "250");
        client.say("RCPT TO:<c@foreign.example>", "553");
        client.say("DATA", "354");
        client.say(".", "250");
        QCOMPARE(queueSaw(client, "SMTPHELOHOST"), "client.example.net"s);
        QCOMPARE(queueSaw(client, "SMTPMAILFROM"), "a@example.net"s);
        QCOMPARE(queueSaw(client, "SMTPRCPTTO"), "c@foreign.example"s);
        QCOMPARE(queueSaw(client, "SMTPRCPTCOUNT"), "1"s);
        QCOMPARE(queueSaw(client, "SMTPRCPTCOUNTALL"), "2"s);
        QCOMPARE(queueSaw(client, "SMTPRCPTHOSTSOK"), "0"s);
        QCOMPARE(queueSaw(client, "score"), "5"s);
        QCOMPARE(queueSaw(client, "OWN"), "1"s);
    }

    void whilePluginsAreOffTheAddressesAloneAreMissing()
    {
        SessionOptions off = inDialect();
        off.pluginsOn = false;
        SessionTester clients[] = {SessionTester{home(), off},
                                   SessionTester{home().plugin("connection", says("A\n")), inDialect()}};
        for (SessionTester& client : clients) {
            client.beginMail();
            QVERIFY(client.deliver().starts_with("250"));
            QCOMPARE(queueSaw(client, "SMTPHELOHOST"), "client.example.net"s);
            QCOMPARE(queueSaw(client, "SMTPRCPTCOUNTALL"), "1"s);
            QCOMPARE(queueSaw(client, "SMTPRCPTHOSTSOK"), "1"s);
            QCOMPARE(queueSaw(client, "SMTPMAILFROM"), "(none)"s);
            QCOMPARE(queueSaw(client, "SMTPRCPTTO"), "(none)"s);
        }
    }

    void setWithoutEqualsLeavesTheVariableOfThatName()
    {
        SessionTester client{home().plugin("helo", says("SFOO=1\nSFOO\nS=x\nS\n")).plugin("helo", says("")),
                             inDialect()};
        client.say("HELO x", "250");
        QCOMPARE(client.lastSeen("FOO"), "1"s);
        QCOMPARE(client.lastSeen(""), "x"s);
        const auto& entries = client.pluginRuns().back().environment.entries();
        for (const char* entry : {"FOO=1", "FOO", "=x", ""})
            QCOMPARE(std::count(entries.begin(), entries.end(), entry), 1L);
    }

    void unsetTakesItsTextForTheName()
    {
        SessionTester client{home()
                                 .plugin("helo", says("SA=1\nSA1=2\nSB=x=y\nUA=1\nUB=x\n"))
                                 .plugin("helo", says("UA\0x\n"s))
                                 .plugin("helo", says("")),
                             inDialect()};
        client.say("HELO x", "250");
        QCOMPARE(client.lastSeen("A"), "(none)"s);
        QCOMPARE(client.lastSeen("A1"), "2"s);
        QCOMPARE(client.lastSeen("B"), "(none)"s);
        QCOMPARE(client.pluginRuns()[1].environment.value("A"), std::optional("1"sv));
    }

    void unsetIsForTheQueueProgramToo()
    {
        SessionTester client{home().plugin("data", says("UOWN\nUSMTPMAILFROM\n")), inDialect({"OWN=1"})};
        QVERIFY(client.deliver().starts_with("250"));
        QCOMPARE(queueSaw(client, "OWN"), "(none)"s);
        QCOMPARE(queueSaw(client, "SMTPMAILFROM"), "(none)"s);
        QCOMPARE(client.messages().back().envelope().sender, "a@example.net"s);
    }

    void settingTheAddressVariableChangesNoAddress()
    {
        SessionTester client{home().plugin("rcpt", says("SSMTPRCPTTO=x@example.org\n")).plugin("rcpt", says("")),
                             inDialect()};
        QVERIFY(client.deliver().starts_with("250"));
        QCOMPARE(client.pluginRuns()[1].environment.value("SMTPRCPTTO"), std::optional("x@example.org"sv));
        QCOMPARE(client.messages().back().envelope().recipients, std::vector{"b@example.org"s});
    }
};

SPP_TEST(TestVariables)
#include "tst_variables.moc"
