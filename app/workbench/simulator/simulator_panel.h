// SPDX-License-Identifier: MIT
/// The simulator: runs the loaded dialog, or what is typed, against the plugins of a home, and shows each step; the debugger's actions,
/// views and moments stand in it. Its actions() are for the window's menu and tool bar. Not thread-safe: a widget.
#pragma once

#include "app/workbench/debugger/debug_plan.h"
#include "app/workbench/debugger/debugger.h"
#include "app/workbench/debugger/runs_model.h"
#include "app/workbench/debugger/saved_runs.h"
#include "app/workbench/engine/rehearser.h"
#include "app/workbench/models/timeline_model.h"
#include "app/workbench/simulator/loaded_dialog.h"
#include "app/workbench/world/private_homes.h"

#include <QSet>
#include <QTimer>
#include <QWidget>

#include <optional>

class QAction;
class QLabel;
class QSplitter;
class QStackedWidget;

namespace spp::workbench
{

class ClientRow;
class DebugActions;
class ElidedLabel;
class HoldPanel;
class HomeChangesView;
class NoticeBar;
class Objections;
class SessionHead;
class StepInspector;
class StepsPane;
class StepsView;
class TracePanel;

class SimulatorPanel : public QWidget
{
    Q_OBJECT

public:
    /// `engine` must live longer than the panel.
    explicit SimulatorPanel(Engine& engine, QWidget* parent = nullptr);
    ~SimulatorPanel() override;

    /// The folder of the home that sessions run in. A dialog that was loaded from elsewhere is dropped.
    void setHome(const QString& home);
    /// Loads a *.spp file; if it can't be read or understood the panel says so and keeps what it has.
    void loadDialog(const QString& path);
    /// The same with another than its first session.
    void loadSession(const ScenarioPlace& place);
    /// Loads it and shows how it went when it was played, at what was not as the line expects; 0: at the first such step.
    void showPlayed(const std::shared_ptr<const RecordedSession>& session, int line);
    /// Loads it and runs it, in a copy of its home, and goes to what was not as the line expects.
    void playSession(const ScenarioPlace& place, int line);
    /// Loads it and runs it in the same way, held before its first plugin.
    void debugSession(const ScenarioPlace& place);
    /// Where the cursor of the editor in front is; “to the cursor” goes there.
    void setEditorCursor(const QString& path, int line);

    /// What the last run came to, or what can be done now.
    QString status() const;
    const TimelineModel& steps() const { return m_steps; }
    Debugger& debugger() { return m_debugger; }
    DebugPlan& plan() { return m_plan; }
    /// As the person has chosen it for what runs; without the home.
    RehearsalConditions conditions() const;
    /// The debugger's lists, for another place of the window; the caller owns them.
    QWidget* makeDebugViews();
    /// What toggles at a line of a file.
    void toggleBreakpoint(const QString& path, int line);
    /// Lines of a file with a breakpoint.
    QSet<int> breakpointLines(const QString& path) const;

signals:
    /// The person wants to see this line of this file.
    void openRequested(const QString& path, int line);
    void breakpointsChanged();
    /// Of the server that is simulated.
    void dialectChanged(const QString& dialect);
    /// Of the *.spp file that runs from now on.
    void dialogLoaded(const QString& path);
    /// What came at the selected step is to be expected from now on.
    void acceptWanted(const spp::workbench::Acceptance& acceptance);

private:
    void connectActions();
    void connectDebugger();
    void connectHomes();
    void loadPlan();
    QWidget* makeStepsSide();
    QWidget* makeTraceSide();

    bool readDialog(const ScenarioPlace& place);
    void start(RunReason reason, debug::Pace pace, bool inCopy = false);
    Result<void> applyClient(SimulationRequest& request) const;
    void say(const QString& line);
    void send(const std::string& message);
    void openPlace(const QString& place);
    void debugInTerminal(const plugin::Call& call);
    debug::Cursor cursor() const;
    const LoadedDialog* dialog() const { return m_dialog ? &*m_dialog : nullptr; }
    void tellSaved(const QString& sentence, const std::shared_ptr<const ComparedRuns>& runs, quint64 left,
                   quint64 right);
    void toggleAt(const debug::Cursor& at);
    void goToMismatch();
    Acceptance acceptance() const;
    void showAcceptance();
    bool maySpeak() const;

    void showRun();
    void showResult();
    void showState();
    void showActions();
    void showHold();
    void showHome();
    void showSteps();
    void selectStep(std::size_t step);
    void showClient();
    void showDialog();
    void showWelcome();
    void showStatus();
    QString heldWords() const;

    Engine& m_engine;
    TimelineModel m_steps;
    RunsModel m_runs;
    DebugPlan m_plan;
    Debugger m_debugger;
    SavedRuns m_savedRuns;
    PrivateHomes m_homes;
    QTimer m_showSoon; ///< one look at the newest step for a burst of records
    QString m_home;
    std::optional<LoadedDialog> m_dialog;
    QString m_cursorPath;
    int m_cursorLine = 0;
    std::optional<int> m_wantedLine; ///< to go to what was not as it expects, once the run on screen is there; 0: any

    DebugActions* m_actions;
    QAction* m_accept;
    Objections* m_objections;
    NoticeBar* m_notice;
    SessionHead* m_head;
    QStackedWidget* m_pages; ///< the welcome, or the steps
    QLabel* m_welcome;
    StepsView* m_view;
    StepsPane* m_stepsPane = nullptr;
    ElidedLabel* m_status;
    ClientRow* m_client;
    StepInspector* m_inspector;
    HoldPanel* m_hold;
    HomeChangesView* m_homeChanges;
    TracePanel* m_trace; ///< its first pages are the inspector and what is held, its last is the private home
};

} // namespace spp::workbench
