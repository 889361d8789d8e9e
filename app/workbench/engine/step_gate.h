// SPDX-License-Identifier: MIT
/// The debugger's place between a session's wish and the deed: holds before each plugin, if it is asked to.
/// Used on the engine's thread only.
#pragma once

#include "core/runtime/gate.h"

#include <asio/any_io_executor.hpp>
#include <asio/steady_timer.hpp>

#include <functional>

namespace spp::workbench
{

class StepGate : public runtime::Gate
{
public:
    /// @param onHeld told when a plugin is held
    StepGate(const asio::any_io_executor& executor, bool stepwise, std::function<void()> onHeld)
        : m_released(executor), m_stepwise(stepwise), m_onHeld(std::move(onHeld))
    {}

    void setStepwise(bool stepwise) { m_stepwise = stepwise; }
    bool isHeld() const { return m_held; }
    /// What is held goes on.
    void release();
    /// What is held, and all that comes, ends the session.
    void end();

    asio::awaitable<runtime::Passage> pass(const session::Session& session, session::Wish& wish) override;

private:
    asio::steady_timer m_released; ///< a condition: cancelled when the hold is over
    bool m_stepwise;
    bool m_held = false;
    bool m_ended = false;
    std::function<void()> m_onHeld;
};

} // namespace spp::workbench
