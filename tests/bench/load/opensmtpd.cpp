// SPDX-License-Identifier: MIT
#include "tests/bench/load/opensmtpd.h"

#include <QDir>

#include <sys/stat.h>
#include <unistd.h>

namespace spp::bench
{

namespace
{

/// Numbers that no user of the machine is likely to have.
constexpr gid_t daemonGroup = 64'101;
constexpr gid_t queueGroup = 64'102;

/// $1 the temporary folder, $2 the daemon. It logs several lines for a message, and waits where nobody reads them: so into a file.
/// smtpctl asks the daemon by a socket below /run.
const QString script = R"(
mount --bind "$1/spool" /var/spool
mount --bind "$1/lib" /var/lib
mount -t tmpfs tmpfs /run
mount --bind "$1/passwd" /etc/passwd
mount --bind "$1/group" /etc/group
mount --bind "$1/resolv.conf" /etc/resolv.conf
"$2" -d -f "$1/smtpd.conf" 2>"$1/log" &
tries=0
until "$1/smtpctl" pause mda; do
    tries=$((tries + 1))
    [ $tries -lt 100 ] || exit 1
    sleep 0.1
done
wait
)";

std::string fileOf(const char* path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll().toStdString() : std::string();
}

} // namespace

void OpenSmtpd::makeFiles()
{
    ::chmod(m_folder.path().c_str(), 0755);
    for (const char* folder : {"spool/smtpd", "lib/opensmtpd/empty"})
        QDir().mkpath(QString::fromStdString(m_folder.path(folder)));
    ::chmod(m_folder.path("spool/smtpd").c_str(), 0711);
    const auto user = [](const char* name, gid_t id) {
        return std::string(name) + ":x:" + std::to_string(id) + ":" + std::to_string(id) +
               "::/var/lib/opensmtpd/empty:/bin/false\n";
    };
    const auto group = [](const char* name, gid_t id) {
        return std::string(name) + ":x:" + std::to_string(id) + ":\n";
    };
    m_folder.write("passwd", fileOf("/etc/passwd") + user("opensmtpd", daemonGroup) + user("opensmtpq", queueGroup));
    m_folder.write("group", fileOf("/etc/group") + group("opensmtpd", daemonGroup) + group("opensmtpq", queueGroup));
    m_folder.write("resolv.conf", "lookup file\n");
    m_folder.write("smtpd.conf", "listen on 127.0.0.1 port " + std::to_string(m_port) +
                                     "\naction \"take\" mda \"true\" user nobody\n"
                                     "match from any for any action \"take\"\n");
    // It wants to be of this group by its file's mode.
    m_folder.write("smtpctl", fileOf(test::findPeer("smtpctl").toLocal8Bit().constData()));
    const std::string control = m_folder.path("smtpctl");
    if (::chown(control.c_str(), 0, queueGroup) != 0 || ::chmod(control.c_str(), 02755) != 0)
        qFatal("can't prepare %s", control.c_str());
}

bool OpenSmtpd::start()
{
    makeFiles();
    m_daemon.emplace();
    m_daemon->run("unshare", {"--mount", "sh", "-ec", script, "sh", QString::fromStdString(m_folder.path()),
                              test::findPeer("smtpd")});
    return test::waitForPort(m_port);
}

} // namespace spp::bench
