// SPDX-License-Identifier: MIT
#include "smtpd/connection.h"

#include "core/runtime/process_environment.h"
#include "smtpd/complain.h"
#include "smtpd/network.h"

#include <algorithm>
#include <array>
#include <utility>

namespace spp::smtpd
{

namespace
{

/// A proxy has its header ready.
constexpr std::chrono::seconds proxyPatience{10};
/// What clients of a proxy may have said before they are looked at.
constexpr std::size_t readSize = 1024;

Result<asio::ip::tcp::endpoint> endpointOf(const smtp::ProxyPlace& place)
{
    std::error_code error;
    const auto address = asio::ip::make_address(place.address, error);
    if (error)
        return fail(Fault::Client, "the PROXY header has no address in " + place.address);
    return asio::ip::tcp::endpoint(address, place.port);
}

} // namespace

plugin::Environment connectionEnvironment(const asio::ip::tcp::endpoint& remote, const asio::ip::tcp::endpoint& local)
{
    const asio::ip::address client = plainAddress(remote.address());
    const std::array<std::pair<const char*, std::string>, 4> names{
        {{"REMOTEIP", client.to_string()},
         {"REMOTEPORT", std::to_string(remote.port())},
         {"LOCALIP", plainAddress(local.address()).to_string()},
         {"LOCALPORT", std::to_string(local.port())}}};
    plugin::Environment environment = runtime::processEnvironment();
    environment.set("PROTO", client.is_v6() ? "TCP6" : "TCP");
    for (const auto& [name, value] : names) {
        environment.set(std::string("TCP") + name, value);
        if (client.is_v6())
            environment.set(std::string("TCP6") + name, value);
    }
    environment.unset("TCPREMOTEHOST");
    environment.unset("TCPREMOTEINFO");
    return environment;
}

Connection::Connection(Client client, const Facilities& facilities, runtime::Turns& starts,
                       const asio::any_io_executor& executor)
    : m_facilities(facilities),
      m_starts(starts),
      m_executor(executor),
      m_stream(std::move(client.socket)),
      m_remote(client.remote),
      m_local(m_stream.localEndpoint()),
      m_service(client.service),
      m_isProxied(client.isProxied),
      m_sessionId(std::move(client.sessionId)),
      m_limit(executor)
{}

Connection::~Connection()
{
    if (!m_isAdmitted)
        return;
    m_facilities.admission.leave(m_remote.address());
    m_facilities.metrics.sessionEnded(m_service);
}

asio::awaitable<void> Connection::run()
{
    if (m_isProxied && !co_await readProxyHeader())
        co_return;
    if (!co_await admit())
        co_return;
    Arrival arrival;
    arrival.environment = connectionEnvironment(m_remote, m_local);
    arrival.service = m_service;
    arrival.id = m_sessionId;
    if (!co_await greetKnown(arrival) || m_isStopped)
        co_return;
    co_await converse(std::move(arrival));
    m_limit.cancel();
}

void Connection::stop()
{
    m_isStopped = true;
    if (m_driver)
        m_driver->stop();
    else
        m_stream.cancel();
}

/// From listed proxies alone, first, once, and in time.
asio::awaitable<bool> Connection::readProxyHeader()
{
    const asio::ip::address proxy = plainAddress(m_remote.address());
    const auto& networks = m_facilities.options.proxies;
    if (std::none_of(networks.begin(), networks.end(), [&](const Network& each) { return each.contains(proxy); })) {
        m_facilities.metrics.turnedAway("proxy-from");
        complain(proxy.to_string() + ": turned away: it is no proxy of ours (--proxy-from)");
        co_return false;
    }
    limitTime(proxyPatience, "proxy-header-time", "no PROXY header came");
    const auto header = co_await receiveProxyHeader();
    m_limit.cancel();
    if (!header) {
        m_facilities.metrics.turnedAway("proxy-header");
        if (!m_isStopped)
            complain(proxy.to_string() + ": turned away: " + header.error().message);
        co_return false;
    }
    if (!header->client)
        co_return true;
    const auto remote = endpointOf(*header->client);
    const auto local = endpointOf(*header->server);
    if (!remote || !local) {
        m_facilities.metrics.turnedAway("proxy-header");
        complain(proxy.to_string() + ": turned away: " + (remote ? local : remote).error().message);
        co_return false;
    }
    m_remote = *remote;
    m_local = *local;
    co_return true;
}

asio::awaitable<Result<smtp::ProxyHeader>> Connection::receiveProxyHeader()
{
    std::string received;
    for (;;) {
        std::array<char, readSize> buffer;
        const auto got = co_await m_stream.read(buffer);
        if (got.error || got.ended())
            co_return fail(Fault::Client, "it went away without a PROXY header");
        received.append(buffer.data(), got.size);
        const auto header = smtp::parseProxyHeader(received);
        if (!header)
            co_return tl::unexpected<Error>(header.error());
        if (*header) {
            m_stream.putBack(received.substr((*header)->size));
            co_return **header;
        }
    }
}

asio::awaitable<bool> Connection::admit()
{
    const auto turnedAway = maySayXclient()
                                ? m_facilities.admission.enterForOthers(m_remote.address(), Admission::Clock::now())
                                : m_facilities.admission.enter(m_remote.address(), Admission::Clock::now());
    m_isAdmitted = !turnedAway;
    if (m_isAdmitted) {
        m_facilities.metrics.sessionBegan(m_service);
        co_return true;
    }
    m_facilities.metrics.turnedAway(turnedAway->limit);
    m_facilities.metrics.limitReached(turnedAway->limit);
    if (turnedAway->log)
        complain(*turnedAway->log);
    if (!beginsWithTls(m_service))
        m_stream.writeAtOnce(turnedAway->reply);
    co_return false;
}

/// Its name, and what the rules say of it. @return false: they deny it
asio::awaitable<bool> Connection::greetKnown(Arrival& arrival)
{
    const asio::ip::address client = plainAddress(m_remote.address());
    control::TcpClient known{client.to_string(), {}, {}};
    if (m_facilities.options.looksUpNames)
        known.host = (co_await m_facilities.names.find(client)).value_or("");
    if (!known.host.empty()) {
        arrival.environment.set("TCPREMOTEHOST", known.host);
        if (client.is_v6())
            arrival.environment.set("TCP6REMOTEHOST", known.host);
    }
    const auto rules = m_facilities.options.rules.empty() ? std::nullopt : m_facilities.rules.current();
    if (maySayXclient())
        arrival.xclient = session::Xclient{arrival.environment, rules};
    if (!rules)
        co_return true;
    const control::TcpRule rule = rules->find(known);
    if (rule.deny) {
        m_facilities.metrics.turnedAway("rules");
        complain(known.address + ": turned away: the rules deny it (" + m_facilities.options.rules + ")");
    }
    for (const std::string& variable : rule.variables)
        arrival.environment.put(variable);
    co_return !rule.deny;
}

bool Connection::maySayXclient() const
{
    const asio::ip::address peer = plainAddress(m_remote.address());
    const auto& networks = m_facilities.options.xclientPeers;
    return std::any_of(networks.begin(), networks.end(), [&](const Network& each) { return each.contains(peer); });
}

asio::awaitable<void> Connection::converse(Arrival arrival)
{
    const Options& options = m_facilities.options;
    if (offersTls(m_service) && options.dialect->hasStartTls)
        m_certificate = m_facilities.certificates.current();
    arrival.hasCertificate = m_certificate.has_value();
    m_driver.emplace(m_executor, openSession(options, m_facilities.homes, std::move(arrival)),
                     runtime::DriverParts{.stream = m_stream,
                                          .queue = m_facilities.queue,
                                          .tls = m_certificate ? &*m_certificate : nullptr,
                                          .complain = complain,
                                          .limits = &m_facilities.plugins,
                                          .starts = &m_starts,
                                          .tally = options.metrics ? &m_facilities.metrics : nullptr});
    if (options.maxSessionTime.count() > 0)
        limitTime(options.maxSessionTime, "max-session-time",
                  "a session is ended: it took longer than " + std::to_string(options.maxSessionTime.count()) +
                      " seconds (--max-session-time)");
    co_await m_driver->run();
}

void Connection::limitTime(std::chrono::seconds most, std::string_view limit, const std::string& words)
{
    m_limit.expires_after(most);
    m_limit.async_wait([this, limit, words, isThere = std::weak_ptr(m_isThere)](const std::error_code& error) {
        if (error || isThere.expired())
            return;
        complain(plainAddress(m_remote.address()).to_string() + ": " + words);
        m_facilities.metrics.limitReached(limit);
        stop();
    });
}

} // namespace spp::smtpd
