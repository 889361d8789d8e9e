// SPDX-License-Identifier: MIT
#include "tests/core/session/logins.h"
#include "tests/support/printing.h"
#include "tests/support/test_main.h"

using namespace spp;
using namespace spp::test;
using namespace std::string_literals;
using smtp::encodeBase64;

/// Plugins and programs beside a login: those of [auth], what they may set, and where their logs go.
class TestAuthPlugins : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase_data() { addLoginDialectRows(); }

    void pluginsSeeUserAndMethod()
    {
        SessionTester client{home().plugin("auth", says("")), withLogin()};
        client.say("AUTH login " + encodeBase64("mary"), "334");
        client.say(encodeBase64("secret"), own(accepted));
        QCOMPARE(client.lastSeen("SMTPAUTHUSER"), "mary"s);
        QCOMPARE(client.lastSeen("SMTPAUTHMETHOD"), "login"s);
        QCOMPARE(client.lastSeen("RELAYCLIENT"), "(none)"s);
    }

    void pluginsThatAcceptLetTheLoginCount()
    {
        for (const char* output : {"", "A\n", "N\n", "O\n"}) {
            SessionTester client{home().plugin("auth", says(output)), withLogin()};
            client.say(plain(), own(accepted));
            QVERIFY2(relays(client), output);
        }
    }

    void pluginsThatRefuseOrFailKeepRelayingClosed()
    {
        for (const FakePlugin& fake : {says("E535 not you\n"), dies(9), exits(120)}) {
            int runs = 0;
            SessionTester client{
                home().plugin("auth", [&](const plugin::Call&) { return ++runs == 1 ? fake : says(""); }), withLogin()};
            const std::string reply = client.say(plain());
            QVERIFY2(reply.starts_with("535 not you") || reply.starts_with("451"), reply.c_str());
            QVERIFY(!client.session().state().login);
            QCOMPARE(environmentOf(client, "SMTPAUTHUSER"), "mary"s);
            QVERIFY(!relays(client));
            client.say(plain(), own(accepted));
        }
    }

    void pluginsThatRejectOrDropClose()
    {
        for (const char* output : {"R554 bye\n", "D\n"}) {
            SessionTester client{home().plugin("auth", says(output)), withLogin()};
            client.say(plain());
            QCOMPARE(client.exitStatus(), std::optional(0));
        }
    }

    void theServersVariablesOverwriteThoseOfPlugins()
    {
        SessionTester client{home().plugin("auth", says("STCPREMOTEINFO=x\nSRELAYCLIENT=@relay.example\n")),
                             withLogin()};
        client.say(plain(), own(accepted));
        QCOMPARE(environmentOf(client, "TCPREMOTEINFO"), "mary"s);
        const bool keeps = dialect().obeysPluginVariables || !dialect().auth.setsRelayClient;
        QCOMPARE(environmentOf(client, "RELAYCLIENT"), keeps ? "@relay.example"s : ""s);
        client.beginMail();
        client.say("RCPT TO:<b@foreign.example>", "250");
        QCOMPARE(client.session().state().transaction->recipients.front(),
                 dialect().obeysPluginVariables ? "b@foreign.example@relay.example"s : "b@foreign.example"s);
    }

    void whatIsLoggedGoesToTheClientWhereTheReferenceLetsIt()
    {
        SessionTester client{home().plugin("mail", says("")), withLogin()};
        QVERIFY(!client.session().state().logToClient);
        client.say(plain("mary", "wrong"), "535");
        QCOMPARE(client.session().state().logToClient, dialect().auth.logGoesToClient);
        QCOMPARE(client.logins().back().logToClient, dialect().auth.logGoesToClient);
    }

    /// There, what programs log is on the wire before what the server gathers; it writes when it waits for the client.
    void repliesWaitForTheClientToBeWaitedForWhereLogsAreOnTheSameWire()
    {
        SessionTester client{home().plugin("mail", says("P250-hello\n")).plugin("rcpt", says("")), withLogin()};
        const auto order = [&](std::string_view bytes) {
            const std::size_t from = client.wishes().size();
            client.send(bytes);
            std::string result;
            for (std::size_t i = from; i < client.wishes().size(); ++i)
                result += client.wishes()[i].substr(0, client.wishes()[i].find(' ')) + " ";
            return result;
        };
        const std::string pipelined = "MAIL FROM:<a@example.net>\r\nRCPT TO:<b@example.org>\r\nRSET\r\n";
        QVERIFY(order(pipelined).starts_with(dialect().repliesOnce ? "run send run" : "run send send run"));
        const bool holds = dialect().name == "qmail-spp-smtpauth";
        QCOMPARE(order("NOOP\r\n" + plain("mary", "wrong") + "\r\n"), holds ? "check send "s : "send check send "s);
        QCOMPARE(order(pipelined).starts_with("run run send "), holds);
        QCOMPARE(client.say("NOOP"), own("250 ok") + "\r\n");
        QVERIFY(client.send("NOOP\r\nQUIT\r\n").ends_with(own("221 mx.example.org") + "\r\n"));
    }

    void aPluginThatPrintsMuchIsNotGatheredThereEither()
    {
        std::string much;
        for (int i = 0; i < 1000; ++i)
            much += "P250-0123456789\n";
        SessionTester client{home().plugin("mail", says(much)), withLogin()};
        client.say(plain("mary", "wrong"), "535");
        const std::string got = client.say("MAIL FROM:<a@example.net>");
        QCOMPARE(got.size(), 1000 * (own("250-0123456789").size() + 2) + own("250 ok").size() + 2);
    }
};

SPP_TEST(TestAuthPlugins)
#include "tst_auth_plugins.moc"
