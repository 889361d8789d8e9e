// SPDX-License-Identifier: MIT
/// Which certificate a client is shown, and what is made of the one that it shows.
#include "core/runtime/tls_stream.h"
#include "tests/core/runtime/loop.h"
#include "tests/core/runtime/tls_client.h"
#include "tests/core/runtime/tls_server.h"
#include "tests/core/runtime/wire.h"
#include "tests/support/printing.h"

#include <QTest>

#include <vector>

using namespace spp;
using namespace spp::runtime;
using namespace spp::test;
using namespace std::string_literals;

class TestTlsCertificates : public QObject
{
    Q_OBJECT

    Loop m_loop;
    const Folder m_folder;
    const Certificate m_issuer = makeIssuer("Our Issuer");

    TlsContext contextOf(const std::string& name, const std::string& issuers = {})
    {
        m_folder.write(name + ".pem", makeCertificate(name).pem());
        return TlsContext::read(m_folder.path(name + ".pem"), issuers).value();
    }

    TlsContext contextThatAsks()
    {
        m_folder.write("issuers.pem", m_issuer.certificate);
        return contextOf("mx.example.org", m_folder.path("issuers.pem"));
    }

    session::TlsStarted shakeHands(const TlsContext& context, TlsClient& client)
    {
        Wire wire(client);
        TlsStream stream(m_loop.executor(), context, wire);
        const auto started = m_loop.run(stream.handshake());
        m_loop.run(serve(stream)); // what the client says of it
        return started;
    }

    /// The common name that a client is shown which asks for this one.
    std::string shownTo(const TlsContext& context, const std::string& name, int version = TLS1_3_VERSION)
    {
        TlsClient::Options options = speaking(version);
        options.serverName = name;
        TlsClient client(options, {});
        return shakeHands(context, client).ok ? client.serverShown() : client.trouble();
    }

    TlsContext contextWithNames()
    {
        auto names = std::make_shared<TlsContext::Names>();
        names->emplace("mail.example.net", contextOf("mail"));
        names->emplace("*.example.com", contextOf("any"));
        names->emplace("special.example.com", contextOf("special"));
        return contextOf("default").withNames(std::move(names));
    }

private slots:
    void aClientIsShownTheCertificateThatItAsksFor_data()
    {
        QTest::addColumn<QByteArray>("asked");
        QTest::addColumn<QByteArray>("shown");
        const auto row = [](const char* asked, const char* shown) {
            QTest::newRow(asked) << QByteArray(asked) << QByteArray(shown);
        };
        row("mail.example.net", "mail");
        row("MAIL.Example.NET", "mail");
        row("mail.example.net.", "mail");
        row("a.example.com", "any");
        row("special.example.com", "special");
        row("a.b.example.com", "default");
        row("example.com", "default");
        row(".example.com", "default");
        row("*.example.com", "any");
        row("other.example.org", "default");
        row("../mail.example.net", "default");
        row("mail.example.net/../x", "default");
        row(".", "default");
        row("\xff\x01 \n", "default");
    }

    void aClientIsShownTheCertificateThatItAsksFor()
    {
        QFETCH(QByteArray, asked);
        QFETCH(QByteArray, shown);
        const TlsContext context = contextWithNames();
        QCOMPARE(shownTo(context, asked.toStdString()), shown.toStdString());
        QCOMPARE(shownTo(context, asked.toStdString(), TLS1_2_VERSION), shown.toStdString());
    }

    void whoAsksForNoneIsShownTheDefault()
    {
        QCOMPARE(shownTo(contextWithNames(), ""), "default"s);
        QCOMPARE(shownTo(contextOf("only"), "mail.example.net"), "only"s);
    }

    void allNamesInsistOnTheSame()
    {
        const TlsContext context = contextWithNames();
        TlsClient::Options options = speaking(TLS1_1_VERSION);
        options.serverName = "mail.example.net";
        TlsClient old(options, {});
        QVERIFY(!shakeHands(context, old).ok);
        options = speaking(TLS1_2_VERSION);
        options.serverName = "mail.example.net";
        options.protocols = "\x08http/1.1";
        TlsClient browser(options, {});
        QVERIFY(!shakeHands(context, browser).ok);
        options.protocols.clear();
        TlsClient again(options, {say("MAIL"), renegotiate(), say("RCPT"), sayGoodbye()});
        Wire wire(again);
        TlsStream stream(m_loop.executor(), context, wire);
        QCOMPARE(m_loop.run(serve(stream)).bytes, "MAIL"s);
        QCOMPARE(again.trouble(), "no renegotiation"s);
    }

    void theHandshakeIsDescribed()
    {
        TlsClient::Options options = speaking(TLS1_3_VERSION);
        options.serverName = "mx.example.org";
        TlsClient client(options, {});
        const auto started = shakeHands(contextOf("x"), client);
        QVERIFY(started.ok);
        QCOMPARE(started.protocol, "TLSv1.3"s);
        QCOMPARE(started.keyBits, started.cipher.find("128") == std::string::npos ? 256 : 128);
        QCOMPARE(started.serverName, "mx.example.org"s);
        QVERIFY(!started.client && started.distrust.empty());
    }

    void aCertificateOfOurIssuerIsBelieved()
    {
        const TlsContext context = contextThatAsks();
        for (const int version : {TLS1_2_VERSION, TLS1_3_VERSION}) {
            TlsClient::Options options = speaking(version);
            options.certificate = makeCertificateOf(m_issuer, "mail.example.net");
            TlsClient client(options, {});
            const auto started = shakeHands(context, client);
            QVERIFY(started.ok && started.client);
            QCOMPARE(started.client->subject, "CN=mail.example.net"s);
            QCOMPARE(started.client->commonName, "mail.example.net"s);
            QCOMPARE(started.client->issuer, "CN=Our Issuer"s);
            QCOMPARE(started.client->serial, "0A1B"s);
            QCOMPARE(started.distrust, ""s);
        }
    }

    void strangersAreServedAllTheSame()
    {
        const TlsContext context = contextThatAsks();
        TlsClient none({}, {});
        const auto without = shakeHands(context, none);
        QVERIFY(without.ok && !without.client && without.distrust.empty());
        for (const Certificate& strange :
             {makeCertificate("mail.example.net"), makeCertificateOf(makeIssuer("Our Issuer"), "mail.example.net"),
              makeCertificateOf(makeCertificateOf(m_issuer, "no issuer"), "mail.example.net")}) {
            TlsClient::Options options;
            options.certificate = strange;
            TlsClient client(options, {});
            const auto started = shakeHands(context, client);
            QVERIFY2(started.ok, client.trouble().c_str());
            QVERIFY(!started.client);
            QVERIFY(!started.distrust.empty());
        }
    }

    void whoIsNotAskedShowsNothing()
    {
        TlsClient::Options options;
        options.certificate = makeCertificateOf(m_issuer, "mail.example.net");
        TlsClient client(options, {});
        const auto started = shakeHands(contextOf("x"), client);
        QVERIFY(started.ok && !started.client && started.distrust.empty());
    }

    void aNameShowsTheCertificateAndAsksForOneToo()
    {
        auto names = std::make_shared<TlsContext::Names>();
        m_folder.write("issuers.pem", m_issuer.certificate);
        names->emplace("mail.example.net", contextOf("mail", m_folder.path("issuers.pem")));
        const TlsContext context = contextThatAsks().withNames(std::move(names));
        TlsClient::Options options;
        options.serverName = "mail.example.net";
        options.certificate = makeCertificateOf(m_issuer, "client");
        TlsClient client(options, {});
        const auto started = shakeHands(context, client);
        QVERIFY(started.ok && started.client);
        QCOMPARE(client.serverShown(), "mail"s);
        QCOMPARE(started.client->commonName, "client"s);
    }

    void controlCharactersInANameAreEscapedOrKeptAsTheyAre()
    {
        TlsClient::Options options;
        options.certificate = makeCertificateOf(m_issuer, "a\r\nb,c\"d"s + '\0' + "e");
        TlsClient client(options, {});
        const auto started = shakeHands(contextThatAsks(), client);
        QVERIFY(started.client);
        QCOMPARE(started.client->subject, "CN=a\\0D\\0Ab\\,c\\\"d\\00e"s);
        QCOMPARE(started.client->commonName, "a\r\nb,c\"d\0e"s);
    }

    void issuersThatCanNotBeReadAreToldOf()
    {
        m_folder.write("mx.pem", makeCertificate("mx").pem());
        m_folder.write("issuers.pem", "nothing\n");
        for (const std::string& path : {m_folder.path("issuers.pem"), m_folder.path("none.pem")}) {
            const auto context = TlsContext::read(m_folder.path("mx.pem"), path);
            QVERIFY(!context);
            QVERIFY2(context.error().message.starts_with(path + ": no certificates of issuers can be read: "),
                     context.error().message.c_str());
            QVERIFY(!TlsContext::checkIssuers(path));
        }
        m_folder.write("issuers.pem", m_issuer.certificate);
        QVERIFY(TlsContext::checkIssuers(m_folder.path("issuers.pem")));
    }
};

QTEST_GUILESS_MAIN(TestTlsCertificates)
#include "tst_tls_certificates.moc"
