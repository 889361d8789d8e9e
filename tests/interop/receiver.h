// SPDX-License-Identifier: MIT
/// A spp-smtpd that takes mail for example.org and sink.example, and of who logs in by STARTTLS (user, secret), into a Maildir or to a next hop.
#pragma once

#include "tests/smtpd/home.h"
#include "tests/smtpd/server.h"

#include <optional>
#include <string>

namespace spp::test
{

class Receiver
{
public:
    static constexpr const char* user = "user";
    static constexpr const char* password = "secret";

    /// @param queue empty: a Maildir, see takeMessage()
    explicit Receiver(const QString& queue = {}, const QStringList& options = {}, const std::string& smtpPlugins = {});

    const Home& home() const { return m_home; }
    Server& server() { return *m_server; }
    quint16 port() const { return m_server->port(); }
    /// STARTTLS and a login are wanted here.
    quint16 submissionPort() const { return m_submissionPort; }

    /// Takes the one message that there is, or will be, out of the Maildir. Empty if there is none, or more.
    QByteArray takeMessage();

    /// @return how it ended
    QByteArray stop() { return m_server->stop(); }

private:
    Home m_home;
    std::optional<Server> m_server;
    quint16 m_submissionPort = 0;
};

/// The certificate and key of mx.example.org, made for the test.
const std::string& certificatePem();

/// Takes the one message that there is, or will be, out of a folder of files. Empty if there is none, or more.
QByteArray takeOnlyFile(const Folder& folder, const std::string& name);

} // namespace spp::test
