// SPDX-License-Identifier: MIT
#include "tests/smtpd/deliverer.h"

#include <QHostAddress>
#include <QRandomGenerator>

namespace spp::test
{

namespace
{

const QByteArray subject = "Subject: ";

/// Behind EHLO every second message goes by BDAT.
bool isChunked(int number)
{
    return number % 2 == 1;
}

QByteArray onTheWire(QByteArray message)
{
    return message.replace("\n", "\r\n");
}

} // namespace

/// One in four is larger than what a sink keeps in memory.
QByteArray numberedMessage(int number)
{
    QRandomGenerator random(static_cast<quint32>(number));
    const int lines = number % 4 == 3 ? random.bounded(1000, 4000) : random.bounded(20);
    QByteArray message = subject + QByteArray::number(number) + "\n\n";
    for (int i = 0; i < lines; ++i)
        message += QByteArray(random.bounded(80), char('a' + random.bounded(26))) + "\n";
    return message + "last line of " + QByteArray::number(number) + "\n";
}

int numberOfWholeMessage(const QByteArray& bytes)
{
    const qsizetype at = bytes.startsWith(subject) ? 0 : bytes.indexOf("\n" + subject) + 1;
    const QByteArray message = bytes.sliced(at);
    if (!message.startsWith(subject))
        return -1;
    bool isNumber = false;
    const int number = message.first(qMax(0, message.indexOf('\n'))).sliced(subject.size()).toInt(&isNumber);
    return isNumber && message == numberedMessage(number) ? number : -1;
}

Deliverer::Deliverer(quint16 port, int& number) : m_next(number)
{
    QObject::connect(&m_socket, &QTcpSocket::readyRead, &m_socket, [this] { hear(); });
    m_socket.connectToHost(QHostAddress::LocalHost, port);
}

void Deliverer::hear()
{
    while (m_socket.canReadLine()) {
        const QByteArray line = m_socket.readLine();
        if (line.size() > 4 && line[3] != '-')
            handleReply(line);
    }
}

void Deliverer::handleReply(const QByteArray& line)
{
    const char expected = m_awaited == Awaited::Data ? '3' : '2';
    if (!line.startsWith(expected)) {
        m_trouble = m_trouble.isEmpty() ? line : m_trouble;
        m_socket.abort();
        return;
    }
    switch (m_awaited) {
    case Awaited::Greeting: say(Awaited::Ehlo, "EHLO client.example.net\r\n"); break;
    case Awaited::Ehlo: begin(); break;
    case Awaited::Mail: m_awaited = Awaited::Rcpt; break;
    case Awaited::Rcpt: m_awaited = isChunked(m_number) ? Awaited::Taken : Awaited::Data; break;
    case Awaited::Data: say(Awaited::Taken, onTheWire(numberedMessage(m_number)) + ".\r\n"); break;
    case Awaited::Taken:
        m_acknowledged.append(m_number);
        begin();
        break;
    }
}

/// As one packet: pipelined, as far as one may.
void Deliverer::begin()
{
    m_number = m_next++;
    QByteArray commands = "MAIL FROM:<sender@example.net>\r\nRCPT TO:<user@example.org>\r\n";
    if (isChunked(m_number)) {
        const QByteArray message = onTheWire(numberedMessage(m_number));
        commands += "BDAT " + QByteArray::number(message.size()) + " LAST\r\n" + message;
    } else {
        commands += "DATA\r\n";
    }
    say(Awaited::Mail, commands);
}

void Deliverer::say(Awaited awaited, const QByteArray& bytes)
{
    m_awaited = awaited;
    m_socket.write(bytes);
}

} // namespace spp::test
