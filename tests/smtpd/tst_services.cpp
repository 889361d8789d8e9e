// SPDX-License-Identifier: MIT
/// What clients find at each kind of listener, with TLS for real; certificates that are renewed; sockets that were handed over.
#include "tests/core/runtime/certificate.h"
#include "tests/smtpd/client.h"
#include "tests/smtpd/home.h"
#include "tests/smtpd/server.h"

#include <QRegularExpression>
#include <QSslCertificate>
#include <QSslSocket>
#include <QTest>

using namespace spp::test;
using namespace Qt::StringLiterals;

class TestServices : public QObject
{
    Q_OBJECT

    static void writeCertificate(const Home& home, const std::string& name)
    {
        home.write("control/new.pem", makeCertificate(name).pem());
        QVERIFY(QFile::remove(home.name("control/servercert.pem")) || true);
        QVERIFY(QFile::rename(home.name("control/new.pem"), home.name("control/servercert.pem")));
    }

    static Server serverWith(const Home& home, const QString& service)
    {
        return Server(home.name(), {"--queue", "none", "--listen", "127.0.0.1:0/" + service, "sh", "-c", "exit 0"});
    }

    static std::unique_ptr<QSslSocket> connectEncrypted(quint16 port)
    {
        auto socket = std::make_unique<QSslSocket>();
        socket->setPeerVerifyMode(QSslSocket::VerifyNone);
        socket->connectToHostEncrypted("127.0.0.1", port);
        if (!socket->waitForEncrypted(patience))
            qWarning("%s", qPrintable(socket->errorString()));
        return socket;
    }

private slots:
    void submissionWantsTlsAndALogin();
    void smtpsHasTlsFromTheStart();
    void plainHasNoTls();
    void aRenewedCertificateCountsFromTheNextClientOn();
    void socketsOfSystemdAreServed();
    void aServiceThatCanNotBeGivenIsToldAtOnce_data();
    void aServiceThatCanNotBeGivenIsToldAtOnce();
};

void TestServices::submissionWantsTlsAndALogin()
{
    const Home home;
    writeCertificate(home, "mx.example.org");
    Server server = serverWith(home, "submission");
    const quint16 port = server.portOf("submission");
    QSslSocket client;
    client.setPeerVerifyMode(QSslSocket::VerifyNone);
    client.connectToHost("127.0.0.1", port);
    QVERIFY(readReply(client).startsWith("220 "));
    QVERIFY(!ask(client, "EHLO x").contains("AUTH"));
    QVERIFY(ask(client, "MAIL FROM:<a@example.org>").startsWith("530 5.7.0 Must issue a STARTTLS command first"));
    QVERIFY(ask(client, "AUTH PLAIN AGEAYg==").startsWith("538 "));
    QVERIFY(ask(client, "STARTTLS").startsWith("220 "));
    client.startClientEncryption();
    QVERIFY(client.waitForEncrypted(patience));
    QVERIFY(ask(client, "EHLO x").contains("AUTH"));
    QCOMPARE(ask(client, "MAIL FROM:<a@example.org>"), "530 5.7.0 Authentication required"_ba);
    QVERIFY(ask(client, "AUTH PLAIN AGEAYg==").startsWith("235 "));
    QCOMPARE(codes(client, {"MAIL FROM:<a@example.org>", "RCPT TO:<b@example.org>", "QUIT"}), "250 250 221"_ba);
    QCOMPARE(server.stop(), "exit 0"_ba);
}

void TestServices::smtpsHasTlsFromTheStart()
{
    const Home home;
    writeCertificate(home, "mx.example.org");
    Server server = serverWith(home, "smtps");
    const auto client = connectEncrypted(server.portOf("smtps"));
    QVERIFY(readReply(*client).startsWith("220 "));
    QVERIFY(!ask(*client, "EHLO x").contains("STARTTLS"));
    QCOMPARE(codes(*client, {"MAIL FROM:<a@example.net>", "RCPT TO:<b@example.org>", "QUIT"}), "250 250 221"_ba);
    QCOMPARE(server.stop(), "exit 0"_ba);
}

void TestServices::plainHasNoTls()
{
    const Home home;
    writeCertificate(home, "mx.example.org");
    Server server = serverWith(home, "plain");
    Client plain(server.portOf("plain"));
    QVERIFY(readReply(plain).startsWith("220 "));
    QVERIFY(!ask(plain, "EHLO x").contains("STARTTLS"));
    Client mail(server.port());
    QVERIFY(readReply(mail).startsWith("220 "));
    QVERIFY(ask(mail, "EHLO x").contains("STARTTLS"));
    plain.abort();
    mail.abort();
    QCOMPARE(server.stop(), "exit 0"_ba);
}

void TestServices::aRenewedCertificateCountsFromTheNextClientOn()
{
    const Home home;
    writeCertificate(home, "old.example.org");
    Server server = serverWith(home, "smtps");
    const quint16 port = server.portOf("smtps");
    const auto nameShown = [&] {
        const auto client = connectEncrypted(port);
        readReply(*client);
        return client->peerCertificate().subjectInfo(QSslCertificate::CommonName).join(' ');
    };
    QCOMPARE(nameShown(), "old.example.org");
    writeCertificate(home, "new.example.org");
    QCOMPARE(nameShown(), "new.example.org");
    home.write("control/servercert.pem", "no certificate\n");
    QCOMPARE(nameShown(), "new.example.org");
    QVERIFY(server.waitForLog("no certificate can be read") && server.waitForLog("going on with the one before"));
    QCOMPARE(server.stop(), "exit 0"_ba);
}

void TestServices::socketsOfSystemdAreServed()
{
    const Home home;
    Program server;
    const QString handOver =
        "import os, socket, sys\n"
        "first, second = [socket.create_server(('127.0.0.1', 0)) for _ in range(2)]\n"
        "os.dup2(first.fileno(), 13); os.dup2(second.fileno(), 14)\n"
        "os.dup2(13, 3); os.dup2(14, 4)\n"
        "os.environ.update(LISTEN_PID=str(os.getpid()), LISTEN_FDS='2', LISTEN_FDNAMES='mail:plain')\n"
        "os.execv(sys.argv[1], sys.argv[1:])\n";
    server.start("python3",
                 {"-c", handOver, SPP_SMTPD, "--home", home.name(), "--listen", "systemd", "--queue", "none"});
    QVERIFY2(server.waitForLog("(plain)\n"), server.log());
    static const QRegularExpression listening("listening on 127\\.0\\.0\\.1:(\\d+) \\(mail\\)");
    Client client(listening.match(QString::fromUtf8(server.log())).captured(1).toUShort());
    QVERIFY(readReply(client).startsWith("220 "));
    client.abort();
    server.terminate();
    QCOMPARE(server.waitForEnd(), "exit 0"_ba);
}

void TestServices::aServiceThatCanNotBeGivenIsToldAtOnce_data()
{
    QTest::addColumn<QStringList>("options");
    QTest::addColumn<bool>("hasCertificate");
    QTest::addColumn<QByteArray>("told");
    const auto row = [](const char* name, const QStringList& options, bool hasCertificate, const char* told) {
        QTest::newRow(name) << options << hasCertificate << QByteArray(told);
    };
    row("no certificate", {"--listen", "127.0.0.1:0/smtps"}, false, "smtps needs a certificate: put it into ");
    row("no logins", {"--listen", "127.0.0.1:0/submission"}, true,
        "submission needs logins: name a checkpassword program");
    row("no TLS", {"--listen", "127.0.0.1:0/smtps", "--dialect", "qmail-spp"}, true,
        "smtps needs TLS, which the dialect qmail-spp does not have");
    row("no sockets", {"--listen", "systemd"}, true, "no sockets were handed over (LISTEN_PID, LISTEN_FDS)");
}

void TestServices::aServiceThatCanNotBeGivenIsToldAtOnce()
{
    QFETCH(QStringList, options);
    QFETCH(bool, hasCertificate);
    QFETCH(QByteArray, told);
    const Home home;
    if (hasCertificate)
        writeCertificate(home, "mx.example.org");
    Program program;
    program.run(QStringList{"--home", home.name(), "--queue", "none"} + options);
    QCOMPARE(program.waitForEnd(), "exit 111"_ba);
    QVERIFY2(program.log().contains(told), program.log());
}

QTEST_GUILESS_MAIN(TestServices)
#include "tst_services.moc"
