// SPDX-License-Identifier: MIT
#include "app/workbench/debugger/debug_actions.h"

#include "app/workbench/debugger/debugger.h"
#include "app/workbench/settings/icons.h"

#include <QAction>
#include <QSettings>
#include <QWidget>

#include <utility>

namespace spp::workbench
{

using debug::Pace;
using State = Engine::State;

namespace
{

const QString runOnSaveKey = QStringLiteral("debugger/runOnSave");
const QString traceShellsKey = QStringLiteral("debugger/traceShells");

/// A session would run to its end for it.
bool isNowhere(const debug::Cursor& cursor)
{
    return cursor.dialogLine == 0 && cursor.pluginPlace.empty();
}

} // namespace

DebugActions::DebugActions(Debugger& debugger, std::function<debug::Cursor()> cursor, QWidget* widget)
    : QObject(widget), m_debugger(debugger), m_cursor(std::move(cursor)), m_widget(widget)
{
    m_run = add(LineIcon::Run, tr("&Run"), Qt::Key_F5, tr("Run the dialog from its start to its end"));
    m_pause = add(LineIcon::Pause, tr("P&ause"), Qt::Key_F6, tr("Hold the session as soon as it can be held"));
    m_stop = add(LineIcon::Stop, tr("St&op"), QKeySequence(tr("Shift+F5")), tr("End the session"));
    m_restart =
        add(LineIcon::Restart, tr("R&estart"), QKeySequence(tr("Ctrl+Shift+F5")), tr("Begin the last run again"));
    addSeparator();
    addMoves();
    m_branch = add(LineIcon::Branch, tr("&Go On from Here"), QKeySequence(tr("Ctrl+F11")),
                   tr("Begin another run that goes on from the moment in the past that you look at, and holds there"));
    addSeparator();
    m_breakpoint = add(LineIcon::Breakpoint, tr("Toggle &Breakpoint"), Qt::Key_F9,
                       tr("Hold, or hold no longer, at the line with the cursor or the selected step"));
    m_kill = add(LineIcon::Kill, tr("&Kill Plugin"), QKeySequence(tr("Ctrl+Shift+K")), tr("Kill the plugin that runs"));
    m_typing = add(LineIcon::Type, tr("&Interactive Session"), QKeySequence(tr("Ctrl+Shift+I")),
                   tr("Start a session in which you type the client's lines"));

    connect(m_run, &QAction::triggered, this, [this] {
        if (m_debugger.state() == State::Idle)
            emit startWanted(Pace::Run);
        else
            m_debugger.forward(Pace::Run);
    });
    connect(m_pause, &QAction::triggered, this, [this] {
        m_debugger.toNewest();
        m_debugger.forward(Pace::Stop);
    });
    m_runOnSave = addSwitch(LineIcon::RunOnSave, tr("Run on &Save"), QKeySequence(tr("Ctrl+Shift+R")),
                            tr("Run the dialog again whenever a plugin or smtpplugins is saved"), runOnSaveKey);
    m_traceShells = addSwitch(LineIcon::Trace, tr("Trace S&hell Plugins"), QKeySequence(tr("Ctrl+Shift+T")),
                              tr("See each line of a shell plugin as it runs, beside its log"), traceShellsKey);
    connect(m_runOnSave, &QAction::toggled, this, &DebugActions::runOnSaveToggled);
    connect(m_traceShells, &QAction::toggled, this, &DebugActions::traceShellsToggled);
    connect(m_branch, &QAction::triggered, &m_debugger, &Debugger::goOnFromHere);
    connect(m_breakpoint, &QAction::triggered, this, &DebugActions::breakpointToggled);
    connect(m_stop, &QAction::triggered, this, &DebugActions::stopWanted);
    connect(m_restart, &QAction::triggered, this, &DebugActions::restartWanted);
    connect(m_kill, &QAction::triggered, this, &DebugActions::killWanted);
    connect(m_typing, &QAction::triggered, this, &DebugActions::typingWanted);
}

bool DebugActions::runsOnSave() const
{
    return m_runOnSave->isChecked();
}

bool DebugActions::tracesShells() const
{
    return m_traceShells->isChecked();
}

void DebugActions::addMoves()
{
    m_nextPlugin =
        add(LineIcon::NextPlugin, tr("Next &Plugin"), Qt::Key_F10, tr("Go on to the next plugin and hold before it"));
    addForward(m_nextPlugin, Pace::Plugin);
    addForward(add(LineIcon::NextStop, tr("&Next Stop"), Qt::Key_F11,
                   tr("Go on to the very next moment: a line, a plugin, its output, a reply")),
               Pace::Stop);
    addForward(add(LineIcon::NextCommand, tr("Next &Command"), Qt::Key_F12, tr("Go on to the client's next command")),
               Pace::Command);
    addForward(add(LineIcon::TransactionEnd, tr("&End of Transaction"), Qt::Key_F8,
                   tr("Go on to the command behind the end of the mail transaction")),
               Pace::Transaction);
    m_toCursor = add(LineIcon::ToCursor, tr("&To Cursor"), QKeySequence(tr("Ctrl+F10")),
                     tr("Go on to the line with the cursor in the dialog or in smtpplugins, or to the selected step"));
    addForward(m_toCursor, Pace::Cursor);
    addSeparator();
    addBack(add(LineIcon::BackToStart, tr("Back to the &Start"), QKeySequence(tr("Alt+Home")),
                tr("Go back to the run's first moment; no plugin runs again")),
            Pace::Run);
    addBack(add(LineIcon::PreviousPlugin, tr("Previous Plugin"), QKeySequence(tr("Shift+F10")),
                tr("Go back to the plugin before")),
            Pace::Plugin);
    addBack(add(LineIcon::PreviousStop, tr("Previous Stop"), QKeySequence(tr("Shift+F11")),
                tr("Go back to the moment before")),
            Pace::Stop);
    addBack(add(LineIcon::PreviousCommand, tr("Previous Command"), QKeySequence(tr("Shift+F12")),
                tr("Go back to the client's command before")),
            Pace::Command);
    addBack(add(LineIcon::TransactionStart, tr("Start of Transaction"), QKeySequence(tr("Shift+F8")),
                tr("Go back to the MAIL that began the mail transaction")),
            Pace::Transaction);
    addBack(add(LineIcon::BackToCursor, tr("Back to Cursor"), QKeySequence(tr("Ctrl+Shift+F10")),
                tr("Go back to the line with the cursor in the dialog or in smtpplugins")),
            Pace::Cursor);
}

QAction* DebugActions::add(LineIcon icon, const QString& text, const QKeySequence& key, const QString& toolTip)
{
    auto* action = new QAction(lineIcon(icon), text, this);
    action->setShortcut(key);
    action->setToolTip(QStringLiteral("%1 (%2)").arg(toolTip, key.toString(QKeySequence::NativeText)));
    m_widget->addAction(action);
    return action;
}

/// It stays as it was left.
QAction* DebugActions::addSwitch(LineIcon icon, const QString& text, const QKeySequence& key, const QString& toolTip,
                                 const QString& setting)
{
    QAction* action = add(icon, text, key, toolTip);
    action->setCheckable(true);
    action->setChecked(QSettings().value(setting).toBool());
    connect(action, &QAction::toggled, this, [setting](bool on) { QSettings().setValue(setting, on); });
    return action;
}

void DebugActions::addSeparator()
{
    auto* separator = new QAction(this);
    separator->setSeparator(true);
    m_widget->addAction(separator);
}

void DebugActions::addForward(QAction* action, Pace pace)
{
    m_moves.push_back({action, false, pace == Pace::Cursor});
    connect(action, &QAction::triggered, this, [this, pace] {
        const debug::Cursor cursor = m_cursor();
        if (pace == Pace::Cursor && isNowhere(cursor))
            return;
        if (m_debugger.state() == State::Idle && !m_debugger.past())
            emit startWanted(pace);
        else
            m_debugger.forward(pace, cursor);
    });
}

void DebugActions::addBack(QAction* action, Pace pace)
{
    m_moves.push_back({action, true, pace == Pace::Cursor});
    connect(action, &QAction::triggered, this, [this, pace] {
        const debug::Cursor cursor = m_cursor();
        if (pace != Pace::Cursor || !isNowhere(cursor))
            m_debugger.back(pace, cursor);
    });
}

void DebugActions::update(const Beginnings& beginnings)
{
    const State state = m_debugger.state();
    const bool isLive = state != State::Idle;
    const bool mayBegin = beginnings.dialog || beginnings.typing;
    const bool hasCursor = !isNowhere(m_cursor());
    m_run->setText(isLive ? tr("&Continue") : tr("&Run"));
    m_run->setEnabled(isLive ? state == State::Held || m_debugger.past() : beginnings.dialog);
    m_pause->setEnabled(state == State::Running || state == State::AwaitingInput);
    m_stop->setEnabled(isLive);
    m_restart->setEnabled(beginnings.again);
    m_kill->setEnabled(state == State::Running && beginnings.pluginRuns);
    m_branch->setEnabled(m_debugger.mayGoOnFromHere());
    m_breakpoint->setEnabled(hasCursor);
    m_typing->setEnabled(beginnings.typing);
    for (const Move& move : m_moves) {
        const bool possible = move.backwards ? m_debugger.mayGoBack() : isLive || m_debugger.past() || mayBegin;
        move.action->setEnabled(possible && (!move.toCursor || hasCursor));
    }
}

} // namespace spp::workbench
