// SPDX-License-Identifier: MIT
#include "smtpd/workers.h"

#include "smtpd/complain.h"

#include <asio/co_spawn.hpp>
#include <asio/detached.hpp>
#include <asio/post.hpp>
#include <asio/redirect_error.hpp>
#include <asio/steady_timer.hpp>
#include <asio/use_awaitable.hpp>

#include <unistd.h>

#include <algorithm>
#include <string>
#include <utility>

namespace spp::smtpd
{

using asio::ip::tcp;

namespace
{

/// After an accept that failed for want of descriptors or memory: long enough for some to come back.
constexpr std::chrono::milliseconds acceptPause{100};

/// So many more clients than another a worker may have, and go on accepting. A thread serves thousands of short sessions a second; to
/// wake others costs more than it brings while there are only some dozens.
constexpr std::size_t mostAhead = 32;

/// Unless it is busy, with handshakes or with starting plugins: then so long passes before what is ready has its turn.
constexpr std::chrono::milliseconds mostBehind{1};

asio::awaitable<bool> isBehind(asio::io_context& loop)
{
    const auto asked = std::chrono::steady_clock::now();
    co_await asio::post(loop, asio::use_awaitable);
    co_return std::chrono::steady_clock::now() - asked > mostBehind;
}

} // namespace

Workers::Workers(const Facilities& facilities, std::vector<Listener> listeners, unsigned threads,
                 std::function<void()> allGone)
    : m_facilities(facilities), m_allGone(std::move(allGone))
{
    for (Listener& listener : listeners)
        m_doors.emplace_back(std::move(listener));
    for (unsigned i = 0; i < threads; ++i)
        m_workers.emplace_back(facilities);
}

/// Threads use the doors, and the doors their loops.
Workers::~Workers()
{
    for (Worker& worker : m_workers)
        worker.join();
}

Result<void> Workers::takeListeners()
{
    for (Door& door : m_doors)
        if (!door.listener.moveTo(m_workers.front().loop()))
            return fail(Fault::Internal,
                        "a listener can't be passed to its thread; allow this program more open files "
                        "(LimitNOFILE, ulimit -n)");
    return {};
}

void Workers::start()
{
    for (Door& door : m_doors)
        keep(door, m_workers.front());
    for (Worker& worker : m_workers)
        worker.start();
}

/// Accepts until another's turn has come.
asio::awaitable<void> Workers::acceptFrom(Door& door, Worker& keeper)
{
    asio::steady_timer pause(keeper.loop());
    while (!m_isStopping) {
        std::error_code error;
        tcp::endpoint remote;
        tcp::socket socket = co_await door.listener.acceptor.async_accept(
            keeper.loop(), remote, asio::redirect_error(asio::use_awaitable, error));
        if (error && !m_isStopping) {
            acceptFailed(error);
            pause.expires_after(acceptPause);
            co_await pause.async_wait(asio::redirect_error(asio::use_awaitable, error));
            continue;
        }
        if (!error)
            serve(keeper, {std::move(socket), remote, door.listener.service, door.listener.isProxied, {}});
        const std::size_t ahead = co_await isBehind(keeper.loop()) ? 0 : mostAhead;
        if (Worker& next = leastLoaded(); next.load() + ahead < keeper.load() && handOver(door, next))
            co_return;
    }
    std::error_code closed;
    door.listener.acceptor.close(closed);
}

void Workers::serve(Worker& keeper, Client client)
{
    static const std::string process = std::to_string(::getpid());
    client.sessionId = process + "." + std::to_string(++m_served);
    ++m_clients;
    if (m_isStopping)
        return left(); // it came too late
    keeper.serve(std::move(client), [this] { left(); });
}

void Workers::left()
{
    if (--m_clients == 0 && m_isStopping)
        m_allGone();
}

void Workers::keep(Door& door, Worker& keeper)
{
    door.keeper = &keeper;
    asio::co_spawn(keeper.loop(), acceptFrom(door, keeper), asio::detached);
}

/// @return false: it can't, and stays where it is
bool Workers::handOver(Door& door, Worker& next)
{
    if (!door.listener.moveTo(next.loop()))
        return false;
    keep(door, next);
    return true;
}

/// Told once in a minute: while descriptors are missing it fails ten times a second.
void Workers::acceptFailed(const std::error_code& error)
{
    m_facilities.metrics.acceptFailed();
    const auto now = std::chrono::steady_clock::now();
    const std::lock_guard lock(m_mutex);
    if (now < m_quietUntil)
        return;
    m_quietUntil = now + std::chrono::minutes(1);
    complain("can't accept a connection: " + error.message() + "; further ones are not told for a minute");
}

Worker& Workers::leastLoaded()
{
    return *std::min_element(m_workers.begin(), m_workers.end(),
                             [](const Worker& a, const Worker& b) { return a.load() < b.load(); });
}

void Workers::stopListening()
{
    m_isStopping = true;
    // A door that is being handed over is closed by its next keeper.
    for (Worker& worker : m_workers)
        asio::post(worker.loop(), [this, &worker] {
            for (Door& door : m_doors)
                if (door.keeper == &worker)
                    door.listener.acceptor.close();
        });
}

void Workers::stopSessions()
{
    for (Worker& worker : m_workers)
        worker.stopSessions();
}

} // namespace spp::smtpd
