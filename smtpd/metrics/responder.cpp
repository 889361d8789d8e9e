// SPDX-License-Identifier: MIT
#include "smtpd/metrics/responder.h"

#include "smtpd/complain.h"
#include "smtpd/metrics/request.h"

#include <asio/co_spawn.hpp>
#include <asio/detached.hpp>
#include <asio/experimental/awaitable_operators.hpp>
#include <asio/redirect_error.hpp>
#include <asio/this_coro.hpp>
#include <asio/use_awaitable.hpp>
#include <asio/write.hpp>

#include <algorithm>
#include <array>
#include <chrono>
#include <sstream>
#include <utility>

namespace spp::smtpd::metrics
{

using asio::ip::tcp;

namespace
{

/// Two servers of Prometheus that ask at the same time, and somebody who looks.
constexpr std::size_t mostConnections = 8;

constexpr std::chrono::seconds readerPatience{5};

/// After an accept that failed: the mail's own sockets may have taken all descriptors.
constexpr std::chrono::milliseconds restAfterFailure{100};

asio::awaitable<void> expire(std::chrono::seconds time)
{
    asio::steady_timer timer(co_await asio::this_coro::executor, time);
    std::error_code cancelled;
    co_await timer.async_wait(asio::redirect_error(asio::use_awaitable, cancelled));
}

} // namespace

Responder::Responder(asio::io_context& loop, std::function<std::string()> page, std::vector<Network> readers)
    : m_loop(loop), m_page(std::move(page)), m_readers(std::move(readers)), m_acceptor(loop), m_pause(loop)
{}

Result<void> Responder::listen(const tcp::endpoint& place)
{
    std::error_code error;
    m_acceptor.open(place.protocol(), error);
    if (!error)
        m_acceptor.set_option(tcp::acceptor::reuse_address(true), error);
    if (!error)
        m_acceptor.bind(place, error);
    if (!error)
        m_acceptor.listen(asio::socket_base::max_listen_connections, error);
    if (!error)
        return {};
    std::ostringstream shown;
    shown << place;
    return fail(Fault::Configuration, "can't listen on " + shown.str() + " for metrics: " + error.message());
}

std::string Responder::shown() const
{
    std::ostringstream words;
    std::error_code gone;
    words << m_acceptor.local_endpoint(gone) << " (metrics)";
    return words.str();
}

void Responder::start()
{
    asio::co_spawn(m_loop, accept(), asio::detached);
}

void Responder::stop()
{
    std::error_code ignored;
    m_acceptor.close(ignored);
    m_pause.cancel();
    for (Socket& socket : m_sockets)
        socket.close(ignored);
}

asio::awaitable<void> Responder::accept()
{
    while (m_acceptor.is_open()) {
        std::error_code error;
        Socket socket = co_await m_acceptor.async_accept(asio::redirect_error(asio::use_awaitable, error));
        if (!m_acceptor.is_open())
            co_return;
        if (error) {
            complain("can't accept a connection for metrics: " + error.message());
            m_pause.expires_after(restAfterFailure);
            co_await m_pause.async_wait(asio::redirect_error(asio::use_awaitable, error));
        } else if (m_sockets.size() < mostConnections && mayRead(socket)) {
            const auto place = m_sockets.insert(m_sockets.end(), std::move(socket));
            asio::co_spawn(m_loop, serve(place), asio::detached);
        }
    }
}

bool Responder::mayRead(const Socket& socket) const
{
    std::error_code gone;
    const auto reader = plainAddress(socket.remote_endpoint(gone).address());
    return !gone && (reader.is_loopback() || std::any_of(m_readers.begin(), m_readers.end(),
                                                         [&](const Network& each) { return each.contains(reader); }));
}

asio::awaitable<void> Responder::serve(std::list<Socket>::iterator socket)
{
    using namespace asio::experimental::awaitable_operators;
    co_await (answer(*socket) || expire(readerPatience));
    m_sockets.erase(socket);
}

asio::awaitable<void> Responder::answer(Socket& socket)
{
    std::string request;
    std::error_code error;
    while (!isWhole(request) && request.size() <= longestRequest) {
        std::array<char, 1024> buffer;
        const std::size_t size =
            co_await socket.async_read_some(asio::buffer(buffer), asio::redirect_error(asio::use_awaitable, error));
        if (error)
            co_return;
        request.append(buffer.data(), size);
    }
    const Status status = isWhole(request) ? judgeRequest(request) : Status::TooLarge;
    const std::string response = formatResponse(status, status == Status::Ok ? m_page() : std::string());
    co_await asio::async_write(socket, asio::buffer(response), asio::redirect_error(asio::use_awaitable, error));
}

} // namespace spp::smtpd::metrics
