// SPDX-License-Identifier: MIT
/// Many sessions at once in one process, none of which disturbs another.
#include "tests/smtpd/client.h"
#include "tests/smtpd/home.h"
#include "tests/smtpd/plugin_gate.h"
#include "tests/smtpd/process_table.h"
#include "tests/smtpd/server.h"

#include <QTest>

#include <memory>
#include <vector>

using namespace spp::test;
using namespace Qt::StringLiterals;

class TestServer : public QObject
{
    Q_OBJECT

private slots:
    void everySessionHasAnEnvironmentOfItsOwn();
    void manyClientsDeliverAtOnce();
    void aPluginThatWaitsHoldsUpItsOwnSessionOnly();
    void aClientThatReadsNothingHoldsUpItsOwnSessionOnly();
    void changedControlFilesCountForTheNextSession();
    void oneLoopAloneWatchesAListener();
    void manyClientsAreSharedAmongThreads();
    void nothingPilesUpOverManySessions();

private:
    using Clients = std::vector<std::unique_ptr<Client>>;
    static Clients connectMany(const Server& server, int count);
};

TestServer::Clients TestServer::connectMany(const Server& server, int count)
{
    Clients clients;
    for (int i = 0; i < count; ++i)
        clients.push_back(std::make_unique<Client>(server.port()));
    return clients;
}

/// MINE is what a plugin set earlier in the same session; SECRET is set by one client alone.
void TestServer::everySessionHasAnEnvironmentOfItsOwn()
{
    const Home home(
        "[connection]\n:echo \"SMINE=$TCPREMOTEPORT\"\n"
        "[helo]\n:test \"$SMTPHELOHOST\" = bearer.example.net && echo SSECRET=yes\n"
        "[mail]\n:echo \"P250-$MINE $TCPREMOTEPORT $SMTPHELOHOST ${SECRET-none}\"\n");
    Server server(home.name());
    const auto clients = connectMany(server, 50);
    for (const auto& client : clients)
        QCOMPARE(readReply(*client), "220 mx.example.org ESMTP"_ba);
    const auto heloOf = [&](const auto& client) {
        return client == clients[17] ? "bearer.example.net"_ba : "c" + QByteArray::number(client->localPort());
    };
    for (const auto& client : clients)
        client->write("HELO " + heloOf(client) + "\r\nMAIL FROM:<a@example.net>\r\n");
    for (const auto& client : clients) {
        const QByteArray port = QByteArray::number(client->localPort());
        const QByteArray secret = client == clients[17] ? "yes" : "none";
        QCOMPARE(readReply(*client).left(3), "250"_ba);
        QCOMPARE(readReply(*client),
                 "250-2.0.0 " + port + " " + port + " " + heloOf(client) + " " + secret + "\r\n250 2.0.0 ok");
    }
    for (const auto& client : clients)
        QCOMPARE(ask(*client, "QUIT").left(3), "221"_ba);
    QCOMPARE(server.stop(), "exit 0"_ba);
    QCOMPARE(QString::fromUtf8(server.log()).count('\n'), 1);
}

void TestServer::manyClientsDeliverAtOnce()
{
    const Home home;
    Server server(home.name(), {"--queue", "maildir:" + home.name("mail")});
    const auto clients = connectMany(server, 50);
    for (const auto& client : clients)
        QCOMPARE(readReply(*client).left(3), "220"_ba);
    const QByteArray large(100'000, 'x');
    for (const auto& client : clients)
        client->write(
            delivery("Subject: " + QByteArray::number(client->localPort()) + "\r\n\r\n" + large).join("\r\n") + "\r\n");
    for (const auto& client : clients) {
        const QByteArray replies = readToEnd(*client);
        QVERIFY2(replies.contains("354 go ahead\r\n250 2.0.0 ok ") && replies.endsWith("221 2.0.0 mx.example.org\r\n"),
                 replies);
    }
    QCOMPARE(home.files("mail/tmp").size(), 0U);
    QStringList subjects;
    for (const auto& file : home.files("mail/new")) {
        const QString message = QString::fromStdString(home.read(file));
        QVERIFY(message.endsWith("\n\n" + QString::fromUtf8(large) + "\n"));
        subjects += message.section("Subject: ", 1).section('\n', 0, 0);
    }
    QCOMPARE(subjects.size(), 50);
    QCOMPARE(subjects.removeDuplicates(), 0);
    QCOMPARE(server.stop(), "exit 0"_ba);
}

void TestServer::aPluginThatWaitsHoldsUpItsOwnSessionOnly()
{
    const Home home("[helo]\n:test \"$SMTPHELOHOST\" != slow.example.net || read word <gate\n");
    PluginGate gate(home);
    Server server(home.name());
    Client slow(server.port());
    QCOMPARE(readReply(slow).left(3), "220"_ba);
    slow.write("HELO slow.example.net\r\n");
    QVERIFY(gate.waitForPlugin());
    for (int i = 0; i < 3; ++i) {
        Client quick(server.port());
        QCOMPARE(readReply(quick).left(3), "220"_ba);
        QCOMPARE(codes(quick, delivery()), "250 250 250 354 250 221"_ba);
    }
    QCOMPARE(slow.readAll(), ""_ba);
    gate.open();
    QCOMPARE(readReply(slow), "250 mx.example.org"_ba);
    QCOMPARE(ask(slow, "QUIT").left(3), "221"_ba);
    QCOMPARE(server.stop(), "exit 0"_ba);
}

/// It sends commands until no more fit into any buffer, because the server waits for it to take its replies.
void TestServer::aClientThatReadsNothingHoldsUpItsOwnSessionOnly()
{
    const Home home;
    Server server(home.name(), {"--queue", "none", "--max-commands", "0"});
    const qint64 before = residentKiB(server.processId());
    Client deaf(server.port());
    deaf.setReadBufferSize(1);
    const QByteArray commands = "HELP\r\n"_ba.repeated(100'000);
    constexpr int largest = 64;
    int sent = 0;
    while (sent < largest && deaf.bytesToWrite() < commands.size()) {
        deaf.write(commands);
        ++sent;
        deaf.flush();
        Client other(server.port());
        QCOMPARE(readReply(other).left(3), "220"_ba);
        QCOMPARE(codes(other, {"NOOP", "QUIT"}), "250 221"_ba);
    }
    QVERIFY(sent < largest);
    QVERIFY(residentKiB(server.processId()) - before < 32 * 1024);
    deaf.abort();
    QCOMPARE(server.stop(), "exit 0"_ba);
}

void TestServer::changedControlFilesCountForTheNextSession()
{
    const Home home;
    Server server(home.name());
    Client before(server.port());
    QCOMPARE(readReply(before), "220 mx.example.org ESMTP"_ba);
    home.write("control/me", "new.example.org\n");
    home.write("control/smtpplugins", "[helo]\n:echo E550 no\n");
    QCOMPARE(ask(before, "HELO client.example.net"), "250 mx.example.org"_ba);
    Client after(server.port());
    QCOMPARE(readReply(after), "220 new.example.org ESMTP"_ba);
    QCOMPARE(ask(after, "HELO client.example.net"), "550 no"_ba);
    for (Client* client : {&before, &after})
        QCOMPARE(ask(*client, "QUIT").left(3), "221"_ba);
    QCOMPARE(server.stop(), "exit 0"_ba);
}

/// Otherwise every client would wake several threads.
void TestServer::oneLoopAloneWatchesAListener()
{
    const Home home;
    Server server(home.name(), {"--queue", "none", "--threads", "1"});
    QCOMPARE(countWatchersOfPort(server.processId(), server.port()), 1);
}

void TestServer::manyClientsAreSharedAmongThreads()
{
    const Home home;
    Server server(home.name(), {"--queue", "none", "--threads", "3"});
    const Clients clients = connectMany(server, 150);
    for (const auto& client : clients)
        QCOMPARE(readReply(*client).left(3), "220"_ba);
    const auto watched = countWatched(server.processId());
    QVERIFY(watched.size() >= 3);
    QVERIFY2(watched[2] >= 25, qPrintable(QString::number(watched[2])));
    for (const auto& client : clients)
        QCOMPARE(ask(*client, "QUIT").left(3), "221"_ba);
    Client another(server.port());
    QCOMPARE(readReply(another).left(3), "220"_ba);
    server.terminate();
    QTRY_VERIFY(!server.isListening());
    QCOMPARE(ask(another, "QUIT").left(3), "221"_ba);
    QCOMPARE(server.waitForEnd(), "exit 0"_ba);
}

void TestServer::nothingPilesUpOverManySessions()
{
    const Home home("[mail]\n:true\n");
    Server server(home.name(), {"--queue", "maildir:" + home.name("mail")});
    const auto session = [&] {
        Client client(server.port());
        const QByteArray greeting = readReply(client);
        return greeting.left(3) + " " + codes(client, delivery());
    };
    const auto before = countDescriptors(server.processId());
    QCOMPARE(session(), "220 250 250 250 354 250 221"_ba);
    const qint64 memoryBefore = residentKiB(server.processId());
    for (int i = 0; i < 200; ++i)
        QCOMPARE(session(), "220 250 250 250 354 250 221"_ba);
    QTRY_COMPARE(countDescriptors(server.processId()), before);
    QTRY_COMPARE(childrenOf(server.processId()).size(), 0);
    QVERIFY(residentKiB(server.processId()) - memoryBefore < 32 * 1024);
    QCOMPARE(home.files("mail/new").size(), 201U);
    QCOMPARE(server.stop(), "exit 0"_ba);
}

QTEST_GUILESS_MAIN(TestServer)
#include "tst_server.moc"
