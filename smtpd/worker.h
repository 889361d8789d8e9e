// SPDX-License-Identifier: MIT
/// A thread with a loop, and the sessions that run on it. Sockets come from the server, which accepts them.
#pragma once

#include "core/runtime/turns.h"
#include "smtpd/connection.h"

#include <asio/executor_work_guard.hpp>
#include <asio/io_context.hpp>
#include <asio/ip/tcp.hpp>

#include <atomic>
#include <cstddef>
#include <functional>
#include <list>
#include <thread>

namespace spp::smtpd
{

class Worker
{
public:
    /// They outlive it, and are shared with other workers.
    explicit Worker(const Facilities& facilities);
    /// Its sessions must have ended.
    ~Worker();
    Worker(const Worker&) = delete;
    Worker& operator=(const Worker&) = delete;

    void start();
    asio::io_context& loop() { return m_loop; }
    /// @param left told, on its thread, when the client has gone. Thread-safe.
    void serve(Client client, std::function<void()> left);
    /// All its sessions end, without waiting for their clients. Thread-safe.
    void stopSessions();
    /// How many it has, and will have soon. Thread-safe.
    std::size_t load() const { return m_load; }

private:
    void serveHere(Client client, std::function<void()> left);

    const Facilities& m_facilities;
    asio::io_context m_loop{1};
    asio::executor_work_guard<asio::io_context::executor_type> m_work;
    runtime::Turns m_starts{m_loop.get_executor()};
    std::list<Connection> m_connections;
    std::atomic<std::size_t> m_load = 0;
    std::thread m_thread;
};

} // namespace spp::smtpd
