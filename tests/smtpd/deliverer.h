// SPDX-License-Identifier: MIT
/// A client that delivers one message after another until it is cut off, and knows which of them were acknowledged. It works
/// while the test's events are processed.
#pragma once

#include <QByteArray>
#include <QList>
#include <QTcpSocket>

namespace spp::test
{

/// What a number stands for, with line ends as in a file: from a few bytes to some hundred KiB, "Subject: NUMBER" first. No line
/// begins with a dot.
QByteArray numberedMessage(int number);

/// The number of the message in these bytes, which may stand below other header lines; -1 if it is not there from its first byte to its
/// last, with nothing behind it.
int numberOfWholeMessage(const QByteArray& bytes);

class Deliverer
{
public:
    /// @param number of the next message; counts for all clients of a test
    Deliverer(quint16 port, int& number);

    bool isGreeted() const { return m_awaited != Awaited::Greeting; }
    bool isCutOff() const { return m_socket.state() == QAbstractSocket::UnconnectedState; }
    const QList<int>& acknowledged() const { return m_acknowledged; }
    /// The first reply that was not what it should be; empty if none.
    const QByteArray& trouble() const { return m_trouble; }

private:
    enum class Awaited { Greeting, Ehlo, Mail, Rcpt, Data, Taken };

    void hear();
    void handleReply(const QByteArray& line);
    void begin();
    void say(Awaited awaited, const QByteArray& bytes);

    QTcpSocket m_socket;
    int& m_next;
    int m_number = 0;
    Awaited m_awaited = Awaited::Greeting;
    QList<int> m_acknowledged;
    QByteArray m_trouble;
};

} // namespace spp::test
