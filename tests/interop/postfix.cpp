// SPDX-License-Identifier: MIT
#include "tests/interop/postfix.h"

#include "tests/interop/receiver.h"

#include <QTest>

#include <grp.h>
#include <pwd.h>
#include <sys/stat.h>
#include <unistd.h>

namespace spp::test
{

namespace
{

// Users and groups that every system has, and that Postfix doesn't refuse: its package's own need not exist here.
constexpr const char* owner = "daemon";
constexpr const char* submitters = "mail";
constexpr const char* nobody = "nobody";

/// %1 its folder, %2 its programs, %3 the server that it relays to, %4 a number for nobody
const QString settings =
    "compatibility_level = 3.6\nqueue_directory = %1/spool\ndata_directory = %1/data\nmeta_directory = %1\n"
    "command_directory = %2/sbin\ndaemon_directory = %2/lib/postfix/sbin\n"
    "shlib_directory = %2/lib/postfix\n"
    "mail_owner = daemon\nsetgid_group = mail\ndefault_privs = nobody\n"
    "import_environment = LD_LIBRARY_PATH SASL_PATH MAIL_CONFIG TZ LANG=C\n"
    "maillog_file = %1/log\nmaillog_file_prefixes = %1\n"
    "inet_interfaces = 127.0.0.1\ninet_protocols = ipv4\nmyhostname = postfix.example.net\n"
    "mydestination =\nalias_maps =\nalias_database =\nmynetworks = 127.0.0.0/8\n"
    "smtpd_relay_restrictions = permit_mynetworks, reject\nsmtpd_peername_lookup = no\n"
    "smtpd_recipient_restrictions = check_recipient_access inline:{{refused@sink.example = REJECT not here}}\n"
    "virtual_mailbox_domains = sink.example\nvirtual_mailbox_base = %1/mail\n"
    "virtual_mailbox_maps = static:box/\nvirtual_uid_maps = static:%4\nvirtual_gid_maps = static:%4\n"
    "virtual_minimum_uid = 1\nvirtual_mailbox_limit = 0\nmessage_size_limit = 0\n"
    "smtpd_tls_cert_file = %1/certificate.pem\nsmtpd_tls_key_file = %1/certificate.pem\n"
    "smtpd_tls_received_header = yes\n"
    "relayhost = [127.0.0.1]:%3\nsmtp_host_lookup = native\ndisable_dns_lookups = yes\n"
    "smtp_line_length_limit = 0\nsmtp_tls_security_level = may\n";

const QString login =
    "smtp_tls_security_level = encrypt\nsmtp_sasl_auth_enable = yes\nsmtp_sasl_security_options =\n"
    "smtp_sasl_password_maps = static:user:secret\nsmtp_sasl_mechanism_filter = plain\n";

} // namespace

bool Postfix::start(const Relay& relay)
{
    makeSpool();
    m_folder.write("certificate.pem", certificatePem());
    m_folder.write("main.cf", mainConfiguration(relay));
    m_folder.write("master.cf", services());
    m_master.emplace();
    m_master->run("master", {"-c", QString::fromStdString(m_folder.path()), "-d"},
                  {{"SASL_PATH", findUnpacked("usr/lib/*-linux-gnu*/sasl2")}});
    return waitForLog("daemon started") && waitForPort(m_port) && waitForPort(m_plainPort);
}

void Postfix::makeSpool()
{
    const auto user = *::getpwnam(owner);
    const auto unknown = *::getpwnam(nobody);
    const gid_t group = ::getgrnam(submitters)->gr_gid;
    const auto make = [&](const std::string& name, uid_t uid, gid_t gid, mode_t mode) {
        const std::string path = m_folder.path(name);
        QDir().mkpath(QString::fromStdString(path));
        if (::chown(path.c_str(), uid, gid) != 0 || ::chmod(path.c_str(), mode) != 0)
            qFatal("a test can't prepare %s", path.c_str());
    };
    ::chmod(m_folder.path().c_str(), 0755);
    for (const char* name :
         {"active", "bounce", "corrupt", "defer", "deferred", "flush", "hold", "incoming", "private", "saved", "trace"})
        make(std::string("spool/") + name, user.pw_uid, 0, 0700);
    make("spool/maildrop", user.pw_uid, group, 0730);
    make("spool/public", user.pw_uid, group, 0710);
    make("spool/pid", 0, 0, 0755);
    make("data", user.pw_uid, 0, 0700);
    make("mail", unknown.pw_uid, unknown.pw_gid, 0700);
}

std::string Postfix::mainConfiguration(const Relay& relay) const
{
    const QString folder = QString::fromStdString(m_folder.path());
    const QString configuration =
        settings.arg(folder, findUnpacked("usr")).arg(relay.port).arg(::getpwnam(nobody)->pw_uid);
    return (configuration + (relay.logsIn ? login : QString()) +
            (relay.discards ? QString("virtual_transport = discard:\n") : QString()))
        .toStdString();
}

/// None of them in a chroot.
std::string Postfix::services() const
{
    const auto listener = [](quint16 port, const char* tls) {
        return "127.0.0.1:" + std::to_string(port) + " inet n - n - - smtpd -o smtpd_tls_security_level=" + tls + "\n";
    };
    return listener(m_port, "encrypt") + listener(m_plainPort, "none") +
           "cleanup unix n - n - 0 cleanup\nqmgr unix n - n 300 1 qmgr\ntlsmgr unix - - n 1000? 1 tlsmgr\n"
           "rewrite unix - - n - - trivial-rewrite\nbounce unix - - n - 0 bounce\ndefer unix - - n - 0 bounce\n"
           "trace unix - - n - 0 bounce\nproxymap unix - - n - - proxymap\nsmtp unix - - n - - smtp\n"
           "error unix - - n - - error\nretry unix - - n - - error\nvirtual unix - n n - - virtual\n"
           "discard unix - - n - - discard\n"
           "anvil unix - - n - 1 anvil\nscache unix - - n - 1 scache\npostlog unix-dgram n - n - 1 postlogd\n";
}

QByteArray Postfix::takeMessage()
{
    return takeOnlyFile(m_folder, "mail/box/new");
}

bool Postfix::waitForLog(const QByteArray& words) const
{
    return QTest::qWaitFor([&] { return log().contains(words); }, patience);
}

} // namespace spp::test
