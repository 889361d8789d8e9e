// SPDX-License-Identifier: MIT
/// One client of the server, from its first byte on: the header of a proxy, whether it may come in, its name, the rules for it, and then
/// its session. Used on its worker's thread only.
#pragma once

#include "core/control/tcp_rules.h"
#include "core/runtime/driver.h"
#include "core/runtime/home_reader.h"
#include "core/runtime/tcp_stream.h"
#include "core/smtp/proxy_header.h"
#include "smtpd/admission.h"
#include "smtpd/certificates.h"
#include "smtpd/host_names.h"
#include "smtpd/metrics/metrics.h"
#include "smtpd/open_session.h"
#include "smtpd/options.h"

#include <asio/awaitable.hpp>
#include <asio/ip/tcp.hpp>
#include <asio/steady_timer.hpp>

#include <chrono>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

namespace spp::smtpd
{

/// What all connections share; outlives them. Thread-safe.
struct Facilities
{
    const Options& options;
    runtime::HomeReader& homes;
    runtime::QueueSink& queue;
    Certificates& certificates;
    Admission& admission;
    HostNames& names;
    ChangingFile<control::TcpRules>& rules;
    const runtime::PluginLimits& plugins;
    metrics::Metrics& metrics;
};

/// A client that was accepted.
struct Client
{
    asio::ip::tcp::socket socket;
    asio::ip::tcp::endpoint remote;
    Service service = Service::Mail;
    bool isProxied = false; ///< it is a proxy, which tells who its client is
    std::string sessionId;
};

class Connection
{
public:
    /// @param starts of plugins on this loop
    Connection(Client client, const Facilities& facilities, runtime::Turns& starts,
               const asio::any_io_executor& executor);
    ~Connection();
    Connection(const Connection&) = delete;
    Connection& operator=(const Connection&) = delete;

    asio::awaitable<void> run();
    void stop();

private:
    asio::awaitable<bool> readProxyHeader();
    asio::awaitable<Result<smtp::ProxyHeader>> receiveProxyHeader();
    asio::awaitable<bool> admit();
    asio::awaitable<bool> greetKnown(Arrival& arrival);
    asio::awaitable<void> converse(Arrival arrival);
    bool maySayXclient() const;
    void limitTime(std::chrono::seconds most, std::string_view limit, const std::string& words);

    const Facilities& m_facilities;
    runtime::Turns& m_starts;
    asio::any_io_executor m_executor;
    runtime::TcpStream m_stream;
    asio::ip::tcp::endpoint m_remote;
    asio::ip::tcp::endpoint m_local;
    Service m_service;
    bool m_isProxied;
    std::string m_sessionId;
    bool m_isAdmitted = false;
    bool m_isStopped = false;
    asio::steady_timer m_limit;
    std::shared_ptr<bool> m_isThere = std::make_shared<bool>(true); ///< for the timer, which may be late
    std::optional<runtime::TlsContext> m_certificate;
    std::optional<runtime::Driver> m_driver; ///< of its session
};

/// The server's environment and what tcpserver would add for this client (ucspi-tcp, tcp-environ(5); for IPv6 as ucspi-tcp6 has it).
plugin::Environment connectionEnvironment(const asio::ip::tcp::endpoint& remote, const asio::ip::tcp::endpoint& local);

} // namespace spp::smtpd
