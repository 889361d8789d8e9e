// SPDX-License-Identifier: MIT
#include "smtpd/worker.h"

#include "smtpd/complain.h"

#include <asio/co_spawn.hpp>
#include <asio/post.hpp>

#include <utility>

namespace spp::smtpd
{

Worker::Worker(const Facilities& facilities) : m_facilities(facilities), m_work(asio::make_work_guard(m_loop))
{
    const asio::ip::tcp::socket first(m_loop); // with it the loop gets its descriptors: now, not in the first session
}

void Worker::join()
{
    m_work.reset();
    if (m_thread.joinable())
        m_thread.join();
}

void Worker::start()
{
    m_thread = std::thread([this] { m_loop.run(); });
}

void Worker::stopSessions()
{
    asio::post(m_loop, [this] {
        for (Connection& connection : m_connections)
            connection.stop();
    });
}

void Worker::serve(Client client, std::function<void()> left)
{
    ++m_load;
    const auto connection =
        m_connections.emplace(m_connections.end(), std::move(client), m_facilities, m_starts, m_loop.get_executor());
    asio::co_spawn(m_loop, connection->run(),
                   [this, connection, left = std::move(left)](const std::exception_ptr& thrown) {
                       if (thrown)
                           complain("a session ended by an internal error");
                       m_connections.erase(connection);
                       --m_load;
                       left();
                   });
}

} // namespace spp::smtpd
