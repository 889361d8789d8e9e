// SPDX-License-Identifier: MIT
/// One simulated session on the engine's thread: a dialog's client, a gate, a driver, and no queue. Lives until its coroutine has
/// ended; used on the engine's thread only.
#pragma once

#include "app/workbench/engine/engine.h"
#include "app/workbench/engine/step_gate.h"
#include "core/runtime/driver.h"
#include "core/runtime/queue/null_queue.h"
#include "core/scenario/dialog_client.h"

#include <asio/io_context.hpp>

#include <functional>
#include <memory>

namespace spp::workbench
{

/// What a simulation tells; called on the engine's thread.
struct SimulationObserver
{
    std::function<void(const trace::Record&)> record;
    std::function<void(Engine::State)> state;
    std::function<void(SimulationResult)> finished;
};

class Simulation : public std::enable_shared_from_this<Simulation>
{
public:
    Simulation(asio::io_context& loop, const SimulationRequest& request, session::SessionConfig config,
               SimulationObserver observer);

    void run();
    void say(std::string line);
    void hangUp();
    void resume(bool stepwise);
    void setStepwise(bool stepwise) { m_gate.setStepwise(stepwise); }
    void killPlugin() { m_driver.killPlugin(); }
    void stop();

private:
    SimulationResult result() const;

    asio::io_context& m_loop;
    SimulationObserver m_observer;
    QString m_homeError;
    scenario::DialogClient m_client;
    StepGate m_gate;
    runtime::NullQueue m_queue;
    runtime::Driver m_driver;
    bool m_stopped = false;
};

} // namespace spp::workbench
