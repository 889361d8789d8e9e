// SPDX-License-Identifier: MIT
#include "app/workbench/engine/worker.h"

#include "core/runtime/guardian.h"
#include "core/runtime/process.h"
#include "core/scenario/branch.h"
#include "core/scenario/run_dialog.h"

#include <QMetaObject>

#include <algorithm>

namespace spp::workbench
{

namespace
{

/// So many runs can be branched off from; older ones can be looked at only.
constexpr std::size_t maxKeptRuns = 50;

SimulationResult resultOf(const scenario::SimulationResult& result)
{
    SimulationResult shown;
    shown.error = QString::fromStdString(result.error);
    for (const auto& mismatch : result.mismatches)
        shown.mismatches.push_back(
            {mismatch.line, QString::fromStdString(mismatch.expected), QString::fromStdString(mismatch.got)});
    shown.unsaidLines = result.unsaidLines;
    shown.stopped = result.stopped;
    return shown;
}

scenario::DialogClient::AtEnd atEnd(bool interactive)
{
    return interactive ? scenario::DialogClient::AtEnd::Waits : scenario::DialogClient::AtEnd::HangsUp;
}

} // namespace

Engine::Worker::Worker(Engine& engine) : m_engine(engine), m_work(m_loop.get_executor())
{
    runtime::prepareSignals();
    // Without a guardian plugins may outlive a workbench that is killed; that is no reason not to work.
    (void)runtime::startGuardian();
    m_thread = std::thread([this] { m_loop.run(); });
}

Engine::Worker::~Worker()
{
    ask([](scenario::Simulation& simulation) { simulation.stop(); });
    stopHearing();
    m_work.reset();
    m_thread.join();
}

void Engine::Worker::start(quint64 run, SimulationRequest request)
{
    asio::post(m_loop, [this, run, request = std::move(request)] { startHere(run, request); });
}

void Engine::Worker::branch(quint64 run, BranchRequest request)
{
    asio::post(m_loop, [this, run, request = std::move(request)]() mutable { branchHere(run, std::move(request)); });
}

void Engine::Worker::preview(plugin::Answer answer)
{
    ask([this, answer = std::move(answer)](scenario::Simulation& simulation) {
        if (!simulation.isHeld())
            return;
        tell(m_running,
             [this, run = m_running, preview = simulation.preview(answer)] { emit m_engine.previewed(run, preview); });
    });
}

void Engine::Worker::hear(quint64 hearing, HearingRequest request)
{
    asio::post(m_loop,
               [this, hearing, request = std::move(request)]() mutable { hearHere(hearing, std::move(request)); });
}

void Engine::Worker::stopHearing()
{
    asio::post(m_loop, [this] { stopHearingHere(); });
}

void Engine::Worker::stopHearingHere()
{
    if (const auto hearing = m_hearing.lock())
        hearing->stop();
}

void Engine::Worker::hearHere(quint64 hearing, HearingRequest request)
{
    stopHearingHere();
    const scenario::Simulation* run = findKept(request.run);
    if (run == nullptr) {
        return tellHearing([this, hearing] {
            emit m_engine.hearingEnded(hearing, tr("this run is too old to ask its plugins: start the dialog again"));
        });
    }
    scenario::Hearing::Observer observer;
    observer.heard = [this, hearing](const debug::Opinion& opinion) {
        tellHearing([this, hearing, opinion] { emit m_engine.heard(hearing, opinion); });
    };
    observer.finished = [this, hearing] { tellHearing([this, hearing] { emit m_engine.hearingEnded(hearing, {}); }); };
    const auto asked = std::make_shared<scenario::Hearing>(
        m_loop, scenario::planHearing(*run, request.position, std::move(request.answer)), std::move(observer));
    m_hearing = asked;
    asked->run();
}

void Engine::Worker::startHere(quint64 run, const SimulationRequest& request)
{
    auto config = scenario::makeSessionConfig(request.dialog, request.home.toStdString(), request.dialect.toStdString(),
                                              request.debug.pretence);
    if (!config)
        return fail(run, config.error().message);
    play(run, {.session = session::Session(std::move(*config)),
               .script = scenario::scriptOf(request.dialog),
               .atEnd = atEnd(request.interactive),
               .debug = request.debug,
               .pace = request.pace,
               .cursor = request.cursor,
               .day = std::nullopt,
               .branch = std::nullopt});
}

void Engine::Worker::branchHere(quint64 run, BranchRequest request)
{
    const scenario::Simulation* from = findKept(request.from);
    if (from == nullptr)
        return fail(run, "this run is too old to go on from it: start the dialog again");
    std::optional<std::string> line;
    if (request.line)
        line = request.line->toStdString();
    play(run, scenario::planBranch(*from, {.at = request.at,
                                           .first = std::move(request.first),
                                           .line = std::move(line),
                                           .pluginRuns = std::move(request.pluginRuns),
                                           .atEnd = atEnd(request.interactive),
                                           .debug = std::move(request.debug),
                                           .pace = request.pace}));
}

const scenario::Simulation* Engine::Worker::findKept(quint64 run) const
{
    const auto found = std::find_if(m_kept.begin(), m_kept.end(), [&](const Kept& each) { return each.run == run; });
    return found == m_kept.end() ? nullptr : found->simulation.get();
}

void Engine::Worker::play(quint64 run, scenario::SimulationPlan plan)
{
    if (const auto old = m_simulation.lock())
        old->stop();
    const auto simulation = std::make_shared<scenario::Simulation>(m_loop, std::move(plan), observerOf(run));
    m_simulation = simulation;
    m_running = run;
    m_kept.push_front({run, simulation});
    if (m_kept.size() > maxKeptRuns)
        m_kept.pop_back();
    tellState(run, State::Running);
    simulation->run();
}

void Engine::Worker::fail(quint64 run, const std::string& sentence)
{
    if (const auto old = m_simulation.lock())
        old->stop();
    tellState(run, State::Idle);
    tellFinished(run, {sentence, {}, 0, false});
}

scenario::SimulationObserver Engine::Worker::observerOf(quint64 run)
{
    scenario::SimulationObserver observer;
    observer.record = [this, run](const trace::Record& record) { tellRecord(run, record); };
    observer.passed = [this, run](const debug::PastStop& stop) { tellStop(run, stop); };
    observer.held = [this, run](const debug::Held& held) {
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
    observer.finished = [this, run](scenario::SimulationResult result) {
        tellState(run, State::Idle);
        tellFinished(run, std::move(result));
    };
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
