// SPDX-License-Identifier: MIT
#include "smtpd/worker.h"

#include "smtpd/complain.h"
#include "smtpd/open_session.h"

#include <asio/co_spawn.hpp>
#include <asio/post.hpp>

#include <memory>
#include <utility>

namespace spp::smtpd
{

Worker::Worker(const Options& options, runtime::QueueSink& queue, Certificates& certificates)
    : m_options(options), m_queue(queue), m_certificates(certificates), m_work(asio::make_work_guard(m_loop))
{
    const asio::ip::tcp::socket first(m_loop); // with it the loop gets its descriptors: now, not in the first session
}

Worker::~Worker()
{
    m_work.reset();
    if (m_thread.joinable())
        m_thread.join();
}

void Worker::start()
{
    m_thread = std::thread([this] { m_loop.run(); });
}

void Worker::serve(Client client)
{
    ++m_load;
    auto shared = std::make_shared<Client>(std::move(client));
    asio::post(m_loop, [this, shared] { serveHere(std::move(*shared)); });
}

void Worker::stopSessions()
{
    asio::post(m_loop, [this] {
        for (Connection& connection : m_connections)
            connection.stop();
    });
}

void Worker::serveHere(Client client)
{
    auto certificate =
        offersTls(client.service) && m_options.dialect->hasStartTls ? m_certificates.current() : std::nullopt;
    std::error_code gone;
    const auto local = client.socket.local_endpoint(gone);
    session::Session session = openSession(m_options, connectionEnvironment(client.remote, local), client.service,
                                           std::move(client.sessionId), certificate.has_value());
    const auto connection =
        m_connections.emplace(m_connections.end(), std::move(client.socket), std::move(session), m_loop.get_executor(),
                              m_queue, std::move(certificate), m_options.maxSessionTime);
    asio::co_spawn(m_loop, connection->run(),
                   [this, connection, left = std::move(client.left)](const std::exception_ptr& thrown, int) {
                       if (thrown)
                           complain("a session ended by an internal error");
                       m_connections.erase(connection);
                       --m_load;
                       left();
                   });
}

} // namespace spp::smtpd
