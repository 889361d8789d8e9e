// SPDX-License-Identifier: MIT
/// A simulation in a home on disk, driven from hold to hold, with all that it tells kept.
#pragma once

#include "core/runtime/home_reader.h"
#include "core/scenario/branch.h"
#include "core/scenario/run_dialog.h"
#include "core/scenario/simulation.h"
#include "core/trace/queued_message.h"
#include "core/trace/timeline.h"
#include "core/world/world.h"
#include "tests/core/runtime/loop.h"
#include "tests/core/scenario/parsed.h"
#include "tests/support/folder.h"

#include <algorithm>
#include <chrono>
#include <memory>
#include <string>
#include <vector>

namespace spp::test
{

/// me, rcpthosts (both example.org) and smtpplugins.
inline void writeHome(const Folder& folder, std::string_view smtpPlugins)
{
    folder.write("control/me", "mx.example.org\n");
    folder.write("control/rcpthosts", "example.org\n");
    folder.write("control/smtpplugins", smtpPlugins);
}

class Simulated
{
    /// The time of day stands still: it is told in replies.
    static constexpr std::chrono::system_clock::time_point noon{std::chrono::hours(24 * 365 * 50 + 12)};

public:
    Simulated(const Folder& home, std::string_view dialogText, debug::Plan plan = {},
              debug::Pace pace = debug::Pace::Run, debug::Cursor cursor = {},
              const std::shared_ptr<world::World>& world = nullptr,
              scenario::DialogClient::AtEnd atEnd = scenario::DialogClient::AtEnd::HangsUp)
    {
        start(home, parsedDialog(dialogText), std::move(plan), pace, std::move(cursor), world, atEnd);
    }

    /// A dialog that was read from a file.
    Simulated(const Folder& home, const scenario::Dialog& dialog,
              scenario::DialogClient::AtEnd atEnd = scenario::DialogClient::AtEnd::HangsUp)
    {
        start(home, dialog, {}, debug::Pace::Run, {}, nullptr, atEnd);
    }

    /// A branch of another's past. @param first done to the plugin that stands there
    Simulated(const Simulated& from, const debug::PastStop& at, std::optional<debug::Intervention> first = {},
              debug::Plan plan = {}, debug::Pace pace = debug::Pace::Run)
    {
        start(scenario::planBranch(from.simulation(), {.at = at,
                                                       .first = std::move(first),
                                                       .line = std::nullopt,
                                                       .pluginRuns = from.pluginRunsBefore(at),
                                                       .debug = std::move(plan),
                                                       .pace = pace}));
    }

    ~Simulated()
    {
        if (!m_finished) {
            m_simulation->stop();
            finish();
        }
    }
    Simulated(const Simulated&) = delete;
    Simulated& operator=(const Simulated&) = delete;

    /// Runs until it is held. @return it is; false: it has finished
    bool untilHeld()
    {
        m_loop.runUntil([&] { return isHeld() || m_finished; });
        return isHeld();
    }
    /// Runs to the end, going on from wherever it is held.
    void finish()
    {
        while (untilHeld())
            decide({});
    }
    template <typename Condition>
    void runUntil(Condition condition)
    {
        m_loop.runUntil(condition);
    }
    void decide(debug::Decision decision) { m_simulation->decide(std::move(decision)); }
    void decide(debug::Decision decision, debug::Pace pace)
    {
        m_simulation->go(pace);
        decide(std::move(decision));
    }

    bool isHeld() const { return m_simulation->isHeld(); }
    bool isFinished() const { return m_finished; }
    /// For more lines; only of a client that waits.
    bool isWaiting() const { return m_waiting; }
    scenario::Simulation& simulation() { return *m_simulation; }
    const scenario::Simulation& simulation() const { return *m_simulation; }
    const debug::Held& held() const { return m_held; }
    const std::vector<debug::PastStop>& stops() const { return m_stops; }
    const std::vector<std::string>& logged() const { return m_logged; }
    const std::vector<trace::Record>& records() const { return m_records; }
    const trace::Timeline& timeline() const { return m_timeline; }
    const std::vector<trace::Step>& steps() const { return m_timeline.steps(); }
    /// How many steps had begun; of a run that is no branch.
    std::size_t stepsAt(const debug::PastStop& stop) const { return m_timeline.stepsAfter(stop.records); }
    const scenario::SimulationResult& result() const { return m_result; }

    /// Titles of the steps of a kind, in order.
    std::vector<std::string> titles(trace::StepKind kind) const
    {
        std::vector<std::string> result;
        for (const auto& step : steps())
            if (step.kind == kind)
                result.push_back(step.title);
        return result;
    }
    /// The last step of a plugin.
    const trace::Step& plugin(const std::string& line) const
    {
        const auto found = std::find_if(steps().rbegin(), steps().rend(),
                                        [&](const trace::Step& step) { return step.plugin && step.title == line; });
        if (found == steps().rend())
            qFatal("%s did not run", line.c_str());
        return *found;
    }

    /// The last message as the queue was given it, without the lines above the client's own.
    std::string queuedText() const
    {
        const auto places = trace::messagePlaces(m_timeline);
        return places.empty() ? "(none)" : trace::queuedMessage(m_timeline, places.back().step).text;
    }

private:
    void start(const Folder& home, const scenario::Dialog& dialog, debug::Plan plan, debug::Pace pace,
               debug::Cursor cursor, const std::shared_ptr<world::World>& world, scenario::DialogClient::AtEnd atEnd)
    {
        runtime::HomeReader homes;
        auto config =
            scenario::makeSessionConfig(dialog, homes, home.path(), "modern", withStage(plan, dialog.stage).pretence);
        if (!config)
            qFatal("%s", config.error().message.c_str());
        start({.session = session::Session(std::move(*config)),
               .script = scenario::scriptOf(dialog),
               .atEnd = atEnd,
               .stage = dialog.stage,
               .debug = std::move(plan),
               .pace = pace,
               .cursor = std::move(cursor),
               .day = world ? world->day() : noon,
               .branch = std::nullopt,
               .place = world ? world::placeIn(world) : nullptr});
    }

    void start(scenario::SimulationPlan plan)
    {
        scenario::SimulationObserver observer;
        observer.record = [this](const trace::Record& record) {
            m_records.push_back(record);
            m_timeline.add(record);
        };
        observer.passed = [this](const debug::PastStop& stop) { m_stops.push_back(stop); };
        observer.held = [this](const debug::Held& held) { m_held = held; };
        observer.logged = [this](const std::string& text) { m_logged.push_back(text); };
        observer.waiting = [this] { m_waiting = true; };
        observer.finished = [this](scenario::SimulationResult result) {
            m_result = std::move(result);
            m_finished = true;
        };
        m_simulation = std::make_shared<scenario::Simulation>(m_loop.context(), std::move(plan), std::move(observer));
        m_simulation->run();
    }

    std::map<std::string, unsigned> pluginRunsBefore(const debug::PastStop& at) const
    {
        std::map<std::string, unsigned> runs;
        for (const auto& stop : m_stops) {
            if (stop.position >= at.position)
                break;
            if (stop.place == debug::Place::BeforePlugin)
                ++runs[steps()[stepsAt(stop) - 1].plugin->call.line];
        }
        return runs;
    }

    Loop m_loop;
    std::vector<trace::Record> m_records;
    trace::Timeline m_timeline;
    debug::Held m_held;
    std::vector<debug::PastStop> m_stops;
    std::vector<std::string> m_logged;
    scenario::SimulationResult m_result;
    bool m_finished = false;
    bool m_waiting = false;
    std::shared_ptr<scenario::Simulation> m_simulation;
};

} // namespace spp::test
