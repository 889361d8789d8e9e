// SPDX-License-Identifier: MIT
#include "core/runtime/deadline.h"

#include <asio/steady_timer.hpp>

#include <optional>
#include <utility>

namespace spp::runtime
{

using Steady = std::chrono::steady_clock;

struct Deadline::State
{
    asio::steady_timer timer;
    std::function<void()> passed;
    std::optional<Steady::time_point> at = std::nullopt;
    std::optional<Steady::time_point> awaited = std::nullopt; ///< when the timer wakes us: no later than `at`
    unsigned awaits = 0;
};

Deadline::Deadline(const asio::any_io_executor& executor, std::function<void()> passed)
    : m_state(std::make_shared<State>(State{asio::steady_timer(executor), std::move(passed)}))
{}

Deadline::~Deadline()
{
    end();
}

void Deadline::set(std::chrono::nanoseconds fromNow)
{
    m_state->at = Steady::now() + fromNow;
    if (!m_state->awaited || *m_state->awaited > *m_state->at)
        await(m_state);
}

void Deadline::clear()
{
    m_state->at.reset();
}

void Deadline::end()
{
    m_state->at.reset();
    m_state->awaited.reset();
    ++m_state->awaits;
    m_state->timer.cancel();
}

void Deadline::await(const std::shared_ptr<State>& state)
{
    state->awaited = state->at;
    state->timer.expires_at(*state->at);
    state->timer.async_wait([state, number = ++state->awaits](const std::error_code&) {
        if (number != state->awaits)
            return;
        state->awaited.reset();
        if (!state->at)
            return;
        if (Steady::now() < *state->at)
            return await(state);
        state->at.reset();
        state->passed();
    });
}

} // namespace spp::runtime
