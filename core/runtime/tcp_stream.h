// SPDX-License-Identifier: MIT
/// A client on a TCP socket. Replies leave at once (no Nagle delay): the Driver writes whole replies.
/// Owns the socket; used on the socket's executor only.
#pragma once

#include "core/runtime/stream.h"

#include <asio/ip/tcp.hpp>

namespace spp::runtime
{

class TcpStream : public Stream
{
public:
    explicit TcpStream(asio::ip::tcp::socket socket);

    asio::awaitable<IoResult> read(std::span<char> buffer) override;
    asio::awaitable<std::error_code> write(std::string_view bytes) override;
    void cancel() override;
    void close() override;

private:
    asio::ip::tcp::socket m_socket;
};

} // namespace spp::runtime
