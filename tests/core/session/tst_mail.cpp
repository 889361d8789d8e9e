// SPDX-License-Identifier: MIT
#include "tests/support/dialect_rows.h"
#include "tests/support/printing.h"
#include "tests/support/test_main.h"

#include <algorithm>

using namespace spp;
using namespace spp::test;
using namespace std::string_literals;

/// MAIL's parameters, in every dialect; which of them it knows is said here once more.
class TestMail : public QObject
{
    Q_OBJECT

    static bool isOneOf(std::initializer_list<std::string_view> names)
    {
        return std::find(names.begin(), names.end(), dialect().name) != names.end();
    }
    static bool knowsSize() { return isOneOf({"modern", "qmail-spp-auth-tls", "qmail-spp-smtpauth-tls", "sagredo"}); }
    static bool takesUsers() { return isOneOf({"qmail-spp-auth-tls", "qmail-spp-smtpauth-tls", "sagredo"}); }

    /// Parameters that are no good are refused, and so is AUTH= where there is no login.
    static const char* fine(const char* otherwise) { return dialect().checksParameters ? otherwise : "250"; }

    static std::string info(const SessionTester& client)
    {
        return std::string(client.session().state().environment.value("TCPREMOTEINFO").value_or("(none)"));
    }

private slots:
    void initTestCase_data() { addDialectRows(); }

    void tooLargeASizeIsRefusedBeforeThePluginsWhereItIsKnown()
    {
        SessionTester client{home().file("databytes", "1000\n").plugin("mail", says("")), inDialect()};
        const std::string refused = knowsSize() ? "552" : "250";
        client.say("MAIL FROM:<a@example.net> BODY=8BITMIME size=1001", refused);
        client.say("MAIL FROM:<> SIZE=99999999999999999999999", refused);
        QCOMPARE(client.pluginRuns().empty(), knowsSize());
        for (const char* size : {"1000", "0"})
            client.say("MAIL FROM:<a@example.net> SIZE="s + size, "250");
        for (const char* size : {"abc", "", "1000x1"})
            client.say("MAIL FROM:<a@example.net> SIZE="s + size, fine("501"));
    }

    void databytesOfTheEnvironmentIsTheLimitForSizeToo()
    {
        SessionTester client{home().file("databytes", "1000\n"), inDialect({"DATABYTES=10"})};
        client.say("MAIL FROM:<a@example.net> SIZE=11", knowsSize() ? "552" : "250");
        SessionTester unlimited{home(), inDialect()};
        unlimited.say("MAIL FROM:<a@example.net> SIZE=99999999999999999999999", "250");
    }

    void theReferencesLookForParametersInTheWholeArgument()
    {
        SessionTester client{home().file("databytes", "1000\n"), inDialect()};
        const bool loosely = takesUsers();
        client.say("MAIL FROM:<a SIZE=1001 b>", loosely ? "552" : "250");
        client.say("MAIL FROM:<a@example.net>SIZE=1001", knowsSize() && !loosely ? "552" : "250");
        client.say("MAIL FROM:a@example.net SIZE=1001", fine("555"));
        client.say("MAIL <a> SIZE=1001", knowsSize() && !loosely ? "552" : "250");
    }

    void authBecomesTheRemoteInfoBeforeThePluginsWhereItIsKnown()
    {
        SessionTester client{home().plugin("mail", says("")), inDialect()};
        client.say("MAIL FROM:<a@example.net> AUTH=boss+2Bx", fine("555"));
        if (dialect().checksParameters)
            return;
        QCOMPARE(client.lastSeen("TCPREMOTEINFO"), takesUsers() ? "boss+x"s : "(none)"s);
        QVERIFY(client.deliver().starts_with("250"));
        QCOMPARE(client.lastMessage().find("(boss") != std::string::npos, takesUsers());
    }

    void theConnectionsOwnRemoteInfoWins()
    {
        SessionTester client{home(), inDialect({"TCPREMOTEINFO=joe"})};
        client.say("MAIL FROM:<a@example.net> AUTH=boss", fine("555"));
        QCOMPARE(info(client), "joe"s);
        QCOMPARE(client.session().state().remoteInfo, std::optional("joe"s));
    }

    void aLaterAuthShowsInReceivedAlone()
    {
        if (!takesUsers())
            return;
        SessionTester client{home(), inDialect()};
        client.say("MAIL FROM:<a@example.net> AUTH=one", "250");
        client.say("MAIL FROM:<a@example.net> AUTH=two AUTH=<>", "250");
        QCOMPARE(info(client), "one"s);
        QCOMPARE(client.session().state().remoteInfo, std::optional("unknown"s));
    }

    void authIsTakenEvenIfMailIsThenRefused()
    {
        if (!takesUsers())
            return;
        SessionTester kept{home().plugin("helo", says("LM550 later\n")), inDialect()};
        kept.say("HELO x", "250");
        kept.say("MAIL FROM:<a@example.net> AUTH=boss", "550 later");
        QCOMPARE(info(kept), "boss"s);
        SessionTester large{home().file("databytes", "10\n"), inDialect()};
        large.say("MAIL FROM:<a@example.net> SIZE=11 AUTH=boss", "552");
        QCOMPARE(info(large), "(none)"s);
    }

    void mailWithNothingBehindTheColonIsASyntaxErrorOrTheEmptySender()
    {
        SessionTester client{home().plugin("mail", says("")), inDialect()};
        const char* const reply = isOneOf({"sagredo", "modern"}) ? "555" : "250";
        client.say("MAIL", reply);
        client.say("MAIL FROM:", reply);
        client.say("MAIL FROM: ", "250");
        client.say("MAIL FROM:<>", "250");
        QCOMPARE(client.lastSeen("SMTPMAILFROM"), ""s);
    }
};

SPP_TEST(TestMail)
#include "tst_mail.moc"
