// SPDX-License-Identifier: MIT
#include "smtpd/server.h"

#include "core/runtime/files.h"
#include "smtpd/complain.h"
#include "smtpd/metrics/process_figures.h"
#include "smtpd/open_session.h"

#include <asio/post.hpp>

#include <algorithm>
#include <utility>

namespace spp::smtpd
{

namespace
{

/// Threads that wait for the disk, so that one slow fsync does not hold up the next message.
constexpr std::size_t diskThreads = 4;

constexpr std::size_t mostRules = 64UL * 1024 * 1024;

Result<control::TcpRules> readRules(const std::string& path)
{
    auto bytes = runtime::readFile(path, mostRules);
    auto rules = bytes ? control::TcpRules::parse(std::move(*bytes)) : tl::unexpected<Error>(bytes.error());
    return rules ? std::move(rules) : tl::unexpected<Error>(bytes ? rules.error().at(path) : bytes.error());
}

void addHop(std::vector<metrics::Family>& all, const runtime::HopFigures& hop)
{
    using metrics::Family;
    Family& connections =
        all.emplace_back(Family{"spp_smtpd_hop_connections", "Connections to the next server.", Family::Kind::Gauge});
    connections.add(static_cast<double>(hop.busy), {{"state", "busy"}});
    connections.add(static_cast<double>(hop.idle), {{"state", "idle"}});
    all.emplace_back(Family{"spp_smtpd_hop_waiting", "Messages that wait for such a connection.", Family::Kind::Gauge})
        .add(static_cast<double>(hop.waiting));
    Family& made =
        all.emplace_back(Family{"spp_smtpd_hop_connects_total",
                                "New connections to the next server by what came of them.", Family::Kind::Counter});
    for (const auto& [count, name] :
         {std::pair(&hop.encrypted, "tls"), std::pair(&hop.clear, "clear"), std::pair(&hop.failed, "failed")})
        made.add(static_cast<double>(*count), {{"result", name}});
}

} // namespace

Server::Server(const Options& options)
    : m_options(options),
      m_loop(1),
      m_signals(m_loop),
      m_disk(diskThreads),
      m_queue(runtime::makeQueueSink(chooseQueue(options), options.home, m_disk, hopUse())),
      m_certificates(options.home, options.clientCa),
      m_admission(options.admission),
      m_rules(options.rules, "rules", readRules),
      m_slots(std::max(1U, options.maxPlugins)),
      m_plugins(options.plugins),
      m_facilities{options, m_homes, *m_queue, m_certificates, m_admission, m_names, m_rules, m_plugins, m_metrics}
{
    if (options.maxPlugins > 0)
        m_plugins.atOnce = &m_slots;
    if (options.metrics)
        m_responder.emplace(
            m_loop, [this] { return metrics::formatFamilies(figures()); }, options.metricsReaders);
}

runtime::HopUse Server::hopUse()
{
    return {m_options.hop, &m_hopFigures, complain, [this](std::string_view limit) { m_metrics.limitReached(limit); }};
}

/// First what posts to the workers' loops, then these, then the disk's threads, then the queue.
Server::~Server()
{
    m_names.end();
    m_workers.reset();
    m_disk.join();
}

Result<void> Server::listen()
{
    auto opened = openListeners(m_loop, m_options);
    if (!opened)
        return tl::unexpected<Error>(opened.error());
    if (!m_options.rules.empty() && !m_rules.current())
        return fail(Fault::Configuration, m_options.rules + ": there are no rules; tcprules makes them");
    if (!m_options.clientCa.empty())
        if (auto issuers = runtime::TlsContext::checkIssuers(m_options.clientCa); !issuers)
            return issuers;
    if (m_options.dialect->hasStartTls)
        m_certificates
            .current(); // what is wrong with them is told now, and the first client need not wait for a thousand
    for (const Listener& each : *opened) {
        if (auto possible = checkService(each.service); !possible)
            return possible;
        m_listening.push_back(each.shown());
    }
    if (m_responder) {
        if (auto listening = m_responder->listen(*m_options.metrics); !listening)
            return listening;
        m_listening.push_back(m_responder->shown());
    }
    m_workers.emplace(m_facilities, std::move(*opened), m_options.threads,
                      [this] { asio::post(m_loop, [this] { endIfDone(); }); });
    return m_workers->takeListeners();
}

/// Better no server than one that refuses every client.
Result<void> Server::checkService(Service service)
{
    const std::string name(formatService(service));
    const bool needsTls = beginsWithTls(service) || isForUsers(service);
    if (needsTls && !m_options.dialect->hasStartTls)
        return fail(Fault::Configuration,
                    name + " needs TLS, which the dialect " + std::string(m_options.dialect->name) + " does not have");
    if (needsTls && !m_certificates.current())
        return fail(Fault::Configuration, name + " needs a certificate: put it into " + m_certificates.path() +
                                              ", then those of its issuers and its private key, in PEM form");
    if (isForUsers(service) && m_options.passwordProgram.empty())
        return fail(
            Fault::Configuration,
            name +
                " needs logins: name a checkpassword program behind the options, such as “-- /bin/checkpassword "
                "/bin/true”");
    return {};
}

void Server::run()
{
    m_workers->start();
    if (m_responder)
        m_responder->start();
    awaitSignal();
    m_loop.run();
}

void Server::awaitSignal()
{
    m_signals.await([this] {
        stop();
        if (m_workers->clients() > 0)
            awaitSignal();
        else
            endIfDone();
    });
}

void Server::stop()
{
    if (m_stopping)
        return m_workers->stopSessions();
    m_stopping = true;
    m_workers->stopListening();
}

void Server::endIfDone()
{
    if (!m_stopping || m_workers->clients() > 0)
        return;
    m_signals.end();
    if (m_responder)
        m_responder->stop();
}

std::vector<metrics::Family> Server::figures() const
{
    using metrics::Family;
    std::vector<Family> all = m_metrics.families();
    all.emplace_back(Family{"spp_smtpd_plugins_waiting", "Plugins that wait for others to end.", Family::Kind::Gauge})
        .add(static_cast<double>(m_slots.waiting()));
    all.emplace_back(
           Family{"spp_smtpd_name_lookups_running", "Names of clients that are being looked up.", Family::Kind::Gauge})
        .add(static_cast<double>(m_names.waiting()));
    Family& names = all.emplace_back(Family{"spp_smtpd_name_lookups_total",
                                            "Look-ups of clients' names by what came of them.", Family::Kind::Counter});
    using Outcome = HostNames::Outcome;
    for (const auto& [outcome, name] : {std::pair(Outcome::Found, "found"), std::pair(Outcome::None, "none"),
                                        std::pair(Outcome::Late, "late"), std::pair(Outcome::Refused, "refused")})
        names.add(static_cast<double>(m_names.count(outcome).value()), {{"result", name}});
    if (chooseQueue(m_options).kind == runtime::QueueSpec::Kind::NextHop)
        addHop(all, m_hopFigures);
    all.emplace_back(Family{"spp_smtpd_build_info", "Which version this is.", Family::Kind::Gauge})
        .add(1, {{"version", SPP_VERSION}});
    for (Family& each : metrics::processFamilies())
        all.push_back(std::move(each));
    return all;
}

} // namespace spp::smtpd
