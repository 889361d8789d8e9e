// SPDX-License-Identifier: MIT
#include "smtpd/connection.h"

#include "core/runtime/process_environment.h"
#include "smtpd/complain.h"

namespace spp::smtpd
{

namespace
{

/// IPv4 clients of an IPv6 socket are shown as what they are.
std::string formatAddress(const asio::ip::tcp::endpoint& endpoint)
{
    asio::ip::address address = endpoint.address();
    if (address.is_v6() && address.to_v6().is_v4_mapped())
        address = asio::ip::make_address_v4(asio::ip::v4_mapped, address.to_v6());
    return address.to_string();
}

} // namespace

plugin::Environment connectionEnvironment(const asio::ip::tcp::endpoint& remote, const asio::ip::tcp::endpoint& local)
{
    plugin::Environment environment = runtime::processEnvironment();
    environment.set("PROTO", "TCP");
    environment.set("TCPREMOTEIP", formatAddress(remote));
    environment.set("TCPREMOTEPORT", std::to_string(remote.port()));
    environment.set("TCPLOCALIP", formatAddress(local));
    environment.set("TCPLOCALPORT", std::to_string(local.port()));
    environment.unset("TCPREMOTEHOST");
    environment.unset("TCPREMOTEINFO");
    return environment;
}

Connection::Connection(asio::ip::tcp::socket socket, session::Session session, const asio::any_io_executor& executor,
                       runtime::QueueSink& queue, std::optional<runtime::TlsContext> certificate,
                       std::chrono::seconds most)
    : m_most(most),
      m_end(executor),
      m_stream(std::move(socket)),
      m_certificate(std::move(certificate)),
      m_driver(
          executor, std::move(session),
          {.stream = m_stream, .queue = queue, .tls = m_certificate ? &*m_certificate : nullptr, .complain = complain})
{}

asio::awaitable<int> Connection::run()
{
    if (m_most.count() > 0)
        limitTime();
    const int status = co_await m_driver.run();
    m_end.cancel();
    co_return status;
}

void Connection::limitTime()
{
    m_end.expires_after(m_most);
    m_end.async_wait([this, isThere = std::weak_ptr(m_isThere)](const std::error_code& error) {
        if (error || isThere.expired())
            return;
        complain("a session is ended: it took longer than " + std::to_string(m_most.count()) +
                 " seconds (--max-session-time)");
        stop();
    });
}

} // namespace spp::smtpd
