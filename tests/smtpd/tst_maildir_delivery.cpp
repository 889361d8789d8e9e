// SPDX-License-Identifier: MIT
/// Clients that people use deliver through the server: what lies in the Maildir is byte for byte what was sent, below the
/// lines that the Maildir, the server and a plugin put above it.
#include "tests/smtpd/client.h"
#include "tests/smtpd/home.h"
#include "tests/smtpd/server.h"

#include <QRegularExpression>
#include <QStandardPaths>
#include <QTest>

#include <functional>

using namespace spp::test;
using namespace Qt::StringLiterals;

namespace
{

/// Given as the client wants it on standard input or in the file "message".
struct MailClient
{
    const char* name;
    QByteArray lineEnd;
    bool endsLastLine; ///< by itself, so it is given without
    std::function<QStringList(const Home&, const QString& port)> arguments;
};

QStringList words(const char* text)
{
    return QString::fromUtf8(text).split(' ');
}

/// --config without a file: nobody's own settings count. For curl that is --disable.
QStringList swaksArguments(const Home& home, const QString& port)
{
    return words("--server 127.0.0.1 --helo client.example.net --from sender@example.net --to user@example.org") +
           QStringList{"--port", port, "--data", "@" + home.name("message"), "--config"};
}

QStringList curlArguments(const Home& home, const QString& port)
{
    return words("--disable --silent --show-error --max-time 30 --noproxy *") +
           words("--mail-from sender@example.net --mail-rcpt user@example.org --upload-file") +
           QStringList{home.name("message"), "smtp://127.0.0.1:" + port + "/client.example.net"};
}

QStringList msmtpArguments(const Home& home, const QString& port)
{
    const std::string account =
        "account default\nhost 127.0.0.1\nfrom sender@example.net\ndomain client.example.net\nauth off\ntls off\n";
    home.write("msmtprc", account + "port " + port.toStdString() + "\n");
    return {"--file=" + home.name("msmtprc"), "user@example.org"};
}

QStringList pythonArguments(const Home&, const QString& port)
{
    return {"-c",
            "import smtplib, sys\n"
            "with smtplib.SMTP('127.0.0.1', int(sys.argv[1]), 'client.example.net', 30) as server:\n"
            "    server.sendmail('sender@example.net', ['user@example.org'], sys.stdin.buffer.read())\n",
            port};
}

const QList<MailClient> mailClients{
    {"swaks", "\n", true, swaksArguments},
    {"curl", "\r\n", false, curlArguments},
    {"msmtp", "\n", false, msmtpArguments},
    {"python3", "\r\n", false, pythonArguments},
};

} // namespace

class TestMaildirDelivery : public QObject
{
    Q_OBJECT

private slots:
    void theMessageArrivesAsItWasSent_data();
    void theMessageArrivesAsItWasSent();
    void recipientsAndSenderStandAboveTheMessage();
    void aRefusedRecipientIsToldToTheClient_data();
    void aRefusedRecipientIsToldToTheClient();

private:
    /// @return the exit status; -1 if the program is not there
    static int send(const MailClient& client, const Home& home, quint16 port, QByteArray message, QByteArray& output);
};

int TestMaildirDelivery::send(const MailClient& client, const Home& home, quint16 port, QByteArray message,
                              QByteArray& output)
{
    const QString program = QStandardPaths::findExecutable(client.name);
    if (program.isEmpty()) {
        output = client.name + " is not installed: run packaging/bootstrap"_ba;
        return -1;
    }
    if (client.endsLastLine)
        message.chop(1);
    home.write("message", message.replace("\n", client.lineEnd).toStdString());
    QProcess process;
    process.setProcessChannelMode(QProcess::MergedChannels);
    process.setStandardInputFile(home.name("message"));
    process.start(program, client.arguments(home, QString::number(port)));
    const bool ended = process.waitForFinished(patience);
    output = process.readAll();
    return ended ? process.exitCode() : -1;
}

void TestMaildirDelivery::theMessageArrivesAsItWasSent_data()
{
    QTest::addColumn<int>("client");
    QTest::addColumn<QByteArray>("message");
    const QByteArray head =
        "From: Sender <sender@example.net>\nTo: user@example.org\nDate: Thu, 01 Jan 2026 00:00:00 +0000\n"
        "Message-ID: <1@example.net>\nSubject: test\n";
    QByteArray everyByte;
    for (int byte = 0x80; byte < 0x100; ++byte)
        everyByte += char(byte);
    for (int i = 0; i < mailClients.size(); ++i) {
        const auto row = [&](const char* what, const QByteArray& message) {
            QTest::addRow("%s: %s", mailClients[i].name, what) << i << message;
        };
        row("dots", head + "\n.\n..\n.leading\nin.side\n...\n.\nlast\n");
        row("8-bit bytes", head + "\nUTF-8: Grüße\nbytes: " + everyByte + "\n");
        row("long lines", head + "\n" + QByteArray(20'000, 'x') + "\n" + QByteArray(998, '.') + "\n");
        row("an empty body",
            head + (mailClients[i].endsLastLine ? "\n\n" : "\n")); // or one empty line, if it ends that
        row("blank lines at the end", head + "\nhello\n\n\n\n");
        row("large", head + "\n" + ".a line like many others\n"_ba.repeated(20'000));
    }
}

void TestMaildirDelivery::theMessageArrivesAsItWasSent()
{
    QFETCH(int, client);
    QFETCH(QByteArray, message);
    const Home home("[rcpt]\n:echo \"HX-Recipient: $SMTPRCPTTO\"\n");
    Server server(home.name(), {"--no-names", "--queue", "maildir:" + home.name("mail")});
    QByteArray output;
    const int status = send(mailClients[client], home, server.port(), message, output);
    QVERIFY2(status == 0, output);
    QCOMPARE(home.files("mail/new").size(), 1U);
    QCOMPARE(home.files("mail/tmp").size(), 0U);
    const QByteArray stored = QByteArray::fromStdString(home.read(home.files("mail/new").front()));
    static const QRegularExpression head(
        "^Return-Path: <sender@example\\.net>\nDelivered-To: user@example\\.org\n"
        "Received: from unknown \\(HELO client\\.example\\.net\\) \\(127\\.0\\.0\\.1\\)\n"
        "  by mx\\.example\\.org with ESMTP; \\d+ [A-Z][a-z]{2} \\d{4} \\d\\d:\\d\\d:\\d\\d -0000\n"
        "X-Recipient: user@example\\.org\n");
    const auto match = head.match(QString::fromLatin1(stored));
    QVERIFY2(match.hasMatch(), stored.left(500));
    QCOMPARE(stored.mid(match.capturedLength()), message);
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

void TestMaildirDelivery::aRefusedRecipientIsToldToTheClient_data()
{
    QTest::addColumn<int>("client");
    for (int i = 0; i < mailClients.size(); ++i)
        QTest::newRow(mailClients[i].name) << i;
}

void TestMaildirDelivery::aRefusedRecipientIsToldToTheClient()
{
    QFETCH(int, client);
    const Home home("[rcpt]\n:echo 'E550 nobody of that name'\n");
    Server server(home.name(), {"--no-names", "--queue", "maildir:" + home.name("mail")});
    QByteArray output;
    const int status = send(mailClients[client], home, server.port(), "Subject: test\n\nhello\n", output);
    QVERIFY2(status > 0, output);
    QVERIFY2(output.contains("550") || output.contains("nobody of that name"), output);
    QCOMPARE(home.files("mail/new").size(), 0U);
    QCOMPARE(server.stop(), "exit 0"_ba);
}

QTEST_GUILESS_MAIN(TestMaildirDelivery)
#include "tst_maildir_delivery.moc"
