// SPDX-License-Identifier: MIT
/// The debugger's actions, for a menu, a tool bar and the keyboard, with the keys of known debuggers: what goes forwards has a key, and
/// the same key with Shift goes backwards. Enabled by where the run stands. Not thread-safe: for the window's thread.
#pragma once

#include "app/workbench/settings/icons.h"
#include "core/debug/stepper.h"

#include <QList>
#include <QObject>

#include <functional>
#include <vector>

class QAction;
class QWidget;

namespace spp::workbench
{

class Debugger;

class DebugActions : public QObject
{
    Q_OBJECT

public:
    /// The actions become the widget's, in the order of a menu. @param cursor where “to the cursor” leads
    DebugActions(Debugger& debugger, std::function<debug::Cursor()> cursor, QWidget* widget);

    /// What can be begun: a dialog, typing, the last run once more.
    struct Beginnings
    {
        bool dialog = false;
        bool typing = false;
        bool again = false;
        bool pluginRuns = false;
    };
    void update(const Beginnings& beginnings);

    QAction* run() const { return m_run; }
    bool runsOnSave() const;
    bool tracesShells() const;
    /// For a step's context menu.
    QList<QAction*> forStep() const { return {m_toCursor, m_breakpoint, m_branch}; }
    QAction* nextPlugin() const { return m_nextPlugin; }

signals:
    /// The debugger can't do these alone. @param pace of a run that is to begin
    void startWanted(spp::debug::Pace pace);
    void restartWanted();
    void typingWanted();
    void stopWanted();
    void killWanted();
    /// Where the cursor is.
    void breakpointToggled();
    void runOnSaveToggled(bool on);
    void traceShellsToggled(bool on);

private:
    /// One way to go, forwards or backwards.
    struct Move
    {
        QAction* action = nullptr;
        bool backwards = false;
        bool toCursor = false;
    };

    QAction* add(LineIcon icon, const QString& text, const QKeySequence& key, const QString& toolTip);
    QAction* addSwitch(LineIcon icon, const QString& text, const QKeySequence& key, const QString& toolTip,
                       const QString& setting);
    void addSeparator();
    void addForward(QAction* action, debug::Pace pace);
    void addBack(QAction* action, debug::Pace pace);
    void addMoves();

    Debugger& m_debugger;
    std::function<debug::Cursor()> m_cursor;
    QWidget* m_widget;
    QAction* m_run = nullptr;
    QAction* m_pause = nullptr;
    QAction* m_stop = nullptr;
    QAction* m_restart = nullptr;
    QAction* m_kill = nullptr;
    QAction* m_typing = nullptr;
    QAction* m_nextPlugin = nullptr;
    QAction* m_toCursor = nullptr;
    QAction* m_branch = nullptr;
    QAction* m_breakpoint = nullptr;
    QAction* m_runOnSave = nullptr;
    QAction* m_traceShells = nullptr;
    std::vector<Move> m_moves;
};

} // namespace spp::workbench
