// SPDX-License-Identifier: MIT
#include "app/workbench/simulator/simulator_panel.h"

#include "app/workbench/debugger/debug_actions.h"
#include "app/workbench/debugger/debug_terminal.h"
#include "app/workbench/debugger/debug_views.h"
#include "app/workbench/debugger/hold_panel.h"
#include "app/workbench/debugger/hold_words.h"
#include "app/workbench/debugger/objections.h"
#include "app/workbench/editor/notice_bar.h"
#include "app/workbench/models/words.h"
#include "app/workbench/settings/icons.h"
#include "app/workbench/simulator/client_row.h"
#include "app/workbench/simulator/elided_label.h"
#include "app/workbench/simulator/reply_marks.h"
#include "app/workbench/simulator/result_words.h"
#include "app/workbench/simulator/session_head.h"
#include "app/workbench/simulator/step_inspector.h"
#include "app/workbench/simulator/steps_pane.h"
#include "app/workbench/simulator/steps_view.h"
#include "app/workbench/trace/pipeline_view.h"
#include "app/workbench/trace/trace_panel.h"
#include "app/workbench/world/home_changes_view.h"

#include <QAction>
#include <QDir>
#include <QLabel>
#include <QSplitter>
#include <QStackedWidget>
#include <QVBoxLayout>

#include <utility>

namespace spp::workbench
{

using State = Engine::State;

namespace
{

/// Often enough to look alive, seldom enough to leave the window time for the person.
constexpr std::chrono::milliseconds showInterval{30};
constexpr int stepsShare = 45; // percent of the width, at first
constexpr int inspectorShare = 55;

bool isBelow(const QString& path, const QString& folder)
{
    return !QDir(folder).relativeFilePath(path).startsWith(QStringLiteral(".."));
}

} // namespace

SimulatorPanel::SimulatorPanel(Engine& engine, QWidget* parent)
    : QWidget(parent),
      m_engine(engine),
      m_debugger(engine, m_runs, m_steps),
      m_savedRuns(m_debugger, m_runs),
      m_homes(engine, m_runs, m_debugger),
      m_actions(new DebugActions(
          m_debugger, [this] { return cursor(); }, this)),
      m_accept(new QAction(lineIcon(LineIcon::Accept), tr("&Accept What Happened"), this)),
      m_objections(new Objections(engine, m_debugger, m_steps, this)),
      m_notice(new NoticeBar),
      m_head(new SessionHead(engine)),
      m_pages(new QStackedWidget),
      m_welcome(new QLabel),
      m_view(new StepsView(m_steps)),
      m_status(new ElidedLabel),
      m_client(new ClientRow),
      m_inspector(new StepInspector(m_steps)),
      m_hold(new HoldPanel(engine, m_debugger)),
      m_homeChanges(new HomeChangesView(m_homes)),
      m_trace(new TracePanel)
{
    auto* splitter = new QSplitter;
    splitter->addWidget(makeStepsSide());
    splitter->addWidget(makeTraceSide());
    splitter->setStretchFactor(0, stepsShare);
    splitter->setStretchFactor(1, inspectorShare);
    splitter->setSizes({stepsShare * 100, inspectorShare * 100});
    splitter->setChildrenCollapsible(false);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(m_head);
    column->addWidget(m_notice);
    column->addWidget(splitter, 1);

    m_showSoon.setSingleShot(true);
    m_showSoon.setInterval(showInterval);
    connectActions();
    connectDebugger();
    connectHomes();
    m_plan.setPretence(m_head->client().pretence);
    m_plan.setTracesShells(m_actions->tracesShells());
    m_savedRuns.setEnabled(m_actions->runsOnSave());
    m_trace->hide(); // until there is a step to be seen
    showDialog();
    showState();
}

/// The steps' view looks at m_steps to the last.
SimulatorPanel::~SimulatorPanel()
{
    delete m_pages;
}

void SimulatorPanel::setHome(const QString& home)
{
    m_home = home;
    m_savedRuns.setHome(home);
    if (m_dialog && !isBelow(m_dialog->path(), home))
        m_dialog.reset();
    loadPlan();
    showDialog();
    showState();
}

void SimulatorPanel::loadDialog(const QString& path)
{
    loadSession({path, 0, 0});
}

void SimulatorPanel::loadSession(const ScenarioPlace& place)
{
    if (readDialog(place)) {
        m_notice->hide();
        loadPlan();
        showDialog();
        showState();
        emit dialogLoaded(place.path);
    }
}

QString SimulatorPanel::status() const
{
    return m_status->text();
}

void SimulatorPanel::connectDebugger()
{
    connect(&m_showSoon, &QTimer::timeout, this, &SimulatorPanel::showState);
    connect(&m_debugger, &Debugger::runShown, this, &SimulatorPanel::showRun);
    connect(&m_debugger, &Debugger::changed, this, &SimulatorPanel::showState);
    connect(&m_debugger, &Debugger::stepWanted, this, &SimulatorPanel::selectStep);
    connect(&m_debugger, &Debugger::completed, this, &SimulatorPanel::showResult);
    connect(&m_debugger, &Debugger::grown, this, [this] {
        if (!m_showSoon.isActive())
            m_showSoon.start();
    });
    connect(&m_plan, &DebugPlan::changed, this, [this] {
        m_debugger.setPlan(m_plan.plan());
        emit breakpointsChanged();
    });
    connect(&m_engine, &Engine::counted, this,
            [this](quint64, const std::vector<std::size_t>& hits) { m_plan.breakpoints().setHits(hits); });
    connect(m_head, &SessionHead::dialectChanged, this, &SimulatorPanel::dialectChanged);
    connect(m_head, &SessionHead::clientChosen, this, [this] { m_plan.setPretence(m_head->client().pretence); });
    connect(m_actions, &DebugActions::traceShellsToggled, &m_plan, &DebugPlan::setTracesShells);
    connect(m_actions, &DebugActions::runOnSaveToggled, &m_savedRuns, &SavedRuns::setEnabled);
    connect(&m_savedRuns, &SavedRuns::runWanted, this, [this] {
        if (m_dialog)
            start(RunReason::Saved, debug::Pace::Run);
    });
    connect(&m_savedRuns, &SavedRuns::told, this, &SimulatorPanel::tellSaved);
    m_view->addActions(m_actions->forStep());
    m_view->addAction(m_objections->action());
    m_view->addAction(m_accept);
    m_accept->setEnabled(false);
    connect(m_accept, &QAction::triggered, this, [this] { emit acceptWanted(acceptance()); });
    connect(m_view, &StepsView::stepSelected, this, &SimulatorPanel::showAcceptance);
    m_inspector->setObjectionsAction(m_objections->action());
    m_trace->pipeline()->addAction(m_objections->action());
    connect(m_view, &StepsView::stepSelected, m_objections, &Objections::showStep);
    connect(m_view, &StepsView::stepSelected, &m_debugger, &Debugger::lookAt);
    connect(m_hold, &HoldPanel::goOnWanted, m_actions->run(), &QAction::trigger);
    connect(m_hold, &HoldPanel::keepWanted, &m_plan.overrides(), &OverridesModel::add);
    connect(&m_engine, &Engine::stateChanged, this, &SimulatorPanel::showHold);
    connect(m_client, &ClientRow::said, this, &SimulatorPanel::say);
    connect(m_client, &ClientRow::sent, this, &SimulatorPanel::send);
    connect(m_client, &ClientRow::failed, this,
            [this](const QString& sentence) { m_notice->tell(Meaning::Error, sentence); });
}

void SimulatorPanel::connectHomes()
{
    connect(&m_homes, &PrivateHomes::changed, this, &SimulatorPanel::showHome);
    connect(&m_homes, &PrivateHomes::kept, &m_savedRuns, &SavedRuns::forget);
}

/// Breakpoints and overrides are a dialog's; where plugins run is the home's.
void SimulatorPanel::loadPlan()
{
    const QString home = m_dialog ? m_dialog->homeFor(m_home) : m_home;
    m_plan.load(home, m_dialog ? m_dialog->path() : QString());
    m_head->setHome(home);
}

QWidget* SimulatorPanel::makeDebugViews()
{
    return new DebugViews(m_debugger, m_plan, m_runs);
}

void SimulatorPanel::connectActions()
{
    connect(m_actions, &DebugActions::startWanted, this,
            [this](debug::Pace pace) { start(m_dialog ? RunReason::Dialog : RunReason::Interactive, pace); });
    connect(m_actions, &DebugActions::restartWanted, this, [this] {
        const SimulationRequest& last = m_debugger.shown()->request;
        start(last.interactive ? RunReason::Interactive : RunReason::Dialog, last.pace);
    });
    connect(m_actions, &DebugActions::typingWanted, this, [this] {
        start(RunReason::Interactive, debug::Pace::Run);
        m_client->setFocus();
    });
    connect(m_actions, &DebugActions::breakpointToggled, this, [this] { toggleAt(cursor()); });
    connect(m_actions, &DebugActions::stopWanted, &m_engine, &Engine::stop);
    connect(m_actions, &DebugActions::killWanted, &m_engine, &Engine::killPlugin);
}

bool SimulatorPanel::readDialog(const ScenarioPlace& place)
{
    auto dialog = LoadedDialog::read(place);
    if (dialog) {
        m_dialog = std::move(*dialog);
        return true;
    }
    const QString sentence = QString::fromStdString(dialog.error().message);
    QList<NoticeBar::Choice> choices;
    if (const auto line = lineOfError(place.path, sentence))
        choices.append(
            {tr("Show Line %1").arg(*line), [this, path = place.path, line] { emit openRequested(path, *line); }});
    choices.append({tr("Close"), [] {}});
    m_notice->tell(Meaning::Error, sentence, choices);
    return false;
}

void SimulatorPanel::start(RunReason reason, debug::Pace pace, bool inCopy)
{
    const bool isTyped = reason == RunReason::Interactive;
    // The file may have been edited since it was loaded.
    if (!isTyped && !readDialog(ScenarioPlace(m_dialog->place)))
        return;
    SimulationRequest request;
    std::optional<PlayedScenario> scenario;
    if (!isTyped) {
        request.dialog = m_dialog->dialog;
        request.before = m_dialog->before;
        request.inCopy = inCopy;
        scenario = PlayedScenario{m_dialog->place, m_dialog->cases, m_dialog->text};
    }
    if (const auto applied = applyClient(request); !applied)
        return m_notice->tell(Meaning::Error, shownWords(applied.error().message));
    m_notice->hide();
    request.home = isTyped ? m_home : m_dialog->homeFor(m_home);
    request.dialect = m_head->dialect();
    m_head->setHome(request.home);
    request.world = m_head->world();
    request.pace = pace;
    request.cursor = cursor();
    request.interactive = isTyped;
    m_debugger.start(std::move(request), reason, std::move(scenario));
    showDialog();
}

Result<void> SimulatorPanel::applyClient(SimulationRequest& request) const
{
    const ClientProfile& client = m_head->client();
    for (scenario::Dialog& before : request.before)
        if (auto applied = client.applyTo(before); !applied)
            return applied;
    return client.applyTo(request.dialog);
}

void SimulatorPanel::say(const QString& line)
{
    if (m_engine.state() == State::Idle)
        start(RunReason::Interactive, debug::Pace::Run);
    m_debugger.toNewest();
    m_engine.say(line.toUtf8());
}

void SimulatorPanel::send(const std::string& message)
{
    m_debugger.toNewest();
    m_engine.send(message);
}

void SimulatorPanel::debugInTerminal(const plugin::Call& call)
{
    m_notice->hide();
    if (const auto started = workbench::debugInTerminal(call); !started)
        m_notice->tell(Meaning::Error, shownWords(started.error().message));
}

void SimulatorPanel::openPlace(const QString& place)
{
    const qsizetype colon = place.lastIndexOf(u':');
    const QDir home(m_debugger.shown()->request.home);
    emit openRequested(home.filePath(place.left(colon)), place.mid(colon + 1).toInt());
}

/// Another run is on screen.
void SimulatorPanel::showRun()
{
    m_wantedLine.reset();
    m_inspector->clear();
    m_trace->showRun(m_steps.timeline());
    m_view->startFollowing();
    m_pages->setCurrentWidget(m_stepsPane);
    m_trace->show();
}

void SimulatorPanel::showResult()
{
    const Run& run = *m_debugger.shown();
    const auto marks = markReplies(m_steps.timeline(), run.request.dialog, run.result->mismatches);
    m_steps.setMismatches(marks);
    showState();
    if (m_view->isFollowing() && !marks.empty())
        m_view->select(marks.begin()->first);
    goToMismatch();
    showAcceptance();
}

void SimulatorPanel::showActions()
{
    const Run* run = m_debugger.shown();
    DebugActions::Beginnings beginnings;
    beginnings.dialog = m_dialog.has_value();
    beginnings.typing = !m_home.isEmpty();
    beginnings.again = run != nullptr && (run->request.interactive || m_dialog);
    beginnings.pluginRuns = m_steps.openPlugin().has_value();
    m_actions->update(beginnings);
    m_objections->showStep(m_view->selectedStep());
}

void SimulatorPanel::showState()
{
    showActions();
    showSteps();
    showClient();
    showStatus();
}

/// What is held is in front as soon as it is; it stays there, to be read, while the session goes on to the next stop.
void SimulatorPanel::showHold()
{
    const State state = m_engine.state();
    const int page = m_trace->indexOf(m_hold);
    m_hold->setEnabled(state == State::Held);
    if (state == State::Held) {
        m_hold->show(m_engine.held());
        m_trace->setTabVisible(page, true);
        m_trace->setCurrentIndex(page);
    } else if (state != State::Running && m_trace->isTabVisible(page)) {
        if (m_trace->currentIndex() == page)
            m_trace->setCurrentWidget(m_inspector);
        m_trace->setTabVisible(page, false);
    }
}

void SimulatorPanel::showSteps()
{
    m_view->follow();
    m_inspector->refresh();
    m_trace->refresh();
}

void SimulatorPanel::selectStep(std::size_t step)
{
    if (step + 1 < m_steps.timeline().size())
        return m_view->select(step);
    m_view->startFollowing();
    m_view->follow();
}

bool SimulatorPanel::maySpeak() const
{
    return m_engine.state() == State::Idle ? !m_home.isEmpty() : m_debugger.shown()->request.interactive;
}

void SimulatorPanel::showDialog()
{
    m_head->showDialog(dialog());
    showWelcome();
}

} // namespace spp::workbench
