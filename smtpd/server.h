// SPDX-License-Identifier: MIT
/// A server of its own: accepts clients on one loop, lets in those that the limits allow, and hands each to the worker with the fewest
/// sessions. The first SIGTERM or SIGINT stops listening and lets sessions end by themselves; the second ends them.
#pragma once

#include "core/runtime/queue/queue_sink.h"
#include "smtpd/admission.h"
#include "smtpd/certificates.h"
#include "smtpd/listeners.h"
#include "smtpd/options.h"
#include "smtpd/worker.h"

#include <asio/io_context.hpp>
#include <asio/signal_set.hpp>
#include <asio/thread_pool.hpp>

#include <cstddef>
#include <list>
#include <memory>
#include <string>
#include <vector>

namespace spp::smtpd
{

class Server
{
public:
    /// The options outlive it.
    explicit Server(const Options& options);
    ~Server();

    /// Takes every address, or says which one it can't have.
    Result<void> listen();

    /// What it listens on, after listen().
    std::vector<std::string> listening() const;

    /// Until it is told to stop and the last session has ended.
    void run();

private:
    Result<void> checkService(Service service);
    asio::awaitable<void> acceptFrom(Listener& listener);
    void admit(asio::ip::tcp::socket socket, Service service, Worker& worker);
    Worker& leastLoaded();
    void awaitSignal();
    void stop();
    void endIfDone();

    const Options& m_options;
    asio::io_context m_loop;
    asio::thread_pool m_disk;
    std::unique_ptr<runtime::QueueSink> m_queue;
    Certificates m_certificates;
    Admission m_admission;
    asio::signal_set m_signals;
    std::vector<Listener> m_listeners;
    std::list<Worker> m_workers;
    std::size_t m_served = 0;
    bool m_stopping = false;
};

} // namespace spp::smtpd
