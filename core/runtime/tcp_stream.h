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

    /// What is at hand is read once more, before anything else.
    void putBack(std::string bytes) { m_putBack = std::move(bytes) + m_putBack; }
    /// As much as goes without waiting; for last words.
    void writeAtOnce(std::string_view bytes);
    /// None once the client is gone.
    asio::ip::tcp::endpoint localEndpoint() const;

    asio::awaitable<IoResult> read(std::span<char> buffer) override;
    asio::awaitable<std::error_code> write(std::string_view bytes) override;
    void cancel() override;
    void close() override;

private:
    asio::ip::tcp::socket m_socket;
    std::string m_putBack;
};

} // namespace spp::runtime
