// SPDX-License-Identifier: MIT
#include "smtpd/host_names.h"

#include "core/base/text.h"

#include <asio/post.hpp>
#include <asio/redirect_error.hpp>
#include <asio/steady_timer.hpp>
#include <asio/this_coro.hpp>
#include <asio/use_awaitable.hpp>

#include <netdb.h>
#include <sys/socket.h>

#include <array>
#include <chrono>
#include <cstring>

namespace spp::smtpd
{

namespace
{

constexpr std::size_t threads = 8;
constexpr std::size_t mostWaiting = 256;
/// tcpserver waits for 26 seconds by default; a client that talks early would not.
constexpr std::chrono::seconds patience{5};

using Endpoint = asio::ip::basic_endpoint<asio::ip::tcp>;

bool isHostName(std::string_view name)
{
    return !name.empty() && name.size() <= 255 &&
           name.find_first_not_of("abcdefghijklmnopqrstuvwxyz0123456789-._") == std::string_view::npos;
}

bool leadsBack(const std::string& name, const Endpoint& client)
{
    addrinfo hints{};
    hints.ai_family = client.protocol().family();
    hints.ai_socktype = SOCK_STREAM;
    addrinfo* list = nullptr;
    if (::getaddrinfo(name.c_str(), nullptr, &hints, &list) != 0)
        return false;
    const std::unique_ptr<addrinfo, decltype(&::freeaddrinfo)> owner(list, ::freeaddrinfo);
    for (const addrinfo* each = list; each != nullptr; each = each->ai_next) {
        Endpoint found;
        if (each->ai_addrlen > found.capacity())
            continue;
        std::memcpy(found.data(), each->ai_addr, each->ai_addrlen);
        found.resize(each->ai_addrlen);
        if (found.address() == client.address())
            return true;
    }
    return false;
}

/// Blocks as long as the resolver does.
std::optional<std::string> ask(const asio::ip::address& address)
{
    const Endpoint client(address, 0);
    std::array<char, NI_MAXHOST> host{};
    if (::getnameinfo(client.data(), static_cast<socklen_t>(client.size()), host.data(), host.size(), nullptr, 0,
                      NI_NAMEREQD) != 0)
        return std::nullopt;
    std::string name = text::lower(host.data());
    if (name.ends_with('.'))
        name.pop_back();
    return isHostName(name) && leadsBack(name, client) ? std::optional(std::move(name)) : std::nullopt;
}

/// Between the thread and the coroutine that waits.
struct Answer
{
    explicit Answer(const asio::any_io_executor& executor) : come(executor) {}

    asio::steady_timer come; ///< cancelled on its executor
    bool hasCome = false;
    std::optional<std::string> name;
};

} // namespace

HostNames::HostNames() : m_threads(threads) {}

void HostNames::end()
{
    m_threads.stop();
    m_threads.join();
}

asio::awaitable<std::optional<std::string>> HostNames::find(asio::ip::address address)
{
    if (auto recent = m_recent.find(address, RecentNames::Clock::now()))
        co_return conclude(Outcome::Found, std::move(recent));
    if (*m_waiting >= mostWaiting)
        co_return conclude(Outcome::Refused, std::nullopt);
    const auto executor = co_await asio::this_coro::executor;
    const auto answer = std::make_shared<Answer>(executor);
    ++*m_waiting;
    asio::post(m_threads, [executor, answer, address, waiting = m_waiting] {
        auto name = ask(address);
        --*waiting;
        asio::post(executor, [answer, name = std::move(name)]() mutable {
            answer->name = std::move(name);
            answer->hasCome = true;
            answer->come.cancel();
        });
    });
    std::error_code ignored;
    answer->come.expires_after(patience);
    co_await answer->come.async_wait(asio::redirect_error(asio::use_awaitable, ignored));
    if (!answer->hasCome)
        co_return conclude(Outcome::Late, std::nullopt);
    if (answer->name)
        m_recent.keep(address, *answer->name, RecentNames::Clock::now());
    co_return conclude(answer->name ? Outcome::Found : Outcome::None, answer->name);
}

std::optional<std::string> HostNames::conclude(Outcome outcome, std::optional<std::string> name)
{
    m_outcomes[static_cast<std::size_t>(outcome)].add();
    return name;
}

} // namespace spp::smtpd
