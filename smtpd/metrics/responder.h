// SPDX-License-Identifier: MIT
/// Answers GET /metrics, one request for each connection: a few connections at once, each for a few seconds, from the networks that may read. Who else comes is hung
/// up on. Used on the thread of its loop only.
#pragma once

#include "core/base/error.h"
#include "smtpd/network.h"

#include <asio/awaitable.hpp>
#include <asio/io_context.hpp>
#include <asio/ip/tcp.hpp>
#include <asio/steady_timer.hpp>

#include <functional>
#include <list>
#include <string>
#include <vector>

namespace spp::smtpd::metrics
{

class Responder
{
public:
    /// @param page made anew for each request  @param readers besides this machine
    Responder(asio::io_context& loop, std::function<std::string()> page, std::vector<Network> readers);

    Result<void> listen(const asio::ip::tcp::endpoint& place);
    /// "127.0.0.1:9125 (metrics)", with the port that a port of 0 has become; after listen().
    std::string shown() const;
    void start();
    /// What is under way ends, and nothing is pending any more; may be called again.
    void stop();

private:
    using Socket = asio::ip::tcp::socket;

    asio::awaitable<void> accept();
    bool mayRead(const Socket& socket) const;
    asio::awaitable<void> serve(std::list<Socket>::iterator socket);
    asio::awaitable<void> answer(Socket& socket);

    asio::io_context& m_loop;
    const std::function<std::string()> m_page;
    const std::vector<Network> m_readers;
    asio::ip::tcp::acceptor m_acceptor;
    asio::steady_timer m_pause;
    std::list<Socket> m_sockets;
};

} // namespace spp::smtpd::metrics
