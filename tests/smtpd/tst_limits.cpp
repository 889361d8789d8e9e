// SPDX-License-Identifier: MIT
/// Limits that keep one client from taking what is there for all.
#include "tests/smtpd/client.h"
#include "tests/smtpd/home.h"
#include "tests/smtpd/server.h"

#include <QTest>

using namespace spp::test;
using namespace Qt::StringLiterals;

class TestLimits : public QObject
{
    Q_OBJECT

    static bool isServed(Client& client) { return readReply(client).startsWith("220 "); }

private slots:
    void aClientWithTooManySessionsIsTurnedAway()
    {
        const Home home;
        Server server(home.name(), {"--queue", "none", "--max-sessions-per-client", "2"});
        Client first(server.port());
        Client second(server.port());
        QVERIFY(isServed(first) && isServed(second));
        Client third(server.port());
        QCOMPARE(readToEnd(third), "421 4.7.0 too many connections here, try again later\r\n"_ba);
        QVERIFY(server.waitForLog("127.0.0.1: turned away: it has 2 sessions already (--max-sessions-per-client)"));
        QVERIFY(ask(first, "QUIT").startsWith("221 "));
        readToEnd(first);
        const auto hasRoom = [&] {
            Client next(server.port());
            return isServed(next);
        };
        bool hadRoom = false;
        QTRY_VERIFY((hadRoom = hadRoom || hasRoom()));
        second.abort();
        QCOMPARE(server.stop(), "exit 0"_ba);
    }

    void connectionsInAMinuteAreCounted()
    {
        const Home home;
        Server server(home.name(), {"--queue", "none", "--max-connections-per-minute", "3"});
        for (int i = 0; i < 3; ++i) {
            Client client(server.port());
            QVERIFY(isServed(client));
        }
        Client next(server.port());
        QVERIFY(readToEnd(next).startsWith("421 "));
        QVERIFY(server.waitForLog("more than 3 connections in a minute"));
        QCOMPARE(server.stop(), "exit 0"_ba);
    }

    void aSessionMayTakeSoLong()
    {
        const Home home;
        Server server(home.name(), {"--queue", "none", "--max-session-time", "1"});
        Client client(server.port());
        QVERIFY(isServed(client));
        readToEnd(client);
        QVERIFY(server.waitForLog("a session is ended: it took longer than 1 seconds (--max-session-time)"));
        QCOMPARE(server.stop(), "exit 0"_ba);
    }
};

QTEST_GUILESS_MAIN(TestLimits)
#include "tst_limits.moc"
