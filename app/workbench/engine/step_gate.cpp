// SPDX-License-Identifier: MIT
#include "app/workbench/engine/step_gate.h"

#include <asio/redirect_error.hpp>
#include <asio/use_awaitable.hpp>

namespace spp::workbench
{

void StepGate::release()
{
    m_held = false;
    m_released.cancel();
}

void StepGate::end()
{
    m_ended = true;
    release();
}

asio::awaitable<runtime::Passage> StepGate::pass(const session::Session&, session::Wish& wish)
{
    if (m_stepwise && !m_ended && std::holds_alternative<session::RunPlugin>(wish)) {
        m_held = true;
        m_onHeld();
        while (m_held) {
            std::error_code woken;
            m_released.expires_at(asio::steady_timer::time_point::max());
            co_await m_released.async_wait(asio::redirect_error(asio::use_awaitable, woken));
        }
    }
    co_return m_ended ? runtime::Passage::EndSession : runtime::Passage::CarryOut;
}

} // namespace spp::workbench
