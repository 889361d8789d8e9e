// SPDX-License-Identifier: MIT
#include "smtpd/server.h"

#include "smtpd/open_session.h"

#include <asio/co_spawn.hpp>
#include <asio/detached.hpp>
#include <asio/redirect_error.hpp>
#include <asio/use_awaitable.hpp>

#include <unistd.h>

#include <csignal>
#include <iostream>

namespace spp::smtpd
{

using asio::ip::tcp;

namespace
{

/// Threads that wait for the disk, so that one slow fsync does not hold up the next message.
constexpr std::size_t diskThreads = 4;

/// After an accept that failed for want of descriptors or memory: long enough for some to come back.
constexpr std::chrono::milliseconds acceptPause{100};

} // namespace

Server::Server(const Options& options)
    : m_options(options),
      m_loop(1),
      m_disk(diskThreads),
      m_queue(runtime::makeQueueSink(chooseQueue(options), options.home, m_disk)),
      m_signals(m_loop, SIGTERM, SIGINT)
{}

Result<void> Server::listen()
{
    for (const auto& address : m_options.listen) {
        const tcp::endpoint endpoint(asio::ip::make_address(address.host), address.port);
        auto& acceptor = m_acceptors.emplace_back(m_loop);
        std::error_code error;
        acceptor.open(endpoint.protocol(), error);
        if (!error)
            acceptor.set_option(tcp::acceptor::reuse_address(true), error);
        if (!error)
            acceptor.bind(endpoint, error);
        if (!error)
            acceptor.listen(asio::socket_base::max_listen_connections, error);
        if (error)
            return fail(Fault::Configuration, "can't listen on " + address.host + " port " +
                                                  std::to_string(address.port) + ": " + error.message());
    }
    return {};
}

std::vector<tcp::endpoint> Server::endpoints() const
{
    std::vector<tcp::endpoint> result;
    for (const auto& acceptor : m_acceptors)
        result.push_back(acceptor.local_endpoint());
    return result;
}

void Server::run()
{
    for (auto& acceptor : m_acceptors)
        asio::co_spawn(m_loop, acceptFrom(acceptor), asio::detached);
    awaitSignal();
    m_loop.run();
    m_disk.join();
}

asio::awaitable<void> Server::acceptFrom(tcp::acceptor& acceptor)
{
    asio::steady_timer pause(m_loop);
    while (!m_stopping) {
        std::error_code error;
        tcp::socket socket = co_await acceptor.async_accept(asio::redirect_error(asio::use_awaitable, error));
        if (m_stopping)
            co_return;
        if (!error) {
            start(std::move(socket));
        } else {
            std::cerr << "spp-smtpd: can't accept a connection: " << error.message() << std::endl;
            pause.expires_after(acceptPause);
            co_await pause.async_wait(asio::redirect_error(asio::use_awaitable, error));
        }
    }
}

void Server::start(tcp::socket socket)
{
    const std::string id = std::to_string(::getpid()) + "." + std::to_string(++m_served);
    auto certificate = readCertificate(m_options);
    session::Session session = openSession(m_options, connectionEnvironment(socket), id, certificate.has_value());
    const auto connection = m_connections.emplace(m_connections.end(), std::move(socket), std::move(session),
                                                  m_loop.get_executor(), *m_queue, std::move(certificate));
    asio::co_spawn(m_loop, connection->run(), [this, connection](const std::exception_ptr& thrown, int) {
        if (thrown)
            std::cerr << "spp-smtpd: a session ended by an internal error" << std::endl;
        m_connections.erase(connection);
        if (m_stopping && m_connections.empty())
            m_signals.cancel();
    });
}

void Server::awaitSignal()
{
    m_signals.async_wait([this](const std::error_code& error, int) {
        if (error)
            return;
        stop();
        if (!m_connections.empty())
            awaitSignal();
    });
}

void Server::stop()
{
    if (m_stopping) {
        for (auto& connection : m_connections)
            connection.stop();
        return;
    }
    m_stopping = true;
    for (auto& acceptor : m_acceptors)
        acceptor.close();
}

} // namespace spp::smtpd
