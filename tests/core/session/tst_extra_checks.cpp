// SPDX-License-Identifier: MIT
#include "tests/support/cdb_bytes.h"
#include "tests/support/dialect_rows.h"
#include "tests/support/printing.h"
#include "tests/support/test_main.h"

using namespace spp;
using namespace spp::test;
using namespace std::string_literals;

/// The checks that plain qmail-smtpd does not have: in each dialect that has them, and without effect in the others.
class TestExtraChecks : public QObject
{
    Q_OBJECT

    static constexpr auto heloDenied = "553 sorry, your HELO host name has been denied (#5.7.1)";
    static constexpr auto recipientDenied = "553 sorry, your envelope recipient has been denied (#5.7.1)";
    static constexpr auto noMailbox = "550 sorry, no mailbox here by that name. (#5.1.1)";

    /// The check's reply where the dialect has the checks, otherwise acceptance.
    static std::string wanted(const char* refusal) { return own(dialect().hasExtraChecks ? refusal : "250 ok"); }

private slots:
    void initTestCase_data() { addDialectRows(); }

    void badheloIsToldAtRcptUntilABetterHelo()
    {
        SessionTester client{
            home().file("badhelo", "!good\\.bad\\.example\n.*\\.bad\\.example\n").plugin("rcpt", says("")),
            inDialect()};
        client.say("HELO x.BAD.example", "250");
        client.say("MAIL FROM:<a@example.net>", "250");
        client.say("RCPT TO:<b@example.org>", wanted(heloDenied));
        QCOMPARE(client.pluginRuns().empty(), dialect().hasExtraChecks);
        client.say("HELO good.bad.example", "250");
        client.say("MAIL FROM:<a@example.net>", "250");
        client.say("RCPT TO:<b@example.org>", "250");
    }

    void okInHeloSkipsBadhelo()
    {
        SessionTester client{home().file("badhelo", ".*\n").plugin("helo", says("O\n")), inDialect()};
        client.beginMail();
        client.say("RCPT TO:<b@example.org>", "250");
    }

    void badrcpttoIsAskedAfterThePlugins()
    {
        SessionTester client{home().file("badrcptto", "bad@.*\n").plugin("rcpt", says("")), inDialect()};
        client.beginMail();
        client.say("RCPT TO:<BAD@example.org>", wanted(recipientDenied));
        QCOMPARE(client.pluginRuns().size(), std::size_t{1});
        client.say("RCPT TO:<good@example.org>", "250");
    }

    void validrcpttoNamesAddressesAndDomains()
    {
        SessionTester client{home()
                                 .file("rcpthosts", "example.org\nother.example\n")
                                 .file("validrcptto", "b@example.org\n@other.example\n")
                                 .file("validrcptto.cdb", cdbBytes({{"c@example.org", ""}})),
                             inDialect()};
        client.beginMail();
        for (const char* address : {"b@EXAMPLE.org", "any@other.example", "c@example.org"})
            client.say("RCPT TO:<"s + address + ">", "250");
        client.say("RCPT TO:<d@example.org>", wanted(noMailbox));
    }

    void okInRcptSkipsTheseChecks()
    {
        SessionTester client{home()
                                 .file("badrcptto", ".*\n")
                                 .file("validrcptto", "\n")
                                 .file("brtlimit", "1\n")
                                 .plugin("rcpt", says("O\n")),
                             inDialect()};
        client.beginMail();
        client.say("RCPT TO:<b@example.org>", "250");
        client.say("RCPT TO:<b@foreign.example>", "250");
    }

    void brtlimitEndsTheSession()
    {
        SessionTester client{home().file("brtlimit", "2\n").file("badrcptto", "bad@.*\n"), inDialect()};
        client.beginMail();
        client.say("RCPT TO:<bad@example.org>", wanted(recipientDenied));
        client.say("RCPT TO:<b@foreign.example>", "553");
        client.say("RCPT TO:<b@example.org>",
                   dialect().hasExtraChecks ? own("421 too many invalid addresses, goodbye (#4.3.0)") : own("250 ok"));
        QCOMPARE(client.isClosed(), dialect().hasExtraChecks);
    }

    void maxrcptRefusesTheNextOne()
    {
        SessionTester client{home().file("maxrcpt", "1\n").plugin("pass", says("")), inDialect()};
        client.beginMail();
        client.say("RCPT TO:<b@example.org>", "250");
        client.say("RCPT TO:<c@example.org>", wanted("452 max rcpt limit exceeded (#5.7.1)"));
        const bool queued = !dialect().hasExtraChecks || dialect().queuesAboveMaxRcpt;
        QCOMPARE(client.session().state().transaction->recipients.size(), std::size_t{queued ? 2U : 1U});
        QCOMPARE(client.pluginRuns().size(), std::size_t{dialect().hasPass ? 2U : 0U});
        client.say("MAIL FROM:<a@example.net>", "250");
        client.say("RCPT TO:<b@example.org>", "250");
    }

    void disableMaxrcptSwitchesItOff()
    {
        SessionTester client{home().file("maxrcpt", "1\n").plugin("connection", says("SDISABLE_MAXRCPT=1\n")),
                             inDialect()};
        client.beginMail();
        client.say("RCPT TO:<b@example.org>", "250");
        client.say("RCPT TO:<c@example.org>", "250");
    }

    void relayTestsAreRefusedBeforeThePlugins()
    {
        SessionTester client{home().file("rejectrelaytest", "1\n").plugin("rcpt", says("")), inDialect()};
        client.beginMail();
        for (const char* local : {"x%foreign.example", "foreign.example!x", "x@foreign.example"})
            client.say("RCPT TO:<"s + local + "@example.org>", wanted("553 we don't relay (#5.7.1)"));
        QCOMPARE(client.pluginRuns().empty(), dialect().hasExtraChecks);
        client.say("RCPT TO:<b@example.org>", "250");
    }

    void badmailfromHoldsPatternsWhereTheDialectSaysSo()
    {
        SessionTester client{home().file("badmailfrom", "!good@.*\n.*@bad\\.example\n.*\n"), inDialect()};
        const bool patterns = dialect().badMailFromHoldsPatterns;
        client.beginMail("a@bad.example");
        client.say("RCPT TO:<b@example.org>", patterns ? badSenderReply() : own("250 ok"));
        client.say("MAIL FROM:<good@bad.example>", "250");
        client.say("RCPT TO:<b@example.org>", "250");
        client.say("MAIL FROM:<>", "250");
        client.say("RCPT TO:<b@example.org>", "250");
    }

    void aPatternThatIsNoneIsToldByItsFileAndLine()
    {
        SessionTester client{home().file("badrcptto", "fine\n(\n"), inDialect()};
        QCOMPARE(client.isClosed(), dialect().hasExtraChecks);
        if (!dialect().hasExtraChecks)
            return;
        const std::string why = client.session().config().homeError;
        QVERIFY2(why.starts_with("control/badrcptto") && why.find("line 2") != std::string::npos, why.c_str());
    }

    void rblsmtpdRefusesRecipientsAndEndsTheSessionWhereItIsObeyed()
    {
        const std::pair<const char*, const char*> rows[] = {{"RBLSMTPD=-go away", "553 go away"},
                                                            {"RBLSMTPD=come back", "451 come back"}};
        for (const auto& [variable, reply] : rows) {
            SessionTester client{home().plugin("rcpt", says("")).plugin("pass", says("")), inDialect({variable})};
            client.beginMail();
            client.say("RCPT TO:<b@example.org>", dialect().obeysRblSmtpd ? reply : own("250 ok"));
            QCOMPARE(client.isClosed(), dialect().obeysRblSmtpd);
            QCOMPARE(client.pluginRuns().size(), std::size_t{dialect().hasPass && !dialect().obeysRblSmtpd ? 2U : 1U});
        }
        SessionTester empty{home(), inDialect({"RBLSMTPD="})};
        empty.beginMail();
        empty.say("RCPT TO:<b@example.org>", "250");
    }

    void verdictsOfChecksThatAreOffAreTakenAwayWhereTheDialectDoes()
    {
        SessionTester client{
            home().plugin("connection", says("SSPFRESULT=pass\nSRBLRESULT=1\n")).plugin("pass", says("")), inDialect()};
        client.beginMail();
        QCOMPARE(client.session().state().environment.contains("SPFRESULT"), !dialect().removesCheckResults);
        client.say("RCPT TO:<b@example.org>", "250");
        QCOMPARE(client.session().state().environment.contains("RBLRESULT"), !dialect().removesCheckResults);
    }

    void clientsAreHiddenWhereTheDialectDoes()
    {
        for (const char* variable : {"RELAYCLIENT", "SMTPAUTHUSER"}) {
            SessionTester client{home().plugin("data", says("S"s + variable + "=\n")),
                                 inDialect({"TCPREMOTEIP=192.0.2.25", "TCPREMOTEINFO=joe"})};
            QVERIFY(client.deliver().starts_with("250"));
            const bool shown = client.lastMessage().find("192.0.2.25") != std::string::npos;
            QCOMPARE(shown, !dialect().hidesClients);
            QVERIFY(client.lastMessage().find("(joe") != std::string::npos);
        }
    }

    void allowBarelfMakesABareLfALineEndWhereItIsKnown()
    {
        SessionTester client{home().plugin("data", says("SALLOW_BARELF=1\n")), inDialect()};
        const std::string reply = client.deliver("one\ntwo\r\n");
        QCOMPARE(reply.starts_with("250"), dialect().knowsAllowBareLf);
        if (dialect().knowsAllowBareLf)
            QCOMPARE(belowReceived(client), "one\ntwo\n"s);
    }

    void utf8StandsInFrontOnceMoreForEachMessageWhereItIsCounted()
    {
        if (!dialect().countsUtf8)
            return;
        SessionTester client{home(), inDialect()};
        client.say("MAIL FROM:<a@example.net> SMTPUTF8", "250");
        client.say("RCPT TO:<b@example.org>", "250");
        client.say("DATA", "354");
        client.say(".", "250");
        QVERIFY(client.lastMessage().find("with UTF8SMTP; ") != std::string::npos);
        QVERIFY(client.deliver().starts_with("250"));
        QVERIFY(client.lastMessage().find("with UTF8UTF8SMTP; ") != std::string::npos);
    }
};

SPP_TEST(TestExtraChecks)
#include "tst_extra_checks.moc"
