// SPDX-License-Identifier: MIT
#include "core/runtime/turns.h"

#include <asio/post.hpp>
#include <asio/redirect_error.hpp>
#include <asio/use_awaitable.hpp>

#include <algorithm>
#include <utility>

namespace spp::runtime
{

bool Turns::takeAtOnce()
{
    if (m_isTaken)
        return false;
    m_isTaken = true;
    asio::post(m_executor, [this] { passOn(); });
    return true;
}

asio::awaitable<void> Turns::take()
{
    if (takeAtOnce())
        co_return;
    const auto turn = std::make_shared<asio::steady_timer>(m_executor, asio::steady_timer::time_point::max());
    m_line.push_back(turn);
    std::error_code woken;
    co_await turn->async_wait(asio::redirect_error(asio::use_awaitable, woken));
    std::erase(m_line, turn); // unless it came
}

/// What is posted comes after what the loop has found ready meanwhile.
void Turns::passOn()
{
    m_isTaken = !m_line.empty();
    if (!m_isTaken)
        return;
    m_line.front()->cancel();
    m_line.pop_front();
    asio::post(m_executor, [this] { passOn(); });
}

} // namespace spp::runtime
