// SPDX-License-Identifier: MIT
/// SIGTERM: first no new sessions, then none at all.
#include "tests/smtpd/client.h"
#include "tests/smtpd/home.h"
#include "tests/smtpd/plugin_gate.h"
#include "tests/smtpd/process_table.h"
#include "tests/smtpd/server.h"

#include <QTcpServer>
#include <QTest>

#include <csignal>

using namespace spp::test;
using namespace Qt::StringLiterals;

class TestServerEnd : public QObject
{
    Q_OBJECT

private slots:
    void aServerWithoutSessionsEndsAtOnce_data();
    void aServerWithoutSessionsEndsAtOnce();
    void theFirstSignalLetsSessionsEndByThemselves();
    void theSecondSignalEndsThem();
    void theSecondSignalEndsPlugins();
    void theSecondSignalLeavesNothingOfAMessage();
    void theSecondSignalCutsOffADeliveryToANextHop();
    void theSecondSignalEndsAQueueProgramThatHangs();
};

void TestServerEnd::aServerWithoutSessionsEndsAtOnce_data()
{
    QTest::addColumn<int>("signal");
    QTest::newRow("SIGTERM") << SIGTERM;
    QTest::newRow("SIGINT") << SIGINT;
}

void TestServerEnd::aServerWithoutSessionsEndsAtOnce()
{
    QFETCH(int, signal);
    const Home home;
    Server server(home.name());
    ::kill(pid_t(server.processId()), signal);
    QCOMPARE(server.waitForEnd(), "exit 0"_ba);
}

void TestServerEnd::theFirstSignalLetsSessionsEndByThemselves()
{
    const Home home("[mail]\n:true\n");
    Server server(home.name(), {"--queue", "maildir:" + home.name("mail")});
    Client client(server.port());
    QCOMPARE(readReply(client).left(3), "220"_ba);
    server.terminate();
    QTRY_VERIFY(!server.isListening());
    QCOMPARE(codes(client, delivery()), "250 250 250 354 250 221"_ba);
    QCOMPARE(readToEnd(client), ""_ba);
    QCOMPARE(server.waitForEnd(), "exit 0"_ba);
    QCOMPARE(home.files("mail/new").size(), 1U);
}

void TestServerEnd::theSecondSignalEndsThem()
{
    const Home home;
    Server server(home.name());
    Client idle(server.port());
    Client inTransaction(server.port());
    for (Client* client : {&idle, &inTransaction})
        QCOMPARE(readReply(*client).left(3), "220"_ba);
    QCOMPARE(codes(inTransaction, {"HELO client.example.net", "MAIL FROM:<a@example.net>"}), "250 250"_ba);
    server.terminate();
    QTRY_VERIFY(!server.isListening());
    QCOMPARE(ask(idle, "NOOP"), "250 2.0.0 ok"_ba);
    server.terminate();
    QCOMPARE(server.waitForEnd(), "exit 0"_ba);
    for (Client* client : {&idle, &inTransaction})
        QCOMPARE(readToEnd(*client), ""_ba);
}

/// The plugin is a shell with a child: both are killed.
void TestServerEnd::theSecondSignalEndsPlugins()
{
    const Home home("[helo]\n:sh -c 'echo $$ >child; read word <gate; :'; :\n");
    PluginGate gate(home);
    Server server(home.name());
    Client client(server.port());
    QCOMPARE(readReply(client).left(3), "220"_ba);
    client.write("HELO client.example.net\r\n");
    QVERIFY(gate.waitForPlugin());
    const auto child = pid_t(std::stol(home.read("child")));
    QCOMPARE(::kill(child, 0), 0);
    server.terminate();
    QTRY_VERIFY(!server.isListening());
    server.terminate();
    QCOMPARE(server.waitForEnd(), "exit 0"_ba);
    QTRY_VERIFY(hasEnded(child));
}

void TestServerEnd::theSecondSignalLeavesNothingOfAMessage()
{
    const Home home;
    Server server(home.name(), {"--queue", "maildir:" + home.name("mail")});
    Client client(server.port());
    QCOMPARE(readReply(client).left(3), "220"_ba);
    QCOMPARE(codes(client, delivery().first(4)), "250 250 250 354"_ba);
    client.write(QByteArray(200'000, 'x'));
    QTRY_COMPARE(home.files("mail/tmp").size(), 1U);
    server.terminate();
    QTRY_VERIFY(!server.isListening());
    server.terminate();
    QCOMPARE(server.waitForEnd(), "exit 0"_ba);
    QCOMPARE(home.files("mail/tmp").size(), 0U);
    QCOMPARE(home.files("mail/new").size(), 0U);
}

/// It accepts connections, and says nothing.
void TestServerEnd::theSecondSignalCutsOffADeliveryToANextHop()
{
    QTcpServer silent;
    QVERIFY(silent.listen(QHostAddress::LocalHost));
    const Home home;
    Server server(home.name(), {"--queue", "smtp:127.0.0.1:" + QString::number(silent.serverPort())});
    Client client(server.port());
    QCOMPARE(readReply(client).left(3), "220"_ba);
    QCOMPARE(codes(client, delivery().first(4)), "250 250 250 354"_ba);
    client.write("hello\r\n.\r\n");
    QTRY_VERIFY(silent.hasPendingConnections());
    server.terminate();
    QTRY_VERIFY(!server.isListening());
    server.terminate();
    QCOMPARE(server.waitForEnd(), "exit 0"_ba);
    QVERIFY2(server.log().contains("a message on its way there was cut off with its session"), server.log());
    QVERIFY(!readToEnd(client).contains("250"));
}

void TestServerEnd::theSecondSignalEndsAQueueProgramThatHangs()
{
    const Home home;
    home.script("bin/qmail-queue", "cat >/dev/null; echo $$ >running; exec sleep 1000\n");
    Server server(home.name(), {"--queue", "qmail-queue"});
    Client client(server.port());
    QCOMPARE(readReply(client).left(3), "220"_ba);
    QCOMPARE(codes(client, delivery().first(4)), "250 250 250 354"_ba);
    client.write("hello\r\n.\r\n");
    QTRY_VERIFY(home.read("running").ends_with('\n'));
    server.terminate();
    QTRY_VERIFY(!server.isListening());
    server.terminate();
    QCOMPARE(server.waitForEnd(), "exit 0"_ba);
    QVERIFY(hasEnded(pid_t(std::stol(home.read("running")))));
    QVERIFY(!readToEnd(client).contains("250"));
}

QTEST_GUILESS_MAIN(TestServerEnd)
#include "tst_server_end.moc"
