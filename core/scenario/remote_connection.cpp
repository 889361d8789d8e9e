// SPDX-License-Identifier: MIT
#include "core/scenario/remote_connection.h"

#include <asio/connect.hpp>
#include <asio/redirect_error.hpp>
#include <asio/use_awaitable.hpp>
#include <asio/write.hpp>

#include <openssl/ssl.h>

#include <array>
#include <chrono>

namespace spp::scenario
{

namespace
{

constexpr std::chrono::seconds patience{60};
constexpr std::chrono::seconds timeToClose{2};

auto into(std::error_code& error)
{
    return asio::redirect_error(asio::use_awaitable, error);
}

} // namespace

std::string RemoteServer::shown() const
{
    return (host.find(':') == std::string::npos ? host : "[" + host + "]") + ":" + port;
}

Result<RemoteServer> parseRemoteServer(std::string_view text)
{
    RemoteServer server{std::string(text), "25"};
    const bool isBracketed = text.starts_with('[');
    const auto end = isBracketed ? text.find(']') : text.find(':');
    if (isBracketed && end != std::string_view::npos) {
        server.host = text.substr(1, end - 1);
        text.remove_prefix(end + 1);
    } else if (!isBracketed && end != std::string_view::npos && text.find(':', end + 1) == std::string_view::npos) {
        server.host = text.substr(0, end);
        text.remove_prefix(end);
    } else if (!isBracketed) {
        text = {}; // a name, or an IPv6 address that stands without brackets
    }
    if (text.starts_with(':'))
        server.port = text.substr(1);
    else if (!text.empty())
        server.host.clear();
    const bool isPort = !server.port.empty() && server.port.size() <= 5 &&
                        server.port.find_first_not_of("0123456789") == std::string::npos;
    if (server.host.empty() || !isPort)
        return fail(Fault::Configuration, "a server is HOST, HOST:PORT or [ADDRESS]:PORT, such as mx.example.org:25");
    return server;
}

RemoteConnection::RemoteConnection(const asio::any_io_executor& executor, RemoteServer server)
    : m_server(std::move(server)),
      m_tls(asio::ssl::context::tls_client),
      m_stream(executor, m_tls),
      m_deadline(executor)
{
    m_tls.set_verify_mode(asio::ssl::verify_none); // it is tried, not trusted
}

/// For what comes next.
void RemoteConnection::setDeadline(std::chrono::seconds limit)
{
    m_deadline.expires_after(limit);
    m_deadline.async_wait([this, isThere = std::weak_ptr(m_isThere)](const std::error_code& error) {
        if (error || isThere.expired())
            return;
        m_isLate = true;
        close();
    });
}

tl::unexpected<Error> RemoteConnection::trouble(const std::error_code& error, const char* when) const
{
    return fail(
        Fault::Configuration,
        m_server.shown() + ": " + (m_isLate ? std::string("nothing came for a minute") : error.message()) + when);
}

asio::awaitable<Result<void>> RemoteConnection::open()
{
    std::error_code error;
    setDeadline(patience);
    asio::ip::tcp::resolver resolver(m_stream.get_executor());
    const auto places = co_await resolver.async_resolve(m_server.host, m_server.port, into(error));
    if (!error)
        co_await asio::async_connect(m_stream.next_layer(), places, into(error));
    m_deadline.cancel();
    if (error)
        co_return trouble(error, ", while connecting");
    if (m_server.beginsWithTls())
        co_return co_await startTls();
    co_return Result<void>{};
}

asio::awaitable<Result<void>> RemoteConnection::startTls()
{
    std::error_code error;
    SSL_set_tlsext_host_name(m_stream.native_handle(), m_server.host.c_str());
    setDeadline(patience);
    co_await m_stream.async_handshake(asio::ssl::stream_base::client, into(error));
    m_deadline.cancel();
    if (error)
        co_return trouble(error, ", while TLS began");
    m_isEncrypted = true;
    co_return Result<void>{};
}

asio::awaitable<Result<void>> RemoteConnection::write(std::string_view bytes)
{
    std::error_code error;
    setDeadline(patience);
    if (m_isEncrypted)
        co_await asio::async_write(m_stream, asio::buffer(bytes), into(error));
    else
        co_await asio::async_write(m_stream.next_layer(), asio::buffer(bytes), into(error));
    m_deadline.cancel();
    // A server that hangs up may have said why: that is still to be read.
    const bool hungUp = error == asio::error::broken_pipe || error == asio::error::connection_reset;
    if (error && !hungUp)
        co_return trouble(error, ", while sending");
    co_return Result<void>{};
}

asio::awaitable<Result<std::string>> RemoteConnection::read()
{
    co_return co_await read(patience);
}

asio::awaitable<bool> RemoteConnection::isClosed()
{
    auto bytes = co_await read(timeToClose);
    while (bytes && !bytes->empty())
        bytes = co_await read(timeToClose);
    co_return bytes.has_value();
}

asio::awaitable<Result<std::string>> RemoteConnection::read(std::chrono::seconds limit)
{
    std::error_code error;
    std::array<char, 16384> buffer;
    setDeadline(limit);
    const std::size_t size = m_isEncrypted
                                 ? co_await m_stream.async_read_some(asio::buffer(buffer), into(error))
                                 : co_await m_stream.next_layer().async_read_some(asio::buffer(buffer), into(error));
    m_deadline.cancel();
    const bool hasEnded = error == asio::error::eof || error == asio::error::connection_reset ||
                          error == asio::ssl::error::stream_truncated;
    if (error && !(hasEnded && !m_isLate))
        co_return trouble(error, ", while waiting for a reply");
    co_return std::string(buffer.data(), size);
}

void RemoteConnection::close()
{
    std::error_code ignored;
    m_stream.next_layer().close(ignored);
}

} // namespace spp::scenario
