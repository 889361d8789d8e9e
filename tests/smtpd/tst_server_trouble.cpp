// SPDX-License-Identifier: MIT
/// What is wrong is answered and explained, and costs one session at most.
#include "tests/smtpd/client.h"
#include "tests/smtpd/home.h"
#include "tests/smtpd/process_table.h"
#include "tests/smtpd/server.h"

#include <QDir>
#include <QRegularExpression>
#include <QTest>

#include <optional>

using namespace spp::test;
using namespace Qt::StringLiterals;

namespace
{

/// What 64 MiB of junk may cost at most.
constexpr qint64 allowanceKiB = 32 * 1024;
constexpr int junkBlocks = 64;
const QByteArray junkBlock(1024 * 1024, 'x');

void sendJunk(Client& client)
{
    for (int i = 0; i < junkBlocks; ++i)
        push(client, junkBlock);
}

} // namespace

class TestServerTrouble : public QObject
{
    Q_OBJECT

private slots:
    void init();
    void cleanup();
    void aHomeThatIsMissingIsNamed();
    void aControlFileThatCantBeReadIsNamed_data();
    void aControlFileThatCantBeReadIsNamed();
    void aHomeThatIsRepairedServesAgain();
    void aQueueThatFailsDefersTheMessage();
    void binaryJunkIsRefused();
    void anHttpRequestIsRefused();
    void aLineWithoutEndIsRefusedOnce();
    void aLineWithoutEndTakesNoMemory();
    void aMessageWithoutLineEndsTakesNoMemory();

private:
    void start(const QStringList& options = {"--queue", "none"}) { m_server.emplace(m_home->name(), options); }

    std::optional<Home> m_home;
    std::optional<Server> m_server;
};

void TestServerTrouble::init()
{
    m_home.emplace();
}

/// Whatever a test did, the server still serves, and ends well.
void TestServerTrouble::cleanup()
{
    if (!m_server)
        return;
    Client client(m_server->port());
    const QByteArray greeting = readReply(client);
    client.abort();
    const QByteArray end = m_server->stop();
    m_server.reset();
    QVERIFY2(greeting.startsWith("220 ") || greeting.startsWith("421 "), greeting);
    QCOMPARE(end, "exit 0"_ba);
}

void TestServerTrouble::aHomeThatIsMissingIsNamed()
{
    m_server.emplace("/no/such/home");
    Client client(m_server->port());
    QCOMPARE(readReply(client), "421 4.3.0 unable to read controls"_ba);
    QCOMPARE(readToEnd(client), ""_ba);
    QVERIFY2(
        m_server->waitForLog("/no/such/home: this home can't be opened: No such file or directory; name a qmail home"),
        m_server->log());
}

void TestServerTrouble::aControlFileThatCantBeReadIsNamed_data()
{
    QTest::addColumn<QString>("missing");
    QTest::addColumn<QString>("directory");
    QTest::addColumn<QByteArray>("words");
    QTest::newRow("no smtpplugins") << "control/smtpplugins"
                                    << ""
                                    << "control/smtpplugins: there is no such file; create it"_ba;
    QTest::newRow("no me") << "control/me"
                           << ""
                           << "write this host's name into control/me"_ba;
    for (const char* name : {"smtpplugins", "me", "rcpthosts", "badmailfrom", "databytes", "timeoutsmtpd"}) {
        const QString file = "control/"_L1 + QLatin1StringView(name);
        QTest::addRow("a directory as %s", name)
            << file << file << file.toUtf8() + ": can't be read: Is a directory; a file is wanted there";
    }
}

void TestServerTrouble::aControlFileThatCantBeReadIsNamed()
{
    QFETCH(QString, missing);
    QFETCH(QString, directory);
    QFETCH(QByteArray, words);
    QFile::remove(m_home->name(missing.toStdString()));
    if (!directory.isEmpty())
        QVERIFY(QDir(m_home->name()).mkpath(directory));
    start();
    Client client(m_server->port());
    QCOMPARE(readReply(client), "421 4.3.0 unable to read controls"_ba);
    QCOMPARE(readToEnd(client), ""_ba);
    QVERIFY2(m_server->waitForLog(words), m_server->log());
}

void TestServerTrouble::aHomeThatIsRepairedServesAgain()
{
    QFile::remove(m_home->name("control/smtpplugins"));
    start();
    Client early(m_server->port());
    QCOMPARE(readReply(early).left(3), "421"_ba);
    m_home->write("control/smtpplugins", "");
    Client late(m_server->port());
    QCOMPARE(readReply(late).left(3), "220"_ba);
}

void TestServerTrouble::aQueueThatFailsDefersTheMessage()
{
    m_home->write("mail", "a file where the Maildir should be\n");
    start({"--queue", "maildir:" + m_home->name("mail")});
    Client client(m_server->port());
    QCOMPARE(readReply(client).left(3), "220"_ba);
    QCOMPARE(codes(client, delivery()), "250 250 250 354 451 221"_ba);
}

void TestServerTrouble::binaryJunkIsRefused()
{
    start();
    // Every round holds every byte once, so it is two lines: 25 of them are as many as a session bears.
    for (int round = 0; round < 100;) {
        QByteArray junk;
        for (const int end = round + 25; round < end; ++round) {
            for (int byte = 0; byte < 256; ++byte)
                junk += char(byte * (2 * round + 1) + round);
            junk += "\r\n";
        }
        Client client(m_server->port());
        QCOMPARE(readReply(client).left(3), "220"_ba);
        client.write(junk + "QUIT\r\n");
        const QString replies = QString::fromLatin1(readToEnd(client));
        static const QRegularExpression refusals("^(5\\d\\d [^\r\n]*\r\n){50}221 2\\.0\\.0 mx\\.example\\.org\r\n$");
        QVERIFY2(refusals.match(replies).hasMatch(), qPrintable(replies));
    }
}

void TestServerTrouble::anHttpRequestIsRefused()
{
    start();
    Client client(m_server->port());
    QCOMPARE(readReply(client).left(3), "220"_ba);
    client.write("POST / HTTP/1.1\r\nHost: mx.example.org\r\nContent-Length: 23\r\n\r\n");
    client.closeWriting();
    const QString replies = QString::fromLatin1(readToEnd(client));
    QCOMPARE(replies, QString("421 4.7.0 this is no HTTP server\r\n"));
}

void TestServerTrouble::aLineWithoutEndIsRefusedOnce()
{
    start();
    Client client(m_server->port());
    QCOMPARE(readReply(client).left(3), "220"_ba);
    client.write(junkBlock + "\r\nNOOP\r\nQUIT\r\n");
    QCOMPARE(readToEnd(client), "500 5.5.2 command line too long\r\n250 2.0.0 ok\r\n221 2.0.0 mx.example.org\r\n"_ba);
}

void TestServerTrouble::aLineWithoutEndTakesNoMemory()
{
    start();
    Client client(m_server->port());
    QCOMPARE(readReply(client).left(3), "220"_ba);
    const qint64 before = residentKiB(m_server->processId());
    sendJunk(client);
    QCOMPARE(ask(client, ""), "500 5.5.2 command line too long"_ba);
    QVERIFY(residentKiB(m_server->processId()) - before < allowanceKiB);
}

void TestServerTrouble::aMessageWithoutLineEndsTakesNoMemory()
{
    start();
    Client client(m_server->port());
    QCOMPARE(readReply(client).left(3), "220"_ba);
    QCOMPARE(codes(client, delivery().first(4)), "250 250 250 354"_ba);
    const qint64 before = residentKiB(m_server->processId());
    sendJunk(client);
    QCOMPARE(ask(client, "\r\n.").left(3), "250"_ba);
    QVERIFY(residentKiB(m_server->processId()) - before < allowanceKiB);
}

QTEST_GUILESS_MAIN(TestServerTrouble)
#include "tst_server_trouble.moc"
