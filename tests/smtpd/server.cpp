// SPDX-License-Identifier: MIT
#include "tests/smtpd/server.h"

#include <QHostAddress>
#include <QRegularExpression>
#include <QTcpSocket>

namespace spp::test
{

Server::Server(const QString& home, const QStringList& options)
{
    // All clients of a test come from one address.
    run(QStringList{"--home", home, "--listen", "127.0.0.1:0", "--max-sessions-per-client", "0",
                    "--max-connections-per-minute", "0"} +
        options);
    waitForLog("listening on 127.0.0.1:");
    waitForLog("\n");
    static const QRegularExpression listening("listening on 127\\.0\\.0\\.1:(\\d+) \\(");
    m_port = listening.match(QString::fromUtf8(log())).captured(1).toUShort();
    if (m_port == 0)
        qFatal("the server does not listen: %s", log().constData());
}

quint16 Server::portOf(const QString& service)
{
    waitForLog("(" + service.toUtf8() + ")\n");
    const QRegularExpression listening("listening on 127\\.0\\.0\\.1:(\\d+) \\(" + QRegularExpression::escape(service) +
                                       "\\)\n");
    return listening.match(QString::fromUtf8(log())).captured(1).toUShort();
}

bool Server::isListening() const
{
    QTcpSocket socket;
    socket.connectToHost(QHostAddress::LocalHost, m_port);
    const bool connected = socket.waitForConnected(patience);
    socket.abort();
    return connected;
}

QByteArray Server::stop()
{
    terminate();
    return waitForEnd();
}

} // namespace spp::test
