// SPDX-License-Identifier: MIT
#include "tests/interop/receiver.h"

#include "tests/core/runtime/certificate.h"

#include <QTest>

namespace spp::test
{

namespace
{

/// As checkpassword(8): name, password and time come on descriptor 3, each ended by NUL.
const std::string passwordProgram = "case $(tr '\\0' ' ' <&3) in \"user secret \"*) exec \"$@\" ;; esac\nexit 1\n";

} // namespace

const std::string& certificatePem()
{
    static const std::string pem = makeCertificate("mx.example.org").pem();
    return pem;
}

Receiver::Receiver(const QString& queue, const QStringList& options, const std::string& smtpPlugins)
    : m_home(smtpPlugins)
{
    m_home.write("control/rcpthosts", "example.org\nsink.example\n");
    m_home.write("control/servercert.pem", certificatePem());
    m_home.script("bin/password", passwordProgram);
    m_server.emplace(m_home.name(),
                     QStringList{"--no-names", "--queue", queue.isEmpty() ? "maildir:" + m_home.name("mail") : queue,
                                 "--listen", "127.0.0.1:0/submission"} +
                         options + QStringList{m_home.name("bin/password"), "true"});
    m_submissionPort = m_server->portOf("submission");
}

QByteArray Receiver::takeMessage()
{
    return takeOnlyFile(m_home, "mail/new");
}

QByteArray takeOnlyFile(const Folder& folder, const std::string& name)
{
    if (!QTest::qWaitFor([&] { return !folder.files(name).empty(); }, patience) || folder.files(name).size() != 1)
        return {};
    const std::string file = folder.files(name).front();
    const QByteArray bytes = QByteArray::fromStdString(folder.read(file));
    QFile::remove(QString::fromStdString(folder.path(file)));
    return bytes;
}

} // namespace spp::test
