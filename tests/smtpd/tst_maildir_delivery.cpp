// SPDX-License-Identifier: MIT
/// What lies in the Maildir is byte for byte what was sent, below the lines that the Maildir, the server and a plugin put above it.
/// Clients that people use are in tests/interop.
#include "tests/smtpd/client.h"
#include "tests/smtpd/home.h"
#include "tests/smtpd/mails.h"
#include "tests/smtpd/server.h"

#include <QRegularExpression>
#include <QTest>

using namespace spp::test;
using namespace Qt::StringLiterals;

class TestMaildirDelivery : public QObject
{
    Q_OBJECT

private slots:
    void theMessageArrivesAsItWasSent_data() { addMailRows(); }
    void theMessageArrivesAsItWasSent();
    void recipientsAndSenderStandAboveTheMessage();
};

void TestMaildirDelivery::theMessageArrivesAsItWasSent()
{
    QFETCH(QByteArray, message);
    const Home home("[rcpt]\n:echo \"HX-Recipient: $SMTPRCPTTO\"\n");
    Server server(home.name(), {"--no-names", "--queue", "maildir:" + home.name("mail")});
    Client client(server.port());
    QCOMPARE(readReply(client).left(3), "220"_ba);
    QCOMPARE(codes(client,
                   {"EHLO client.example.net", "MAIL FROM:<sender@example.net>", "RCPT TO:<user@example.org>", "DATA"}),
             "250 250 250 354"_ba);
    QCOMPARE(sendMessage(client, message).left(3), "250"_ba);
    QCOMPARE(home.files("mail/new").size(), 1U);
    QCOMPARE(home.files("mail/tmp").size(), 0U);
    const QByteArray stored = QByteArray::fromStdString(home.read(home.files("mail/new").front()));
    static const QRegularExpression expected(
        "\\AReturn-Path: <sender@example\\.net>\nDelivered-To: user@example\\.org\n"
        "Received: from unknown \\(HELO client\\.example\\.net\\) \\(127\\.0\\.0\\.1\\)\n"
        "  by mx\\.example\\.org with ESMTP; \\d+ [A-Z][a-z]{2} \\d{4} \\d\\d:\\d\\d:\\d\\d -0000\n"
        "X-Recipient: user@example\\.org\n\\z");
    QVERIFY2(expected.match(QString::fromLatin1(headAbove(message, stored))).hasMatch(), stored.left(1000));
    QCOMPARE(ask(client, "QUIT").left(3), "221"_ba);
    QCOMPARE(server.stop(), "exit 0"_ba);
}

void TestMaildirDelivery::recipientsAndSenderStandAboveTheMessage()
{
    const Home home;
    Server server(home.name(), {"--no-names", "--queue", "maildir:" + home.name("mail")});
    Client client(server.port());
    QCOMPARE(readReply(client).left(3), "220"_ba);
    QCOMPARE(
        codes(client, {"MAIL FROM:<>", "RCPT TO:<one@example.org>", "RCPT TO:<two@example.org>", "DATA", ".", "QUIT"}),
        "250 250 250 354 250 221"_ba);
    QCOMPARE(home.files("mail/new").size(), 1U);
    const QByteArray stored = QByteArray::fromStdString(home.read(home.files("mail/new").front()));
    QVERIFY2(stored.startsWith("Return-Path: <>\nDelivered-To: one@example.org\nDelivered-To: two@example.org\n"
                               "Received: from unknown (127.0.0.1)\n"),
             stored);
    QCOMPARE(stored.count('\n'), 5);
    QCOMPARE(server.stop(), "exit 0"_ba);
}

QTEST_GUILESS_MAIN(TestMaildirDelivery)
#include "tst_maildir_delivery.moc"
