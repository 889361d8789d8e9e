// SPDX-License-Identifier: MIT
#include "core/runtime/tcp_stream.h"

#include "core/runtime/io.h"

namespace spp::runtime
{

TcpStream::TcpStream(asio::ip::tcp::socket socket) : m_socket(std::move(socket))
{
    std::error_code ignored;
    m_socket.set_option(asio::ip::tcp::no_delay(true), ignored);
}

void TcpStream::writeAtOnce(std::string_view bytes)
{
    std::error_code ignored;
    m_socket.non_blocking(true, ignored);
    m_socket.write_some(asio::buffer(bytes), ignored);
}

asio::ip::tcp::endpoint TcpStream::localEndpoint() const
{
    std::error_code gone;
    return m_socket.local_endpoint(gone);
}

asio::awaitable<IoResult> TcpStream::read(std::span<char> buffer)
{
    if (m_putBack.empty())
        co_return co_await readSome(m_socket, buffer);
    const std::size_t size = m_putBack.copy(buffer.data(), buffer.size());
    m_putBack.erase(0, size);
    co_return IoResult{{}, size};
}

asio::awaitable<std::error_code> TcpStream::write(std::string_view bytes)
{
    return writeAll(m_socket, bytes);
}

void TcpStream::cancel()
{
    std::error_code ignored;
    m_socket.cancel(ignored);
}

void TcpStream::close()
{
    std::error_code ignored;
    m_socket.shutdown(asio::ip::tcp::socket::shutdown_both, ignored);
    m_socket.close(ignored);
}

} // namespace spp::runtime
