// SPDX-License-Identifier: MIT
/// The engine's thread. What is asked of it is posted to its loop; what it tells is queued to the window's thread, in batches and in
/// order.
#pragma once

#include "app/workbench/engine/engine.h"
#include "core/scenario/case_runner.h"
#include "core/scenario/hearing.h"
#include "core/scenario/simulation.h"
#include "core/scenario/staged_home.h"
#include "core/world/world.h"

#include <asio/executor_work_guard.hpp>
#include <asio/io_context.hpp>
#include <asio/post.hpp>

#include <chrono>
#include <functional>
#include <list>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <thread>
#include <utility>

namespace spp::workbench
{

class Engine::Worker
{
public:
    explicit Worker(Engine& engine);
    ~Worker();

    void start(quint64 run, SimulationRequest request);
    void branch(quint64 run, BranchRequest request);
    void stop();

    void preview(plugin::Answer answer);
    void hear(quint64 hearing, HearingRequest request);
    void stopHearing();

    void checkWorld();
    void keepHome();
    void throwHomeAway();

    /// Does something with the simulation that goes on, if there is one.
    template <typename Action>
    void ask(Action action)
    {
        asio::post(m_loop, [this, action = std::move(action)]() mutable {
            if (const auto simulation = m_simulation.lock())
                action(*simulation);
        });
    }

    /// The same; the window is told that it runs first.
    template <typename Action>
    void askToGoOn(Action action)
    {
        ask([this, action = std::move(action)](scenario::Simulation& simulation) mutable {
            tellState(m_running, State::Running);
            action(simulation);
        });
    }

private:
    /// Where the plugins of a run are, if not as below a server.
    struct Place
    {
        std::shared_ptr<const scenario::StagedHome> home; ///< the home itself, or the dialog's copy of it
        world::WorldPlan plan;
        std::shared_ptr<world::World> world;                                     ///< until it is thrown away
        std::optional<std::chrono::system_clock::time_point> day = std::nullopt; ///< of the session alone
    };

    /// A run that others can branch off from. It may still go on.
    struct Kept
    {
        quint64 run = 0;
        std::shared_ptr<scenario::Simulation> simulation;
        std::optional<Place> place;
        bool isOver = false;
    };

    void startHere(quint64 run, const SimulationRequest& request);
    void playBefore(quint64 run, const SimulationRequest& request, const Place& place, std::function<void()> then);
    void playHere(quint64 run, const SimulationRequest& request, const std::string& home, std::optional<Place> place);
    void branchHere(quint64 run, BranchRequest request);
    void stopHere();
    void hearHere(quint64 hearing, HearingRequest request);
    void stopHearingHere();
    void leaveOthers(quint64 run);
    static Result<std::optional<Place>> makePlace(std::shared_ptr<const scenario::StagedHome> home,
                                                  const world::WorldPlan& plan);
    void play(quint64 run, scenario::SimulationPlan plan, std::optional<Place> place);
    Kept* find(quint64 run);
    void dropHomes();
    void finish(quint64 run, scenario::SimulationResult result);
    void fail(quint64 run, const std::string& sentence);
    scenario::SimulationObserver observerOf(quint64 run);

    /// Something for the window's thread to be told, behind all that was told before.
    void tell(quint64 run, std::function<void()> what);
    /// The same of a hearing, which belongs to no run that goes on.
    void tellHearing(std::function<void()> what);
    void tellRecord(quint64 run, const trace::Record& record);
    void tellStop(quint64 run, const debug::PastStop& stop);
    void tellState(quint64 run, State state);
    void tellHome(quint64 run);
    void tellFinished(quint64 run, scenario::SimulationResult result);
    void wakeWindow();
    void deliver();

    struct Told
    {
        quint64 run = 0;
        std::vector<trace::Record> records;
        std::vector<debug::PastStop> stops;
    };

    Engine& m_engine;
    asio::io_context m_loop{1};
    runtime::HomeReader m_homes;
    asio::executor_work_guard<asio::io_context::executor_type> m_work;
    std::weak_ptr<scenario::Simulation> m_simulation; ///< the newest
    std::weak_ptr<scenario::CaseRunner> m_before;     ///< plays the sessions before the newest
    quint64 m_running = 0;                            ///< the number of the run that was asked for last
    std::weak_ptr<scenario::Hearing> m_hearing;       ///< the newest
    std::list<Kept> m_kept;                           ///< the newest first
    std::mutex m_mutex;
    Told m_told;           ///< guarded by m_mutex
    bool m_waking = false; ///< guarded by m_mutex
    std::thread m_thread;
};

} // namespace spp::workbench
