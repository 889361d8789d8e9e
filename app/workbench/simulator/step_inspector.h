// SPDX-License-Identifier: MIT
/// Everything about one step: how it came out, what its plugin was given, printed and logged, and what the session knew after it.
/// Not thread-safe: a widget.
#pragma once

#include "app/workbench/models/session_model.h"
#include "app/workbench/models/timeline_model.h"
#include "app/workbench/models/traced_lines_model.h"

#include <QWidget>

#include <optional>

class QAction;
class QLabel;
class QTabWidget;
class QToolButton;

namespace spp::workbench
{

class ByteView;
class ElidedLabel;
class EnvironmentView;
class OutputView;
class ShellView;
class ValueTable;

class StepInspector : public QWidget
{
    Q_OBJECT

public:
    /// `steps` must live longer than the inspector.
    explicit StepInspector(const TimelineModel& steps, QWidget* parent = nullptr);

    void showStep(std::size_t step);
    /// The same, with a line that the step's plugin printed.
    void showLine(std::size_t step, std::size_t line);
    /// Of the step that is shown, what its plugin logged.
    void showLog();
    /// Shows the step as it is now.
    void refresh();
    void clear();
    /// What can be asked about the step that is shown; it has a button while it is enabled.
    void setObjectionsAction(QAction* action);

signals:
    /// The person wants to see this line: "control/smtpplugins:12".
    void placeChosen(const QString& place);
    /// The person wants to see this step, or this line of its output.
    void stepChosen(spp::trace::StepLine place);
    /// The person wants to run it in a terminal, under its debugger.
    void debuggerWanted(const spp::plugin::Call& call);

private:
    QWidget* makeHead();
    void makeTabs();
    void showHead(const trace::Step& step);
    void showTabs(const trace::Step& step);
    void showText(const trace::Step& step);
    void showPlugin(const trace::PluginStep& plugin);
    QString details(const trace::Step& step, const trace::PluginStep* plugin) const;
    QString pluginDetails(const trace::PluginStep& plugin) const;
    const trace::PluginStep* pluginOf(const trace::Step& step) const;
    void setTab(QWidget* page, bool visible, const QString& title);
    void chooseTab();
    void showRawButton();

    const TimelineModel& m_steps;
    std::optional<std::size_t> m_step;
    SessionModel m_session;
    TracedLinesModel m_tracedLines;

    ElidedLabel* m_title;
    QToolButton* m_place;
    QString m_placePath;
    ElidedLabel* m_outcome;
    QToolButton* m_objections;
    QLabel* m_details;
    QTabWidget* m_tabs;
    ByteView* m_text;
    OutputView* m_output;
    EnvironmentView* m_environment;
    ByteView* m_log;
    ValueTable* m_trace;
    ShellView* m_shell;
    ValueTable* m_sessionTable;
    QToolButton* m_raw;
    std::optional<std::size_t> m_shownLog; ///< so much of the step's log is shown
    QWidget* m_wantedTab = nullptr;        ///< the person's choice, which not every step has
    bool m_choosing = false;               ///< the tab is changed by the program
};

} // namespace spp::workbench
