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

asio::awaitable<IoResult> TcpStream::read(std::span<char> buffer)
{
    return readSome(m_socket, buffer);
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
