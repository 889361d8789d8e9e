// SPDX-License-Identifier: MIT
#include "core/runtime/queue/hop_pool.h"

#include <asio/co_spawn.hpp>
#include <asio/detached.hpp>
#include <asio/redirect_error.hpp>
#include <asio/use_awaitable.hpp>

#include <algorithm>

namespace spp::runtime
{

namespace
{

asio::awaitable<void> quitFrom(std::shared_ptr<HopPool> pool, std::unique_ptr<HopConversation> conversation)
{
    (void)pool; // the conversation refers to it
    co_await conversation->quit();
}

} // namespace

HopPool::HopPool(asio::any_io_executor executor, Hop hop, HopUse use)
    : m_executor(std::move(executor)),
      m_hop(std::move(hop)),
      m_use(std::move(use)),
      m_places(m_use.limits.connections),
      m_expiry(m_executor)
{}

asio::awaitable<Result<HopPool::Place>> HopPool::enter(Moment end, Interrupt& interrupt)
{
    if (m_places > 0) {
        --m_places;
        showFigures();
        co_return Place(shared_from_this());
    }
    const auto turn = std::make_shared<Turn>(Turn{asio::steady_timer(m_executor, end)});
    m_waiting.push_back(turn);
    showFigures();
    const Interrupt::Waiting waiting(interrupt, [turn] { turn->came.cancel(); });
    std::error_code woken;
    if (!interrupt.isCut())
        co_await turn->came.async_wait(asio::redirect_error(asio::use_awaitable, woken));
    if (turn->granted)
        co_return Place(shared_from_this());
    std::erase(m_waiting, turn);
    if (!interrupt.isCut())
        noteLimit("max-hop-connections");
    showFigures();
    co_return fail(Fault::Configuration, "all " + std::to_string(limits().connections) + " connections to " +
                                             m_hop.server.shown() +
                                             " were in use for too long (--max-hop-connections)");
}

/// The place goes to whoever waits longest; nobody else can take it meanwhile.
void HopPool::leave()
{
    if (m_waiting.empty()) {
        ++m_places;
        showFigures();
        return;
    }
    const auto turn = std::move(m_waiting.front());
    m_waiting.pop_front();
    turn->granted = true;
    turn->came.cancel();
    showFigures();
}

std::unique_ptr<HopConversation> HopPool::takeIdle()
{
    if (m_idle.empty())
        return nullptr;
    auto conversation = std::move(m_idle.back().conversation);
    m_idle.pop_back();
    showFigures();
    return conversation;
}

std::unique_ptr<HopConversation> HopPool::makeNew()
{
    return std::make_unique<HopConversation>(m_executor, m_hop, limits());
}

void HopPool::giveBack(std::unique_ptr<HopConversation> conversation)
{
    if (!conversation->isReusable())
        return;
    m_idle.push_back({std::move(conversation), std::chrono::steady_clock::now()});
    showFigures();
    if (m_idle.size() == 1)
        awaitExpiry();
}

/// Of the oldest. The pool is not kept for it.
void HopPool::awaitExpiry()
{
    m_expiry.expires_at(m_idle.front().since + limits().idle);
    m_expiry.async_wait([pool = weak_from_this()](const std::error_code& error) {
        const auto self = pool.lock();
        if (!error && self)
            self->expire();
    });
}

void HopPool::expire()
{
    const auto end = std::chrono::steady_clock::now() - limits().idle;
    while (!m_idle.empty() && m_idle.front().since <= end) {
        asio::co_spawn(m_executor, quitFrom(shared_from_this(), std::move(m_idle.front().conversation)),
                       asio::detached);
        m_idle.pop_front();
    }
    showFigures();
    if (!m_idle.empty())
        awaitExpiry();
}

void HopPool::showFigures()
{
    if (m_use.figures == nullptr)
        return;
    m_use.figures->busy = limits().connections - m_places;
    m_use.figures->idle = m_idle.size();
    m_use.figures->waiting = m_waiting.size();
}

void HopPool::noteLimit(std::string_view option) const
{
    if (m_use.limitReached)
        m_use.limitReached(option);
}

void HopPool::noteConnection(bool isOpen, bool isEncrypted, const std::string& whyClear)
{
    if (m_use.figures != nullptr)
        ++(!isOpen ? m_use.figures->failed : isEncrypted ? m_use.figures->encrypted : m_use.figures->clear);
    if (isEncrypted)
        m_hasToldOfClear = false;
    if (!isOpen || whyClear.empty() || m_hasToldOfClear || !m_use.complain)
        return;
    m_hasToldOfClear = true;
    m_use.complain("the queue: " + whyClear +
                   "; messages go there in the clear, which is told once until TLS works there again");
}

} // namespace spp::runtime
