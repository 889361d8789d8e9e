// SPDX-License-Identifier: MIT
/// spp-smtpd --listen on a free port of the loopback interface.
#pragma once

#include "tests/smtpd/program.h"

namespace spp::test
{

class Server : public Program
{
public:
    /// Returns once it listens; a test that can't go on without a server aborts here.
    explicit Server(const QString& home, const QStringList& options = {"--queue", "none"});

    quint16 port() const { return m_port; }

    /// Of the listener for this service, as the log names it: "submission", "mail+proxy". 0: there is none.
    quint16 portOf(const QString& service);

    /// Does a new client get through?
    bool isListening() const;

    /// Asks it to end, and says how it ended.
    QByteArray stop();

private:
    quint16 m_port = 0;
};

} // namespace spp::test
