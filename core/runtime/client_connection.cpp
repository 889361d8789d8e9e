// SPDX-License-Identifier: MIT
#include "core/runtime/client_connection.h"

#include <asio/connect.hpp>
#include <asio/ip/tcp.hpp>
#include <asio/local/stream_protocol.hpp>
#include <asio/redirect_error.hpp>
#include <asio/use_awaitable.hpp>
#include <asio/write.hpp>

#include <openssl/ssl.h>

#include <array>
#include <utility>

namespace spp::runtime
{

namespace
{

auto errorInto(std::error_code& error)
{
    return asio::redirect_error(asio::use_awaitable, error);
}

std::string inSeconds(std::chrono::milliseconds time)
{
    const auto seconds = std::chrono::round<std::chrono::seconds>(time).count();
    return std::to_string(seconds) + (seconds == 1 ? " second" : " seconds");
}

} // namespace

ClientConnection::ClientConnection(const asio::any_io_executor& executor, ServerAddress server)
    : m_server(std::move(server)), m_socket(executor), m_deadline(executor)
{}

/// For what comes next.
void ClientConnection::setDeadline(Limit limit)
{
    m_limit = limit;
    m_deadline.expires_after(limit);
    m_deadline.async_wait([this, isThere = std::weak_ptr(m_isThere)](const std::error_code& error) {
        if (error || isThere.expired())
            return;
        m_isLate = true;
        close();
    });
}

tl::unexpected<Error> ClientConnection::trouble(const std::error_code& error, const char* when) const
{
    return fail(
        Fault::Configuration,
        m_server.shown() + ": " + (m_isLate ? "nothing happened for " + inSeconds(m_limit) : error.message()) + when);
}

asio::awaitable<ClientConnection::Places> ClientConnection::lookUp(std::error_code& error)
{
    if (m_server.isUnix())
        co_return Places{asio::local::stream_protocol::endpoint(m_server.path)};
    Places places;
    asio::ip::tcp::resolver resolver(m_socket.get_executor());
    const auto all = co_await resolver.async_resolve(m_server.host, m_server.port, errorInto(error));
    for (const auto& found : all)
        places.emplace_back(found.endpoint());
    co_return places;
}

asio::awaitable<Result<void>> ClientConnection::open(Limit limit)
{
    std::error_code error;
    setDeadline(limit);
    const Places places = co_await lookUp(error);
    if (!error && m_isClosed)
        error = m_isLate ? asio::error::timed_out : asio::error::operation_aborted;
    if (!error)
        co_await asio::async_connect(m_socket, places, errorInto(error));
    m_deadline.cancel();
    if (error)
        co_return trouble(error, ", while connecting");
    std::error_code ignored; // a unix socket has no such option
    m_socket.set_option(asio::ip::tcp::no_delay(true), ignored);
    if (m_server.beginsWithTls())
        co_return co_await startTls(limit);
    co_return Result<void>{};
}

asio::awaitable<Result<void>> ClientConnection::startTls(Limit limit)
{
    m_context.emplace(asio::ssl::context::tls_client);
    m_context->set_verify_mode(asio::ssl::verify_none);
    m_tls.emplace(m_socket, *m_context);
    SSL_set_tlsext_host_name(m_tls->native_handle(), m_server.host.c_str());
    std::error_code error;
    setDeadline(limit);
    co_await m_tls->async_handshake(asio::ssl::stream_base::client, errorInto(error));
    m_deadline.cancel();
    if (error)
        co_return trouble(error, ", while TLS began");
    co_return Result<void>{};
}

asio::awaitable<Result<void>> ClientConnection::write(std::string_view bytes, Limit limit)
{
    std::error_code error;
    setDeadline(limit);
    if (m_tls)
        co_await asio::async_write(*m_tls, asio::buffer(bytes), errorInto(error));
    else
        co_await asio::async_write(m_socket, asio::buffer(bytes), errorInto(error));
    m_deadline.cancel();
    m_hasHungUp = error == asio::error::broken_pipe || error == asio::error::connection_reset;
    if (error && !m_hasHungUp)
        co_return trouble(error, ", while sending");
    co_return Result<void>{};
}

asio::awaitable<bool> ClientConnection::isClosed(Limit limit)
{
    auto bytes = co_await read(limit);
    while (bytes && !bytes->empty())
        bytes = co_await read(limit);
    co_return bytes.has_value();
}

asio::awaitable<Result<std::string>> ClientConnection::read(Limit limit)
{
    std::error_code error;
    std::array<char, 16384> buffer;
    setDeadline(limit);
    const std::size_t size = m_tls ? co_await m_tls->async_read_some(asio::buffer(buffer), errorInto(error))
                                   : co_await m_socket.async_read_some(asio::buffer(buffer), errorInto(error));
    m_deadline.cancel();
    const bool hasEnded = error == asio::error::eof || error == asio::error::connection_reset ||
                          error == asio::ssl::error::stream_truncated;
    if (error && !(hasEnded && !m_isLate))
        co_return trouble(error, ", while waiting for a reply");
    co_return std::string(buffer.data(), size);
}

void ClientConnection::close()
{
    m_isClosed = true;
    std::error_code ignored;
    m_socket.close(ignored);
}

bool ClientConnection::hasSpoken() const
{
    std::error_code error;
    return !m_tls && m_socket.available(error) > 0;
}

} // namespace spp::runtime
