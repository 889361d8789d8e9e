// SPDX-License-Identifier: MIT
/// Behind a real haproxy, which tells who the clients are by the PROXY protocol, and looks after the server's health.
#include "tests/interop/peer.h"
#include "tests/interop/receiver.h"
#include "tests/smtpd/client.h"
#include "tests/smtpd/mails.h"

#include <QHostAddress>
#include <QSslSocket>
#include <QTest>

#include <optional>

using namespace spp::test;
using namespace Qt::StringLiterals;

class TestHaproxy : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase_data();
    void initTestCase() { SPP_WANT_PEER("haproxy"); }
    void init();
    void cleanup();
    void pluginsSeeTheClient();
    void theMessageArrivesAsItWasSent();
    void startTlsGoesThrough();
    void healthChecksAreNoTrouble();

private:
    std::optional<Receiver> m_receiver;
    std::optional<Peer> m_haproxy;
    Folder m_folder;
    quint16 m_port = 0;
};

void TestHaproxy::initTestCase_data()
{
    QTest::addColumn<QString>("version");
    QTest::newRow("version 1") << "send-proxy";
    QTest::newRow("version 2") << "send-proxy-v2";
}

void TestHaproxy::init()
{
    QFETCH_GLOBAL(QString, version);
    m_receiver.emplace(QString(), QStringList{"--listen", "127.0.0.1:0/mail+proxy", "--proxy-from", "127.0.0.1"},
                       "[helo]\n:test $SMTPHELOHOST != check.example.net || printf x >>checks\n[mail]\n:echo "
                       "\"P250-$TCPREMOTEIP $TCPREMOTEPORT "
                       "$TCPLOCALIP $TCPLOCALPORT\"\n");
    m_port = freePort();
    const QString configuration =
        "defaults\n  mode tcp\n  timeout connect 30s\n  timeout client 60s\n  timeout server 60s\n"
        "frontend clients\n  bind 127.0.0.1:%1\n  default_backend servers\n"
        "backend servers\n  option smtpchk EHLO check.example.net\n  server mx 127.0.0.1:%2 check inter 100ms %3\n";
    const quint16 behind = m_receiver->server().portOf("mail+proxy");
    m_folder.write("haproxy.cfg", configuration.arg(m_port).arg(behind).arg(version).toStdString());
    m_haproxy.emplace();
    m_haproxy->run("haproxy", {"-db", "-f", QString::fromStdString(m_folder.path("haproxy.cfg"))});
    QVERIFY2(waitForPort(m_port), m_haproxy->log());
}

void TestHaproxy::cleanup()
{
    m_haproxy.reset();
    QCOMPARE(m_receiver->stop(), "exit 0"_ba);
    m_receiver.reset();
}

void TestHaproxy::pluginsSeeTheClient()
{
    QTcpSocket client;
    QVERIFY(client.bind(QHostAddress("127.0.0.2")));
    client.connectToHost(QHostAddress::LocalHost, m_port);
    QCOMPARE(readReply(client), "220 mx.example.org ESMTP"_ba);
    const QByteArray told =
        "127.0.0.2 " + QByteArray::number(client.localPort()) + " 127.0.0.1 " + QByteArray::number(m_port);
    QCOMPARE(ask(client, "MAIL FROM:<>"), "250-2.0.0 " + told + "\r\n250 2.0.0 ok");
}

void TestHaproxy::theMessageArrivesAsItWasSent()
{
    Client client(m_port);
    QCOMPARE(readReply(client).left(3), "220"_ba);
    for (const Mail& mail : mails()) {
        QCOMPARE(codes(client, {"MAIL FROM:<sender@example.net>", "RCPT TO:<user@example.org>", "DATA"}),
                 "250 250 354"_ba);
        QCOMPARE(sendMessage(client, mail.bytes).left(3), "250"_ba);
        const QByteArray stored = m_receiver->takeMessage();
        QVERIFY2(!headAbove(mail.bytes, stored).isNull(), mail.what);
    }
}

void TestHaproxy::startTlsGoesThrough()
{
    QSslSocket client;
    client.setPeerVerifyMode(QSslSocket::VerifyNone);
    client.connectToHost("127.0.0.1", m_port);
    QCOMPARE(readReply(client).left(3), "220"_ba);
    QCOMPARE(codes(client, {"EHLO client.example.net", "STARTTLS"}), "250 220"_ba);
    client.startClientEncryption();
    QVERIFY2(client.waitForEncrypted(patience), qPrintable(client.errorString()));
    QCOMPARE(codes(client, delivery()), "250 250 250 354 250 221"_ba);
}

/// They come ten times a second.
void TestHaproxy::healthChecksAreNoTrouble()
{
    const QByteArray before = m_receiver->server().log();
    QTRY_VERIFY_WITH_TIMEOUT(m_receiver->home().read("checks").size() >= 5, patience);
    Client client(m_port);
    QCOMPARE(readReply(client).left(3), "220"_ba);
    QCOMPARE(ask(client, "QUIT").left(3), "221"_ba);
    QCOMPARE(m_receiver->server().log(), before);
}

QTEST_GUILESS_MAIN(TestHaproxy)
#include "tst_haproxy.moc"
