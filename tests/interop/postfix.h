// SPDX-License-Identifier: MIT
/// A real Postfix of its own in a temporary folder. Root alone can start it. Its mail for sink.example lies in a Maildir; all other mail
/// it relays to a server.
#pragma once

#include "tests/interop/peer.h"
#include "tests/support/folder.h"

#include <optional>

namespace spp::test
{

class Postfix
{
public:
    /// What it is told of a server that it relays to.
    struct Relay
    {
        quint16 port = 0;
        bool logsIn = false;   ///< with STARTTLS before
        bool discards = false; ///< its mail for sink.example goes nowhere instead
    };

    /// Starts it. @return whether it listens
    bool start(const Relay& relay);
    void stop() { m_master.reset(); }

    /// Here it wants STARTTLS, and is called mx.example.org by its certificate.
    quint16 port() const { return m_port; }
    /// Here it has no TLS.
    quint16 plainPort() const { return m_plainPort; }

    QByteArray takeMessage();
    QByteArray log() const { return QByteArray::fromStdString(m_folder.read("log")); }
    /// Waits for words in it.
    bool waitForLog(const QByteArray& words) const;

private:
    void makeSpool();
    std::string mainConfiguration(const Relay& relay) const;
    std::string services() const;

    Folder m_folder;
    std::optional<Peer> m_master;
    quint16 m_port = freePort();
    quint16 m_plainPort = freePort();
};

} // namespace spp::test
