// SPDX-License-Identifier: MIT
/// What the simulator says of where a session stands, and of what can be done.
#include "app/workbench/debugger/debug_actions.h"
#include "app/workbench/debugger/hold_words.h"
#include "app/workbench/debugger/run_comparison.h"
#include "app/workbench/editor/notice_bar.h"
#include "app/workbench/models/words.h"
#include "app/workbench/simulator/client_row.h"
#include "app/workbench/simulator/elided_label.h"
#include "app/workbench/simulator/result_words.h"
#include "app/workbench/simulator/simulator_panel.h"
#include "app/workbench/simulator/steps_pane.h"
#include "app/workbench/trace/trace_panel.h"
#include "app/workbench/world/home_changes_view.h"

#include <QAction>
#include <QLabel>

namespace spp::workbench
{

using State = Engine::State;

namespace
{

QString keysOf(const QAction* action)
{
    return action->shortcut().toString(QKeySequence::NativeText);
}

} // namespace

void SimulatorPanel::showClient()
{
    const State state = m_engine.state();
    const auto hint = [&] {
        if (state == State::Idle)
            return maySpeak() ? tr("Type a line, such as EHLO mail.example.net") : QString();
        if (!maySpeak())
            return tr("The dialog speaks for the client");
        if (state == State::Held)
            return tr("The session is held; %1 goes on").arg(keysOf(m_actions->run()));
        return tr("The client's next line; Up and Down recall earlier ones");
    };
    m_client->setMaySpeak(maySpeak(), hint());
    m_client->setMaySend(maySpeak() && state == State::AwaitingInput);
}

void SimulatorPanel::showWelcome()
{
    if (m_home.isEmpty() && !m_dialog)
        return m_welcome->setText(tr("Open a home to talk SMTP to its plugins."));
    const QString dialog =
        !m_dialog ? tr("Choose a dialog (*.spp) from the tree to run it.")
                  : tr("Press %1 to run “%2”, or %3 to hold before each plugin.")
                        .arg(keysOf(m_actions->run()), m_dialog->shownTitle(), keysOf(m_actions->nextPlugin()));
    m_welcome->setText(m_home.isEmpty() ? dialog : dialog + tr("\n\nOr type the client's lines yourself, below."));
}

void SimulatorPanel::showStatus()
{
    const Run* run = m_debugger.shown();
    switch (m_debugger.state()) {
    case State::Idle: {
        ResultWords words =
            run && run->result ? describeResult(run->request, *run->result) : ResultWords{tr("Ready"), std::nullopt};
        if (run && (run->request.inCopy || !run->request.before.empty()) && !run->request.world.privateHome)
            words.sentence += tr(" It ran in a copy of the home.");
        if (m_homes.isUntouched())
            words.sentence += tr(" The plugins changed nothing in their home.");
        return m_status->setText(words.sentence, words.meaning);
    }
    case State::Running: {
        const auto plugin = m_steps.openPlugin();
        const QString title = plugin ? m_steps.indexOf(*plugin).data().toString() : QString();
        return m_status->setText(tr("Running %1").arg(title).trimmed(), Meaning::Changed);
    }
    case State::Held: return m_status->setText(heldWords(), Meaning::Changed);
    case State::AwaitingInput:
        return m_status->setText(
            m_debugger.pace() == debug::Pace::Run
                ? tr("The server waits for the client's next line.")
                : tr("The server waits for the client's next line; the session will be held behind it."));
    }
}

QString SimulatorPanel::heldWords() const
{
    const QString keys = tr("%1 goes on to the next plugin, %2 to the end.")
                             .arg(keysOf(m_actions->nextPlugin()), keysOf(m_actions->run()));
    return QStringLiteral("%1: %2").arg(describePlace(m_engine.held().stop), keys);
}

void SimulatorPanel::showHome()
{
    const int page = m_trace->indexOf(m_homeChanges);
    const bool isPrivate = m_homes.shown() != nullptr;
    m_stepsPane->setPrivateHome(isPrivate);
    m_trace->setTabText(page, m_homeChanges->title());
    m_trace->setTabVisible(page, isPrivate);
}

void SimulatorPanel::tellSaved(const QString& sentence, const std::shared_ptr<const ComparedRuns>& runs, quint64 left,
                               quint64 right)
{
    QList<NoticeBar::Choice> choices;
    if (runs)
        choices.append({tr("Compare…"),
                        [this, runs, left, right] { (new ComparisonWindow(runs, left, right, window()))->show(); }});
    choices.append({tr("Close"), [] {}});
    m_notice->tell(Meaning::Changed, sentence, choices);
}

} // namespace spp::workbench
