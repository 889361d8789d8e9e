// SPDX-License-Identifier: MIT
#include "core/runtime/tls_stream.h"
#include "tests/core/runtime/loop.h"
#include "tests/core/runtime/tls_client.h"
#include "tests/core/runtime/tls_server.h"
#include "tests/core/runtime/wire.h"
#include "tests/support/printing.h"

#include <QTest>

#include <memory>

using namespace spp::runtime;
using namespace spp::test;

namespace
{

TlsClient::Options offering(std::string protocols)
{
    TlsClient::Options options;
    options.protocols = std::move(protocols);
    return options;
}

} // namespace

/// What a server does not go along with.
class TestTlsRefusals : public QObject
{
    Q_OBJECT

    Loop m_loop;
    const TlsContext m_context = makeTlsContext();

    /// A whole session with a client in memory.
    Received talkTo(TlsClient& client)
    {
        Wire wire(client);
        TlsStream stream(m_loop.executor(), m_context, wire);
        return m_loop.run(serve(stream));
    }

private slots:
    void plaintextIsNeverData()
    {
        TlsClient client({}, {});
        Wire wire(client);
        TlsStream stream(m_loop.executor(), m_context, wire);
        QVERIFY(m_loop.run(stream.handshake()).ok);
        wire.first = "RSET\r\nMAIL FROM:<a@example.org>\r\n";
        const Received received = m_loop.run(serve(stream));
        QCOMPARE(received.bytes, std::string());
        QCOMPARE(received.error, std::make_error_code(std::errc::protocol_error));
    }

    void garbageInsteadOfAHandshakeFails_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        QTest::newRow("SMTP") << QByteArray("EHLO client.example.org\r\n");
        QTest::newRow("HTTP") << QByteArray("GET / HTTP/1.1\r\nHost: mx.example.org\r\n\r\n");
        QTest::newRow("zeros") << QByteArray(100000, '\0');
        QTest::newRow("record without a hello") << QByteArray("\x16\x03\x01\x00\x04\x01\x00\x00\x00", 9);
        QTest::newRow("hello too long") << QByteArray("\x16\x03\x01\x00\x04\x01\xff\xff\xff", 9);
        QTest::newRow("record too long") << QByteArray("\x16\x03\x01\xff\xff\x01\x00\x00\x00", 9);
        QTest::newRow("data") << QByteArray("\x17\x03\x03\x00\x05hello", 10);
        QTest::newRow("alert") << QByteArray("\x15\x03\x01\x00\x02\x02\x28", 7);
    }

    void garbageInsteadOfAHandshakeFails()
    {
        QFETCH(QByteArray, bytes);
        TlsClient client({}, {});
        Wire wire(client);
        wire.first = bytes.toStdString();
        TlsStream stream(m_loop.executor(), m_context, wire);
        const auto started = m_loop.run(stream.handshake());
        QVERIFY(!started.ok);
        QCOMPARE(started.cipher, std::string());
        QVERIFY2(stream.trouble().starts_with("TLS failed: "), stream.trouble().c_str());
        QVERIFY(!stream.trouble().ends_with("does not say why"));
        QVERIFY2(started.trouble.starts_with("error:"), started.trouble.c_str());
        QVERIFY(m_loop.run(stream.write("220\r\n")));
    }

    void oldVersionsAreRefused_data()
    {
        QTest::addColumn<int>("version");
        QTest::newRow("1.0") << TLS1_VERSION;
        QTest::newRow("1.1") << TLS1_1_VERSION;
    }

    void oldVersionsAreRefused()
    {
        QFETCH(int, version);
        TlsClient client(speaking(version), {say("HELO\r\n")});
        QVERIFY(!talkTo(client).started);
        QCOMPARE(client.trouble(), std::string("tlsv1 alert protocol version"));
    }

    void ciphersWithoutForwardSecrecyAreRefused()
    {
        TlsClient::Options options = speaking(TLS1_2_VERSION);
        options.ciphers = "kRSA:ECDHE+AES128+SHA256:@SECLEVEL=0";
        TlsClient client(options, {say("HELO\r\n")});
        Wire wire(client);
        TlsStream stream(m_loop.executor(), m_context, wire);
        QVERIFY(!m_loop.run(stream.handshake()).ok);
        QCOMPARE(stream.trouble(), std::string("TLS failed: no shared cipher"));
    }

    void whoWantsAnotherProtocolIsRefused()
    {
        TlsClient web(offering("\x08http/1.1"), {say("POST / HTTP/1.1\r\n")});
        QVERIFY(!talkTo(web).started);
        QCOMPARE(web.trouble(), std::string("tlsv1 alert no application protocol"));
        TlsClient almost(offering("\x05smtps\x03smt"), {});
        QVERIFY(!talkTo(almost).started);
        TlsClient mail(offering("\x08http/1.1\x04smtp"), {sayGoodbye()});
        QVERIFY(talkTo(mail).started);
        QCOMPARE(mail.protocol(), std::string("smtp"));
        TlsClient silent({}, {sayGoodbye()});
        QVERIFY(talkTo(silent).started);
        QCOMPARE(silent.protocol(), std::string());
    }

    void renegotiationIsRefused()
    {
        TlsClient client(speaking(TLS1_2_VERSION), {say("HELO\r\n"), renegotiate(), say("QUIT\r\n")});
        const Received received = talkTo(client);
        QCOMPARE(received.bytes, std::string("HELO\r\n"));
        QVERIFY(received.error);
        QCOMPARE(client.trouble(), std::string("no renegotiation"));
    }

    void sessionsAreNotResumed_data()
    {
        QTest::addColumn<int>("version");
        QTest::newRow("1.2") << TLS1_2_VERSION;
        QTest::newRow("1.3") << TLS1_3_VERSION;
    }

    void sessionsAreNotResumed()
    {
        QFETCH(int, version);
        TlsClient::Options options = speaking(version);
        TlsClient before(options, {say("x"), sayGoodbye()});
        QVERIFY(talkTo(before).started);
        const std::unique_ptr<SSL_SESSION, void (*)(SSL_SESSION*)> session(SSL_get1_session(before.connection()),
                                                                           SSL_SESSION_free);
        options.session = session.get();
        TlsClient after(options, {say("x"), sayGoodbye()});
        QVERIFY(talkTo(after).started);
        QCOMPARE(SSL_session_reused(after.connection()), 0);
    }
};

QTEST_GUILESS_MAIN(TestTlsRefusals)
#include "tst_tls_refusals.moc"
