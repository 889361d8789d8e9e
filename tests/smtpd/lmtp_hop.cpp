// SPDX-License-Identifier: MIT
#include "tests/smtpd/lmtp_hop.h"

#include <QHostAddress>
#include <QTcpSocket>

namespace spp::test
{

namespace
{

QByteArray answerTo(const QByteArray& command)
{
    if (command.startsWith("DATA"))
        return "354 go ahead\r\n";
    return command.startsWith("LHLO") ? "250-hop.example.org\r\n250 PIPELINING\r\n" : "250 2.0.0 ok\r\n";
}

} // namespace

LmtpHop::LmtpHop()
{
    if (!listen(QHostAddress::LocalHost))
        qFatal("a test can't listen: %s", qPrintable(errorString()));
    connect(this, &QTcpServer::newConnection, this, [this] {
        while (QTcpSocket* client = nextPendingConnection())
            serve(*client);
    });
}

void LmtpHop::serve(QTcpSocket& client)
{
    connect(&client, &QTcpSocket::readyRead, this, [this, &client] { hear(client, m_clients[&client]); });
    connect(&client, &QTcpSocket::disconnected, this, [this, &client] {
        m_clients.erase(&client);
        client.deleteLater();
    });
    client.write("220 hop.example.org LMTP\r\n");
}

void LmtpHop::hear(QTcpSocket& client, Message& message)
{
    while (client.canReadLine()) {
        QByteArray line = client.readLine();
        line.replace("\r\n", "\n");
        if (!message) {
            if (line.startsWith("DATA"))
                message.emplace();
            client.write(answerTo(line));
        } else if (line == ".\n") {
            m_messages.append(*std::exchange(message, std::nullopt));
            client.write("250 2.0.0 kept\r\n");
        } else {
            *message += line.sliced(line.startsWith('.') ? 1 : 0);
        }
    }
}

} // namespace spp::test
