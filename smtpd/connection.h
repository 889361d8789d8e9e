// SPDX-License-Identifier: MIT
/// One client of the server: a session with an environment of its own. Runs on the server's loop.
#pragma once

#include "core/runtime/driver.h"
#include "core/runtime/tcp_stream.h"

#include <asio/awaitable.hpp>
#include <asio/ip/tcp.hpp>

#include <optional>

namespace spp::smtpd
{

class Connection
{
public:
    Connection(asio::ip::tcp::socket socket, session::Session session, const asio::any_io_executor& executor,
               runtime::QueueSink& queue, std::optional<runtime::TlsContext> certificate);

    asio::awaitable<int> run() { return m_driver.run(); }
    void stop() { m_driver.stop(); }

private:
    runtime::TcpStream m_stream;
    std::optional<runtime::TlsContext> m_certificate;
    runtime::Driver m_driver;
};

/// The server's environment and what tcpserver would add for this client (ucspi-tcp, tcp-environ(5)).
plugin::Environment connectionEnvironment(const asio::ip::tcp::endpoint& remote, const asio::ip::tcp::endpoint& local);
plugin::Environment connectionEnvironment(const asio::ip::tcp::socket& socket);

} // namespace spp::smtpd
