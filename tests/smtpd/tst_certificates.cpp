// SPDX-License-Identifier: MIT
/// Certificates for names, and those of clients, as a server uses them.
#include "tests/core/runtime/certificate.h"
#include "tests/smtpd/client.h"
#include "tests/smtpd/home.h"
#include "tests/smtpd/server.h"

#include <QFile>
#include <QRegularExpression>
#include <QSslCertificate>
#include <QSslConfiguration>
#include <QSslKey>
#include <QSslSocket>
#include <QTest>

#include <memory>

using namespace spp::test;
using namespace Qt::StringLiterals;

class TestCertificates : public QObject
{
    Q_OBJECT

    static Server serverOf(const Home& home, const QStringList& options = {})
    {
        return Server(home.name(), QStringList{"--queue", "none", "--listen", "127.0.0.1:0/smtps"} + options);
    }

    static quint16 portOf(Server& server)
    {
        static const QRegularExpression listening("127\\.0\\.0\\.1:(\\d+) \\(smtps\\)");
        server.waitForLog("(smtps)");
        return listening.match(QString::fromUtf8(server.log())).captured(1).toUShort();
    }

    static std::unique_ptr<QSslSocket> connectTo(quint16 port, const QString& name, const Certificate& shown = {})
    {
        auto socket = std::make_unique<QSslSocket>();
        socket->setPeerVerifyMode(QSslSocket::VerifyNone);
        if (!shown.certificate.empty()) {
            socket->setLocalCertificate(QSslCertificate(QByteArray::fromStdString(shown.certificate)));
            socket->setPrivateKey(QSslKey(QByteArray::fromStdString(shown.key), QSsl::Ec));
        }
        socket->connectToHostEncrypted("127.0.0.1", port, name);
        if (!socket->waitForEncrypted(patience))
            qWarning("%s", qPrintable(socket->errorString()));
        return socket;
    }

    static QString shownTo(quint16 port, const QString& name)
    {
        const auto client = connectTo(port, name);
        readReply(*client);
        return client->peerCertificate().subjectInfo(QSslCertificate::CommonName).join(' ');
    }

private slots:
    void namesHaveCertificatesOfTheirOwn()
    {
        const Home home;
        home.write("control/servercert.pem", makeCertificate("default").pem());
        home.write("control/servercerts/mail.example.net.pem", makeCertificate("mail").pem());
        home.write("control/servercerts/*.example.com.pem", makeCertificate("any").pem());
        home.write("control/servercerts/broken.example.net.pem", "no certificate\n");
        home.write("control/servercerts/what is this.pem", makeCertificate("strange").pem());
        home.write("control/secret.pem", makeCertificate("secret").pem());
        Server server = serverOf(home);
        const quint16 port = portOf(server);
        QCOMPARE(shownTo(port, "mail.example.net"), "mail");
        QCOMPARE(shownTo(port, "a.example.com"), "any");
        QCOMPARE(shownTo(port, "other.example.net"), "default");
        QCOMPARE(shownTo(port, "broken.example.net"), "default");
        QCOMPARE(shownTo(port, "../secret"), "default");
        QVERIFY(server.waitForLog("servercerts/broken.example.net.pem: no certificate can be read"));
        QVERIFY(server.waitForLog("servercerts/what is this.pem: is left out: it is not named after a host"));
        QCOMPARE(server.log().count("is left out"), 1);
        QCOMPARE(server.stop(), "exit 0"_ba);
    }

    void namesComeChangeAndGo()
    {
        const Home home;
        home.write("control/servercert.pem", makeCertificate("default").pem());
        Server server = serverOf(home);
        const quint16 port = portOf(server);
        QCOMPARE(shownTo(port, "mail.example.net"), "default");
        const auto put = [&](const std::string& bytes) {
            home.write("control/new", bytes);
            QFile::remove(home.name("control/servercerts/mail.example.net.pem"));
            QVERIFY(QFile::rename(home.name("control/new"), home.name("control/servercerts/mail.example.net.pem")));
        };
        QVERIFY(QDir().mkpath(home.name("control/servercerts")));
        put(makeCertificate("first").pem());
        QTRY_COMPARE(shownTo(port, "mail.example.net"), "first");
        put(makeCertificate("second").pem());
        QTRY_COMPARE(shownTo(port, "mail.example.net"), "second");
        put("half a certif");
        const auto isTold = [&] {
            return shownTo(port, "mail.example.net") == "second" && server.log().contains("going on with");
        };
        QTRY_VERIFY(isTold());
        QFile::remove(home.name("control/servercerts/mail.example.net.pem"));
        QTRY_COMPARE(shownTo(port, "mail.example.net"), "default");
        QCOMPARE(server.stop(), "exit 0"_ba);
    }

    void thousandsOfNamesAreNotRead()
    {
        const Home home;
        home.write("control/servercert.pem", makeCertificate("default").pem());
        const std::string pem = makeCertificate("mail").pem();
        for (int i = 0; i < 1002; ++i)
            home.write("control/servercerts/host" + std::to_string(i) + ".example.org.pem", pem);
        Server server = serverOf(home);
        const quint16 port = portOf(server);
        QCOMPARE(shownTo(port, "host0.example.org"), "mail");
        QVERIFY(server.waitForLog("control/servercerts: only 1000 certificates are used"));
        QCOMPARE(shownTo(port, "host999.example.org"), "default"); // the last by the alphabet
        QCOMPARE(server.stop(), "exit 0"_ba);
    }

    void pluginsAreToldWhoTheClientIs()
    {
        const Home home("[helo]\n:echo \"P250 $SSL_PROTOCOL $SSL_TLS_SNI $SSL_CLIENT_VERIFY $SSL_CLIENT_S_DN\"\n");
        const Certificate issuer = makeIssuer("Our Issuer");
        home.write("control/servercert.pem", makeCertificate("mx.example.org").pem());
        home.write("control/clientca.pem", issuer.certificate);
        Server server = serverOf(home, {"--client-ca", home.name("control/clientca.pem")});
        const quint16 port = portOf(server);
        const auto told = [&](const Certificate& shown) {
            const auto client = connectTo(port, "mx.example.org", shown);
            readReply(*client);
            return ask(*client, "HELO x").trimmed();
        };
        QCOMPARE(told(makeCertificateOf(issuer, "mail.example.net")),
                 "250 mx.example.org TLSv1.3 mx.example.org SUCCESS CN=mail.example.net"_ba);
        QCOMPARE(told(makeCertificate("mail.example.net")),
                 "250 mx.example.org TLSv1.3 mx.example.org FAILED:self-signed certificate"_ba);
        QCOMPARE(told({}), "250 mx.example.org TLSv1.3 mx.example.org NONE"_ba);
        QCOMPARE(server.stop(), "exit 0"_ba);
    }

    void withoutIssuersItDoesNotBegin()
    {
        const Home home;
        home.write("control/servercert.pem", makeCertificate("mx.example.org").pem());
        Program program;
        program.run({"--home", home.name(), "--queue", "none", "--listen", "127.0.0.1:0", "--client-ca",
                     home.name("control/none.pem")});
        QCOMPARE(program.waitForEnd(), "exit 111"_ba);
        QVERIFY2(program.log().contains("control/none.pem: no certificates of issuers can be read"), program.log());
    }
};

QTEST_GUILESS_MAIN(TestCertificates)
#include "tst_certificates.moc"
