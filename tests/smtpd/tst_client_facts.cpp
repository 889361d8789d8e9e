// SPDX-License-Identifier: MIT
/// What plugins are told of a client: by a proxy's header, by the resolver, by rules that tcprules made; and who is not let in.
#include "tests/smtpd/client.h"
#include "tests/smtpd/home.h"
#include "tests/smtpd/server.h"

#include <QProcess>
#include <QRegularExpression>
#include <QTest>

using namespace spp::test;
using namespace Qt::StringLiterals;

class TestClientFacts : public QObject
{
    Q_OBJECT

    /// A home whose greeting tells what the first plugin finds in its environment.
    static Home homeThatTells()
    {
        return Home(
            "[helo]\n:echo \"P250-$PROTO $TCPREMOTEIP $TCPREMOTEPORT $TCPLOCALIP $TCPLOCALPORT "
            "${TCPREMOTEHOST-nobody} ${RELAYCLIENT-none}\"\n");
    }

    /// What it tells a client that says this first.
    static QByteArray told(quint16 port, const QByteArray& header = {})
    {
        Client client(port);
        client.write(header);
        readReply(client);
        client.write("HELO x\r\n");
        const QByteArray reply = readReply(client);
        return reply.mid(reply.indexOf("TCP")).trimmed();
    }

    static quint16 proxiedPort(Server& server)
    {
        server.waitForLog("+proxy)");
        static const QRegularExpression listening("listening on 127\\.0\\.0\\.1:(\\d+) \\(mail\\+proxy\\)");
        return listening.match(QString::fromUtf8(server.log())).captured(1).toUShort();
    }

    static void makeRules(const Home& home, const QByteArray& text)
    {
        QProcess tcprules;
        tcprules.start("tcprules", {home.name("rules.cdb"), home.name("rules.tmp")});
        tcprules.write(text);
        tcprules.closeWriteChannel();
        QVERIFY(tcprules.waitForFinished(patience));
        QCOMPARE(tcprules.exitCode(), 0);
    }

private slots:
    void aProxyTellsWhoItsClientIs();
    void aProxyThatIsNotListedIsTurnedAway();
    void withoutAHeaderThereIsNoSession_data();
    void withoutAHeaderThereIsNoSession();
    void limitsAreForTheClientBehindTheProxy();
    void xclientTellsWhoTheClientIs();
    void xclientIsForListedPeersAlone();
    void limitsPerClientAreNotForWhoSaysXclient();
    void namesAreLookedUpUnlessThatIsOff();
    void rulesLetInDenyAndSetVariables();
    void changedRulesCountForTheNextClient();
};

void TestClientFacts::aProxyTellsWhoItsClientIs()
{
    const Home home = homeThatTells();
    Server server(home.name(), {"--queue", "none", "--no-names", "--proxy-from", "127.0.0.0/8", "--listen",
                                "127.0.0.1:0/mail+proxy"});
    const quint16 port = proxiedPort(server);
    QCOMPARE(told(port, "PROXY TCP4 192.0.2.7 203.0.113.1 4660 25\r\n"),
             "TCP 192.0.2.7 4660 203.0.113.1 25 nobody none"_ba);
    QCOMPARE(told(port, "PROXY TCP6 2001:DB8::7 2001:db8::1 4660 25\r\n"),
             "TCP6 2001:db8::7 4660 2001:db8::1 25 nobody none"_ba);
    const QByteArray itself = told(port, "PROXY UNKNOWN\r\n");
    QVERIFY2(itself.startsWith("TCP 127.0.0.1 "), itself);
    const QByteArray version2 = QByteArray("\r\n\r\n\0\r\nQUIT\n\x21\x11\0\x0c", 16) +
                                QByteArray("\xc0\0\x02\x07\xcb\0\x71\x01\x12\x34\0\x19", 12);
    QCOMPARE(told(port, version2), "TCP 192.0.2.7 4660 203.0.113.1 25 nobody none"_ba);
    QCOMPARE(server.stop(), "exit 0"_ba);
}

void TestClientFacts::aProxyThatIsNotListedIsTurnedAway()
{
    const Home home;
    Server server(home.name(),
                  {"--queue", "none", "--proxy-from", "192.0.2.0/24", "--listen", "127.0.0.1:0/mail+proxy"});
    Client client(proxiedPort(server));
    client.write("PROXY TCP4 192.0.2.7 203.0.113.1 4660 25\r\n");
    QCOMPARE(readToEnd(client), ""_ba);
    QVERIFY(server.waitForLog("127.0.0.1: turned away: it is no proxy of ours (--proxy-from)"));
    QCOMPARE(server.stop(), "exit 0"_ba);
}

void TestClientFacts::withoutAHeaderThereIsNoSession_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::newRow("a mail client") << "EHLO x\r\n"_ba;
    QTest::newRow("over-long") << "PROXY TCP4 " + QByteArray(200, '1');
    QTest::newRow("no address") << "PROXY TCP6 :::: ::1 1 2\r\n"_ba;
    QTest::newRow("bad length") << QByteArray("\r\n\r\n\0\r\nQUIT\n\x21\x11\xff\xff", 16);
    QTest::newRow("nothing") << ""_ba;
}
void TestClientFacts::withoutAHeaderThereIsNoSession()
{
    QFETCH(QByteArray, bytes);
    const Home home;
    Server server(home.name(), {"--queue", "none", "--proxy-from", "127.0.0.1", "--listen", "127.0.0.1:0/mail+proxy"});
    Client client(proxiedPort(server));
    client.write(bytes);
    client.closeWriting();
    QCOMPARE(readToEnd(client), ""_ba);
    QVERIFY(server.waitForLog("127.0.0.1: turned away: "));
    QCOMPARE(server.stop(), "exit 0"_ba);
}

void TestClientFacts::limitsAreForTheClientBehindTheProxy()
{
    const Home home;
    Server server(home.name(), {"--queue", "none", "--no-names", "--proxy-from", "127.0.0.1", "--listen",
                                "127.0.0.1:0/mail+proxy", "--max-sessions-per-client", "1"});
    const quint16 port = proxiedPort(server);
    Client first(port);
    first.write("PROXY TCP4 192.0.2.7 203.0.113.1 1 25\r\n");
    QVERIFY(readReply(first).startsWith("220 "));
    Client second(port);
    second.write("PROXY TCP4 192.0.2.7 203.0.113.1 2 25\r\n");
    QVERIFY(readReply(second).startsWith("421 "));
    Client other(port);
    other.write("PROXY TCP4 192.0.2.8 203.0.113.1 3 25\r\n");
    QVERIFY(readReply(other).startsWith("220 "));
    first.abort();
    other.abort();
    QCOMPARE(server.stop(), "exit 0"_ba);
}

void TestClientFacts::xclientTellsWhoTheClientIs()
{
    const Home home = homeThatTells();
    makeRules(home, "127.:allow,RELAYCLIENT=\"\"\n192.0.2.7:allow,RELAYCLIENT=\"@seven\"\n192.0.2.8:deny\n:allow\n");
    Server server(home.name(), {"--queue", "none", "--xclient-from", "127.0.0.0/8", "--rules", home.name("rules.cdb")});
    const auto claimed = [&](const QByteArray& claim) {
        Client client(server.port());
        readReply(client);
        const QByteArray greeting = ask(client, "XCLIENT " + claim);
        const QByteArray reply = ask(client, "HELO x");
        return greeting.left(3) + ' ' + reply.mid(reply.indexOf("TCP")).trimmed();
    };
    QVERIFY(told(server.port()).endsWith(" localhost"));
    QCOMPARE(claimed("ADDR=203.0.113.9 PORT=4660 NAME=mx.example.net DESTADDR=203.0.113.1 DESTPORT=25"),
             "220 TCP 203.0.113.9 4660 203.0.113.1 25 mx.example.net none"_ba);
    QCOMPARE(claimed("ADDR=IPV6:2001:DB8::7 PORT=1 DESTADDR=IPV6:2001:db8::1 DESTPORT=25"),
             "220 TCP6 2001:db8::7 1 2001:db8::1 25 nobody none"_ba);
    QVERIFY(claimed("ADDR=192.0.2.7").endsWith(" nobody @seven"));
    QVERIFY(claimed("ADDR=192.0.2.8").startsWith("554 "));
    QVERIFY(server.waitForLog("192.0.2.8: turned away: the rules deny it (XCLIENT)"));
    QCOMPARE(server.stop(), "exit 0"_ba);
}

void TestClientFacts::xclientIsForListedPeersAlone()
{
    const Home home;
    for (const QStringList& options :
         {QStringList{"--queue", "none", "--xclient-from", "192.0.2.0/24"}, QStringList{"--queue", "none"}}) {
        Server server(home.name(), options);
        Client client(server.port());
        QVERIFY(readReply(client).startsWith("220 "));
        QVERIFY(!ask(client, "EHLO x").contains("XCLIENT"));
        QCOMPARE(ask(client, "XCLIENT ADDR=192.0.2.7"), "550 5.7.0 XCLIENT is not for you"_ba);
        client.abort();
        QCOMPARE(server.stop(), "exit 0"_ba);
    }
    Server server(home.name(), {"--queue", "none", "--xclient-from", "127.0.0.1"});
    Client client(server.port());
    QVERIFY(readReply(client).startsWith("220 "));
    QVERIFY(ask(client, "EHLO x").contains("XCLIENT NAME ADDR PORT PROTO HELO LOGIN DESTADDR DESTPORT"));
    client.abort();
    QCOMPARE(server.stop(), "exit 0"_ba);
}

void TestClientFacts::limitsPerClientAreNotForWhoSaysXclient()
{
    const Home home;
    Server server(home.name(), {"--queue", "none", "--xclient-from", "127.0.0.1", "--max-sessions-per-client", "1",
                                "--max-connections-per-minute", "1", "--max-sessions", "3"});
    Client first(server.port());
    QVERIFY(readReply(first).startsWith("220 "));
    Client second(server.port());
    QVERIFY(readReply(second).startsWith("220 "));
    Client third(server.port());
    QVERIFY(readReply(third).startsWith("220 "));
    Client fourth(server.port());
    QVERIFY(readReply(fourth).startsWith("421 "));
    for (Client* client : {&first, &second, &third})
        client->abort();
    QCOMPARE(server.stop(), "exit 0"_ba);
}

void TestClientFacts::namesAreLookedUpUnlessThatIsOff()
{
    const Home home = homeThatTells();
    Server server(home.name());
    const QByteArray named = told(server.port());
    QVERIFY2(named.contains(" localhost none"), named);
    QCOMPARE(server.stop(), "exit 0"_ba);
    Server other(home.name(), {"--queue", "none", "--no-names"});
    QVERIFY(told(other.port()).contains(" nobody none"));
    QCOMPARE(other.stop(), "exit 0"_ba);
}

void TestClientFacts::rulesLetInDenyAndSetVariables()
{
    const Home home = homeThatTells();
    makeRules(home, "192.0.2.:deny\n192.0.2.7:allow,RELAYCLIENT=\"@relayed\"\n=.example.net:deny\n:allow\n");
    Server server(home.name(), {"--queue", "none", "--no-names", "--proxy-from", "127.0.0.1", "--listen",
                                "127.0.0.1:0/mail+proxy", "--rules", home.name("rules.cdb")});
    const quint16 port = proxiedPort(server);
    QVERIFY(told(port, "PROXY TCP4 192.0.2.7 203.0.113.1 1 25\r\n").endsWith(" nobody @relayed"));
    QVERIFY(told(port, "PROXY TCP4 203.0.113.9 203.0.113.1 1 25\r\n").endsWith(" nobody none"));
    QCOMPARE(told(port, "PROXY TCP4 192.0.2.8 203.0.113.1 1 25\r\n"), ""_ba);
    QVERIFY(server.waitForLog("192.0.2.8: turned away: the rules deny it"));
    QCOMPARE(server.stop(), "exit 0"_ba);
}

void TestClientFacts::changedRulesCountForTheNextClient()
{
    const Home home = homeThatTells();
    makeRules(home, "127.:allow,RELAYCLIENT=\"one\"\n");
    Server server(home.name(), {"--queue", "none", "--no-names", "--rules", home.name("rules.cdb")});
    QVERIFY(told(server.port()).endsWith(" one"));
    makeRules(home, "127.:allow,RELAYCLIENT=\"two\"\n");
    QVERIFY(told(server.port()).endsWith(" two"));
    home.write("rules.cdb", "broken");
    QVERIFY(told(server.port()).endsWith(" two"));
    QVERIFY(server.waitForLog("rules.cdb: ") && server.waitForLog("going on with the one before"));
    QCOMPARE(server.stop(), "exit 0"_ba);
}

QTEST_GUILESS_MAIN(TestClientFacts)
#include "tst_client_facts.moc"
