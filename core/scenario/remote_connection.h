// SPDX-License-Identifier: MIT
/// A connection to an SMTP server elsewhere, as a client: in clear, or with TLS from the start or from STARTTLS on. What takes longer than a
/// minute has failed. Used on its executor only.
#pragma once

#include "core/base/error.h"

#include <asio/awaitable.hpp>
#include <asio/ip/tcp.hpp>
#include <asio/ssl/context.hpp>
#include <asio/ssl/stream.hpp>
#include <asio/steady_timer.hpp>

#include <chrono>
#include <memory>
#include <string>
#include <string_view>

namespace spp::scenario
{

struct RemoteServer
{
    std::string host;
    std::string port;

    bool beginsWithTls() const { return port == "465"; } // RFC 8314 3.3
    std::string shown() const;
};

/// "mx.example.org:25", "192.0.2.1", "[2001:db8::1]:465"; without a port it is 25.
Result<RemoteServer> parseRemoteServer(std::string_view text);

class RemoteConnection
{
public:
    RemoteConnection(const asio::any_io_executor& executor, RemoteServer server);

    asio::awaitable<Result<void>> open();
    asio::awaitable<Result<void>> startTls();
    asio::awaitable<Result<void>> write(std::string_view bytes);
    /// Some bytes, as soon as there are any; empty: the server has closed the connection.
    asio::awaitable<Result<std::string>> read();
    /// The server closes the connection, or has done so; two seconds are enough for that. What else it says is lost.
    asio::awaitable<bool> isClosed();
    /// What is pending ends.
    void close();

private:
    asio::awaitable<Result<std::string>> read(std::chrono::seconds limit);
    void setDeadline(std::chrono::seconds limit);
    tl::unexpected<Error> trouble(const std::error_code& error, const char* when) const;

    RemoteServer m_server;
    asio::ssl::context m_tls;
    asio::ssl::stream<asio::ip::tcp::socket> m_stream;
    asio::steady_timer m_deadline;
    bool m_isEncrypted = false;
    bool m_isLate = false;
    std::shared_ptr<bool> m_isThere = std::make_shared<bool>(true); ///< for what ends behind it
};

} // namespace spp::scenario
