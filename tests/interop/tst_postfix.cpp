// SPDX-License-Identifier: MIT
/// A real Postfix on either side: it relays to the server, plainly and with STARTTLS and a login, and the server relays to it.
#include "tests/interop/postfix.h"
#include "tests/interop/receiver.h"
#include "tests/smtpd/client.h"
#include "tests/smtpd/mails.h"

#include <QTest>

#include <unistd.h>

#include <optional>

using namespace spp::test;
using namespace Qt::StringLiterals;

class TestPostfix : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase();
    void cleanup();
    void itRelaysMessagesAsTheyWereSent();
    void itUsesStartTlsAndALogin();
    void itIsToldOfARefusedRecipient();
    void itTakesMessagesAsTheyWereSent();
    void itsRefusalIsToldToTheClient();
    void whenItIsAwayMessagesAreDeferred();

private:
    void start(const Postfix::Relay& relay = {});
    /// Gives the server or Postfix a message. @return the reply to it
    static QByteArray send(quint16 port, const QByteArray& message, const QByteArray& recipient);

    std::optional<Receiver> m_receiver;
    std::optional<Postfix> m_postfix;
};

void TestPostfix::initTestCase()
{
    SPP_WANT_PEER("master");
    SPP_WANT_ROOT("Postfix");
}

void TestPostfix::cleanup()
{
    m_postfix.reset();
    if (m_receiver)
        QCOMPARE(m_receiver->stop(), "exit 0"_ba);
    m_receiver.reset();
}

void TestPostfix::start(const Postfix::Relay& relay)
{
    m_postfix.emplace();
    QVERIFY2(m_postfix->start(relay), m_postfix->log());
}

QByteArray TestPostfix::send(quint16 port, const QByteArray& message, const QByteArray& recipient)
{
    Client client(port);
    const QByteArray greeting = readReply(client);
    const QByteArray before = codes(client, {"EHLO client.example.net", "MAIL FROM:<sender@example.net> BODY=8BITMIME",
                                             "RCPT TO:<" + recipient + ">", "DATA"});
    return before == "250 250 250 354" ? sendMessage(client, message) : greeting + " " + before;
}

void TestPostfix::itRelaysMessagesAsTheyWereSent()
{
    m_receiver.emplace();
    start({m_receiver->port(), false});
    for (const Mail& mail : mails()) {
        QCOMPARE(send(m_postfix->plainPort(), mail.bytes, "user@example.org").left(3), "250"_ba);
        const QByteArray stored = m_receiver->takeMessage();
        const QByteArray head = headAbove(mail.bytes, stored);
        QVERIFY2(head.contains("\n  by mx.example.org with ESMTPS; "),
                 mail.what + m_postfix->log() + stored.left(1000));
    }
}

void TestPostfix::itUsesStartTlsAndALogin()
{
    m_receiver.emplace();
    start({m_receiver->submissionPort(), true});
    QCOMPARE(send(m_postfix->plainPort(), mails().front().bytes, "user@elsewhere.example").left(3), "250"_ba);
    const QByteArray stored = m_receiver->takeMessage();
    const QByteArray head = headAbove(mails().front().bytes, stored);
    QVERIFY2(head.contains("with ESMTPSA;"), m_postfix->log() + stored.left(1000));
}

void TestPostfix::itIsToldOfARefusedRecipient()
{
    m_receiver.emplace();
    start({m_receiver->port(), false});
    QCOMPARE(send(m_postfix->plainPort(), mails().front().bytes, "user@elsewhere.example").left(3), "250"_ba);
    QVERIFY2(m_postfix->waitForLog("status=bounced (host 127.0.0.1[127.0.0.1] said: 553 "), m_postfix->log());
}

/// It must be spoken to by STARTTLS.
void TestPostfix::itTakesMessagesAsTheyWereSent()
{
    start();
    m_receiver.emplace("smtp:127.0.0.1:" + QString::number(m_postfix->port()));
    for (const Mail& mail : mails()) {
        const QByteArray reply = send(m_receiver->port(), mail.bytes, "user@sink.example");
        QVERIFY2(reply.startsWith("250 "), reply + m_postfix->log());
        const QByteArray stored = m_postfix->takeMessage();
        const QByteArray head = headAbove(mail.bytes, stored);
        QVERIFY2(head.contains("(using TLSv1.3 with cipher "), mail.what + m_postfix->log() + stored.left(1000));
    }
}

void TestPostfix::itsRefusalIsToldToTheClient()
{
    start();
    m_receiver.emplace("smtp:127.0.0.1:" + QString::number(m_postfix->port()));
    const QByteArray reply = send(m_receiver->port(), mails().front().bytes, "refused@sink.example");
    QVERIFY2(reply.startsWith("554 5.7.1 <refused@sink.example>: Recipient address rejected: not here"), reply);
}

void TestPostfix::whenItIsAwayMessagesAreDeferred()
{
    m_receiver.emplace("smtp:127.0.0.1:" + QString::number(freePort()));
    QCOMPARE(send(m_receiver->port(), mails().front().bytes, "user@example.org").left(3), "451"_ba);
}

QTEST_GUILESS_MAIN(TestPostfix)
#include "tst_postfix.moc"
