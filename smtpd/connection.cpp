// SPDX-License-Identifier: MIT
#include "smtpd/connection.h"

#include "core/runtime/process_environment.h"
#include "smtpd/open_session.h"

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

plugin::Environment connectionEnvironment(const asio::ip::tcp::socket& socket)
{
    // A client that is gone already has no endpoint; its session ends by itself.
    std::error_code gone;
    return connectionEnvironment(socket.remote_endpoint(gone), socket.local_endpoint(gone));
}

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
                       runtime::QueueSink& queue, std::optional<runtime::TlsContext> certificate)
    : m_stream(std::move(socket)),
      m_certificate(std::move(certificate)),
      m_driver(executor, std::move(session),
               {m_stream, queue, m_certificate ? &*m_certificate : nullptr, nullptr, nullptr, nullptr, complain, {}})
{}

} // namespace spp::smtpd
