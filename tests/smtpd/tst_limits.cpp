// SPDX-License-Identifier: MIT
/// Limits that keep one client from taking what is there for all.
#include "tests/smtpd/client.h"
#include "tests/smtpd/home.h"
#include "tests/smtpd/process_table.h"
#include "tests/smtpd/server.h"

#include <QTest>

#include <memory>
#include <vector>

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

    void aPluginThatTakesTooLongIsKilledWithAllThatItStarted()
    {
        const Home home("[helo]\n:sleep 1000 & sleep 1000\n");
        Server server(home.name(), {"--queue", "none", "--max-plugin-time", "1"});
        Client client(server.port());
        QVERIFY(isServed(client));
        QVERIFY(ask(client, "HELO x").startsWith("451 "));
        QVERIFY(server.waitForLog("smtpplugins:2: is killed: it took longer than 1 seconds"));
        QTRY_COMPARE(childrenOf(server.processId()).size(), 0);
        QVERIFY(ask(client, "NOOP").startsWith("250 "));
        client.abort();
        QCOMPARE(server.stop(), "exit 0"_ba);
    }

    void pluginsWaitForEachOther()
    {
        // Each takes a folder that nobody else may have, and gives it back.
        const Home home("[helo]\n:mkdir busy || { echo E550 two at once; exit; }; sleep 0.02; rmdir busy\n");
        Server server(home.name(), {"--queue", "none", "--max-plugins", "1"});
        std::vector<std::unique_ptr<Client>> clients;
        for (int i = 0; i < 10; ++i)
            clients.push_back(std::make_unique<Client>(server.port()));
        for (const auto& client : clients)
            QVERIFY(isServed(*client));
        for (const auto& client : clients)
            client->write("HELO x\r\n");
        for (const auto& client : clients)
            QCOMPARE(readReply(*client).left(3), "250"_ba);
        clients.clear();
        QCOMPARE(server.stop(), "exit 0"_ba);
    }

    void aSessionHasLimits_data()
    {
        QTest::addColumn<QString>("option");
        QTest::addColumn<QByteArrayList>("lines");
        QTest::addColumn<QByteArray>("replies");
        QTest::addColumn<QByteArray>("log");
        const auto row = [](const char* option, const QByteArrayList& lines, const char* replies, const char* log) {
            QTest::newRow(option) << QString(option) << lines << QByteArray(replies) << QByteArray(log);
        };
        row("--max-commands", {"NOOP", "NOOP", "NOOP"}, "250 250 421",
            "127.0.0.1: the session is ended: 2 commands brought no message (--max-commands)");
        row("--max-errors", {"FLY", "FLY", "FLY"}, "502 502 421",
            "127.0.0.1: the session is ended: more than 2 lines were no commands (--max-errors)");
        row("--max-recipients",
            {"MAIL FROM:<a@example.net>", "RCPT TO:<a@example.org>", "RCPT TO:<b@example.org>",
             "RCPT TO:<c@example.org>"},
            "250 250 250 452", "127.0.0.1: a recipient is refused: the message has 2 already (--max-recipients)");
    }

    void aSessionHasLimits()
    {
        QFETCH(QString, option);
        QFETCH(QByteArrayList, lines);
        QFETCH(QByteArray, replies);
        QFETCH(QByteArray, log);
        const Home home;
        for (const QString dialect : {"modern", "qmail-spp"}) {
            Server server(home.name(), {"--queue", "none", option, "2", "--dialect", dialect});
            Client client(server.port());
            QVERIFY(isServed(client));
            QCOMPARE(codes(client, lines), replies);
            QVERIFY(server.waitForLog(log));
            client.abort();
            QCOMPARE(server.stop(), "exit 0"_ba);
        }
    }

    void refusedLoginsEndASession()
    {
        const Home home;
        home.script("checkpw", "exit 1\n");
        qputenv("FORCETLS", "0");
        Server server(home.name(), {"--queue", "none", "--max-login-failures", "2", "--", "./checkpw", "true"});
        qunsetenv("FORCETLS");
        Client client(server.port());
        QVERIFY(isServed(client));
        QCOMPARE(codes(client, {"AUTH PLAIN AG1hcnkAd3Jvbmc=", "AUTH PLAIN AG1hcnkAd3Jvbmc="}), "535 535"_ba);
        QCOMPARE(readToEnd(client), ""_ba);
        QVERIFY(server.waitForLog("127.0.0.1: the session is ended: 2 refused logins (--max-login-failures)"));
        QCOMPARE(server.stop(), "exit 0"_ba);
    }

    void aMessageThatComesTooSlowlyEndsASession()
    {
        const Home home;
        home.write("control/timeoutsmtpd", "3\n");
        Server server(home.name(), {"--queue", "none", "--min-data-rate", "1000"});
        Client client(server.port());
        QVERIFY(isServed(client));
        QCOMPARE(codes(client, delivery().first(4)), "250 250 250 354"_ba);
        QVERIFY(QTest::qWaitFor(
            [&] {
                client.write("x");
                return client.state() == QAbstractSocket::UnconnectedState;
            },
            patience));
        QCOMPARE(client.readAll(), "451 4.4.2 this message comes too slowly\r\n"_ba);
        QVERIFY(server.waitForLog(" seconds, fewer than 1000 a second (--min-data-rate)"));
        QCOMPARE(server.stop(), "exit 0"_ba);
    }

    void whoSpeaksBeforeTheGreetingIsRefused()
    {
        const Home home;
        Server server(home.name(), {"--queue", "none", "--greet-delay", "1"});
        Client early(server.port());
        early.write("EHLO x\r\n");
        QCOMPARE(readToEnd(early), "554 5.5.1 you spoke before you were greeted\r\n"_ba);
        QVERIFY(server.waitForLog(
            "127.0.0.1: the session is ended: the client spoke before it was greeted (--greet-delay)"));
        Client patient(server.port());
        QVERIFY(isServed(patient));
        patient.abort();
        QCOMPARE(server.stop(), "exit 0"_ba);
    }

    void aSilentClientIsNamed()
    {
        const Home home;
        home.write("control/timeoutsmtpd", "1\n");
        Server server(home.name(), {"--queue", "none"});
        Client client(server.port());
        QVERIFY(isServed(client));
        QCOMPARE(readToEnd(client), "451 4.4.2 timeout\r\n"_ba);
        QVERIFY(server.waitForLog(
            "127.0.0.1: the session is ended: the client was silent for 1 seconds (control/timeoutsmtpd)"));
        QCOMPARE(server.stop(), "exit 0"_ba);
    }

    void pluginsHaveResourceLimits()
    {
        const Home home("[helo]\n:echo \"P250-$(ulimit -n) $(ulimit -d)\"\n");
        Server server(home.name(), {"--queue", "none", "--max-plugin-files", "77", "--max-plugin-memory", "300"});
        Client client(server.port());
        QVERIFY(isServed(client));
        const QByteArray reply = ask(client, "HELO x");
        QVERIFY2(reply.contains("77 " + QByteArray::number(300 * 1024)), reply);
        client.abort();
        QCOMPARE(server.stop(), "exit 0"_ba);
    }

    void pluginsMayPrintSoMuch()
    {
        const Home home("[helo]\n:yes H | head -c 1025\n");
        Server server(home.name(), {"--queue", "none", "--max-plugin-output", "1"});
        Client client(server.port());
        QVERIFY(isServed(client));
        QVERIFY(ask(client, "HELO x").startsWith("451 "));
        QVERIFY(server.waitForLog("was killed: it printed more than 1024 bytes in one run (--max-plugin-output)"));
        client.abort();
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
