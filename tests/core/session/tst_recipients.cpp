// SPDX-License-Identifier: MIT
#include "tests/support/dialect_rows.h"
#include "tests/support/printing.h"
#include "tests/support/test_main.h"

using namespace spp;
using namespace spp::test;
using namespace std::string_literals;

/// Recipients: who is taken, and the variables that count them.
class TestRecipients : public QObject
{
    Q_OBJECT

    static std::string counts(const SessionTester& client)
    {
        return client.lastSeen("SMTPRCPTCOUNT") + "/" + client.lastSeen("SMTPRCPTCOUNTALL");
    }

    static FakePlugin refuseBad(const plugin::Call& call)
    {
        return says(call.environment.value("SMTPRCPTTO")->starts_with("bad") ? "E550 no\n" : "");
    }

private slots:
    void initTestCase_data() { addDialectRows(); }

    void acceptedAndAllRecipientsAreCounted()
    {
        SessionTester client{home().plugin("rcpt", refuseBad), inDialect()};
        client.beginMail();
        client.say("RCPT TO:<one@example.org>", "250");
        QCOMPARE(counts(client), "0/1"s);
        client.say("RCPT TO:<bad@example.org>", "550");
        QCOMPARE(counts(client), "1/2"s);
        client.say("RCPT TO:<foreign@foreign.example>", "553");
        QCOMPARE(counts(client), "1/3"s);
        client.say("RCPT TO:<two@example.org>", "250");
        QCOMPARE(counts(client), "1/4"s);
        client.say("RCPT TO:<three@example.org>", "250");
        QCOMPARE(counts(client), "2/5"s);
    }

    void countsStartAgainAtMailRsetAndMessage()
    {
        SessionTester client{home().plugin("rcpt", refuseBad), inDialect()};
        client.beginMail();
        client.say("RCPT TO:<one@example.org>", "250");
        client.say("MAIL FROM:<a@example.net>", "250");
        client.say("RCPT TO:<one@example.org>", "250");
        QCOMPARE(counts(client), "0/1"s);
        client.say("RSET", "250");
        QVERIFY(client.deliver().starts_with("250"));
        QCOMPARE(counts(client), "0/1"s);
        QVERIFY(client.deliver().starts_with("250"));
        QCOMPARE(counts(client), "0/1"s);
    }

    void aRefusedMailSetsTheCountsToZero()
    {
        SessionTester client{
            home()
                .plugin("mail",
                        [](const plugin::Call& call) {
                            return says(call.environment.value("SMTPMAILFROM") == "bad" ? "E550 no\n" : "");
                        })
                .plugin("rcpt", refuseBad),
            inDialect()};
        client.beginMail();
        client.say("RCPT TO:<one@example.org>", "250");
        client.say("MAIL FROM:<bad>", "550");
        client.say("RCPT TO:<two@example.org>", "250");
        QCOMPARE(counts(client), "0/1"s);
    }

    void aMailAnsweredByAKeptTextLeavesTheCounts()
    {
        SessionTester client{home().plugin("rcpt", says("LM451 later\n")), inDialect()};
        client.beginMail();
        client.say("RCPT TO:<one@example.org>", "250");
        client.say("MAIL FROM:<c@example.net>", "451 later");
        client.say("RCPT TO:<two@example.org>", "250");
        QCOMPARE(counts(client), "1/2"s);
    }

    void aRcptAnsweredByAKeptTextIsNotCounted()
    {
        SessionTester client{home().plugin("rcpt", says("LR451 later\n")), inDialect()};
        client.beginMail();
        client.say("RCPT TO:<one@example.org>", "250");
        client.say("RCPT TO:<two@example.org>", "451 later");
        QCOMPARE(client.session().state().rcptCountAll, 1UL);
        QCOMPARE(client.session().state().environment.value("SMTPRCPTTO"),
                 std::optional<std::string_view>("one@example.org"));
    }

    void rcptHostsIsAskedInAnyCaseAndForSubdomains()
    {
        SessionTester client{home().file("rcpthosts", "Example.org\n.sub.example\n"), inDialect()};
        client.beginMail();
        client.say("RCPT TO:<b@EXAMPLE.ORG>", "250");
        client.say("RCPT TO:<b@x.Sub.example>", "250");
        client.say("RCPT TO:<b@sub.example>", "553");
        client.say("RCPT TO:<b@sub.example.org>", "553");
        client.say("RCPT TO:<b@foreign.example@example.org>", "250");
        client.say("RCPT TO:<b@example.org@foreign.example>", "553");
    }

    void aRecipientWithoutDomainIsTaken()
    {
        SessionTester client{home().plugin("rcpt", says("")), inDialect()};
        client.beginMail();
        client.say("RCPT TO:<postmaster>", "250");
        QCOMPARE(client.lastSeen("SMTPRCPTHOSTSOK"), "1"s);
    }

    void aRelayClientMaySendAnywhere()
    {
        SessionTester client{home().plugin("rcpt", says("")), inDialect({"RELAYCLIENT="})};
        client.beginMail();
        client.say("RCPT TO:<b@foreign.example>", "250");
        QCOMPARE(client.lastSeen("SMTPRCPTHOSTSOK"), "1"s);
    }

    void theTextOfRelayclientIsAppended()
    {
        SessionTester client{home().plugin("rcpt", says("")), inDialect({"RELAYCLIENT=@relay.example"})};
        client.beginMail();
        client.say("RCPT TO:<b@foreign.example>", "250");
        QCOMPARE(client.lastSeen("SMTPRCPTTO"), "b@foreign.example"s);
        client.say("DATA", "354");
        client.say(".", "250");
        QCOMPARE(client.messages().front().envelope().recipients, std::vector{"b@foreign.example@relay.example"s});
    }

    void aRelayClientIsNoWayAroundBadmailfrom()
    {
        SessionTester client{home().file("badmailfrom", "a@example.net\n"), inDialect({"RELAYCLIENT="})};
        client.beginMail();
        client.say("RCPT TO:<b@example.org>", badSenderReply());
    }

    void unsettingRelayclientChangesOnlyWhatOthersSeeUnlessTheDialectObeysIt()
    {
        SessionTester client{home().plugin("connection", says("URELAYCLIENT\n")), inDialect({"RELAYCLIENT="})};
        client.beginMail();
        client.say("RCPT TO:<b@foreign.example>", dialect().obeysPluginVariables ? "553" : "250");
    }
};

SPP_TEST(TestRecipients)
#include "tst_recipients.moc"
