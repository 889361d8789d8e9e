// SPDX-License-Identifier: MIT
#include "app/workbench/engine/worker.h"

#include "core/runtime/fixed_clock.h"
#include "core/runtime/guardian.h"
#include "core/runtime/home_reader.h"
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

/// Why it failed; empty if it did not.
template <typename Value>
QString troubleOf(const Result<Value>& result)
{
    return result ? QString() : QString::fromStdString(result.error().message);
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
    stop();
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

void Engine::Worker::stop()
{
    asio::post(m_loop, [this] { stopHere(); });
}

void Engine::Worker::stopHere()
{
    if (const auto simulation = m_simulation.lock())
        simulation->stop();
    if (const auto before = m_before.lock())
        before->stop();
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
    const scenario::Dialog& first = request.before.empty() ? request.dialog : request.before.front();
    const world::WorldPlan plan = world::joined(request.world, first.world);
    const bool isCopied = (request.inCopy || !request.before.empty()) && !plan.privateHome;
    auto stage = scenario::StagedHome::make(request.home.toStdString(), request.dialog.controls, isCopied);
    if (!stage)
        return fail(run, stage.error().message);
    const std::string home = stage->path();
    auto place = makePlace(std::make_shared<const scenario::StagedHome>(std::move(*stage)), plan);
    if (!place)
        return fail(run, place.error().message);
    if (request.dialog.world.day)
        if (const auto checked = runtime::checkFixedClock(); !checked)
            return fail(run, checked.error().message);
    if (*place)
        (*place)->day = request.dialog.world.day;
    if (request.before.empty())
        return playHere(run, request, home, std::move(*place));
    playBefore(run, request, **place, [this, run, request, home, place = *place]() mutable {
        playHere(run, request, home, std::move(place));
    });
}

/// Sessions whose steps nobody sees, for what plugins leave behind.
void Engine::Worker::playBefore(quint64 run, const SimulationRequest& request, const Place& place,
                                std::function<void()> then)
{
    scenario::RunObserver observer;
    observer.finished = [this, run, then = std::move(then)](const scenario::CaseRun& played) {
        if (played.stopped)
            return finish(run, {{}, {}, 0, true});
        if (!played.error.empty())
            return fail(run, played.error);
        then();
    };
    const scenario::RunPlace where{place.home->path(), request.dialect.toStdString(), place.world,
                                   request.debug.tracesShells};
    const auto before =
        std::make_shared<scenario::CaseRunner>(m_loop, scenario::Case{{}, request.before}, where, std::move(observer));
    m_before = before;
    before->run();
}

void Engine::Worker::playHere(quint64 run, const SimulationRequest& request, const std::string& home,
                              std::optional<Place> place)
{
    // The home itself is read, which a private one is like: what is told of the session names it.
    auto config = scenario::makeSessionConfig(request.dialog, m_homes, home, request.dialect.toStdString(),
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
         std::move(place));
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
        if (place)
            place->day = from->place->day;
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
    stopHere();
    m_simulation.reset();
    m_before.reset();
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
        plan.place = world::placeIn(place->world, place->day);
        plan.day = place->day ? place->day : place->world->day();
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

} // namespace spp::workbench
