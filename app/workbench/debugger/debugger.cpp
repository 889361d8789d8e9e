// SPDX-License-Identifier: MIT
#include "app/workbench/debugger/debugger.h"

#include "app/workbench/debugger/hold_words.h"
#include "app/workbench/debugger/moments.h"
#include "app/workbench/debugger/runs_model.h"
#include "app/workbench/models/timeline_model.h"
#include "core/debug/plugin_runs.h"

#include <QElapsedTimer>
#include <QScopedValueRollback>

#include <algorithm>
#include <utility>

namespace spp::workbench
{

using State = Engine::State;

namespace
{

/// Of a long run so many records are shown at once, for so many milliseconds, before the window gets its turn.
constexpr std::size_t shownAtOnce = 100;
constexpr qint64 growMilliseconds = 10;

/// A plugin's two stops are one position, and a branch begins with the first.
std::size_t beginningOf(const std::vector<debug::PastStop>& stops, std::size_t stop)
{
    while (stop > 0 && stops[stop - 1].position == stops[stop].position)
        --stop;
    return stop;
}

} // namespace

Debugger::Debugger(Engine& engine, RunsModel& runs, TimelineModel& steps, QObject* parent)
    : QObject(parent), m_engine(engine), m_runs(runs), m_steps(steps)
{
    connect(&m_engine, &Engine::stateChanged, this, [this] {
        if (m_runs.find(m_engine.run()) == nullptr)
            return; // begin() will show it
        showActivity();
        emit changed();
    });
    m_growSoon.setSingleShot(true);
    m_growSoon.setInterval(0);
    connect(&m_growSoon, &QTimer::timeout, this, &Debugger::grow);
    connect(&m_engine, &Engine::recordsArrived, this, &Debugger::addRecords);
    connect(&m_engine, &Engine::stopsPassed, this, &Debugger::addStops);
    connect(&m_engine, &Engine::logged, &m_runs, &RunsModel::addLogged);
    connect(&m_engine, &Engine::finished, this, &Debugger::finish);
}

const Run* Debugger::shown() const
{
    return m_runs.find(m_shown);
}

State Debugger::state() const
{
    return m_shown == m_engine.run() ? m_engine.state() : State::Idle;
}

bool Debugger::isComplete() const
{
    const Run* run = shown();
    return run != nullptr && run->result && m_filled == run->records.size();
}

std::optional<std::size_t> Debugger::step() const
{
    const auto& timeline = m_steps.timeline();
    if (m_past)
        return stepAt(timeline, shown()->stops[*m_past]);
    return timeline.size() == 0 ? std::nullopt : std::optional(timeline.size() - 1);
}

bool Debugger::mayGoBack() const
{
    const Run* run = shown();
    if (run == nullptr)
        return false;
    return m_past ? *m_past > 0 : run->stops.size() > (state() == State::Held ? 1 : 0);
}

bool Debugger::mayGoOnFromHere() const
{
    return m_past && shown()->reason != RunReason::Rehearsed;
}

QStringList Debugger::pluginsAgain() const
{
    return m_past ? pluginsFrom(*shown(), shown()->stops[*m_past]) : QStringList();
}

void Debugger::setPlan(debug::Plan plan)
{
    m_plan = std::move(plan);
    m_engine.setPlan(m_plan);
}

void Debugger::start(SimulationRequest request, RunReason reason, std::optional<PlayedScenario> scenario)
{
    Run run;
    run.scenario = std::move(scenario);
    request.debug = m_plan;
    run.reason = reason;
    run.request = request;
    m_pace = request.pace;
    m_runs.leave(m_engine.run());
    run.number = m_engine.start(std::move(request));
    begin(std::move(run));
}

void Debugger::adopt(Run run)
{
    const quint64 number = run.number = m_engine.takeNumber();
    run.began = QDateTime::currentDateTime();
    m_runs.add(std::move(run));
    show(number);
}

void Debugger::goOnFromHere()
{
    if (!mayGoOnFromHere())
        return;
    const Run* old = shown();
    const std::size_t stop = beginningOf(old->stops, *m_past);
    const debug::PastStop at = old->stops[stop];
    Run run;
    run.reason = RunReason::Branch;
    run.from = old->number;
    run.fromStep = m_steps.timeline().stepsAfter(at.records);
    run.request = old->request;
    run.records.assign(old->records.begin(), old->records.begin() + static_cast<std::ptrdiff_t>(at.records));
    run.stops.assign(old->stops.begin(), old->stops.begin() + static_cast<std::ptrdiff_t>(stop));
    std::ranges::copy_if(old->logged, std::back_inserter(run.logged),
                         [&](const LoggedText& text) { return text.records <= at.records; });
    BranchRequest request;
    request.from = old->number;
    request.at = at;
    request.pluginRuns = debug::pluginRunsBefore(old->records, at);
    request.interactive = old->request.interactive;
    request.debug = m_plan;
    request.pace = m_pace = debug::Pace::Stop;
    const bool takesHomeOver = old->number == m_engine.run();
    m_runs.leave(m_engine.run(), takesHomeOver ? RunHome::Fate::TakenOver : RunHome::Fate::ThrownAway);
    run.number = m_engine.branch(std::move(request));
    begin(std::move(run));
}

void Debugger::begin(Run run)
{
    run.began = QDateTime::currentDateTime();
    m_shown = run.number;
    m_decision = {};
    m_runs.add(std::move(run));
    m_runs.mark(m_shown);
    fill();
}

void Debugger::show(quint64 run)
{
    if (m_runs.find(run) == nullptr || run == m_shown)
        return;
    m_shown = run;
    m_runs.mark(run);
    fill();
}

/// What is on screen is the run's, from the start.
void Debugger::fill()
{
    m_past.reset();
    m_steps.clear();
    m_filled = 0;
    emit runShown();
    showActivity();
    grow();
    emit changed();
}

/// A long run comes bit by bit, so that the window never waits.
void Debugger::grow()
{
    const Run& run = *shown();
    QElapsedTimer clock;
    clock.start();
    while (m_filled < run.records.size() && !clock.hasExpired(growMilliseconds)) {
        const std::size_t end = std::min(run.records.size(), m_filled + shownAtOnce);
        m_steps.addRecords({run.records.begin() + static_cast<std::ptrdiff_t>(m_filled),
                            run.records.begin() + static_cast<std::ptrdiff_t>(end)});
        m_filled = end;
    }
    emit grown();
    if (m_filled < run.records.size())
        m_growSoon.start();
    else if (run.result)
        emit completed();
}

void Debugger::forward(debug::Pace pace, const debug::Cursor& cursor)
{
    if (m_past) {
        const auto& stops = shown()->stops;
        const auto next = debug::stopAfter(stops, *m_past, pace, cursor);
        // The last stop of a held run is the newest moment itself.
        if (next && !(state() == State::Held && *next + 1 == stops.size()))
            return moveTo(*next);
        return toNewest();
    }
    if (state() != State::Idle)
        m_pace = pace;
    switch (state()) {
    case State::Idle: return;
    case State::Held:
        if (const QString done = describeDecision(m_engine.held().stop, m_decision); !done.isEmpty())
            m_runs.addLogged(m_shown, done);
        return m_engine.decide(std::exchange(m_decision, {}), pace, cursor);
    case State::Running:
    case State::AwaitingInput:
        m_engine.go(pace, cursor);
        emit changed();
        return;
    }
}

void Debugger::back(debug::Pace pace, const debug::Cursor& cursor)
{
    if (!mayGoBack())
        return;
    const auto& stops = shown()->stops;
    const std::size_t newest = state() == State::Held ? stops.size() - 1 : stops.size();
    moveTo(debug::stopBefore(stops, m_past.value_or(newest), pace, cursor).value_or(0));
}

void Debugger::moveTo(std::size_t stop)
{
    const QScopedValueRollback moving(m_moving, true);
    m_past = stop;
    emit stepWanted(*step());
    emit changed();
}

void Debugger::lookAt(std::size_t step)
{
    if (m_moving)
        return;
    const auto& timeline = m_steps.timeline();
    auto stop = step + 1 < timeline.size() ? stopAt(*shown(), timeline, step) : std::nullopt;
    if (stop && state() == State::Held && *stop + 1 == shown()->stops.size())
        stop.reset(); // that is where the run is held
    if (stop == m_past)
        return;
    m_past = stop;
    emit changed();
}

void Debugger::lookAfter(std::size_t records)
{
    const std::size_t steps = m_steps.timeline().stepsAfter(records);
    if (steps > 0)
        emit stepWanted(steps - 1);
}

void Debugger::toNewest()
{
    if (m_steps.timeline().size() == 0)
        return;
    const QScopedValueRollback moving(m_moving, true);
    m_past.reset();
    emit stepWanted(m_steps.timeline().size() - 1);
    emit changed();
}

void Debugger::addRecords(quint64 run, const std::vector<trace::Record>& records)
{
    m_runs.addRecords(run, records);
    if (run != m_shown)
        return;
    if (!m_growSoon.isActive())
        grow();
}

void Debugger::addStops(quint64 run, const std::vector<debug::PastStop>& stops)
{
    const bool mayGoBackBefore = mayGoBack();
    m_runs.addStops(run, stops);
    if (run == m_shown && mayGoBack() != mayGoBackBefore)
        emit changed();
}

void Debugger::finish(quint64 run, const SimulationResult& result)
{
    m_runs.finish(run, result);
    emit changed();
    emit finished(run);
    if (run == m_shown && !m_growSoon.isActive())
        emit completed();
}

void Debugger::showActivity()
{
    switch (state()) {
    case State::Idle: return m_steps.setActivity(TimelineModel::Activity::Over);
    case State::Held: return m_steps.setActivity(TimelineModel::Activity::Held);
    case State::Running:
    case State::AwaitingInput: return m_steps.setActivity(TimelineModel::Activity::Running);
    }
}

} // namespace spp::workbench
