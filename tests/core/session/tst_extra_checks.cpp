// SPDX-License-Identifier: MIT
#include "tests/support/cdb_bytes.h"
#include "tests/support/dialect_rows.h"
#include "tests/support/printing.h"
#include "tests/support/test_main.h"

#include <tuple>

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
        SessionTester client{home().file("badhelo", "\\.bad\\.example\n").plugin("rcpt", says("")), inDialect()};
        client.say("HELO x.BAD.example", "250");
        client.say("MAIL FROM:<a@example.net>", "250");
        client.say("RCPT TO:<b@example.org>", wanted(heloDenied));
        QCOMPARE(client.pluginRuns().empty(), dialect().hasExtraChecks);
        client.say("HELO good.example", "250");
        client.say("MAIL FROM:<a@example.net>", "250");
        client.say("RCPT TO:<b@example.org>", "250");
    }

    void badheloIsTheHelosThatCameBefore()
    {
        SessionTester client{home().file("badhelo", "bad\n"), inDialect()};
        client.say("MAIL FROM:<a@example.net>", "250");
        client.say("RCPT TO:<b@example.org>", "250");
        client.say("HELO bad", "250");
        client.say("MAIL FROM:<a@example.net>", "250");
        client.say("RCPT TO:<b@example.org>", wanted(heloDenied));
    }

    void nobadheloSwitchesItOff()
    {
        SessionTester client{home().file("badhelo", ".\n").file("badhelonorelay", ".\n"), inDialect({"NOBADHELO="})};
        client.beginMail();
        client.say("RCPT TO:<b@example.org>", "250");
    }

    void whatIsNotForRelayClientsIsForEverybodyElse()
    {
        const std::tuple<const char*, const char*, std::string> rows[] = {
            {"badhelonorelay", "client\n", wanted(heloDenied)},
            {"badrcpttonorelay", "^b@\n", wanted(recipientDenied)},
            {"badmailfromnorelay", "^a@\n", wanted("553 sorry, your envelope sender has been denied (#5.7.1)")},
        };
        for (const auto& [name, content, reply] : rows) {
            const FakeHome with = home().file(name, content);
            SessionTester stranger{with, inDialect()};
            stranger.beginMail();
            const bool plainWords = dialect().hasExtraChecks && !dialect().badMailFromHoldsPatterns;
            stranger.say("RCPT TO:<b@example.org>",
                         plainWords && name == "badmailfromnorelay"s ? badSenderReply() : reply);
            SessionTester relay{with, inDialect({"RELAYCLIENT="})};
            relay.beginMail();
            relay.say("RCPT TO:<b@example.org>", "250");
        }
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

    void validrcpttoIsNotForRelayClients()
    {
        SessionTester client{home().file("validrcptto", "b@example.org\n"), inDialect({"RELAYCLIENT="})};
        client.beginMail();
        client.say("RCPT TO:<c@foreign.example>", "250");
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

    void brtlimitOfTheEnvironmentWins()
    {
        SessionTester client{home().file("brtlimit", "9\n").file("badrcptto", "bad@\n"), inDialect({"BRTLIMIT=1"})};
        client.beginMail();
        client.say("RCPT TO:<bad@example.org>", wanted(recipientDenied));
        client.say("RCPT TO:<b@example.org>", dialect().hasExtraChecks ? "421" : "250");
        SessionTester unlimited{home().file("brtlimit", "1\n").file("badrcptto", "bad@\n"), inDialect({"BRTLIMIT=0"})};
        unlimited.beginMail();
        unlimited.say("RCPT TO:<bad@example.org>", wanted(recipientDenied));
        unlimited.say("RCPT TO:<b@example.org>", "250");
    }

    void whatPluginsAndSyntaxRefuseDoesNotCountForBrtlimit()
    {
        SessionTester client{home().file("brtlimit", "1\n").plugin("rcpt", says("E550 no\n")), inDialect()};
        client.beginMail();
        for (int i = 0; i < 3; ++i)
            client.say("RCPT TO:<b@example.org>", "550 no");
        client.say("RCPT TO:<" + std::string(900, 'x') + ">", "555");
        client.say("RCPT TO:<b@example.org>", "550 no");
    }

    void brtlimitCountsOverMessages()
    {
        SessionTester client{home().file("brtlimit", "2\n"), inDialect()};
        for (int i = 0; i < 2; ++i) {
            client.beginMail();
            client.say("RCPT TO:<b@foreign.example>", "553");
            client.say("RSET", "250");
        }
        client.beginMail();
        client.say("RCPT TO:<b@foreign.example>", dialect().hasExtraChecks ? "421" : "553");
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
        SessionTester client{home().file("badmailfrom", "!@\n@bad\\.example$\n"), inDialect()};
        const bool patterns = dialect().badMailFromHoldsPatterns;
        client.beginMail("a@bad.example");
        client.say("RCPT TO:<b@example.org>", patterns ? badSenderReply() : own("250 ok"));
        client.say("MAIL FROM:<unqualified>", "250");
        client.say("RCPT TO:<b@example.org>", patterns ? badSenderReply() : own("250 ok"));
        client.say("MAIL FROM:<a@good.example>", "250");
        client.say("RCPT TO:<b@example.org>", "250");
        client.say("MAIL FROM:<>", "250");
        client.say("RCPT TO:<b@example.org>", "250");
    }

    void aPlainBadmailfromNeedNotBeAnExpression()
    {
        if (dialect().badMailFromHoldsPatterns)
            return;
        SessionTester client{home().file("badmailfrom", "(@bad.example\n"), inDialect()};
        client.beginMail("(@bad.example");
        client.say("RCPT TO:<b@example.org>", badSenderReply());
    }

    void disableBadmailfromSwitchesItOffWhereThereAreTheseChecks()
    {
        SessionTester client{home().file("badmailfrom", badDomain()), inDialect({"DISABLE_BADMAILFROM=1"})};
        client.beginMail("a@bad.example");
        client.say("RCPT TO:<b@example.org>", dialect().hasExtraChecks ? own("250 ok") : badSenderReply());
    }

    void nullSendersAreRefusedBeforeThePluginsWhereThatIsAskedFor()
    {
        const FakeHome plain = home().plugin("mail", says(""));
        const std::pair<FakeHome, SessionOptions> rows[] = {
            {FakeHome(plain).file("rejectnullsenders", "1\n"), inDialect()},
            {plain, inDialect({"REJECTNULLSENDERS="})},
        };
        for (const auto& [with, options] : rows) {
            SessionTester client{with, options};
            client.say("MAIL FROM:<>", dialect().hasExtraChecks ? "421" : "250");
            QCOMPARE(client.pluginRuns().empty(), dialect().hasExtraChecks);
            client.say("MAIL FROM:<a@example.net>", "250");
            QVERIFY(!client.isClosed());
        }
        SessionTester off{FakeHome(plain).file("rejectnullsenders", "0\n"), inDialect()};
        off.say("MAIL FROM:<>", "250");
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
        SessionTester relay{home(), inDialect({"RBLSMTPD=listed", "RELAYCLIENT="})};
        relay.beginMail();
        relay.say("RCPT TO:<b@example.org>", "250");
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

    void unsetShowsTheClientAgain()
    {
        SessionTester client{home().plugin("data", says("URELAYCLIENT\n")),
                             inDialect({"TCPREMOTEIP=192.0.2.25", "RELAYCLIENT="})};
        QVERIFY(client.deliver().starts_with("250"));
        QVERIFY(client.lastMessage().find("192.0.2.25") != std::string::npos);
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

    void theOrderOfTheChecksInRcpt()
    {
        if (!dialect().hasExtraChecks)
            return;
        // Each refusal is that of the first check that is left; one after the other is taken away.
        const std::string address = "x%y@example.org";
        FakeHome with = home()
                            .file("rejectrelaytest", "1\n")
                            .file("badhelo", "client\n")
                            .file("badmailfromnorelay", "a@\n")
                            .file("badrcptto", "x%\n")
                            .file("validrcptto", "nobody@example.org\n")
                            .file("rcpthosts", "other.example\n")
                            .plugin("rcpt", says("E550 rcpt\n"));
        SessionOptions options = inDialect({"RCPTCHECK=check", "RBLSMTPD=listed"});
        options.recipientCheck = {plugin::Exit::Kind::Code, 100, {}};
        const auto answer = [&] {
            SessionTester client{with, options};
            client.beginMail();
            return client.say("RCPT TO:<" + address + ">");
        };
        const auto starts = [&](std::string_view reply) {
            const std::string got = answer();
            QVERIFY2(got.starts_with(own(reply)), got.c_str());
        };
        starts("553 we don't relay (#5.7.1)");
        with.without("rejectrelaytest");
        starts(heloDenied);
        with.without("badhelo");
        QVERIFY(answer().starts_with(badSenderReply()));
        with.without("badmailfromnorelay");
        QVERIFY(answer().starts_with("550 rcpt"));
        with.file("smtpplugins", "[pass]\np\n").program("p", [](const plugin::Call&) { return says("E550 pass\n"); });
        starts(recipientDenied);
        with.without("badrcptto");
        starts(noMailbox);
        with.without("validrcptto");
        starts(dialect().foreignReply);
        with.file("rcpthosts", "example.org\n");
        starts("553 sorry, no mailbox here by that name. (#5.1.1)");
        options.recipientCheck = {};
        QVERIFY(answer().starts_with(dialect().obeysRblSmtpd ? "451 listed" : "550 pass"));
        options = inDialect();
        with.file("maxrcpt", "1\n");
        QVERIFY(answer().starts_with("550 pass"));
    }
};

SPP_TEST(TestExtraChecks)
#include "tst_extra_checks.moc"
