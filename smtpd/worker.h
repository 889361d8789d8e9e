// SPDX-License-Identifier: MIT
/// A thread with a loop, and the sessions that run on it.
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
    ~Worker() { join(); }
    Worker(const Worker&) = delete;
    Worker& operator=(const Worker&) = delete;

    void start();
    /// Returns when its sessions have ended, and all else on its loop.
    void join();
    asio::io_context& loop() { return m_loop; }
    /// On its own thread. @param left told there when the client has gone
    void serve(Client client, std::function<void()> left);
    /// All its sessions end, without waiting for their clients. Thread-safe.
    void stopSessions();
    /// How many it has. Thread-safe.
    std::size_t load() const { return m_load; }

private:
    const Facilities& m_facilities;
    asio::io_context m_loop{1};
    asio::executor_work_guard<asio::io_context::executor_type> m_work;
    runtime::Turns m_starts{m_loop.get_executor()};
    std::list<Connection> m_connections;
    std::atomic<std::size_t> m_load = 0;
    std::thread m_thread;
};

} // namespace spp::smtpd
