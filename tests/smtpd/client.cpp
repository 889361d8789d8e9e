// SPDX-License-Identifier: MIT
#include "tests/smtpd/client.h"

#include "tests/smtpd/program.h"

#include <QDeadlineTimer>
#include <QHostAddress>

#include <sys/socket.h>

namespace spp::test
{

namespace
{

bool waitForMore(QIODevice& server, const QDeadlineTimer& deadline)
{
    return !deadline.hasExpired() && server.waitForReadyRead(int(deadline.remainingTime()));
}

} // namespace

Client::Client(quint16 port)
{
    connectToHost(QHostAddress::LocalHost, port);
    waitForConnected(patience);
}

void Client::closeWriting()
{
    while (bytesToWrite() > 0 && waitForBytesWritten(patience))
        ;
    ::shutdown(int(socketDescriptor()), SHUT_WR);
}

void Client::breakOff()
{
    const linger atOnce{1, 0};
    ::setsockopt(int(socketDescriptor()), SOL_SOCKET, SO_LINGER, &atOnce, sizeof atOnce);
    abort();
}

void push(QTcpSocket& server, const QByteArray& bytes)
{
    server.write(bytes);
    while (server.bytesToWrite() > 0 && server.waitForBytesWritten(patience))
        ;
}

QByteArray readReply(QIODevice& server)
{
    const QDeadlineTimer deadline(patience);
    QByteArray reply;
    for (;;) {
        while (!server.canReadLine())
            if (!waitForMore(server, deadline))
                return reply + server.readAll();
        const QByteArray line = server.readLine();
        reply += line;
        if (line.size() < 4 || line[3] != '-')
            break;
    }
    if (reply.endsWith("\r\n"))
        reply.chop(2);
    return reply;
}

QByteArray readToEnd(QIODevice& server)
{
    const QDeadlineTimer deadline(patience);
    QByteArray all = server.readAll();
    while (waitForMore(server, deadline))
        all += server.readAll();
    return all;
}

QByteArray ask(QIODevice& server, const QByteArray& line)
{
    server.write(line + "\r\n");
    return readReply(server);
}

QByteArray codes(QIODevice& server, const QByteArrayList& lines)
{
    QByteArrayList result;
    for (const auto& line : lines)
        result += ask(server, line).left(3);
    return result.join(' ');
}

QByteArrayList delivery(const QByteArray& message)
{
    return {"HELO client.example.net",
            "MAIL FROM:<sender@example.net>",
            "RCPT TO:<user@example.org>",
            "DATA",
            message + "\r\n.",
            "QUIT"};
}

} // namespace spp::test
