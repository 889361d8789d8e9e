// SPDX-License-Identifier: MIT
#include "core/runtime/plugin_slots.h"

#include <asio/post.hpp>
#include <asio/redirect_error.hpp>
#include <asio/this_coro.hpp>
#include <asio/use_awaitable.hpp>

#include <algorithm>

namespace spp::runtime
{

std::optional<PluginSlots::Slot> PluginSlots::takeAtOnce()
{
    const std::lock_guard lock(m_mutex);
    if (m_free == 0 || !m_line.empty())
        return std::nullopt;
    --m_free;
    return std::optional<Slot>(std::in_place, *this);
}

asio::awaitable<std::optional<PluginSlots::Slot>> PluginSlots::take()
{
    if (auto slot = takeAtOnce())
        co_return slot;
    const auto waiter = standInLine(co_await asio::this_coro::executor);
    if (waiter) {
        std::error_code ignored;
        co_await waiter->woken.async_wait(asio::redirect_error(asio::use_awaitable, ignored));
        if (!leaveLine(waiter))
            co_return std::nullopt;
    }
    co_return std::optional<Slot>(std::in_place, *this);
}

/// nullptr: a slot has come back meanwhile, and is taken.
std::shared_ptr<PluginSlots::Waiter> PluginSlots::standInLine(const asio::any_io_executor& executor)
{
    auto waiter = std::make_shared<Waiter>(executor);
    waiter->woken.expires_at(asio::steady_timer::time_point::max());
    const std::lock_guard lock(m_mutex);
    if (m_free > 0 && m_line.empty()) {
        --m_free;
        return nullptr;
    }
    m_line.push_back(waiter);
    return waiter;
}

/// @return it got a slot; false: it was woken for another reason
bool PluginSlots::leaveLine(const std::shared_ptr<Waiter>& waiter)
{
    const std::lock_guard lock(m_mutex);
    if (waiter->hasSlot)
        return true;
    std::erase(m_line, waiter);
    return false;
}

/// To the first in line, or to whoever comes next.
void PluginSlots::giveBack()
{
    std::shared_ptr<Waiter> next;
    {
        const std::lock_guard lock(m_mutex);
        if (m_line.empty()) {
            ++m_free;
            return;
        }
        next = std::move(m_line.front());
        m_line.pop_front();
        next->hasSlot = true;
    }
    const auto executor = next->executor;
    asio::post(executor, [next = std::move(next)] { next->woken.cancel(); });
}

std::size_t PluginSlots::waiting() const
{
    const std::lock_guard lock(m_mutex);
    return m_line.size();
}

} // namespace spp::runtime
