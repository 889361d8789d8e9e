// SPDX-License-Identifier: MIT
/// One client of the server: a session with an environment of its own. Runs on the server's loop.
#pragma once

#include "core/runtime/driver.h"
#include "core/runtime/tcp_stream.h"

#include <asio/awaitable.hpp>
#include <asio/ip/tcp.hpp>
#include <asio/steady_timer.hpp>

#include <chrono>
#include <memory>
#include <optional>

namespace spp::smtpd
{

class Connection
{
public:
    /// @param most the whole session may take; 0: any time
    Connection(asio::ip::tcp::socket socket, session::Session session, const asio::any_io_executor& executor,
               runtime::QueueSink& queue, std::optional<runtime::TlsContext> certificate, std::chrono::seconds most);

    asio::awaitable<int> run();
    void stop() { m_driver.stop(); }

private:
    void limitTime();

    std::chrono::seconds m_most;
    asio::steady_timer m_end;
    std::shared_ptr<bool> m_isThere = std::make_shared<bool>(true); ///< for the timer, which may be late
    runtime::TcpStream m_stream;
    std::optional<runtime::TlsContext> m_certificate;
    runtime::Driver m_driver;
};

/// The server's environment and what tcpserver would add for this client (ucspi-tcp, tcp-environ(5)).
plugin::Environment connectionEnvironment(const asio::ip::tcp::endpoint& remote, const asio::ip::tcp::endpoint& local);

} // namespace spp::smtpd
