// SPDX-License-Identifier: MIT
/// A connection to a server elsewhere, as its client: over TCP or a unix socket, in clear, or with TLS from the start or from STARTTLS on.
/// No certificate is verified: TLS keeps out who only listens. Each call has a limit; what takes longer has failed (the look-up of a
/// name ends by the resolver's own limits, though).
/// Used on its executor only; no two calls at once, but for close().
#pragma once

#include "core/base/error.h"
#include "core/runtime/server_address.h"

#include <asio/awaitable.hpp>
#include <asio/generic/stream_protocol.hpp>
#include <asio/ssl/context.hpp>
#include <asio/ssl/stream.hpp>
#include <asio/steady_timer.hpp>

#include <chrono>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace spp::runtime
{

class ClientConnection
{
public:
    using Limit = std::chrono::milliseconds;

    ClientConnection(const asio::any_io_executor& executor, ServerAddress server);

    /// With TLS at once on the port that is meant for it.
    asio::awaitable<Result<void>> open(Limit limit);
    asio::awaitable<Result<void>> startTls(Limit limit);
    /// That the server has hung up is no error here: it may have said why, which is still to be read.
    asio::awaitable<Result<void>> write(std::string_view bytes, Limit limit);
    /// Some bytes, as soon as there are any; empty: the server has closed the connection.
    asio::awaitable<Result<std::string>> read(Limit limit);
    /// The server closes the connection, or has done so. What else it says is lost.
    asio::awaitable<bool> isClosed(Limit limit);
    /// What is pending ends.
    void close();

    bool isEncrypted() const { return m_tls.has_value(); }
    /// A call has failed by its limit.
    bool isLate() const { return m_isLate; }
    /// A write found that the server takes nothing more.
    bool hasHungUp() const { return m_hasHungUp; }
    /// Something has come that was not read. In TLS this can't be told, and is false.
    bool hasSpoken() const;

private:
    using Socket = asio::generic::stream_protocol::socket;
    using Places = std::vector<asio::generic::stream_protocol::endpoint>;

    asio::awaitable<Places> lookUp(std::error_code& error);
    void setDeadline(Limit limit);
    tl::unexpected<Error> trouble(const std::error_code& error, const char* when) const;

    ServerAddress m_server;
    Socket m_socket;
    std::optional<asio::ssl::context> m_context;
    std::optional<asio::ssl::stream<Socket&>> m_tls;
    asio::steady_timer m_deadline;
    Limit m_limit{};
    bool m_isLate = false;
    bool m_isClosed = false;
    bool m_hasHungUp = false;
    std::shared_ptr<bool> m_isThere = std::make_shared<bool>(true); ///< for what ends behind it
};

} // namespace spp::runtime
