// SPDX-License-Identifier: MIT
/// A server of its own: its workers accept clients and serve them. The first SIGTERM or SIGINT stops listening and lets sessions end by
/// themselves; the second ends them.
#pragma once

#include "core/runtime/queue/queue_sink.h"
#include "smtpd/connection.h"
#include "smtpd/end_signals.h"
#include "smtpd/metrics/responder.h"
#include "smtpd/options.h"
#include "smtpd/workers.h"

#include <asio/io_context.hpp>
#include <asio/thread_pool.hpp>

#include <memory>
#include <optional>
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
    const std::vector<std::string>& listening() const { return m_listening; }

    /// Until it is told to stop and the last session has ended.
    void run();

private:
    Result<void> checkService(Service service);
    void awaitSignal();
    void stop();
    void endIfDone();
    runtime::HopUse hopUse();
    std::vector<metrics::Family> figures() const;

    const Options& m_options;
    asio::io_context m_loop;
    EndSignals m_signals; ///< before anything makes a thread
    asio::thread_pool m_disk;
    metrics::Metrics m_metrics;
    runtime::HopFigures m_hopFigures;
    runtime::HomeReader m_homes;
    std::unique_ptr<runtime::QueueSink> m_queue;
    Certificates m_certificates;
    Admission m_admission;
    HostNames m_names;
    ChangingFile<control::TcpRules> m_rules;
    runtime::PluginSlots m_slots;
    runtime::PluginLimits m_plugins;
    std::optional<metrics::Responder> m_responder;
    Facilities m_facilities;
    std::vector<std::string> m_listening; ///< for people
    std::optional<Workers> m_workers;     ///< once it listens
    bool m_stopping = false;
};

} // namespace spp::smtpd
