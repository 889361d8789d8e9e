// SPDX-License-Identifier: MIT
#include "app/workbench/engine/worker.h"

#include "core/base/text.h"
#include "core/runtime/fixed_clock.h"
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
            {mismatch.line, QString::fromStdString(mismatch.expected), QString::fromStdString(mismatch.got), true});
    shown.unsaidLines = result.unsaidLines;
    shown.stopped = result.stopped;
    return shown;
}

/// Why it failed; empty if it did not.
template <typename Value>
QString troubleOf(const Result<Value>& result)
{
    return result ? QString() : QString::fromStdString(result.error().message);
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
    const Kept* run = find(request.run);
    const bool isGone = run == nullptr || (run->place && !run->place->world); // it had a private home, which is gone
    if (isGone) {
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
        m_loop, scenario::planHearing(*run->simulation, request.position, std::move(request.answer)),
        std::move(observer));
    m_hearing = asked;
    asked->run();
}

void Engine::Worker::startHere(quint64 run, const SimulationRequest& request)
{
    leaveOthers(run);
    auto stage = scenario::StagedHome::make(request.home.toStdString(), request.dialog.controls, false);
    if (!stage)
        return fail(run, stage.error().message);
    const std::string home = stage->path();
    auto place = makePlace(std::make_shared<const scenario::StagedHome>(std::move(*stage)),
                           world::joined(request.world, request.dialog.world));
    if (!place)
        return fail(run, place.error().message);
    // The home itself is read, which a private one is like: what is told of the session names it.
    auto config = scenario::makeSessionConfig(request.dialog, home, request.dialect.toStdString(),
                                              withStage(request.debug, request.dialog.stage).pretence);
    if (!config)
        return fail(run, config.error().message);
    play(run,
         {.session = session::Session(std::move(*config)),
          .script = scenario::scriptOf(request.dialog),
          .atEnd = atEnd(request.interactive),
          .stage = request.dialog.stage,
          .debug = request.debug,
          .pace = request.pace,
          .cursor = request.cursor,
          .day = std::nullopt,
          .branch = std::nullopt},
         std::move(*place));
}

void Engine::Worker::branchHere(quint64 run, BranchRequest request)
{
    leaveOthers(run);
    const Kept* from = find(request.from);
    if (from == nullptr)
        return fail(run, "this run is too old to go on from it: start the dialog again");
    std::optional<Place> place;
    if (from->place) {
        auto made = makePlace(from->place->home, from->place->plan);
        if (!made)
            return fail(run, made.error().message);
        place = std::move(*made);
        if (const auto& older = from->place->world)
            if (const auto inherited = place->world->inherit(*older); !inherited)
                return fail(run, inherited.error().message);
    }
    std::optional<std::string> line;
    if (request.line)
        line = request.line->toStdString();
    play(run,
         scenario::planBranch(*from->simulation, {.at = request.at,
                                                  .first = std::move(request.first),
                                                  .line = std::move(line),
                                                  .pluginRuns = std::move(request.pluginRuns),
                                                  .atEnd = atEnd(request.interactive),
                                                  .debug = std::move(request.debug),
                                                  .pace = request.pace}),
         std::move(place));
}

/// The run that goes on ends. The private homes of older runs stay until the new one has begun: it may take over what is in one.
void Engine::Worker::leaveOthers(quint64 run)
{
    m_running = run;
    if (const auto old = m_simulation.lock())
        old->stop();
}

Result<std::optional<Engine::Worker::Place>> Engine::Worker::makePlace(std::shared_ptr<const scenario::StagedHome> home,
                                                                       const world::WorldPlan& plan)
{
    if (plan == world::WorldPlan() && !home->isCopy())
        return std::optional<Place>();
    auto world = world::World::make(home->path(), plan);
    if (!world)
        return tl::unexpected<Error>(world.error());
    return Place{std::move(home), plan, std::make_shared<world::World>(std::move(*world))};
}

void Engine::Worker::play(quint64 run, scenario::SimulationPlan plan, std::optional<Place> place)
{
    if (place) {
        plan.place = world::placeIn(place->world);
        plan.day = place->world->day();
    }
    const auto simulation = std::make_shared<scenario::Simulation>(m_loop, std::move(plan), observerOf(run));
    m_simulation = simulation;
    m_kept.push_front({run, simulation, std::move(place), false});
    if (m_kept.size() > maxKeptRuns)
        m_kept.pop_back();
    dropHomes();
    tellState(run, State::Running);
    simulation->run();
}

void Engine::Worker::fail(quint64 run, const std::string& sentence)
{
    dropHomes();
    tellState(run, State::Idle);
    tellFinished(run, {sentence, {}, 0, false});
}

Engine::Worker::Kept* Engine::Worker::find(quint64 run)
{
    const auto found = std::ranges::find(m_kept, run, &Kept::run);
    return found == m_kept.end() ? nullptr : &*found;
}

/// A private home goes when its run is over and another has begun: not earlier, for a plugin may still write there.
void Engine::Worker::dropHomes()
{
    for (Kept& kept : m_kept)
        if (kept.place && kept.isOver && kept.run != m_running)
            kept.place->world.reset();
}

void Engine::Worker::finish(quint64 run, scenario::SimulationResult result)
{
    if (Kept* kept = find(run))
        kept->isOver = true;
    dropHomes();
    tellHome(run);
    tellState(run, State::Idle);
    tellFinished(run, std::move(result));
}

void Engine::Worker::checkWorld()
{
    asio::post(m_loop, [this] {
        const WorldTroubles troubles{troubleOf(runtime::findBubblewrap()), troubleOf(world::checkNameServer()),
                                     troubleOf(runtime::checkFixedClock())};
        QMetaObject::invokeMethod(
            &m_engine, [this, troubles] { emit m_engine.worldChecked(troubles); }, Qt::QueuedConnection);
    });
}

void Engine::Worker::keepHome()
{
    asio::post(m_loop, [this] {
        const Kept* kept = find(m_running);
        if (kept == nullptr || !kept->isOver || !kept->place || !kept->place->world)
            return;
        const QString trouble = kept->place->home->isCopy() ? tr("the dialog has control files of its own, so that "
                                                                 "what plugins changed is not the home's to keep")
                                                            : troubleOf(kept->place->world->keep());
        // Another run may have been asked for by now; this is told all the same.
        QMetaObject::invokeMethod(
            &m_engine, [this, run = kept->run, trouble] { emit m_engine.homeKept(run, trouble); },
            Qt::QueuedConnection);
    });
}

void Engine::Worker::throwHomeAway()
{
    asio::post(m_loop, [this] {
        if (Kept* kept = find(m_running); kept != nullptr && kept->isOver && kept->place)
            kept->place->world.reset();
    });
}

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
