// SPDX-License-Identifier: MIT
/// A real Exim relays to the server: on port 25 as another mail server, and with STARTTLS and a login as a customer. It sends by BDAT.
#include "tests/interop/peer.h"
#include "tests/interop/receiver.h"
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

constexpr const char* eximUser = "daemon";

/// %1 the folder, %2 the program, %3 the port of the server, %4 more about the transport
const QString configuration =
    "primary_hostname = exim.example.net\nspool_directory = %1/spool\nlog_file_path = %1/log/%slog\nexim_path = %2\n"
    "keep_environment = ^LD_ : ^NSS_WRAPPER_\nlocal_from_check = false\nnever_users =\nmessage_size_limit = 0\n"
    "exim_user = daemon\nexim_group = daemon\ndeliver_drop_privilege\n"
    "begin routers\n"
    "all:\n  driver = manualroute\n  route_list = * 127.0.0.1\n  self = send\n  transport = out\n"
    "begin transports\n"
    "out:\n  driver = smtp\n  port = %3\n  allow_localhost\n  message_linelength_limit = 1000000\n%4"
    "begin authenticators\n"
    "plain:\n  driver = plaintext\n  public_name = PLAIN\n  client_send = ^user^secret\n";

const QString asCustomer = "  hosts_require_tls = *\n  hosts_require_auth = *\n  tls_verify_certificates =\n";

} // namespace

class TestExim : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase();
    void cleanupTestCase();
    void theMessageArrivesAsItWasSent_data() { addMailRows(); }
    void theMessageArrivesAsItWasSent();
    void startTlsAndALoginAreTaken();
    void aRefusedRecipientIsToldToIt();

private:
    /// Gives it a message, which it delivers at once. @return its log
    QByteArray send(const QByteArray& message, quint16 port, const QString& transport = {},
                    const char* recipient = "user@example.org");

    std::optional<Receiver> m_receiver;
    Folder m_folder;
};

/// Its package's user need not exist here: libnss-wrapper tells it of one.
void TestExim::initTestCase()
{
    SPP_WANT_PEER("exim4");
    SPP_WANT_ROOT("exim4");
    m_receiver.emplace();
    const QString folder = QString::fromStdString(m_folder.path());
    QFile::setPermissions(folder, QFile::permissions(folder) | QFile::ExeGroup | QFile::ExeOther);
    const auto user = *::getpwnam(eximUser);
    const std::string ids = std::to_string(user.pw_uid) + ":" + std::to_string(user.pw_gid) + "::/:/bin/false\n";
    const std::string group = std::to_string(user.pw_gid) + ":\n";
    m_folder.write("passwd", "root:x:0:0::/:/bin/sh\nDebian-exim:x:" + ids + eximUser + ":x:" + ids);
    m_folder.write("group", "root:x:0:\nDebian-exim:x:" + group + ::getgrgid(user.pw_gid)->gr_name + ":x:" + group);
    for (const char* made : {"spool", "log"}) {
        QVERIFY(QDir(folder).mkdir(made));
        QCOMPARE(::chown(m_folder.path(made).c_str(), user.pw_uid, user.pw_gid), 0);
    }
}

void TestExim::cleanupTestCase()
{
    if (m_receiver)
        QCOMPARE(m_receiver->stop(), "exit 0"_ba);
}

QByteArray TestExim::send(const QByteArray& message, quint16 port, const QString& transport, const char* recipient)
{
    const QString folder = QString::fromStdString(m_folder.path());
    m_folder.write("exim.conf", configuration.arg(folder, findPeer("exim4")).arg(port).arg(transport).toStdString());
    m_folder.write("message", message.toStdString());
    Peer exim;
    exim.setStandardInputFile(folder + "/message");
    exim.run("exim4", {"-C", folder + "/exim.conf", "-odi", "-i", "-f", "sender@example.net", recipient},
             {{"LD_PRELOAD", findUnpacked("usr/lib/*-linux-gnu*/libnss_wrapper.so")},
              {"NSS_WRAPPER_PASSWD", folder + "/passwd"},
              {"NSS_WRAPPER_GROUP", folder + "/group"}});
    const QByteArray end = exim.waitForEnd();
    const QByteArray log = exim.log() + QByteArray::fromStdString(m_folder.read("log/mainlog"));
    return end == "exit 0" ? log : end + ": " + log;
}

void TestExim::theMessageArrivesAsItWasSent()
{
    QFETCH(QByteArray, message);
    const QByteArray log = send(message, m_receiver->port());
    QVERIFY2(log.contains("C=\"250 2.0.0 ok "), log);
    const QByteArray stored = m_receiver->takeMessage();
    const QByteArray head = headAbove(message, stored);
    QVERIFY2(head.contains("\nReceived: from unknown (HELO exim.example.net) (127.0.0.1)\n"), stored.left(1000));
    QVERIFY2(head.contains("\n  by mx.example.org with ESMTPS; "), head);
    QVERIFY2(head.contains("\nReceived: from root by exim.example.net "), head);
}

void TestExim::startTlsAndALoginAreTaken()
{
    const QByteArray log =
        send(mails().front().bytes, m_receiver->submissionPort(), asCustomer, "user@elsewhere.example");
    const QByteArray stored = m_receiver->takeMessage();
    const QByteArray head = headAbove(mails().front().bytes, stored);
    QVERIFY2(head.contains("with ESMTPSA;"), log + stored.left(1000));
}

void TestExim::aRefusedRecipientIsToldToIt()
{
    const QByteArray log = send(mails().front().bytes, m_receiver->port(), {}, "user@elsewhere.example");
    QVERIFY2(log.contains("** user@elsewhere.example") && log.contains(": 553 "), log);
}

QTEST_GUILESS_MAIN(TestExim)
#include "tst_exim.moc"
