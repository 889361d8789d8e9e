// SPDX-License-Identifier: MIT
/// A server of its own: listens, and runs many sessions at once on one loop. One thread, but for the queue's disk work.
/// The first SIGTERM or SIGINT stops listening and lets sessions end by themselves; the second ends them.
#pragma once

#include "core/runtime/queue/queue_sink.h"
#include "smtpd/connection.h"
#include "smtpd/options.h"

#include <asio/io_context.hpp>
#include <asio/ip/tcp.hpp>
#include <asio/signal_set.hpp>
#include <asio/steady_timer.hpp>
#include <asio/thread_pool.hpp>

#include <cstddef>
#include <list>
#include <memory>
#include <vector>

namespace spp::smtpd
{

class Server
{
public:
    explicit Server(const Options& options);

    /// Binds every address, or says which one it can't have.
    Result<void> listen();

    /// What it listens on, after listen(): a port of 0 has become a real one.
    std::vector<asio::ip::tcp::endpoint> endpoints() const;

    /// Until it is told to stop and the last session has ended.
    void run();

private:
    asio::awaitable<void> acceptFrom(asio::ip::tcp::acceptor& acceptor);
    void start(asio::ip::tcp::socket socket);
    void awaitSignal();
    void stop();

    const Options& m_options;
    asio::io_context m_loop;
    asio::thread_pool m_disk;
    std::unique_ptr<runtime::QueueSink> m_queue;
    asio::signal_set m_signals;
    std::list<asio::ip::tcp::acceptor> m_acceptors;
    std::list<Connection> m_connections;
    std::size_t m_served = 0;
    bool m_stopping = false;
};

} // namespace spp::smtpd
