// SPDX-License-Identifier: MIT
#include "app/workbench/engine/engine.h"

#include "app/workbench/engine/simulation.h"
#include "core/runtime/process.h"
#include "core/scenario/run_dialog.h"

#include <asio/executor_work_guard.hpp>
#include <asio/post.hpp>

#include <QMetaObject>

#include <mutex>
#include <thread>
#include <utility>

namespace spp::workbench
{

/// The engine's thread. What is asked of it is posted to its loop; what it tells is queued to the window's thread, records in batches.
class Engine::Worker
{
public:
    explicit Worker(Engine& engine) : m_engine(engine), m_work(m_loop.get_executor())
    {
        runtime::prepareSignals();
        m_thread = std::thread([this] { m_loop.run(); });
    }

    ~Worker()
    {
        ask([](Simulation& simulation) { simulation.stop(); });
        m_work.reset();
        m_thread.join();
    }

    void start(quint64 run, SimulationRequest request)
    {
        asio::post(m_loop, [this, run, request = std::move(request)] { startHere(run, request); });
    }

    /// Does something with the simulation that goes on, if there is one.
    template <typename Action>
    void ask(Action action)
    {
        asio::post(m_loop, [this, action = std::move(action)] {
            if (const auto simulation = m_simulation.lock())
                action(*simulation);
        });
    }

private:
    void startHere(quint64 run, const SimulationRequest& request)
    {
        if (const auto old = m_simulation.lock())
            old->stop();
        auto config =
            scenario::makeSessionConfig(request.dialog, request.home.toStdString(), request.dialect.toStdString());
        if (!config) {
            SimulationResult result;
            result.error = QString::fromStdString(config.error().message);
            tellState(run, State::Idle);
            return tellFinished(run, result);
        }
        SimulationObserver observer;
        observer.record = [this, run](const trace::Record& record) { tellRecord(run, record); };
        observer.state = [this, run](State state) { tellState(run, state); };
        observer.finished = [this, run](const SimulationResult& result) { tellFinished(run, result); };
        const auto simulation = std::make_shared<Simulation>(m_loop, request, std::move(*config), std::move(observer));
        m_simulation = simulation;
        simulation->run();
    }

    void tellRecord(quint64 run, const trace::Record& record)
    {
        const std::lock_guard lock(m_mutex);
        m_records.emplace_back(run, record);
        if (m_records.size() == 1)
            QMetaObject::invokeMethod(
                &m_engine, [this] { deliver(); }, Qt::QueuedConnection);
    }

    void tellState(quint64 run, State state)
    {
        QMetaObject::invokeMethod(
            &m_engine,
            [this, run, state] {
                deliver();
                if (run == m_engine.m_run)
                    m_engine.setState(state);
            },
            Qt::QueuedConnection);
    }

    void tellFinished(quint64 run, const SimulationResult& result)
    {
        QMetaObject::invokeMethod(
            &m_engine,
            [this, run, result] {
                if (run == m_engine.m_run)
                    emit m_engine.finished(run, result);
            },
            Qt::QueuedConnection);
    }

    /// In the window's thread: hands over what has gathered; records of an old run are dropped.
    void deliver()
    {
        std::vector<trace::Record> records;
        {
            const std::lock_guard lock(m_mutex);
            for (auto& [run, record] : m_records)
                if (run == m_engine.m_run)
                    records.push_back(std::move(record));
            m_records.clear();
        }
        if (!records.empty())
            emit m_engine.recordsArrived(m_engine.m_run, records);
    }

    Engine& m_engine;
    asio::io_context m_loop{1};
    asio::executor_work_guard<asio::io_context::executor_type> m_work;
    std::weak_ptr<Simulation> m_simulation; ///< the newest; it lives as long as its coroutine
    std::mutex m_mutex;
    std::vector<std::pair<quint64, trace::Record>> m_records; ///< guarded by m_mutex
    std::thread m_thread;
};

Engine::Engine(QObject* parent) : QObject(parent), m_worker(std::make_unique<Worker>(*this)) {}

Engine::~Engine() = default;

quint64 Engine::start(SimulationRequest request)
{
    ++m_run;
    m_worker->start(m_run, std::move(request));
    setState(State::Running);
    return m_run;
}

void Engine::say(const QByteArray& line)
{
    m_worker->ask([text = line.toStdString()](Simulation& simulation) { simulation.say(text); });
}

void Engine::hangUp()
{
    m_worker->ask([](Simulation& simulation) { simulation.hangUp(); });
}

void Engine::resume(bool stepwise)
{
    m_worker->ask([stepwise](Simulation& simulation) { simulation.resume(stepwise); });
}

void Engine::setStepwise(bool stepwise)
{
    m_worker->ask([stepwise](Simulation& simulation) { simulation.setStepwise(stepwise); });
}

void Engine::killPlugin()
{
    m_worker->ask([](Simulation& simulation) { simulation.killPlugin(); });
}

void Engine::stop()
{
    m_worker->ask([](Simulation& simulation) { simulation.stop(); });
}

void Engine::setState(State state)
{
    if (state == m_state)
        return;
    m_state = state;
    emit stateChanged();
}

} // namespace spp::workbench
