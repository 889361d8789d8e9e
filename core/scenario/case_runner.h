// SPDX-License-Identifier: MIT
/// Runs the sessions of a case, one after the other, in one home, and judges them: what makes a mark green is the same wherever
/// scenarios run. Several cases may run on one loop at the same time. Must be owned by a shared pointer; used on its loop's thread only.
#pragma once

#include "core/runtime/home_reader.h"
#include "core/scenario/judgement.h"
#include "core/scenario/plugin_limit.h"
#include "core/scenario/scenario.h"
#include "core/scenario/simulation.h"
#include "core/world/world.h"

#include <asio/io_context.hpp>

#include <functional>
#include <memory>
#include <string>
#include <vector>

namespace spp::scenario
{

struct RunPlace
{
    std::string home;               ///< its path
    std::string dialect = "modern"; ///< for a scenario that names none
    std::shared_ptr<world::World> world;
    bool tracesShells = false;
    std::optional<std::chrono::milliseconds> pluginLimit = std::nullopt;
    /// Shared by cases of the same home.
    std::shared_ptr<runtime::HomeReader> homes = std::make_shared<runtime::HomeReader>();
};

struct SessionRun
{
    std::string title; ///< as the scenario has it behind "session"; may be empty
    trace::Timeline timeline;
    std::vector<Failure> failures;
    std::vector<LineChange> unasked; ///< of a session that expects nothing: what makes it expect the replies that came
    std::vector<std::size_t> ended = {}; ///< steps of plugins whose time was up
};

struct CaseRun
{
    std::vector<SessionRun> sessions;
    std::string error; ///< why it could not be run to its end
    bool stopped = false;

    bool passed() const;
};

struct RunObserver
{
    std::function<void(const Dialog& session, const session::SessionConfig& config)> begins = nullptr;
    std::function<void(const trace::Record& record)> record = nullptr;
    /// In step with the records: behind those that were told.
    std::function<void(const debug::PastStop& stop)> passed = nullptr;
    std::function<void(CaseRun run)> finished;
};

class CaseRunner : public std::enable_shared_from_this<CaseRunner>
{
public:
    CaseRunner(asio::io_context& loop, Case scenario, RunPlace place, RunObserver observer);

    void run();
    /// The session that runs ends, and none begins any more.
    void stop();

private:
    void runNext();
    Result<void> runSession(const Dialog& dialog);
    void endPlugin();
    void finishSession(const SimulationResult& result);
    void finish();

    asio::io_context& m_loop;
    Case m_case;
    RunPlace m_place;
    RunObserver m_observer;
    CaseRun m_run;
    std::shared_ptr<Simulation> m_running;
    std::optional<PluginLimit> m_limit; ///< of the session that runs
};

} // namespace spp::scenario
