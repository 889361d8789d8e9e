// SPDX-License-Identifier: MIT
/// So many programs at once, over all sessions of a server: who comes when all slots are taken waits in line. Thread-safe.
/// The loops of all who have waited must live until the last slot has been given back.
#pragma once

#include <asio/any_io_executor.hpp>
#include <asio/awaitable.hpp>
#include <asio/steady_timer.hpp>

#include <cstddef>
#include <deque>
#include <memory>
#include <mutex>
#include <optional>
#include <utility>

namespace spp::runtime
{

class PluginSlots
{
public:
    /// @param most at least one
    explicit PluginSlots(std::size_t most) : m_free(most) {}

    /// One that is taken; goes back with this. Must not outlive the slots.
    class Slot
    {
    public:
        explicit Slot(PluginSlots& owner) : m_owner(&owner) {}
        Slot(Slot&& other) noexcept : m_owner(std::exchange(other.m_owner, nullptr)) {}
        Slot& operator=(Slot&& other) noexcept
        {
            std::swap(m_owner, other.m_owner);
            return *this;
        }
        ~Slot()
        {
            if (m_owner != nullptr)
                m_owner->giveBack();
        }

    private:
        PluginSlots* m_owner;
    };

    /// nullopt: all are taken, or others wait.
    std::optional<Slot> takeAtOnce();
    /// In the order of asking. nullopt: the wait was cancelled.
    asio::awaitable<std::optional<Slot>> take();

    /// How many wait.
    std::size_t waiting() const;

private:
    struct Waiter
    {
        explicit Waiter(const asio::any_io_executor& itsExecutor) : executor(itsExecutor), woken(itsExecutor) {}

        asio::any_io_executor executor;
        asio::steady_timer woken; ///< cancelled on its executor
        bool hasSlot = false;     ///< guarded by m_mutex
    };

    void giveBack();
    std::shared_ptr<Waiter> standInLine(const asio::any_io_executor& executor);
    bool leaveLine(const std::shared_ptr<Waiter>& waiter);

    mutable std::mutex m_mutex;
    std::size_t m_free;
    std::deque<std::shared_ptr<Waiter>> m_line;
};

} // namespace spp::runtime
