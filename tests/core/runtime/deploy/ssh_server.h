// SPDX-License-Identifier: MIT
/// A real sshd on a port of its own at 127.0.0.1, with keys that are made for it, and an ssh that knows it as "testhost". For tests.
#pragma once

#include "tests/support/folder.h"

#include <QProcess>
#include <QStandardPaths>
#include <QTest>

#include <arpa/inet.h>
#include <sys/socket.h>
#include <unistd.h>

#include <string>

namespace spp::test
{

class SshServer
{
public:
    static QString program() { return QStandardPaths::findExecutable("sshd", {"/usr/sbin", "/usr/local/sbin"}); }

    /// @return it listens, and "ssh testhost" leads to it from now on
    bool start()
    {
        if (!makeKey("host") || !makeKey("user"))
            return false;
        writeFiles(std::to_string(freePort()));
        if (::geteuid() == 0)
            QDir().mkpath("/run/sshd"); // sshd insists, and the service that makes it need not run
        m_server.setProcessChannelMode(QProcess::MergedChannels);
        m_server.start(program(), {"-D", "-e", "-f", path("sshd_config")});
        QByteArray said;
        while (!said.contains("Server listening") && m_server.waitForReadyRead(30'000))
            said += m_server.readAll();
        qputenv("PATH", QByteArray::fromStdString(m_folder.path()) + ":" + m_path);
        return said.contains("Server listening");
    }

    ~SshServer()
    {
        qputenv("PATH", m_path);
        m_server.terminate();
        m_server.waitForFinished();
    }

    /// As if it were another machine, under the same name.
    void forgetHostKey() const { m_folder.write("known", ""); }
    void forgetUser() const { m_folder.write("authorized", ""); }

private:
    QString path(const std::string& name) const { return QString::fromStdString(m_folder.path(name)); }

    /// sshd can't be told to take any.
    static int freePort()
    {
        const int probe = ::socket(AF_INET, SOCK_STREAM, 0);
        sockaddr_in address{};
        address.sin_family = AF_INET;
        address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
        socklen_t size = sizeof address;
        ::bind(probe, reinterpret_cast<sockaddr*>(&address), size);
        ::getsockname(probe, reinterpret_cast<sockaddr*>(&address), &size);
        ::close(probe);
        return ntohs(address.sin_port);
    }

    bool makeKey(const std::string& name) const
    {
        return QProcess::execute("ssh-keygen", {"-q", "-t", "ed25519", "-N", "", "-f", path(name)}) == 0;
    }

    void writeFiles(const std::string& port) const
    {
        m_folder.write("sshd_config", "Port " + port + "\nListenAddress 127.0.0.1\nHostKey " + m_folder.path("host") +
                                          "\nAuthorizedKeysFile " + m_folder.path("authorized") +
                                          "\nPidFile none\nStrictModes no\nUsePAM no\nPasswordAuthentication no\n"
                                          "PermitRootLogin yes\n");
        m_folder.write("authorized", m_folder.read("user.pub"));
        m_folder.write("known", "[127.0.0.1]:" + port + " " + m_folder.read("host.pub"));
        m_folder.write("config", "Host testhost\nHostName 127.0.0.1\nPort " + port + "\nIdentityFile " +
                                     m_folder.path("user") +
                                     "\nIdentitiesOnly yes\nIdentityAgent none\nUserKnownHostsFile " +
                                     m_folder.path("known") + "\nGlobalKnownHostsFile /dev/null\n");
        const std::string ssh = QStandardPaths::findExecutable("ssh").toStdString();
        m_folder.script("ssh", "exec " + ssh + " -F " + m_folder.path("config") + " \"$@\"\n");
    }

    Folder m_folder;
    QByteArray m_path = qgetenv("PATH");
    QProcess m_server;
};

} // namespace spp::test
