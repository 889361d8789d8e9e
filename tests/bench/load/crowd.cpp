// SPDX-License-Identifier: MIT
#include "tests/bench/load/crowd.h"

#include <QFile>

#include <arpa/inet.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/socket.h>
#include <unistd.h>

#include <array>

namespace spp::bench
{

CrowdClient::CrowdClient(quint16 port) : m_socket(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0))
{
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(port);
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    const timeval patience{30, 0};
    const int yes = 1;
    ::setsockopt(number(), SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof patience);
    ::setsockopt(number(), IPPROTO_TCP, TCP_NODELAY, &yes, sizeof yes);
    if (::connect(number(), reinterpret_cast<sockaddr*>(&address), sizeof address) != 0)
        qFatal("can't connect to port %d", port);
}

void CrowdClient::say(std::string_view line)
{
    if (::send(number(), line.data(), line.size(), MSG_NOSIGNAL) != static_cast<ssize_t>(line.size()))
        qFatal("a server does not take a line");
}

std::string CrowdClient::hear()
{
    for (;;) {
        if (const auto end = m_buffer.find('\n'); end != std::string::npos) {
            std::string line = m_buffer.substr(0, end + 1);
            m_buffer.erase(0, end + 1);
            if (line.size() > 3 && line[3] == '-')
                continue;
            return line;
        }
        std::array<char, 4096> bytes;
        const ssize_t size = ::recv(number(), bytes.data(), bytes.size(), 0);
        if (size <= 0)
            return {};
        m_buffer.append(bytes.data(), static_cast<std::size_t>(size));
    }
}

long residentMemory(qint64 process)
{
    QFile status(QString("/proc/%1/status").arg(process));
    if (!status.open(QIODevice::ReadOnly))
        return 0;
    const QByteArray text = status.readAll();
    const auto line = text.indexOf("VmRSS:");
    return text.mid(line + 6, text.indexOf('k', line) - line - 6).trimmed().toLong();
}

} // namespace spp::bench
