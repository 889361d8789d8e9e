// SPDX-License-Identifier: MIT
/// The connections to one hop: how many there may be, who waits for one, and which are kept for the next message.
/// Used on its executor only. Held by shared pointers: what is under way keeps it.
#pragma once

#include "core/runtime/queue/hop_conversation.h"
#include "core/runtime/queue/interrupt.h"

#include <asio/any_io_executor.hpp>
#include <asio/awaitable.hpp>
#include <asio/steady_timer.hpp>

#include <chrono>
#include <deque>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace spp::runtime
{

class HopPool : public std::enable_shared_from_this<HopPool>
{
public:
    using Moment = HopConversation::Moment;

    /// The right to one connection, for as long as it lives.
    class Place
    {
    public:
        explicit Place(std::shared_ptr<HopPool> pool) : m_pool(std::move(pool)) {}
        Place(Place&&) = default;
        Place& operator=(Place&&) = delete;
        ~Place()
        {
            if (m_pool)
                m_pool->leave();
        }

    private:
        std::shared_ptr<HopPool> m_pool;
    };

    HopPool(asio::any_io_executor executor, Hop hop, HopUse use);

    const Hop& hop() const { return m_hop; }
    const HopLimits& limits() const { return m_use.limits; }

    /// First come, first served. The error: it took too long, or was cut.
    asio::awaitable<Result<Place>> enter(Moment end, Interrupt& interrupt);

    /// The connection that was used last, if one is kept; nullptr otherwise. It may be dead.
    std::unique_ptr<HopConversation> takeIdle();
    std::unique_ptr<HopConversation> makeNew();
    /// For the next message, if another one can follow.
    void giveBack(std::unique_ptr<HopConversation> conversation);

    /// For the figures and the log: a connection was made, or could not be made.
    /// @param whyClear why it isn't in TLS although TLS was offered; empty otherwise
    void noteConnection(bool isOpen, bool isEncrypted, const std::string& whyClear);
    void noteLimit(std::string_view option) const;

private:
    struct Turn
    {
        asio::steady_timer came; ///< a condition, and the end of waiting
        bool granted = false;
    };
    struct Idle
    {
        std::unique_ptr<HopConversation> conversation;
        Moment since;
    };

    void leave();
    void awaitExpiry();
    void expire();
    void showFigures();

    asio::any_io_executor m_executor;
    Hop m_hop;
    HopUse m_use;
    std::size_t m_places; ///< that are free
    std::deque<std::shared_ptr<Turn>> m_waiting;
    std::deque<Idle> m_idle; ///< the oldest in front; those in use and these are no more than the limit
    asio::steady_timer m_expiry;
    bool m_hasToldOfClear = false; ///< since TLS has worked last
};

} // namespace spp::runtime
