// SPDX-License-Identifier: MIT
#include "tests/support/cdb_bytes.h"
#include "tests/support/dialect_rows.h"
#include "tests/support/printing.h"
#include "tests/support/test_main.h"

using namespace spp;
using namespace spp::test;
using namespace std::chrono_literals;
using namespace std::string_literals;

namespace
{

const std::string unreadableControls = "421 unable to read controls (#4.3.0)";

} // namespace

/// What the control files make of a session.
class TestControls : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase_data() { addDialectRows(); }

    void sppconffileNamesAnotherFile()
    {
        const auto both = home().file("smtpplugins", "[helo]\ndefault\n").file("other", "[helo]\nother\n");
        for (const auto& [value, ran] : {std::pair("control/other", "other"), std::pair("", "default")}) {
            SessionTester client{both, inDialect({"SPPCONFFILE="s + value})};
            client.say("HELO x", "250");
            QCOMPARE(client.pluginLines(), std::string(ran));
        }
    }

    void aMissingSppconffileIs421EvenIfTheDefaultIsThere()
    {
        SessionTester client{home(), inDialect({"SPPCONFFILE=control/none"})};
        QCOMPARE(client.replies(), own(unreadableControls) + "\r\n");
        QCOMPARE(client.exitStatus(), std::optional(1));
    }

    void nosppNeedsNoSppconffile()
    {
        SessionOptions options = inDialect({"SPPCONFFILE=control/none"});
        options.pluginsOn = false;
        SessionTester client{home(), options};
        QVERIFY(client.replies().starts_with("220 "));
    }

    void theSectionAuthWaitsForALogin()
    {
        SessionTester client{home().plugin("auth", says("E550 no\n")), inDialect()};
        client.say("EHLO x", "250");
        QVERIFY(client.deliver().starts_with("250"));
        QVERIFY(client.pluginRuns().empty());
    }

    void aSectionWithoutPluginsAccepts()
    {
        SessionTester client{home().file("smtpplugins", "[connection]\n[helo]\n[mail]\n[rcpt]\n[data]\n"), inDialect()};
        client.say("HELO x", "250");
        QVERIFY(client.deliver().starts_with("250"));
    }

    void anEmptyPluginLineBehindANulCannotBeExecuted()
    {
        SessionTester client{
            home().file("smtpplugins", "[helo]\none\0 \n"s).program("", [](const plugin::Call&) { return exits(120); }),
            inDialect()};
        client.say("HELO x", own("451 qmail-spp failure: : can't execute (#4.3.0)"));
        QCOMPARE(client.pluginRuns().size(), std::size_t{2});
    }

    void anEmptyMeIsAnEmptyName()
    {
        SessionTester client{home().file("me", "\nmx.example.org\n"), inDialect()};
        QCOMPARE(client.replies(), "220  ESMTP\r\n"s);
        QCOMPARE(client.say("HELO x"), "250 \r\n"s);
    }

    void blanksBehindMeAreCutAndThoseBeforeItKept()
    {
        SessionTester client{home().file("me", "  mx \t\nsecond\n"), inDialect()};
        QCOMPARE(client.replies(), "220   mx ESMTP\r\n"s);
    }

    void aDomainThatADamagedMorercpthostsWouldHaveToTellEndsTheSession()
    {
        const auto damaged = home().file("morercpthosts.cdb", "not a cdb").plugin("rcpt", says(""));
        SessionTester client{damaged, inDialect()};
        client.beginMail();
        client.say("RCPT TO:<b@example.org>", "250");
        client.say("RCPT TO:<postmaster>", "250");
        const std::size_t runs = client.pluginRuns().size();
        client.say("RCPT TO:<b@foreign.example>", own(unreadableControls));
        QCOMPARE(client.exitStatus(), std::optional(1));
        QCOMPARE(client.pluginRuns().size(), runs);
        SessionTester relay{damaged, inDialect({"RELAYCLIENT="})};
        relay.beginMail();
        relay.say("RCPT TO:<b@foreign.example>", "250");
    }

    void morercpthostsIsAskedForNamesBelowADomainToo()
    {
        SessionTester client{home().file("morercpthosts.cdb", cdbBytes({{"more.example", ""}, {".below.example", ""}})),
                             inDialect()};
        client.beginMail();
        client.say("RCPT TO:<b@MORE.example>", "250");
        client.say("RCPT TO:<b@x.below.example>", "250");
        client.say("RCPT TO:<b@below.example>", "553");
        client.say("RCPT TO:<b@example.org>", "250");
    }

    void anEmptyRcptHostsTakesOnlyAddressesWithoutDomain()
    {
        SessionTester client{home().file("rcpthosts", "# none\n\n"), inDialect()};
        client.beginMail();
        client.say("RCPT TO:<b@example.org>", "553");
        client.say("RCPT TO:<b@>", "553");
        client.say("RCPT TO:<postmaster>", "250");
    }

    void databytesThatIsNoNumberIsNoLimit()
    {
        for (const char* text : {"", "x5\n", "-5\n", " 5\n", "\n5\n"}) {
            SessionTester client{home().file("databytes", text), inDialect()};
            QVERIFY2(client.deliver("0123456789\r\n").starts_with("250"), text);
        }
        for (const char* text : {"5x\n", "5 \n", "005"}) {
            SessionTester client{home().file("databytes", text), inDialect()};
            QVERIFY2(client.deliver("0123456789\r\n").starts_with("552"), text);
        }
    }

    void theVariableDatabytesThatIsNoNumberIsNoLimitWhateverTheFileSays()
    {
        for (const char* text : {"", "x5", "-5", " 5"}) {
            SessionTester client{home().file("databytes", "5\n"), inDialect({"DATABYTES="s + text})};
            QVERIFY2(client.deliver("0123456789\r\n").starts_with("250"), text);
        }
    }

    void numbersHave32BitsUnlessTheyMayBeWide()
    {
        const std::string refused = dialect().hasNarrowNumbers ? "552" : "250";
        SessionTester file{home().file("databytes", "4294967301\n"), inDialect()};
        QVERIFY(file.deliver("0123456789\r\n").starts_with(refused));
        SessionTester variable{home(), inDialect({"DATABYTES=4294967301"})};
        QVERIFY(variable.deliver("0123456789\r\n").starts_with(refused));
        SessionTester none{home(), inDialect({"DATABYTES=4294967296"})};
        QVERIFY(none.deliver("0123456789\r\n").starts_with("250"));
        SessionTester largest{home(), inDialect({"DATABYTES=4294967295"})};
        QVERIFY(largest.deliver("0123456789\r\n").starts_with("250"));
    }

    void aTimeoutThatIsNoNumberIsTheUsualOne()
    {
        SessionTester client{home().file("timeoutsmtpd", "never\n"), inDialect()};
        client.wait(dialect().limits.silence - 1s);
        QVERIFY(!client.isClosed());
        client.wait(1s);
        QVERIFY(client.isClosed());
    }

    void aTimeoutOfZeroIsASecond()
    {
        SessionTester client{home().file("timeoutsmtpd", "0\n"), inDialect()};
        QVERIFY(!client.isClosed());
        client.wait(1s);
        QVERIFY(client.isClosed());
    }

    void theAddressOfAllZerosIsThisHostWhereTheDialectSaysSo()
    {
        SessionOptions options = inDialect();
        options.localAddresses = {{0, 0, 0, 0}};
        SessionTester client{home().plugin("rcpt", says("")), options};
        client.beginMail();
        client.say("RCPT TO:<b@[0.0.0.0]>");
        QCOMPARE(client.lastSeen("SMTPRCPTTO"), dialect().knowsAnyAddress ? "b@mx.example.org"s : "b@[0.0.0.0]"s);
    }

    void withoutMeAndLocaliphostAnAddressLiteralStays()
    {
        SessionOptions options = inDialect();
        options.localAddresses = {{192, 0, 2, 1}};
        SessionTester none{home().without("me").file("smtpgreeting", "hi\n").plugin("mail", says("")), options};
        none.say("MAIL FROM:<a@[192.0.2.1]>", "250");
        QCOMPARE(none.lastSeen("SMTPMAILFROM"), "a@[192.0.2.1]"s);
        SessionTester empty{home().file("localiphost", "\n").plugin("mail", says("")), options};
        empty.say("MAIL FROM:<a@[192.0.2.1]>", "250");
        QCOMPARE(empty.lastSeen("SMTPMAILFROM"), "a@"s);
    }
};

SPP_TEST(TestControls)
#include "tst_controls.moc"
