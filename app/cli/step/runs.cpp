// SPDX-License-Identifier: MIT
#include "app/cli/step/runs.h"

#include "core/base/text.h"
#include "core/debug/plugin_runs.h"
#include "core/scenario/branch.h"

#include <fcntl.h>

#include <algorithm>
#include <utility>

namespace spp::cli
{

using debug::PastStop;
using debug::Place;

namespace
{

constexpr auto atEnd = scenario::DialogClient::AtEnd::Waits;

trace::Timeline timelineOf(std::span<const trace::Record> records)
{
    trace::Timeline timeline;
    for (const auto& record : records)
        timeline.add(record);
    return timeline;
}

/// A plugin's two stops are one position, and a branch begins with the first.
std::size_t beginningOf(std::span<const PastStop> stops, std::size_t stop)
{
    while (stop > 0 && stops[stop - 1].position == stops[stop].position)
        --stop;
    return stop;
}

bool isProgramRunning(const trace::Timeline& timeline)
{
    const auto& steps = timeline.steps();
    return !steps.empty() && steps.back().plugin && steps.back().outcome == trace::Outcome::Running;
}

} // namespace

Runs::Runs(Signals& signals, Observer observer)
    : m_signals(signals),
      m_signalled(m_loop, ::fcntl(signals.descriptor(), F_DUPFD_CLOEXEC, 0)),
      m_observer(std::move(observer))
{
    m_plan.holdsAnswers = true;
}

Runs::~Runs()
{
    end();
}

void Runs::end()
{
    if (!m_runs.empty())
        leaveNewest();
}

void Runs::begin(Beginning beginning)
{
    m_dialog = beginning.dialog;
    auto run = std::make_unique<Run>();
    run->origin = "from the beginning";
    run->world = std::move(beginning.world);
    scenario::SimulationPlan plan{.session = session::Session(std::move(beginning.config)),
                                  .script = scenario::scriptOf(beginning.dialog),
                                  .atEnd = atEnd,
                                  .stage = std::move(beginning.dialog.stage),
                                  .debug = m_plan,
                                  .pace = debug::Pace::Command,
                                  .cursor = {},
                                  .day = run->world->day(),
                                  .branch = std::nullopt,
                                  .place = world::placeIn(run->world)};
    m_edits = {};
    play(std::move(run), std::move(plan));
}

scenario::Dialog Runs::setting() const
{
    scenario::Dialog setting = m_dialog;
    const auto& kept = m_plan.overrides;
    setting.stage.overrides.insert(setting.stage.overrides.end(), kept.begin(), kept.end());
    return setting;
}

Result<void> Runs::branch(std::shared_ptr<world::World> world)
{
    const Run& old = run();
    if (m_number == m_runs.size())
        leaveNewest(); // what its plugin does goes into its world still
    if (old.world)
        if (auto inherited = world->inherit(*old.world); !inherited)
            return inherited;
    const std::size_t first = beginningOf(old.stops, *m_past);
    const PastStop at = old.stops[first];
    auto run = std::make_unique<Run>();
    run->from = m_number;
    run->origin = describe(m_recalled.held.stop);
    run->records.assign(old.records.begin(), old.records.begin() + static_cast<std::ptrdiff_t>(at.records));
    run->timeline = timelineOf(run->records);
    run->stops.assign(old.stops.begin(), old.stops.begin() + static_cast<std::ptrdiff_t>(first));
    run->world = std::move(world);
    auto plan = scenario::planBranch(*old.simulation, {.at = at,
                                                       .first = std::nullopt,
                                                       .line = std::nullopt,
                                                       .pluginRuns = debug::pluginRunsBefore(old.records, at),
                                                       .atEnd = atEnd,
                                                       .debug = m_plan,
                                                       .pace = debug::Pace::Stop});
    plan.place = world::placeIn(run->world);
    play(std::move(run), std::move(plan));
    return {};
}

void Runs::play(std::unique_ptr<Run> run, scenario::SimulationPlan plan)
{
    end();
    if (!m_runs.empty())
        newest().world.reset();
    run->simulation = std::make_shared<scenario::Simulation>(m_loop, std::move(plan), observerOf(*run));
    m_runs.push_back(std::move(run));
    m_number = m_runs.size();
    m_past.reset();
    m_observer.began(newest().timeline);
    newest().simulation->run();
    untilPaused();
}

scenario::SimulationObserver Runs::observerOf(Run& run)
{
    scenario::SimulationObserver observer;
    const auto isLeft = [&run] { return run.condition == Condition::Left; };
    observer.record = [this, &run, isLeft](const trace::Record& record) {
        if (isLeft())
            return;
        run.records.push_back(record);
        run.timeline.add(record);
        m_observer.recorded(record);
    };
    observer.passed = [&run, isLeft](const PastStop& stop) {
        if (!isLeft())
            run.stops.push_back(stop);
    };
    observer.held = [this, &run](const debug::Held& held) {
        run.held = held;
        run.condition = Condition::Held;
        m_paused = true;
    };
    observer.logged = m_observer.logged;
    observer.waiting = [this, &run] {
        run.condition = Condition::Waiting;
        m_paused = true;
    };
    observer.finished = [this, &run, isLeft](scenario::SimulationResult result) {
        run.result = std::move(result);
        if (!isLeft())
            run.condition = Condition::Over;
        m_paused = true;
    };
    return observer;
}

/// It is brought to its end without anybody being told, and what it runs is killed.
void Runs::leaveNewest()
{
    Run& run = newest();
    if (run.result)
        return;
    run.condition = Condition::Left;
    run.held.reset();
    run.simulation->stop();
    m_loop.restart();
    while (!run.result && m_loop.run_one() > 0) {
    }
}

void Runs::go(debug::Pace pace, const debug::Cursor& cursor)
{
    if (m_past) {
        m_edits = {};
        return look(debug::stopAfter(run().stops, *m_past, pace, cursor));
    }
    Run& run = newest();
    run.simulation->go(pace, cursor);
    if (run.held) {
        run.held.reset();
        run.simulation->decide(std::exchange(m_edits, {}));
    }
    untilPaused();
}

bool Runs::goBack(debug::Pace pace, const debug::Cursor& cursor)
{
    const auto& stops = run().stops;
    const std::size_t newest = run().held ? stops.size() - 1 : stops.size();
    const std::size_t from = m_past.value_or(newest);
    const auto before = debug::stopBefore(stops, from, pace, cursor);
    if (stops.empty() || from == 0 || (!before && pace == debug::Pace::Cursor))
        return false;
    m_edits = {};
    look(before.value_or(0));
    return true;
}

void Runs::lookAt(std::size_t number)
{
    m_number = number;
    m_edits = {};
    look(std::nullopt);
}

/// A run that was left has no newest moment: its last stop stands for it.
void Runs::look(std::optional<std::size_t> past)
{
    const auto& stops = run().stops;
    if (run().condition == Condition::Left && !stops.empty())
        past = past.value_or(stops.size() - 1);
    else if (past && run().held && *past + 1 == stops.size())
        past.reset();
    m_past = past;
    if (!m_past)
        return;
    m_recalled = debug::recall(run().simulation->recording(), stops, *m_past);
    m_pastTimeline = timelineOf(std::span(run().records).first(std::min(stops[*m_past].records, run().records.size())));
}

void Runs::say(std::string line)
{
    newest().simulation->say(std::move(line));
    newest().simulation->go(debug::Pace::Stop);
    untilPaused();
}

void Runs::send(std::string message)
{
    newest().simulation->send(std::move(message));
    newest().simulation->go(debug::Pace::Stop);
    untilPaused();
}

void Runs::vanish()
{
    newest().simulation->vanish();
    untilPaused();
}

void Runs::killPlugin()
{
    newest().simulation->killPlugin();
    untilPaused();
}

void Runs::hearOthers(std::size_t deciding, const std::function<void(const debug::Opinion&)>& told)
{
    const trace::Step& plugin = timeline().steps()[deciding];
    const PastStop* stop = debug::stopBeforePlugin(run().stops, plugin);
    if (stop == nullptr)
        return;
    m_hearing = std::make_shared<scenario::Hearing>(
        m_loop, scenario::planHearing(*run().simulation, stop->position, debug::answerOf(*plugin.plugin)),
        scenario::Hearing::Observer{.heard = told, .finished = [this] { m_hearing.reset(); }});
    m_loop.restart();
    watchSignals();
    m_hearing->run();
    while (m_hearing && m_loop.run_one() > 0) {
    }
    m_signalled.cancel();
}

void Runs::setPlan(debug::Plan plan)
{
    m_plan = std::move(plan);
    if (!m_runs.empty() && !newest().result)
        newest().simulation->setPlan(m_plan);
}

const debug::Held* Runs::held() const
{
    if (m_past)
        return &m_recalled.held;
    return run().held ? &*run().held : nullptr;
}

session::SessionState Runs::state() const
{
    if (m_past)
        return m_recalled.state;
    const debug::Recording& recording = run().simulation->recording();
    return recording.at({recording.size(), 0}).session.state();
}

std::size_t Runs::said() const
{
    if (const debug::Held* place = held())
        return place->past.said;
    return run().simulation->lines().size();
}

unsigned Runs::pluginRun(const debug::Held& held) const
{
    const auto before = debug::pluginRunsBefore(run().records, held.past);
    const auto found = before.find(held.stop.plugin);
    return found == before.end() ? 1 : found->second + 1;
}

/// Ctrl-C holds the session instead of ending this program; what does end it lets no plugin stay behind.
void Runs::untilPaused()
{
    m_paused = false;
    m_interrupts = 0;
    m_loop.restart();
    watchSignals();
    while (!m_paused && m_loop.run_one() > 0) {
    }
    m_signalled.cancel();
}

void Runs::watchSignals()
{
    m_signalled.async_wait(asio::posix::descriptor_base::wait_read, [this](const std::error_code& error) {
        if (error)
            return;
        const bool isInterrupted = m_signals.takeInterrupt();
        const bool isEnded = m_signals.endedBy() != 0;
        if (m_hearing && (isInterrupted || isEnded))
            m_hearing->stop();
        else if (isInterrupted)
            interrupt();
        m_paused = m_paused || isEnded;
        watchSignals();
    });
}

/// The next stop comes at once, unless a program runs: then the person is asked, and asked anyway at the second Ctrl-C.
void Runs::interrupt()
{
    newest().simulation->go(debug::Pace::Stop);
    if (++m_interrupts == 1 && !isProgramRunning(newest().timeline))
        return;
    newest().condition = Condition::Busy;
    m_paused = true;
}

std::string describe(const debug::Stop& stop)
{
    switch (stop.place) {
    case Place::BeforeCommand: return "before the server hears “" + text::printable(stop.command) + "”";
    case Place::BeforePlugin: return "before " + text::printable(stop.plugin) + " starts";
    case Place::AfterOutput: return "after " + text::printable(stop.plugin) + " has ended";
    case Place::BeforeReply: return "before the reply is sent";
    }
    return {};
}

} // namespace spp::cli
