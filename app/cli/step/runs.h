// SPDX-License-Identifier: MIT
/// The runs of one dialog under the debugger: the newest can go on, all of them can be gone back in and branched off from. Blocking:
/// what lets a session go on returns when there is something for a person to do. Not thread-safe; no plugin outlives it.
#pragma once

#include "app/cli/step/signals.h"
#include "core/debug/recall.h"
#include "core/scenario/hearing.h"
#include "core/scenario/run_dialog.h"
#include "core/scenario/simulation.h"
#include "core/trace/timeline.h"
#include "core/world/world.h"

#include <asio/io_context.hpp>
#include <asio/posix/stream_descriptor.hpp>

#include <cstddef>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace spp::cli
{

/// How far a run has come.
enum class Condition {
    Held,    ///< at a stop
    Waiting, ///< for the client's next line
    Busy,    ///< Ctrl-C was pressed while a program runs
    Over,    ///< the session has ended
    Left,    ///< another run branched off, or began; it goes no further
};

struct Run
{
    std::size_t from = 0; ///< number of the run that it branched off from; 0: it began at the beginning
    std::string origin;   ///< where, in words
    std::shared_ptr<scenario::Simulation> simulation;
    std::vector<trace::Record> records;
    trace::Timeline timeline;
    std::vector<debug::PastStop> stops;
    Condition condition = Condition::Over;
    std::optional<debug::Held> held;
    std::optional<scenario::SimulationResult> result;
    std::shared_ptr<world::World> world; ///< where its plugins run; of the newest run alone
};

/// What a run starts with.
struct Beginning
{
    scenario::Dialog dialog;
    session::SessionConfig config;
    std::shared_ptr<world::World> world;
};

class Runs
{
public:
    struct Observer
    {
        std::function<void(const trace::Timeline&)> began;  ///< a run, of which so much is past
        std::function<void(const trace::Record&)> recorded; ///< by the newest run
        std::function<void(const std::string&)> logged;
    };

    /// @param signals outlive them
    Runs(Signals& signals, Observer observer);
    ~Runs();
    Runs(const Runs&) = delete;
    Runs& operator=(const Runs&) = delete;

    /// A new run, up to the first command.
    void begin(Beginning beginning);
    /// From the moment in the past that is looked at; the newest run from now on.
    /// @param world for its plugins: it goes on from that of the run, if there is one still
    Result<void> branch(std::shared_ptr<world::World> world);
    /// No plugin runs any more.
    void end();

    /// Forwards: in the past without running anything, or on with the newest.
    void go(debug::Pace pace, const debug::Cursor& cursor);
    /// @return false: there is no such moment
    bool goBack(debug::Pace pace, const debug::Cursor& cursor);
    /// Looks at the end of a run, from 1.
    void lookAt(std::size_t number);

    /// The client's next line, when the session waits for one.
    void say(std::string line);
    /// A message as it goes over the wire; see scenario::DialogClient::send().
    void send(std::string message);
    void vanish();
    void killPlugin();
    /// Asks the plugins behind one that ended its section, and tells what each says. Ctrl-C ends it.
    /// @param deciding the step of the plugin that ended it
    void hearOthers(std::size_t deciding, const std::function<void(const debug::Opinion&)>& told);
    void setPlan(debug::Plan plan);
    const debug::Plan& plan() const { return m_plan; }
    /// What a scenario of the runs is set with: by the dialog, and by what is kept for each run.
    scenario::Dialog setting() const;
    /// How often each of its breakpoints was hit in the newest run.
    std::vector<std::size_t> hits() const { return m_runs.back()->simulation->hits(); }
    /// Of the newest run; nullptr: there is none.
    world::World* world() const { return m_runs.empty() ? nullptr : m_runs.back()->world.get(); }

    /// What is done to what is held once it goes on.
    debug::Decision& edits() { return m_edits; }
    const debug::Decision& edits() const { return m_edits; }

    // The moment that is looked at:
    bool isPast() const { return m_past.has_value(); }
    /// Its number, from 1, and how many there are.
    std::size_t moment() const { return m_past ? *m_past + 1 : run().stops.size(); }
    /// What is, or was, held; nullptr: nothing is.
    const debug::Held* held() const;
    const trace::Timeline& timeline() const { return m_past ? m_pastTimeline : run().timeline; }
    session::SessionState state() const;
    /// So many of the client's lines had been said.
    std::size_t said() const;

    /// Which of its plugin's runs a plugin that is held has, from 1.
    unsigned pluginRun(const debug::Held& held) const;
    /// The run that is looked at.
    const Run& run() const { return *m_runs[m_number - 1]; }
    std::size_t number() const { return m_number; }
    const std::vector<std::unique_ptr<Run>>& all() const { return m_runs; }

private:
    Run& newest() { return *m_runs.back(); }
    void play(std::unique_ptr<Run> run, scenario::SimulationPlan plan);
    scenario::SimulationObserver observerOf(Run& run);
    void leaveNewest();
    void untilPaused();
    void watchSignals();
    void interrupt();
    void look(std::optional<std::size_t> past);

    asio::io_context m_loop{1};
    Signals& m_signals;
    asio::posix::stream_descriptor m_signalled;
    Observer m_observer;
    scenario::Dialog m_dialog; ///< of the newest run that began at the beginning
    std::vector<std::unique_ptr<Run>> m_runs;
    std::size_t m_number = 0;          ///< of the run that is looked at, from 1
    std::optional<std::size_t> m_past; ///< index of the stop that is looked at
    debug::Recalled m_recalled;        ///< that stop
    trace::Timeline m_pastTimeline;
    debug::Decision m_edits;
    debug::Plan m_plan;
    std::shared_ptr<scenario::Hearing> m_hearing; ///< while it goes on
    bool m_paused = false;
    int m_interrupts = 0; ///< since the session went on
};

/// A stop in words: "before plugins/check starts".
std::string describe(const debug::Stop& stop);

} // namespace spp::cli
