// SPDX-License-Identifier: MIT
/// Clients that people use deliver through the server: what lies in the Maildir is byte for byte what was sent, below the
/// lines that the Maildir, the server and a plugin put above it.
#include "tests/interop/peer.h"
#include "tests/interop/receiver.h"
#include "tests/smtpd/mails.h"

#include <QRegularExpression>
#include <QTest>

#include <functional>
#include <optional>

using namespace spp::test;
using namespace Qt::StringLiterals;

namespace
{

/// What a client is to do.
struct Errand
{
    const Folder& folder; ///< has the file "message", which is also its standard input
    QString port;
    QString recipient;
    QString password; ///< of "user", after STARTTLS; empty: no login
};

struct MailClient
{
    const char* name;
    QByteArray lineEnd;
    bool endsLastLine; ///< by itself, so it is given without
    std::function<QStringList(const Errand&)> arguments;
};

QStringList words(const char* text)
{
    return QString::fromUtf8(text).split(' ');
}

QString pathOf(const Errand& errand, const std::string& file)
{
    return QString::fromStdString(errand.folder.path(file));
}

/// --config without a file: nobody's own settings count. For curl that is --disable.
QStringList swaksArguments(const Errand& errand)
{
    return words("--server 127.0.0.1 --helo client.example.net --from sender@example.net") +
           QStringList{"--to",    errand.recipient, "--port", errand.port, "--data", "@" + pathOf(errand, "message"),
                       "--config"} +
           (errand.password.isEmpty()
                ? QStringList()
                : words("--tls --auth PLAIN --auth-user user --auth-password") + QStringList{errand.password});
}

QStringList curlArguments(const Errand& errand)
{
    return words("--disable --silent --show-error --max-time 30 --noproxy *") +
           words("--mail-from sender@example.net --mail-rcpt") +
           QStringList{errand.recipient, "--upload-file", pathOf(errand, "message"),
                       "smtp://127.0.0.1:" + errand.port + "/client.example.net"} +
           (errand.password.isEmpty() ? QStringList()
                                      : words("--ssl-reqd --insecure --user") + QStringList{"user:" + errand.password});
}

QStringList msmtpArguments(const Errand& errand)
{
    const std::string account = "account default\nhost 127.0.0.1\nfrom sender@example.net\ndomain client.example.net\n";
    const std::string login = "auth plain\nuser user\ntls on\ntls_starttls on\ntls_certcheck off\npassword " +
                              errand.password.toStdString() + "\n";
    errand.folder.write("msmtprc", account + (errand.password.isEmpty() ? "auth off\ntls off\n" : login) + "port " +
                                       errand.port.toStdString() + "\n");
    QFile::setPermissions(pathOf(errand, "msmtprc"), QFile::ReadOwner | QFile::WriteOwner);
    return {"--file=" + pathOf(errand, "msmtprc"), errand.recipient};
}

QStringList pythonArguments(const Errand& errand)
{
    return {"-c",
            "import smtplib, ssl, sys\n"
            "port, recipient, password = sys.argv[1:]\n"
            "with smtplib.SMTP('127.0.0.1', int(port), 'client.example.net', 30) as server:\n"
            "    if password:\n"
            "        context = ssl.create_default_context()\n"
            "        context.check_hostname, context.verify_mode = False, ssl.CERT_NONE\n"
            "        server.starttls(context=context)\n"
            "        server.login('user', password)\n"
            "    server.sendmail('sender@example.net', [recipient], sys.stdin.buffer.read())\n",
            errand.port, errand.recipient, errand.password};
}

QStringList nodemailerArguments(const Errand& errand)
{
    return {
        "-e",
        "const [port, recipient, password] = process.argv.slice(1)\n"
        "const options = { host: '127.0.0.1', port: Number(port), name: 'client.example.net', ignoreTLS: !password }\n"
        "const secure = { requireTLS: true, tls: { rejectUnauthorized: false },\n"
        "                 auth: { user: 'user', pass: password } }\n"
        "const transport = require('nodemailer').createTransport(Object.assign(options, password ? secure : {}))\n"
        "transport.sendMail({ envelope: { from: 'sender@example.net', to: recipient },\n"
        "                     raw: require('fs').readFileSync(0) })\n"
        "    .catch(error => { console.error(error.message); process.exitCode = 1 })\n",
        errand.port, errand.recipient, errand.password};
}

const QList<MailClient> mailClients{
    {"swaks", "\n", true, swaksArguments},      {"curl", "\r\n", false, curlArguments},
    {"msmtp", "\n", false, msmtpArguments},     {"python3", "\r\n", false, pythonArguments},
    {"node", "\n", false, nodemailerArguments},
};

} // namespace

class TestMailClients : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase_data();
    void initTestCase();
    void init();
    void cleanupTestCase();
    void theMessageArrivesAsItWasSent_data() { addMailRows(); }
    void theMessageArrivesAsItWasSent();
    void startTlsAndALoginAreTaken();
    void aWrongLoginIsToldToTheClient();
    void aRefusedRecipientIsToldToTheClient();

private:
    /// @return whether the client is content; what it has printed is in m_output
    bool send(QByteArray message, const QString& recipient = "user@example.org", const QString& password = {});

    std::optional<Receiver> m_receiver;
    Folder m_folder;
    int m_client = 0;
    QByteArray m_output;
};

void TestMailClients::initTestCase_data()
{
    QTest::addColumn<int>("client");
    for (int i = 0; i < mailClients.size(); ++i)
        QTest::newRow(mailClients[i].name) << i;
}

/// One server for all: they come one after another.
void TestMailClients::initTestCase()
{
    m_receiver.emplace(QString(), QStringList(),
                       "[rcpt]\n:case $SMTPRCPTTO in nobody@*) echo 'E550 nobody of that name';; esac\n"
                       ":echo \"HX-Recipient: $SMTPRCPTTO\"\n");
}

void TestMailClients::init()
{
    QFETCH_GLOBAL(int, client);
    m_client = client;
    SPP_WANT_PEER(mailClients[client].name);
    if (mailClients[client].name == "node"_ba)
        SPP_WANT_PEER("nodemailer");
}

void TestMailClients::cleanupTestCase()
{
    QCOMPARE(m_receiver->stop(), "exit 0"_ba);
}

bool TestMailClients::send(QByteArray message, const QString& recipient, const QString& password)
{
    const MailClient& chosen = mailClients[m_client];
    if (chosen.endsLastLine && message.endsWith('\n'))
        message.chop(1);
    m_folder.write("message", message.replace("\n", chosen.lineEnd).toStdString());
    const quint16 port = password.isEmpty() ? m_receiver->port() : m_receiver->submissionPort();
    Peer program;
    program.setStandardInputFile(QString::fromStdString(m_folder.path("message")));
    program.run(chosen.name, chosen.arguments({m_folder, QString::number(port), recipient, password}),
                {{"NODE_PATH", "/usr/share/nodejs"}});
    const QByteArray end = program.waitForEnd();
    m_output = program.readAllStandardOutput() + program.log();
    return end == "exit 0";
}

void TestMailClients::theMessageArrivesAsItWasSent()
{
    QFETCH(QByteArray, message);
    if (mailClients[m_client].endsLastLine && message.indexOf("\n\n") + 2 == message.size())
        message += "\n"; // a message without a body has its header's end ended, too
    QVERIFY2(send(message), m_output);
    const QByteArray stored = m_receiver->takeMessage();
    const QByteArray head = headAbove(message, stored);
    QVERIFY2(!head.isNull(), stored.left(1000));
    static const QRegularExpression expected(
        "\\AReturn-Path: <sender@example\\.net>\nDelivered-To: user@example\\.org\n"
        "Received: from unknown \\(HELO client\\.example\\.net\\) \\(127\\.0\\.0\\.1\\)\n"
        "  by mx\\.example\\.org with ESMTP; \\d+ [A-Z][a-z]{2} \\d{4} \\d\\d:\\d\\d:\\d\\d -0000\n"
        "X-Recipient: user@example\\.org\n\\z");
    QVERIFY2(expected.match(QString::fromLatin1(head)).hasMatch(), head);
}

void TestMailClients::startTlsAndALoginAreTaken()
{
    QVERIFY2(send(mails().front().bytes, "user@elsewhere.example", Receiver::password), m_output);
    const QByteArray stored = m_receiver->takeMessage();
    const QByteArray head = headAbove(mails().front().bytes, stored);
    QVERIFY2(head.contains("with ESMTPSA;"), stored.left(1000));
    QVERIFY2(head.contains("\nDelivered-To: user@elsewhere.example\n"), head);
}

void TestMailClients::aWrongLoginIsToldToTheClient()
{
    QVERIFY2(!send(mails().front().bytes, "user@example.org", "wrong"), m_output);
    QVERIFY2(m_output.contains("535") || m_output.contains("uthentication failed") || m_output.contains("denied"),
             m_output);
}

void TestMailClients::aRefusedRecipientIsToldToTheClient()
{
    QVERIFY2(!send(mails().front().bytes, "nobody@example.org"), m_output);
    QVERIFY2(m_output.contains("550") || m_output.contains("nobody of that name"), m_output);
}

QTEST_GUILESS_MAIN(TestMailClients)
#include "tst_mail_clients.moc"
