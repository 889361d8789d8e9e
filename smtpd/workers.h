// SPDX-License-Identifier: MIT
/// The threads of a server. Each listener is kept by one of them at a time, which serves the clients that it accepts; once it has
/// some more than another, the listener goes to that one. So most clients are served where they came in, and all threads have their
/// share.
#pragma once

#include "smtpd/listeners.h"
#include "smtpd/worker.h"

#include <asio/awaitable.hpp>

#include <atomic>
#include <chrono>
#include <cstddef>
#include <functional>
#include <list>
#include <mutex>
#include <system_error>
#include <utility>
#include <vector>

namespace spp::smtpd
{

class Workers
{
public:
    /// @param facilities outlive it
    /// @param allGone told, on any thread, when the last client has gone after stopListening()
    Workers(const Facilities& facilities, std::vector<Listener> listeners, unsigned threads,
            std::function<void()> allGone);
    /// All sessions must have ended.
    ~Workers();
    Workers(const Workers&) = delete;
    Workers& operator=(const Workers&) = delete;

    /// Takes the listeners from the loop that opened them.
    Result<void> takeListeners();
    void start();
    /// Clients that are there now. Thread-safe.
    std::size_t clients() const { return m_clients; }
    /// Whoever comes from now on is not let in. Thread-safe.
    void stopListening();
    /// All sessions end, without waiting for their clients. Thread-safe.
    void stopSessions();

private:
    struct Door
    {
        explicit Door(Listener behind) : listener(std::move(behind)) {}
        Listener listener; ///< used on its keeper's thread
        std::atomic<Worker*> keeper = nullptr;
    };

    asio::awaitable<void> acceptFrom(Door& door, Worker& keeper);
    void serve(Worker& keeper, Client client);
    void left();
    void keep(Door& door, Worker& keeper);
    bool handOver(Door& door, Worker& next);
    void acceptFailed(const std::error_code& error);
    Worker& leastLoaded();

    const Facilities& m_facilities;
    std::function<void()> m_allGone;
    std::atomic<bool> m_isStopping = false;
    std::atomic<std::size_t> m_served = 0;
    std::atomic<std::size_t> m_clients = 0;
    std::mutex m_mutex;
    std::chrono::steady_clock::time_point m_quietUntil; ///< about connections that can't be accepted; under the mutex
    std::list<Worker> m_workers;
    std::list<Door> m_doors;
};

} // namespace spp::smtpd
