// SPDX-License-Identifier: MIT
/// The client's side of SMTP, on a socket or on the pipes of a process. What does not come in time is missing in what is
/// returned.
#pragma once

#include <QByteArray>
#include <QByteArrayList>
#include <QTcpSocket>

namespace spp::test
{

class Client : public QTcpSocket
{
public:
    /// Connects to a port of the loopback interface.
    explicit Client(quint16 port);

    /// Says that nothing more will come; replies can still be read.
    void closeWriting();

    /// Goes away with a reset instead of an orderly end.
    void breakOff();
};

/// Sends bytes, until the system has taken them all.
void push(QTcpSocket& server, const QByteArray& bytes);

/// One reply, all its lines, without the last CR LF.
QByteArray readReply(QIODevice& server);

/// Everything until the server closes the connection.
QByteArray readToEnd(QIODevice& server);

/// Sends a line and CR LF, and reads the reply.
QByteArray ask(QIODevice& server, const QByteArray& line);

/// Sends the lines, one after each reply. @return the codes of the replies: "250 250 354".
QByteArray codes(QIODevice& server, const QByteArrayList& lines);

/// HELO … DATA, one message, QUIT: what codes() answers 250 250 250 354 250 221 to.
QByteArrayList delivery(const QByteArray& message = "Subject: test\r\n\r\nhello");

} // namespace spp::test
