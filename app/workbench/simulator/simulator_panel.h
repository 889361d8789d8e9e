// SPDX-License-Identifier: MIT
/// The simulator: runs the loaded dialog, or what is typed, against the plugins of a home, and shows each step; the debugger's actions,
/// views and moments stand in it. Its actions() are for the window's menu and tool bar. Not thread-safe: a widget.
#pragma once

#include "app/workbench/debugger/debugger.h"
#include "app/workbench/debugger/runs_model.h"
#include "app/workbench/models/timeline_model.h"
#include "app/workbench/simulator/loaded_dialog.h"

#include <QTimer>
#include <QWidget>

#include <optional>

class QComboBox;
class QLabel;
class QSplitter;
class QStackedWidget;

namespace spp::workbench
{

class ClientInput;
class DebugActions;
class ElidedLabel;
class NoticeBar;
class StepInspector;
class StepsView;

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
    /// Where the cursor of the editor in front is; “to the cursor” goes there.
    void setEditorCursor(const QString& path, int line);

    /// What the last run came to, or what can be done now.
    QString status() const;
    const TimelineModel& steps() const { return m_steps; }
    Debugger& debugger() { return m_debugger; }

signals:
    /// The person wants to see this line of this file.
    void openRequested(const QString& path, int line);

private:
    void connectActions();
    QWidget* makeHead();
    QWidget* makeStepsSide();

    bool readDialog(const QString& path);
    void start(RunReason reason, debug::Pace pace);
    void say(const QString& line);
    void openPlace(const QString& place);
    debug::Cursor cursor() const;
    bool maySpeak() const;

    void showRun();
    void showResult();
    void showState();
    void showSteps();
    void selectStep(std::size_t step);
    void showInput();
    void showDialog();
    void showWelcome();
    void showStatus();
    QString heldWords() const;

    Engine& m_engine;
    TimelineModel m_steps;
    RunsModel m_runs;
    Debugger m_debugger;
    QTimer m_showSoon; ///< one look at the newest step for a burst of records
    QString m_home;
    std::optional<LoadedDialog> m_dialog;
    QString m_dialect; ///< the person's choice, for dialogs that name none
    QString m_cursorPath;
    int m_cursorLine = 0;

    DebugActions* m_actions;
    NoticeBar* m_notice;
    ElidedLabel* m_dialogName;
    QComboBox* m_dialects;
    QStackedWidget* m_pages; ///< the welcome, or the steps
    QLabel* m_welcome;
    StepsView* m_view;
    ElidedLabel* m_status;
    ClientInput* m_input;
    StepInspector* m_inspector;
};

} // namespace spp::workbench
