// SPDX-License-Identifier: MIT
#include "tests/interop/peer.h"

#include "tests/smtpd/client.h"

#include <QDir>
#include <QRandomGenerator>
#include <QStandardPaths>
#include <QTcpServer>
#include <QTest>

#include <sys/prctl.h>
#include <unistd.h>

#include <csignal>

namespace spp::test
{

namespace
{

QString libraryPath()
{
    QStringList folders;
    for (const char* folder : {"usr/lib/postfix", "usr/lib/*-linux-gnu*", "lib/*-linux-gnu*"})
        if (const QString found = findUnpacked(folder); !found.isEmpty())
            folders += found;
    return folders.join(':');
}

} // namespace

QString findUnpacked(const QString& path)
{
    QStringList found{SPP_MAIL_SERVERS};
    for (const QString& part : path.split('/')) {
        const QDir folder(found.isEmpty() ? QString() : found.front());
        found = folder.entryList({part}, QDir::AllEntries | QDir::NoDotAndDotDot);
        if (found.isEmpty())
            return {};
        found = {folder.filePath(found.front())};
    }
    return found.front();
}

QString findPeer(const QString& program)
{
    for (const char* folder : {"usr/sbin/", "usr/bin/", "usr/lib/postfix/sbin/"})
        if (const QString unpacked = findUnpacked(folder + program); !unpacked.isEmpty())
            return unpacked;
    const QString found = QStandardPaths::findExecutable(program);
    return !found.isEmpty() ? found : QStandardPaths::findExecutable(program, {"/usr/sbin", "/usr/local/sbin"});
}

/// nodemailer is no program, but a module for node.
QByteArray tellMissing(const QString& program)
{
    const bool isThere =
        program == "nodemailer" ? QFileInfo::exists("/usr/share/nodejs/nodemailer") : !findPeer(program).isEmpty();
    return isThere ? QByteArray() : program.toUtf8() + " is not there: run packaging/bootstrap";
}

quint16 freePort()
{
    for (;;) {
        const auto port = static_cast<quint16>(QRandomGenerator::global()->bounded(20'000, 32'000));
        if (QTcpServer().listen(QHostAddress::LocalHost, port))
            return port;
    }
}

bool waitForPort(quint16 port)
{
    return QTest::qWaitFor([port] { return Client(port).state() == QAbstractSocket::ConnectedState; }, patience);
}

Peer::Peer()
{
    setChildProcessModifier([] {
        ::setpgid(0, 0);
        ::prctl(PR_SET_PDEATHSIG, SIGTERM);
    });
}

Peer::~Peer()
{
    const auto group = static_cast<pid_t>(processId());
    if (group <= 0)
        return;
    terminate();
    waitForFinished(patience);
    ::kill(-group, SIGKILL);
}

void Peer::run(const QString& program, const QStringList& arguments, const QMap<QString, QString>& variables)
{
    auto environment = QProcessEnvironment::systemEnvironment();
    const QString path = findPeer(program);
    if (path.startsWith(SPP_MAIL_SERVERS))
        environment.insert("LD_LIBRARY_PATH", libraryPath());
    for (auto each = variables.begin(); each != variables.end(); ++each)
        environment.insert(each.key(), each.value());
    setProcessEnvironment(environment);
    start(path, arguments);
    if (!waitForStarted(patience))
        qFatal("%s can't be started: %s", qPrintable(program), qPrintable(errorString()));
}

} // namespace spp::test
