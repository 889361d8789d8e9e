// SPDX-License-Identifier: MIT
/// Clients that dawdle, flood, drop out and come in crowds: others are served meanwhile, and what they made the server take is given back.
#include "tests/core/runtime/certificate.h"
#include "tests/smtpd/client.h"
#include "tests/smtpd/footprint.h"
#include "tests/smtpd/home.h"
#include "tests/smtpd/server.h"

#include <QSslSocket>
#include <QTest>

#include <sys/resource.h>

#include <algorithm>
#include <memory>
#include <optional>
#include <vector>

using namespace spp::test;
using namespace Qt::StringLiterals;

namespace
{

using Crowd = std::vector<std::unique_ptr<Client>>;

Crowd connectCrowd(quint16 port, int count)
{
    Crowd clients;
    for (int i = 0; i < count; ++i)
        clients.push_back(std::make_unique<Client>(port));
    return clients;
}

} // namespace

class TestRudeClients : public QObject
{
    Q_OBJECT

private slots:
    void init() { m_home.emplace(); }
    void cleanup();
    void oneByteAtATimeHindersNobody();
    void oneByteAtATimeEndsWithTheSession();
    void silenceEndsASessionWhereverItFalls();
    void silenceEndsAHandshake();
    void resetsAmidLargeMessages();
    void longLinesFromManyAtOnce();
    void floodsOfCommands();
    void thousandsOfConnections();
    void moreClientsThanDescriptors();
    void garbageInsteadOfAHandshake();
    void commandsBehindStartTlsAreForgotten();
    void anEndOfTlsAnywhereInAChunk();

private:
    void start(const QStringList& options = {});
    std::unique_ptr<QSslSocket> startTls(const QByteArray& behind = {}) const;

    std::optional<Home> m_home;
    std::optional<Server> m_server;
    std::optional<Footprint> m_before;
};

void TestRudeClients::start(const QStringList& options)
{
    m_server.emplace(m_home->name(), QStringList{"--no-names", "--queue", "maildir:" + m_home->name("mail")} + options);
    QVERIFY(servesOthers(m_server->port()));
    m_before.emplace(m_server->processId());
}

/// Whatever was done, the server serves on and has given everything back.
void TestRudeClients::cleanup()
{
    const bool serves = servesOthers(m_server->port());
    const QByteArray growth = m_before->growth();
    const QByteArray end = m_server->stop();
    m_server.reset();
    QVERIFY(serves);
    QCOMPARE(growth, ""_ba);
    QCOMPARE(end, "exit 0"_ba);
    QCOMPARE(m_home->files("mail/tmp").size(), 0U);
}

/// Slow loris: each has a step of a session of its own to dawdle in.
void TestRudeClients::oneByteAtATimeHindersNobody()
{
    start();
    Crowd crowd = connectCrowd(m_server->port(), 200);
    const QByteArray session = delivery().join("\r\n") + "\r\n";
    for (std::size_t i = 0; i < crowd.size(); ++i)
        push(*crowd[i], session.first(qsizetype(i) % session.size()));
    for (int round = 0; round < 20; ++round) {
        for (std::size_t i = 0; i < crowd.size(); ++i)
            if (crowd[i]->state() == QAbstractSocket::ConnectedState)
                push(*crowd[i], session.sliced((qsizetype(i) + round) % session.size(), 1));
        QVERIFY(servesOthers(m_server->port()));
    }
}

void TestRudeClients::oneByteAtATimeEndsWithTheSession()
{
    start({"--max-session-time", "1"});
    Crowd crowd = connectCrowd(m_server->port(), 50);
    for (const auto& client : crowd)
        QVERIFY(readReply(*client).startsWith("220 "));
    const auto isOver = [](const auto& client) { return client->state() == QAbstractSocket::UnconnectedState; };
    QVERIFY(QTest::qWaitFor(
        [&] {
            for (const auto& client : crowd)
                client->write("x");
            return std::all_of(crowd.begin(), crowd.end(), isOver);
        },
        patience));
    QVERIFY(m_server->waitForLog("a session is ended: it took longer than 1 seconds (--max-session-time)"));
}

/// As when the client is gone and no packet tells: the connection is half open. All at once, since each takes its time.
void TestRudeClients::silenceEndsASessionWhereverItFalls()
{
    m_home->write("control/timeoutsmtpd", "1\n");
    start();
    const QByteArray mail = "EHLO x\r\nMAIL FROM:<a@example.net>\r\nRCPT TO:<b@example.org>\r\n";
    const QByteArrayList said{"",
                              "EHL",
                              mail,
                              mail + "DATA\r\nSubject: x\r\n\r\nhel",
                              mail + "DATA\r\nSubject: x\r\n\r\nhello\r\n.",
                              mail + "BDAT 100\r\nSubject",
                              mail + "BDAT 3\r\nabc",
                              "BDAT 100\r\nSubject"};
    Crowd crowd = connectCrowd(m_server->port(), int(said.size()));
    for (qsizetype i = 0; i < said.size(); ++i)
        push(*crowd[std::size_t(i)], said[i]);
    for (qsizetype i = 0; i < said.size(); ++i) {
        const QByteArray replies = readToEnd(*crowd[std::size_t(i)]);
        QVERIFY2(replies.endsWith("451 4.4.2 timeout\r\n"), "behind " + said[i] + ": " + replies);
    }
    QCOMPARE(m_home->files("mail/new").size(), 1U); // that of start()
}

void TestRudeClients::silenceEndsAHandshake()
{
    m_home->write("control/timeoutsmtpd", "1\n");
    m_home->write("control/servercert.pem", makeCertificate("mx.example.org").pem());
    start({"--listen", "127.0.0.1:0/smtps"});
    Client silent(m_server->portOf("smtps"));
    Client half(m_server->portOf("smtps"));
    push(half, "\x16\x03\x01\x02");
    QCOMPARE(readToEnd(silent), ""_ba);
    QCOMPARE(readToEnd(half), ""_ba);
    QVERIFY(m_server->waitForLog("the TLS handshake failed"));
}

void TestRudeClients::resetsAmidLargeMessages()
{
    start();
    const QByteArray part = "a line of a message that is larger than what is kept in memory\r\n"_ba.repeated(3000);
    for (int i = 0; i < 30; ++i) {
        Client client(m_server->port());
        QVERIFY(readReply(client).startsWith("220 "));
        QCOMPARE(codes(client, delivery().first(4)), "250 250 250 354"_ba);
        push(client, part);
        if (i % 2 == 0)
            client.write(part);
        client.breakOff();
    }
    QVERIFY(servesOthers(m_server->port()));
    QTRY_COMPARE(m_home->files("mail/tmp").size(), 0U);
    QCOMPARE(m_home->files("mail/new").size(), 2U);
}

void TestRudeClients::longLinesFromManyAtOnce()
{
    start();
    Crowd crowd = connectCrowd(m_server->port(), 20);
    const QByteArray megabyte(1024 * 1024, 'x');
    for (const auto& client : crowd)
        QVERIFY(readReply(*client).startsWith("220 "));
    for (int i = 0; i < 4; ++i)
        for (const auto& client : crowd)
            push(*client, megabyte);
    QCOMPARE(m_before->growthOfMemory(), ""_ba);
    QVERIFY(servesOthers(m_server->port()));
    for (const auto& client : crowd)
        QCOMPARE(ask(*client, ""), "500 5.5.2 command line too long"_ba);
}

/// The last replies may be lost: who closes while there is more to read resets the connection.
void TestRudeClients::floodsOfCommands()
{
    start({"--max-commands", "10000"});
    Crowd crowd = connectCrowd(m_server->port(), 8);
    for (const auto& client : crowd)
        push(*client, "MAIL FROM:<a@example.net>\r\nRCPT TO:<b@example.org>\r\nRSET\r\n"_ba.repeated(20'000));
    QVERIFY(servesOthers(m_server->port()));
    for (const auto& client : crowd) {
        const QByteArray replies = readToEnd(*client);
        QVERIFY2(replies.startsWith("220 ") && replies.count('\n') <= 10'002, replies.right(200));
    }
    QVERIFY(m_server->waitForLog("10000 commands brought no message (--max-commands)"));
}

/// Each leaves as soon as it is in, without a word, or with one. More than the server has sessions for.
void TestRudeClients::thousandsOfConnections()
{
    start({"--max-sessions", "100"});
    for (int round = 0; round < 10; ++round) {
        Crowd crowd = connectCrowd(m_server->port(), 300);
        for (std::size_t i = 0; i < crowd.size(); i += 3)
            push(*crowd[i], "EHLO x\r\n");
        for (const auto& client : crowd)
            client->breakOff();
        QTRY_VERIFY(servesOthers(m_server->port()));
    }
}

/// Who is in is served, though a message can't be kept; and who has come meanwhile is served once there are descriptors again.
void TestRudeClients::moreClientsThanDescriptors()
{
    start();
    Client inside(m_server->port());
    QVERIFY(readReply(inside).startsWith("220 "));
    rlimit before{};
    QCOMPARE(::prlimit(pid_t(m_server->processId()), RLIMIT_NOFILE, nullptr, &before), 0);
    const rlimit none{3, before.rlim_max};
    QCOMPARE(::prlimit(pid_t(m_server->processId()), RLIMIT_NOFILE, &none, nullptr), 0);
    Crowd crowd = connectCrowd(m_server->port(), 10);
    QVERIFY(m_server->waitForLog("can't accept a connection: Too many open files"));
    QCOMPARE(codes(inside, delivery()), "250 250 250 354 451 221"_ba);
    QCOMPARE(::prlimit(pid_t(m_server->processId()), RLIMIT_NOFILE, &before, nullptr), 0);
    for (const auto& client : crowd)
        QVERIFY(readReply(*client).startsWith("220 "));
    QCOMPARE(m_server->log().count("can't accept"), 1);
}

std::unique_ptr<QSslSocket> TestRudeClients::startTls(const QByteArray& behind) const
{
    auto client = std::make_unique<QSslSocket>();
    client->setPeerVerifyMode(QSslSocket::VerifyNone);
    client->connectToHost("127.0.0.1", m_server->port());
    if (!readReply(*client).startsWith("220 ") || !ask(*client, "EHLO x").startsWith("250"))
        return client;
    client->write("STARTTLS\r\n" + behind);
    if (readReply(*client).startsWith("220 "))
        client->startClientEncryption();
    client->waitForEncrypted(patience);
    return client;
}

void TestRudeClients::garbageInsteadOfAHandshake()
{
    m_home->write("control/servercert.pem", makeCertificate("mx.example.org").pem());
    start();
    QByteArray junk;
    for (int i = 0; i < 100'000; ++i)
        junk += char(i * 31 + i / 256);
    for (const QByteArray& garbage :
         {"NOOP\r\n"_ba.repeated(1000), junk, "\x16\x03\x01\xff\xff"_ba + junk, "\x80"_ba + junk}) {
        Client client(m_server->port());
        QVERIFY(readReply(client).startsWith("220 "));
        QCOMPARE(codes(client, {"EHLO x", "STARTTLS"}), "250 220"_ba);
        client.write(garbage);
        const QByteArray answer = readToEnd(client);
        QVERIFY2(!answer.contains("250 ") && answer.size() < 100, answer);
        QVERIFY(servesOthers(m_server->port()));
    }
}

/// CVE-2011-0411: they were said in the clear, by whoever was in between.
void TestRudeClients::commandsBehindStartTlsAreForgotten()
{
    m_home->write("control/servercert.pem", makeCertificate("mx.example.org").pem());
    start();
    const auto client = startTls("EHLO evil\r\nMAIL FROM:<evil@example.net>\r\nRCPT TO:<user@example.org>\r\n");
    QVERIFY2(client->isEncrypted(), qPrintable(client->errorString()));
    QCOMPARE(codes(*client, {"RCPT TO:<user@example.org>", "DATA", "QUIT"}), "503 503 221"_ba);
}

/// CVE-2017-16943: with TLS's own farewell or without, nothing of the message is kept.
void TestRudeClients::anEndOfTlsAnywhereInAChunk()
{
    m_home->write("control/servercert.pem", makeCertificate("mx.example.org").pem());
    start();
    const QByteArray begun = "MAIL FROM:<a@example.net>\r\nRCPT TO:<user@example.org>\r\n";
    const QByteArray chunks = "BDAT 10\r\nSubject: xBDAT 9 LAST\r\n\r\n\r\nhello";
    for (qsizetype sent = 0; sent < chunks.size(); ++sent) {
        const auto client = startTls();
        QVERIFY2(client->isEncrypted(), qPrintable(client->errorString()));
        client->write(begun + chunks.first(sent));
        QVERIFY(readReply(*client).startsWith("250 ") && readReply(*client).startsWith("250 "));
        if (sent % 2 == 0)
            client->disconnectFromHost();
        else
            client->abort();
    }
    QVERIFY(servesOthers(m_server->port()));
    QCOMPARE(m_before->growth(), ""_ba);
    QCOMPARE(m_home->files("mail/new").size(), 2U);
    const auto whole = startTls();
    whole->write(begun + chunks + "QUIT\r\n");
    QVERIFY(readToEnd(*whole).endsWith("221 2.0.0 mx.example.org\r\n"));
    QCOMPARE(m_home->files("mail/new").size(), 3U);
}

QTEST_GUILESS_MAIN(TestRudeClients)
#include "tst_rude_clients.moc"
