// SPDX-License-Identifier: MIT
/// Into a real Dovecot by LMTP, over a unix socket and over TCP: messages are kept byte for byte, and what it says of recipients is told to
/// the client.
#include "tests/interop/peer.h"
#include "tests/interop/receiver.h"
#include "tests/smtpd/client.h"
#include "tests/smtpd/mails.h"

#include <QTest>

#include <grp.h>
#include <pwd.h>
#include <unistd.h>

#include <optional>

using namespace spp::test;
using namespace Qt::StringLiterals;

namespace
{

/// Dovecot wants its helpers, and owners of mail, to be others than root; another user has only itself.
QString userOfMail()
{
    return ::geteuid() == 0 ? "nobody" : ::getpwuid(::geteuid())->pw_name;
}

QString groupOfMail()
{
    return ::getgrgid(::getpwnam(qPrintable(userOfMail()))->pw_gid)->gr_name;
}

/// %1 the folder, %2 a port, %3 and %4 user and group
const QString configuration =
    "base_dir = %1/run\nstate_dir = %1/state\nlog_path = %1/log\n"
    "protocols = lmtp\nssl = no\nlisten = 127.0.0.1\nfirst_valid_uid = 1\n"
    "default_internal_user = %3\ndefault_internal_group = %4\ndefault_login_user = %3\n"
    "mail_location = maildir:%1/mail/%n\n"
    "service anvil {\n  chroot =\n}\nservice stats {\n  chroot =\n}\n"
    "service lmtp {\n  unix_listener %1/lmtp {\n    mode = 0666\n  }\n"
    "  inet_listener lmtp {\n    address = 127.0.0.1\n    port = %2\n  }\n}\n"
    "passdb {\n  driver = passwd-file\n  args = %1/users\n}\n"
    "userdb {\n  driver = passwd-file\n  args = %1/users\n}\n";

} // namespace

class TestDovecot : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase_data();
    void initTestCase();
    void cleanupTestCase() { m_dovecot.reset(); }
    void init();
    void cleanup() { QCOMPARE(m_receiver->stop(), "exit 0"_ba); }
    void theMessageArrivesAsItWasSent_data() { addMailRows(); }
    void theMessageArrivesAsItWasSent();
    void eachRecipientHasIt();
    void anUnknownRecipientIsToldToTheClient();
    void aServerThatIsAwayDefersTheMessage();

private:
    std::optional<Peer> m_dovecot;
    std::optional<Receiver> m_receiver;
    Folder m_folder;
    quint16 m_port = freePort();
};

void TestDovecot::initTestCase_data()
{
    QTest::addColumn<bool>("isUnix");
    QTest::newRow("unix socket") << true;
    QTest::newRow("TCP") << false;
}

void TestDovecot::initTestCase()
{
    SPP_WANT_PEER("dovecot");
    Peer version;
    version.run("dovecot", {"--version"});
    QCOMPARE(version.waitForEnd(), "exit 0"_ba);
    if (const QByteArray told = version.readAll(); !told.startsWith("2.3."))
        QSKIP("this is written for Dovecot 2.3, there is " + told.trimmed());
    const QString folder = QString::fromStdString(m_folder.path());
    const auto owner = *::getpwnam(qPrintable(userOfMail()));
    QFile::setPermissions(folder, QFile::permissions(folder) | QFile::ExeGroup | QFile::ExeOther);
    std::string users;
    for (const char* user : {"user", "other"})
        users += user + std::string("@example.org::") + std::to_string(owner.pw_uid) + ":" +
                 std::to_string(owner.pw_gid) + "::" + m_folder.path("mail") + "/" + user + "::\n";
    m_folder.write("users", users);
    m_folder.write("dovecot.conf",
                   configuration.arg(folder).arg(m_port).arg(userOfMail(), groupOfMail()).toStdString());
    for (const char* made : {"mail", "run", "state"})
        QVERIFY(QDir(folder).mkdir(made));
    QCOMPARE(::chown(m_folder.path("mail").c_str(), owner.pw_uid, owner.pw_gid), 0);
    m_dovecot.emplace();
    m_dovecot->run("dovecot", {"-F", "-c", folder + "/dovecot.conf"});
    QVERIFY2(waitForPort(m_port), (m_dovecot->log() + QByteArray::fromStdString(m_folder.read("log"))));
}

void TestDovecot::init()
{
    QFETCH_GLOBAL(bool, isUnix);
    m_receiver.emplace(isUnix ? "lmtp:unix:" + QString::fromStdString(m_folder.path("lmtp"))
                              : "lmtp:127.0.0.1:" + QString::number(m_port));
}

void TestDovecot::theMessageArrivesAsItWasSent()
{
    QFETCH(QByteArray, message);
    Client client(m_receiver->port());
    QCOMPARE(readReply(client).left(3), "220"_ba);
    QCOMPARE(codes(client, delivery().first(4)), "250 250 250 354"_ba);
    const QByteArray reply = sendMessage(client, message);
    QVERIFY2(reply.startsWith("250 "), reply + QByteArray::fromStdString(m_folder.read("log")));
    const QByteArray stored = takeOnlyFile(m_folder, "mail/user/new");
    const QByteArray head = headAbove(message, stored);
    QVERIFY2(head.startsWith("Return-Path: <sender@example.net>\nDelivered-To: user@example.org\n"), stored.left(1000));
}

void TestDovecot::eachRecipientHasIt()
{
    Client client(m_receiver->port());
    QCOMPARE(readReply(client).left(3), "220"_ba);
    QCOMPARE(codes(client, {"MAIL FROM:<>", "RCPT TO:<user@example.org>", "RCPT TO:<other@example.org>", "DATA"}),
             "250 250 250 354"_ba);
    QCOMPARE(sendMessage(client, mails().front().bytes).left(3), "250"_ba);
    for (const char* user : {"user", "other"})
        QVERIFY(
            !headAbove(mails().front().bytes, takeOnlyFile(m_folder, std::string("mail/") + user + "/new")).isNull());
}

void TestDovecot::anUnknownRecipientIsToldToTheClient()
{
    Client client(m_receiver->port());
    QCOMPARE(readReply(client).left(3), "220"_ba);
    QCOMPARE(codes(client, {"MAIL FROM:<>", "RCPT TO:<user@example.org>", "RCPT TO:<nobody@example.org>", "DATA"}),
             "250 250 250 354"_ba);
    const QByteArray reply = sendMessage(client, mails().front().bytes);
    QVERIFY2(reply.startsWith("550 5.1.1 <nobody@example.org> "), reply);
    QVERIFY(m_folder.files("mail/user/new").empty());
}

/// The last: nothing is started again.
void TestDovecot::aServerThatIsAwayDefersTheMessage()
{
    QFETCH_GLOBAL(bool, isUnix);
    if (isUnix)
        QVERIFY(QFile::rename(QString::fromStdString(m_folder.path("lmtp")),
                              QString::fromStdString(m_folder.path("moved"))));
    else
        m_dovecot.reset();
    Client client(m_receiver->port());
    QCOMPARE(readReply(client).left(3), "220"_ba);
    QCOMPARE(codes(client, delivery()), "250 250 250 354 451 221"_ba);
}

QTEST_GUILESS_MAIN(TestDovecot)
#include "tst_dovecot.moc"
