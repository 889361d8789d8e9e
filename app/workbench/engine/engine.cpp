// SPDX-License-Identifier: MIT
#include "app/workbench/engine/engine.h"

#include "app/workbench/engine/worker.h"

#include <utility>

namespace spp::workbench
{

using scenario::Simulation;

ReplyMismatch mismatchOf(const scenario::Failure& failure)
{
    return {failure.line, QString::fromStdString(failure.expected), QString::fromStdString(failure.got),
            failure.isReply, failure.accepting};
}

Engine::Engine(QObject* parent) : QObject(parent), m_worker(std::make_unique<Worker>(*this)) {}

Engine::~Engine() = default;

quint64 Engine::start(SimulationRequest request)
{
    m_run = takeNumber();
    m_worker->start(m_run, std::move(request));
    setState(State::Running);
    return m_run;
}

quint64 Engine::branch(BranchRequest request)
{
    m_run = takeNumber();
    m_worker->branch(m_run, std::move(request));
    setState(State::Running);
    return m_run;
}

void Engine::say(const QByteArray& line)
{
    m_worker->askToGoOn([text = line.toStdString()](Simulation& simulation) { simulation.say(text); });
}

void Engine::send(std::string message)
{
    m_worker->askToGoOn([text = std::move(message)](Simulation& simulation) { simulation.send(text); });
}

void Engine::hangUp()
{
    m_worker->askToGoOn([](Simulation& simulation) { simulation.hangUp(); });
}

void Engine::vanish()
{
    m_worker->askToGoOn([](Simulation& simulation) { simulation.vanish(); });
}

void Engine::decide(debug::Decision decision, debug::Pace pace, debug::Cursor cursor)
{
    m_worker->ask(
        [this, decision = std::move(decision), pace, cursor = std::move(cursor)](Simulation& simulation) mutable {
            simulation.go(pace, std::move(cursor));
            if (simulation.isHeld())
                simulation.decide(std::move(decision));
        });
    if (m_state == State::Held)
        setState(State::Running);
}

void Engine::go(debug::Pace pace, debug::Cursor cursor)
{
    m_worker->ask(
        [pace, cursor = std::move(cursor)](Simulation& simulation) mutable { simulation.go(pace, std::move(cursor)); });
}

void Engine::setPlan(debug::Plan plan)
{
    m_worker->ask([plan = std::move(plan)](Simulation& simulation) mutable { simulation.setPlan(std::move(plan)); });
}

void Engine::preview(plugin::Answer answer)
{
    m_worker->preview(std::move(answer));
}

void Engine::killPlugin()
{
    m_worker->ask([](Simulation& simulation) { simulation.killPlugin(); });
}

void Engine::stop()
{
    m_worker->stop();
}

quint64 Engine::hear(HearingRequest request)
{
    m_worker->hear(++m_hearing, std::move(request));
    return m_hearing;
}

void Engine::stopHearing()
{
    m_worker->stopHearing();
}

void Engine::checkWorld()
{
    m_worker->checkWorld();
}

void Engine::keepHome()
{
    m_worker->keepHome();
}

void Engine::throwHomeAway()
{
    m_worker->throwHomeAway();
}

void Engine::setState(State state)
{
    // A hold that follows another is news too.
    if (state == m_state && state != State::Held)
        return;
    m_state = state;
    emit stateChanged();
}

} // namespace spp::workbench
