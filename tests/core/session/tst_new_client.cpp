// SPDX-License-Identifier: MIT
#include "tests/support/cdb_bytes.h"
#include "tests/support/dialect_rows.h"
#include "tests/support/printing.h"
#include "tests/support/test_main.h"

using namespace spp;
using namespace spp::test;
using namespace std::string_literals;

namespace
{

constexpr const char* peer =
    "PROTO=TCP TCPREMOTEIP=10.0.0.1 TCPREMOTEPORT=999 TCPREMOTEHOST=proxy.example.org "
    "TCPLOCALIP=10.0.0.2 TCPLOCALPORT=25";

std::vector<std::string> words(std::string_view text)
{
    std::vector<std::string> result;
    for (const auto& word : QByteArray(text.data(), qsizetype(text.size())).split(' '))
        result.push_back(word.toStdString());
    return result;
}

/// A peer that may say XCLIENT; the rules let it relay.
SessionOptions fromProxy(std::optional<control::TcpRules> rules = std::nullopt)
{
    SessionOptions options;
    options.environment = words(peer);
    options.xclient = session::Xclient{plugin::Environment(options.environment), std::move(rules), {}};
    options.environment.emplace_back("RELAYCLIENT=");
    return options;
}

/// What plugins find of the client.
std::string facts(const SessionTester& client)
{
    std::string result;
    for (const char* name : {"PROTO", "TCPREMOTEIP", "TCPREMOTEPORT", "TCPREMOTEHOST", "TCPREMOTEINFO", "TCPLOCALIP",
                             "TCPLOCALPORT", "TCP6REMOTEIP", "TCP6LOCALIP"})
        result += (result.empty() ? "" : " ") + client.lastSeen(name);
    return result;
}

} // namespace

/// XCLIENT, after which a session begins anew with the client that was named.
class TestNewClient : public QObject
{
    Q_OBJECT

private slots:
    void onlyListedPeersMaySayItAndAreToldSo()
    {
        for (const auto& dialect : session::dialects()) {
            SessionOptions options;
            options.dialect = dialect.name;
            SessionTester stranger{home(), options};
            stranger.replies();
            QVERIFY(stranger.say("EHLO x").find("XCLIENT") == std::string::npos);
            const std::string refusal =
                dialect.hasXclient ? "550 5.7.0 XCLIENT is not for you" : std::string(dialect.unknownReply);
            QCOMPARE(stranger.say("XCLIENT ADDR=192.0.2.1"), refusal + "\r\n");
            QCOMPARE(stranger.session().state().environment.contains("TCPREMOTEIP"), false);
            options.xclient = session::Xclient{};
            SessionTester listed{home(), options};
            listed.replies();
            QCOMPARE(
                listed.say("EHLO x").ends_with("250 XCLIENT NAME ADDR PORT PROTO HELO LOGIN DESTADDR DESTPORT\r\n"),
                dialect.hasXclient);
            QCOMPARE(listed.say("XCLIENT ADDR=192.0.2.1").starts_with("220 "), dialect.hasXclient);
        }
    }

    void theSessionBeginsAnewWithTheClient()
    {
        SessionTester client{home().plugin("connection", says("")), fromProxy()};
        QCOMPARE(facts(client), "TCP 10.0.0.1 999 proxy.example.org (none) 10.0.0.2 25 (none) (none)"s);
        client.replies();
        client.say("EHLO proxy.example.org");
        QCOMPARE(client.say("XCLIENT ADDR=192.0.2.7 NAME=mx.example.net PORT=4660 DESTADDR=192.0.2.1 DESTPORT=587"),
                 "220 mx.example.org ESMTP\r\n"s);
        QCOMPARE(client.pluginRuns().size(), std::size_t{2});
        QCOMPARE(facts(client), "TCP 192.0.2.7 4660 mx.example.net (none) 192.0.2.1 587 (none) (none)"s);
        QVERIFY(!client.session().state().helo);
        QVERIFY(!client.session().state().environment.contains("SMTPHELOHOST"));
        client.say("EHLO mx.example.net");
        QVERIFY(client.deliver().starts_with("250"));
        QVERIFY2(client.lastMessage().find("(192.0.2.7)") != std::string::npos, client.lastMessage().c_str());
    }

    void ipv6HasItsOwnNames()
    {
        SessionTester client{home().plugin("connection", says("")), fromProxy()};
        client.say("XCLIENT ADDR=IPV6:2001:DB8:0::7", "220");
        QCOMPARE(facts(client), "TCP6 2001:db8::7 (none) (none) (none) 10.0.0.2 25 2001:db8::7 10.0.0.2"s);
        client.say("XCLIENT ADDR=IPV6:::ffff:192.0.2.9", "220");
        QCOMPARE(facts(client), "TCP 192.0.2.9 (none) (none) (none) 10.0.0.2 25 (none) (none)"s);
    }

    void whatIsNotKnownIsNotSet()
    {
        SessionTester client{home().plugin("connection", says("")), fromProxy()};
        client.say("XCLIENT NAME=[UNAVAILABLE] PORT=[TEMPUNAVAIL]", "220");
        QCOMPARE(facts(client), "TCP 10.0.0.1 (none) (none) (none) 10.0.0.2 25 (none) (none)"s);
        client.say("XCLIENT ADDR=[UNAVAILABLE]", "220");
        QCOMPARE(facts(client), "TCP (none) (none) (none) (none) 10.0.0.2 25 (none) (none)"s);
    }

    void claimsAddUp()
    {
        SessionTester client{home().plugin("connection", says("")), fromProxy()};
        client.say("XCLIENT ADDR=192.0.2.7 PORT=1", "220");
        client.say("XCLIENT PORT=2 NAME=mx.example.net", "220");
        QCOMPARE(facts(client), "TCP 192.0.2.7 2 mx.example.net (none) 10.0.0.2 25 (none) (none)"s);
    }

    void whatThePeerMayDoTheClientMayNot()
    {
        SessionTester client{home(), fromProxy()};
        client.beginMail();
        client.say("RCPT TO:<b@elsewhere.example>", "250");
        client.say("RSET", "250");
        client.say("XCLIENT ADDR=192.0.2.7", "220");
        client.beginMail();
        client.say("RCPT TO:<b@elsewhere.example>", "553");
        client.say("RCPT TO:<b@example.org>", "250");
    }

    void rulesAreAskedAboutTheClient()
    {
        const auto rules = control::TcpRules::parse(cdbBytes({{"192.0.2.7", "+RELAYCLIENT=\0+TEST=ip\0"s},
                                                              {"192.0.2.8", "D\0"s},
                                                              {"anna@192.0.2.9", "+TEST=anna\0"s},
                                                              {"=mx.example.net", "+TEST=name\0"s},
                                                              {"10.", "+TEST=peer\0"s}}));
        QVERIFY(rules.has_value());
        SessionTester client{home().plugin("connection", says("")), fromProxy(*rules)};
        client.say("XCLIENT ADDR=192.0.2.7", "220");
        QCOMPARE(client.lastSeen("TEST"), "ip"s);
        client.beginMail();
        client.say("RCPT TO:<b@elsewhere.example>", "250");
        client.say("RSET", "250");
        client.say("XCLIENT ADDR=192.0.2.9 LOGIN=anna", "220");
        QCOMPARE(client.lastSeen("TEST"), "anna"s);
        client.say("XCLIENT ADDR=192.0.2.10 NAME=mx.example.net LOGIN=[UNAVAILABLE]", "220");
        QCOMPARE(client.lastSeen("TEST"), "name"s);
        client.say("XCLIENT ADDR=192.0.2.11 NAME=[UNAVAILABLE]", "220");
        QCOMPARE(client.lastSeen("TEST"), "(none)"s);
        const std::size_t runs = client.pluginRuns().size();
        client.say("XCLIENT ADDR=192.0.2.8", "554 5.7.1 the client that you have named may not come in");
        QVERIFY(client.isClosed());
        QCOMPARE(client.pluginRuns().size(), runs);
        QCOMPARE(client.complaints(), std::vector{"192.0.2.8: turned away: the rules deny it (XCLIENT)"s});
    }

    void aLoginIsBelieved()
    {
        SessionTester client{home().plugin("connection", says("")), fromProxy()};
        client.say("XCLIENT ADDR=192.0.2.7 LOGIN=anna+40example.org HELO=pc.example.org PROTO=ESMTP", "220");
        const session::SessionState& state = client.session().state();
        QCOMPARE(state.login, std::optional("anna@example.org"s));
        QCOMPARE(state.helo, std::optional("pc.example.org"s));
        QCOMPARE(client.lastSeen("SMTPHELOHOST"), "pc.example.org"s);
        QCOMPARE(client.lastSeen("SMTPAUTHUSER"), "anna@example.org"s);
        QCOMPARE(client.lastSeen("TCPREMOTEINFO"), "anna@example.org"s);
        client.say("MAIL FROM:<anna@example.org>", "250");
        client.say("RCPT TO:<b@elsewhere.example>", "250");
    }

    void notInsideATransaction()
    {
        SessionTester client{home(), fromProxy()};
        client.beginMail();
        client.say("XCLIENT ADDR=192.0.2.7", "503 5.5.1 no XCLIENT during mail transaction");
        client.say("RCPT TO:<b@example.org>", "250");
        QCOMPARE(client.send("BDAT 4\r\nab\r\n"), "250 2.0.0 4 octets received\r\n"s);
        client.say("XCLIENT ADDR=192.0.2.7", "503");
        client.say("RSET", "250");
        client.say("XCLIENT ADDR=192.0.2.7", "220");
    }

    void whatIsNoClaimChangesNothing()
    {
        for (const char* argument : {"", "ADDR", "ADDR=", "ADDR=nowhere", "ADDR=192.0.2.7 ADDR=192.0.2.8", "HELO=a+0Ab",
                                     "SHOE=44", "ADDR=192.0.2.7 PORT=99999"}) {
            SessionTester client{home().plugin("connection", says("")), fromProxy()};
            client.say("XCLIENT "s + argument, "501 5.5.4 XCLIENT");
            QCOMPARE(client.pluginRuns().size(), std::size_t{1});
            QCOMPARE(client.session().state().environment.value("TCPREMOTEIP"),
                     std::optional<std::string_view>("10.0.0.1"));
        }
        SessionTester client{home(), fromProxy()};
        client.say("XCLIENT NAME=" + std::string(5000, 'a'), "500");
        client.say("XCLIENT ADDR=192.0.2.7\x01", "501");
    }

    void commandsBehindItAreTheClients()
    {
        SessionTester client{home().plugin("helo", says("")), fromProxy()};
        client.replies();
        QCOMPARE(client.send("XCLIENT ADDR=192.0.2.7\r\nHELO x\r\nMAIL FROM:<a@example.net>\r\n"),
                 "220 mx.example.org ESMTP\r\n250 mx.example.org\r\n250 2.0.0 ok\r\n"s);
        QCOMPARE(client.lastSeen("TCPREMOTEIP"), "192.0.2.7"s);
        SessionTester parts{home().plugin("helo", says("")), fromProxy()};
        parts.replies();
        QCOMPARE(parts.sendBytes("XCLIENT ADDR=192.0.2.7\r\nHELO x\r\nMAIL FROM:<a@example.net>\r\n"),
                 "220 mx.example.org ESMTP\r\n250 mx.example.org\r\n250 2.0.0 ok\r\n"s);
    }

    void aPluginMayRefuseTheClient()
    {
        SessionTester client{
            home().plugin("connection",
                          [](const plugin::Call& call) {
                              return says(call.environment.value("TCPREMOTEIP") == "192.0.2.7" ? "E554 not you\n" : "");
                          }),
            fromProxy()};
        client.say("XCLIENT ADDR=192.0.2.7", "554 not you");
        client.say("EHLO x", "503");
        client.say("QUIT", "221");
    }

    void tlsStays()
    {
        SessionOptions options = fromProxy();
        options.hasCertificate = true;
        SessionTester client{home().plugin("connection", says("")), options};
        client.say("STARTTLS", "220");
        client.say("XCLIENT ADDR=192.0.2.7", "220");
        QVERIFY(client.session().state().cipher.has_value());
        QVERIFY(client.lastSeen("SSL_CIPHER") != "(none)");
        QVERIFY(client.say("EHLO x").find("STARTTLS") == std::string::npos);
        QVERIFY(client.deliver().starts_with("250"));
        QVERIFY(client.lastMessage().find("with ESMTPS") != std::string::npos);
        SessionTester before{home().plugin("helo", says("")), options};
        before.say("XCLIENT ADDR=192.0.2.7 LOGIN=anna", "220");
        before.say("STARTTLS", "220");
        before.say("EHLO x");
        QCOMPARE(before.lastSeen("TCPREMOTEIP"), "192.0.2.7"s);
        QCOMPARE(before.session().state().login, std::optional("anna"s));
    }
};

SPP_TEST(TestNewClient)
#include "tst_new_client.moc"
