// SPDX-License-Identifier: MIT
#include "tests/support/dialect_rows.h"
#include "tests/support/printing.h"
#include "tests/support/test_main.h"

using namespace spp;
using namespace spp::test;
using namespace std::string_literals;

/// The letters that change what is queued: H adds a header line, C replaces the address.
class TestHeadersAndChanges : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase_data() { addDialectRows(); }

    void headersStandBelowReceivedInOrder()
    {
        SessionTester client{
            home().plugin("connection", says("HX-One: 1\n")).plugin("data", says("HX-Two: 2\nHX-Three: 3\n")),
            inDialect()};
        QVERIFY(client.deliver("Subject: x\r\n\r\n").starts_with("250"));
        QCOMPARE(belowReceived(client), "X-One: 1\nX-Two: 2\nX-Three: 3\nSubject: x\n\n"s);
    }

    void aHeaderWithoutTextIsAnEmptyLine()
    {
        SessionTester client{home().plugin("data", says("HX-One: 1\nH\n")), inDialect()};
        QVERIFY(client.deliver("a: b\r\n").starts_with("250"));
        QCOMPARE(belowReceived(client), "X-One: 1\n\na: b\n"s);
    }

    void headersOfRefusedCommandsStay()
    {
        SessionTester client{home().plugin("rcpt", says("HX-One: 1\nE550 no\n")).plugin("data", says("HX-Two: 2\n")),
                             inDialect()};
        client.beginMail();
        client.say("RCPT TO:<b@example.org>", "550");
        QCOMPARE(client.session().state().headers, std::vector{"X-One: 1"s});
    }

    void headersAreForOneMessage()
    {
        int runs = 0;
        SessionTester client{
            home().plugin("mail", [&](const plugin::Call&) { return says(++runs == 1 ? "HX-One: 1\n" : ""); }),
            inDialect()};
        QVERIFY(client.deliver("\r\n").starts_with("250"));
        QCOMPARE(belowReceived(client), "X-One: 1\n\n"s);
        QVERIFY(client.deliver("\r\n").starts_with("250"));
        QCOMPARE(belowReceived(client), "\n"s);
    }

    void headersAreUsedUpByAFailingQueue()
    {
        int runs = 0;
        SessionTester client{
            home().plugin("mail", [&](const plugin::Call&) { return says(++runs == 1 ? "HX-One: 1\n" : ""); }),
            inDialect()};
        client.queue().answer.exit.number = 53;
        QVERIFY(client.deliver("\r\n").starts_with("451"));
        client.queue().answer.exit.number = 0;
        QVERIFY(client.deliver("\r\n").starts_with("250"));
        QCOMPARE(belowReceived(client), "\n"s);
    }

    void rsetClearsHeadersButMailAndHeloDoNot()
    {
        int runs = 0;
        SessionTester client{
            home().plugin("mail", [&](const plugin::Call&) { return says(++runs == 1 ? "HX-One: 1\n" : ""); }),
            inDialect()};
        client.beginMail();
        client.say("HELO again", "250");
        QVERIFY(client.deliver("\r\n").starts_with("250"));
        QCOMPARE(belowReceived(client), "X-One: 1\n\n"s);
        runs = 0;
        client.say("MAIL FROM:<a@example.net>", "250");
        client.say("RSET", "250");
        QVERIFY(client.deliver("\r\n").starts_with("250"));
        QCOMPARE(belowReceived(client), "\n"s);
    }

    void changeReplacesAddressAndVariable()
    {
        SessionTester client{home().plugin("mail", says("Cnew@example.com\n")).plugin("mail", says("")), inDialect()};
        client.beginMail("old@example.net");
        QCOMPARE(client.lastSeen("SMTPMAILFROM"), "new@example.com"s);
        client.say("RCPT TO:<b@example.org>", "250");
        client.say("DATA", "354");
        client.say(".", "250");
        QCOMPARE(client.messages().front().envelope().sender, "new@example.com"s);
    }

    void changedSendersAreLookedUpInBadmailfrom()
    {
        SessionTester client{home().file("badmailfrom", "new@example.com\n").plugin("mail", says("Cnew@example.com\n")),
                             inDialect()};
        client.beginMail("old@example.net");
        client.say("RCPT TO:<b@example.org>", badSenderReply());
    }

    void changedRecipientsAreLookedUpAgainOnlyWherePassIs()
    {
        SessionTester client{home().plugin("rcpt", says("C<spam>@foreign.example\n")), inDialect()};
        client.beginMail();
        if (dialect().hasPass) {
            client.say("RCPT TO:<b@example.org>", own(dialect().foreignReply));
            client.say("DATA", own("503 RCPT first (#5.5.1)"));
            return;
        }
        client.say("RCPT TO:<b@example.org>", "250");
        client.say("RCPT TO:<b@foreign.example>", "553");
        client.say("DATA", "354");
        client.say(".", "250");
        QCOMPARE(client.messages().front().envelope().recipients, std::vector{"<spam>@foreign.example"s});
    }

    void aChangedAddressIsNeitherParsedNorMeasured()
    {
        const std::string odd = "<\"@a:b\\> " + std::string(2000, 'x');
        SessionTester client{home().plugin("mail", says("C" + odd + "\n")).plugin("mail", says("")), inDialect()};
        client.beginMail();
        QCOMPARE(client.lastSeen("SMTPMAILFROM"), odd);
        QVERIFY(client.session().state().transaction->sender == odd);
    }

    void theLastOfSeveralChangesCounts()
    {
        SessionTester client{home().plugin("mail", says("Cone@example.net\nCtwo@example.net\n")), inDialect()};
        client.beginMail();
        QCOMPARE(client.session().state().transaction->sender, "two@example.net"s);
    }

    void aRelayClientsSuffixIsAppendedToAChangedAddressAndEvenAfterOkWithoutPass()
    {
        SessionTester client{home().plugin("rcpt", says("Cnew@foreign.example\nO\n")),
                             inDialect({"RELAYCLIENT=.relay"})};
        client.beginMail();
        client.say("RCPT TO:<b@example.org>", "250");
        QCOMPARE(client.session().state().transaction->recipients.front(),
                 dialect().hasPass ? "new@foreign.example"s : "new@foreign.example.relay"s);
    }

    void anEmptyChangeGivesTheEmptyAddress()
    {
        SessionTester client{home().plugin("mail", says("C\n")).plugin("mail", says("")), inDialect()};
        client.beginMail("old@example.net");
        QCOMPARE(client.lastSeen("SMTPMAILFROM"), ""s);
    }

    void changeWithoutAnAddressIsIgnored()
    {
        SessionTester client{home()
                                 .plugin("connection", says("Cx@example.com\n"))
                                 .plugin("helo", says("Cx@example.com\n"))
                                 .plugin("data", says("Cx@example.com\n")),
                             inDialect()};
        client.say("HELO x", "250");
        QVERIFY(client.deliver().starts_with("250"));
        QCOMPARE(client.messages().front().envelope().sender, "a@example.net"s);
        QCOMPARE(client.messages().front().envelope().recipients, std::vector{"b@example.org"s});
    }
};

SPP_TEST(TestHeadersAndChanges)
#include "tst_headers_and_changes.moc"
