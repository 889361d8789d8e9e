// SPDX-License-Identifier: MIT
/// Where the person is in a run, and every way to go on from there: forwards in a run that goes on, forwards and backwards in what a
/// run has passed, and off from its middle as a branch. Keeps the history of runs up to date, and the steps that are on screen.
/// Not thread-safe: lives in the window's thread.
#pragma once

#include "app/workbench/debugger/run.h"

#include <QObject>
#include <QStringList>
#include <QTimer>

#include <cstddef>
#include <optional>
#include <vector>

namespace spp::workbench
{

class RunsModel;
class TimelineModel;

class Debugger : public QObject
{
    Q_OBJECT

public:
    /// All of them must live longer than the debugger. @param steps of the run that is on screen
    Debugger(Engine& engine, RunsModel& runs, TimelineModel& steps, QObject* parent = nullptr);

    /// The run on screen; nullptr: none yet.
    const Run* shown() const;
    /// The run on screen goes on, and this is where it stands; Idle for one that is over.
    Engine::State state() const;
    /// The stop that is looked at, if it is not the newest moment.
    std::optional<std::size_t> past() const { return m_past; }
    /// All steps of the run on screen are there, and it is over.
    bool isComplete() const;
    /// The step at which the person is.
    std::optional<std::size_t> step() const;
    bool mayGoBack() const;
    /// A branch from the moment that is looked at.
    bool mayGoOnFromHere() const;
    /// What is likely to run again if somebody goes on from where they are.
    QStringList pluginsAgain() const;

    /// How far the newest run was told to go.
    debug::Pace pace() const { return m_pace; }

    /// Breakpoints, overrides and pretences, from now on.
    void setPlan(debug::Plan plan);
    /// What is to be done to what is held, once it goes on.
    void setDecision(debug::Decision decision) { m_decision = std::move(decision); }

    void start(SimulationRequest request, RunReason reason, std::optional<PlayedScenario> scenario = std::nullopt);
    /// A run that is over and that others have carried out: it is on screen from now on. Its number is given here.
    void adopt(Run run);
    void forward(debug::Pace pace, const debug::Cursor& cursor = {});
    void back(debug::Pace pace, const debug::Cursor& cursor = {});
    /// The person has selected a step.
    void lookAt(std::size_t step);
    /// At the step that was the newest when so many records had been told.
    void lookAfter(std::size_t records);
    void toNewest();
    /// A branch, which holds at the moment that is looked at, so that what stands there can be changed.
    void goOnFromHere();
    /// Another run of the history.
    void show(quint64 run);

signals:
    /// Another run is on screen.
    void runShown();
    /// The run on screen has more steps.
    void grown();
    /// The moment that is looked at, or the state of the run, is another.
    void changed();
    /// The view is to select this step.
    void stepWanted(std::size_t step);
    void finished(quint64 run);
    /// The run on screen has come to its end, and all of its steps are there.
    void completed();

private:
    void addRecords(quint64 run, const std::vector<trace::Record>& records);
    void addStops(quint64 run, const std::vector<debug::PastStop>& stops);
    void finish(quint64 run, const SimulationResult& result);
    void begin(Run run);
    void fill();
    void grow();
    void showActivity();
    void moveTo(std::size_t stop);

    Engine& m_engine;
    RunsModel& m_runs;
    TimelineModel& m_steps;
    quint64 m_shown = 0;
    std::size_t m_filled = 0; ///< so many of its records are on screen
    QTimer m_growSoon;
    std::optional<std::size_t> m_past; ///< index of a stop of the run on screen
    debug::Plan m_plan;
    debug::Decision m_decision;
    debug::Pace m_pace = debug::Pace::Run;
    bool m_moving = false; ///< the selection is moved by the debugger
};

} // namespace spp::workbench
