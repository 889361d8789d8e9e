// SPDX-License-Identifier: MIT
/// Work that holds up its loop for a while, such as starting a program, is done by one at a time, in the order of asking; between two
/// of them the loop sees to all else. Used on its loop's thread only; outlives those who wait.
#pragma once

#include <asio/any_io_executor.hpp>
#include <asio/awaitable.hpp>
#include <asio/steady_timer.hpp>

#include <deque>
#include <memory>
#include <utility>

namespace spp::runtime
{

class Turns
{
public:
    explicit Turns(asio::any_io_executor executor) : m_executor(std::move(executor)) {}
    Turns(const Turns&) = delete;
    Turns& operator=(const Turns&) = delete;

    /// @return nobody was before us: it is our turn at once
    bool takeAtOnce();
    /// Returns when it is our turn; or when the wait is cancelled.
    asio::awaitable<void> take();

private:
    void passOn();

    asio::any_io_executor m_executor;
    std::deque<std::shared_ptr<asio::steady_timer>> m_line; ///< cancelled when it is their turn
    bool m_isTaken = false;
};

} // namespace spp::runtime
