// SPDX-License-Identifier: MIT
#include "app/workbench/engine/simulation.h"

#include <asio/co_spawn.hpp>

namespace spp::workbench
{

Simulation::Simulation(asio::io_context& loop, const SimulationRequest& request, session::SessionConfig config,
                       SimulationObserver observer)
    : m_loop(loop),
      m_observer(std::move(observer)),
      m_homeError(QString::fromStdString(config.homeError)),
      m_client(loop.get_executor(), request.dialog,
               request.interactive ? scenario::DialogClient::AtEnd::Waits : scenario::DialogClient::AtEnd::HangsUp),
      m_gate(loop.get_executor(), request.stepwise, [this] { m_observer.state(Engine::State::Held); }),
      m_driver(loop.get_executor(), session::Session(std::move(config)),
               {m_client, m_queue, nullptr, &m_gate, [this](const trace::Record& record) { m_observer.record(record); },
                nullptr})
{
    m_client.onWaiting([this] { m_observer.state(Engine::State::AwaitingInput); });
}

void Simulation::run()
{
    m_observer.state(Engine::State::Running);
    asio::co_spawn(m_loop, m_driver.run(), [self = shared_from_this()](const std::exception_ptr& thrown, int) {
        SimulationResult result = self->result();
        if (thrown)
            result.error = QStringLiteral("The session ended by an internal error.");
        self->m_observer.state(Engine::State::Idle);
        self->m_observer.finished(std::move(result));
    });
}

void Simulation::say(std::string line)
{
    m_observer.state(Engine::State::Running);
    m_client.say(std::move(line));
}

void Simulation::hangUp()
{
    m_observer.state(Engine::State::Running);
    m_client.hangUp();
}

void Simulation::resume(bool stepwise)
{
    m_gate.setStepwise(stepwise);
    if (!m_gate.isHeld())
        return;
    m_observer.state(Engine::State::Running);
    m_gate.release();
}

void Simulation::stop()
{
    m_stopped = true;
    m_driver.stop();
    m_gate.end();
}

SimulationResult Simulation::result() const
{
    SimulationResult result;
    result.error = m_homeError;
    for (const auto& mismatch : m_client.mismatches())
        result.mismatches.push_back(
            {mismatch.line, QString::fromStdString(mismatch.expected), QString::fromStdString(mismatch.got)});
    result.unsaidLines = m_client.unsaid();
    result.stopped = m_stopped;
    return result;
}

} // namespace spp::workbench
