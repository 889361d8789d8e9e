// SPDX-License-Identifier: MIT
/// A thread with a loop, and the sessions that run on it. Sockets come from the server, which accepts them.
#pragma once

#include "core/runtime/queue/queue_sink.h"
#include "smtpd/certificates.h"
#include "smtpd/connection.h"
#include "smtpd/options.h"

#include <asio/executor_work_guard.hpp>
#include <asio/io_context.hpp>
#include <asio/ip/tcp.hpp>

#include <atomic>
#include <cstddef>
#include <functional>
#include <list>
#include <string>
#include <thread>

namespace spp::smtpd
{

/// A client that was accepted, and may begin a session.
struct Client
{
    asio::ip::tcp::socket socket; ///< on the worker's loop
    asio::ip::tcp::endpoint remote;
    Service service = Service::Mail;
    std::string sessionId;
    std::function<void()> left; ///< told, on the worker's thread, when its session has ended
};

class Worker
{
public:
    /// All three outlive it, and are shared with other workers.
    Worker(const Options& options, runtime::QueueSink& queue, Certificates& certificates);
    /// Its sessions must have ended.
    ~Worker();
    Worker(const Worker&) = delete;
    Worker& operator=(const Worker&) = delete;

    void start();
    asio::io_context& loop() { return m_loop; }
    /// Thread-safe.
    void serve(Client client);
    /// All its sessions end, without waiting for their clients. Thread-safe.
    void stopSessions();
    /// How many it has, and will have soon. Thread-safe.
    std::size_t load() const { return m_load; }

private:
    void serveHere(Client client);

    const Options& m_options;
    runtime::QueueSink& m_queue;
    Certificates& m_certificates;
    asio::io_context m_loop{1};
    asio::executor_work_guard<asio::io_context::executor_type> m_work;
    std::list<Connection> m_connections;
    std::atomic<std::size_t> m_load = 0;
    std::thread m_thread;
};

} // namespace spp::smtpd
