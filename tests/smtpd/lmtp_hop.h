// SPDX-License-Identifier: MIT
/// A next hop by LMTP on a loopback port, for a server under test. What it has acknowledged, it keeps.
#pragma once

#include <QByteArray>
#include <QList>
#include <QTcpServer>

#include <map>
#include <optional>
#include <utility>

namespace spp::test
{

class LmtpHop : public QTcpServer
{
public:
    LmtpHop();

    /// As an option of spp-smtpd.
    QString queue() const { return "lmtp:127.0.0.1:" + QString::number(serverPort()); }

    /// With line ends as in a file, and without the dots that were put before lines.
    QList<QByteArray> takeMessages() { return std::exchange(m_messages, {}); }

private:
    using Message = std::optional<QByteArray>; ///< as far as it was read; nullopt between messages

    void serve(QTcpSocket& client);
    void hear(QTcpSocket& client, Message& message);

    std::map<QTcpSocket*, Message> m_clients;
    QList<QByteArray> m_messages;
};

} // namespace spp::test
