// SPDX-License-Identifier: MIT
/// What the engine's thread tells the window's.
#include "app/workbench/engine/worker.h"
#include "core/base/text.h"

#include <QMetaObject>

namespace spp::workbench
{

namespace
{

SimulationResult resultOf(const scenario::SimulationResult& result)
{
    SimulationResult shown;
    shown.error = QString::fromStdString(result.error);
    for (const auto& mismatch : result.mismatches)
        shown.mismatches.push_back(
            {mismatch.line, QString::fromStdString(mismatch.expected), QString::fromStdString(mismatch.got), true});
    shown.unsaidLines = result.unsaidLines;
    shown.stopped = result.stopped;
    return shown;
}

HomeChanges changesOf(const world::World& world)
{
    HomeChanges shown;
    const auto changes = world.changes();
    if (!changes) {
        shown.error = QString::fromStdString(changes.error().message);
        return shown;
    }
    for (const runtime::HomeChange& change : *changes)
        shown.changes.push_back({static_cast<HomeChange::Kind>(change.kind),
                                 QString::fromStdString(text::printable(change.path)), change.size});
    return shown;
}

} // namespace

scenario::SimulationObserver Engine::Worker::observerOf(quint64 run)
{
    scenario::SimulationObserver observer;
    observer.record = [this, run](const trace::Record& record) { tellRecord(run, record); };
    observer.passed = [this, run](const debug::PastStop& stop) { tellStop(run, stop); };
    observer.held = [this, run](const debug::Held& held) {
        tellHome(run);
        tell(run, [this, held] {
            m_engine.m_held = held;
            m_engine.setState(State::Held);
        });
    };
    observer.logged = [this, run](const std::string& text) {
        tell(run, [this, run, text] { emit m_engine.logged(run, QString::fromStdString(text)); });
    };
    observer.counted = [this, run](const std::vector<std::size_t>& hits) {
        tell(run, [this, run, hits] { emit m_engine.counted(run, hits); });
    };
    observer.waiting = [this, run] { tellState(run, State::AwaitingInput); };
    observer.finished = [this, run](scenario::SimulationResult result) { finish(run, std::move(result)); };
    return observer;
}

void Engine::Worker::tell(quint64 run, std::function<void()> what)
{
    QMetaObject::invokeMethod(
        &m_engine,
        [this, run, what = std::move(what)] {
            deliver();
            if (run == m_engine.m_run)
                what();
        },
        Qt::QueuedConnection);
}

void Engine::Worker::tellHearing(std::function<void()> what)
{
    QMetaObject::invokeMethod(&m_engine, std::move(what), Qt::QueuedConnection);
}

void Engine::Worker::tellState(quint64 run, State state)
{
    tell(run, [this, state] { m_engine.setState(state); });
}

void Engine::Worker::tellHome(quint64 run)
{
    const Kept* kept = find(run);
    if (kept == nullptr || !kept->place || !kept->place->world || !kept->place->world->hasPrivateHome())
        return;
    tell(run, [this, run, changes = changesOf(*kept->place->world)] { emit m_engine.homeChangesTold(run, changes); });
}

void Engine::Worker::tellFinished(quint64 run, scenario::SimulationResult result)
{
    tell(run, [this, run, result = std::move(result)] { emit m_engine.finished(run, resultOf(result)); });
}

void Engine::Worker::tellRecord(quint64 run, const trace::Record& record)
{
    const std::lock_guard lock(m_mutex);
    if (m_told.run != run)
        m_told = {run, {}, {}}; // nobody wants to hear of an old run
    m_told.records.push_back(record);
    wakeWindow();
}

void Engine::Worker::tellStop(quint64 run, const debug::PastStop& stop)
{
    const std::lock_guard lock(m_mutex);
    if (m_told.run != run)
        m_told = {run, {}, {}};
    m_told.stops.push_back(stop);
    wakeWindow();
}

/// With the mutex locked. One call is under way at a time, however much there is to tell.
void Engine::Worker::wakeWindow()
{
    if (std::exchange(m_waking, true))
        return;
    QMetaObject::invokeMethod(
        &m_engine, [this] { deliver(); }, Qt::QueuedConnection);
}

/// In the window's thread: hands over what has gathered.
void Engine::Worker::deliver()
{
    Told told;
    {
        const std::lock_guard lock(m_mutex);
        std::swap(told, m_told);
        m_told.run = told.run;
        m_waking = false;
    }
    if (told.run != m_engine.m_run)
        return;
    if (!told.records.empty())
        emit m_engine.recordsArrived(told.run, told.records);
    if (!told.stops.empty())
        emit m_engine.stopsPassed(told.run, told.stops);
}

} // namespace spp::workbench
