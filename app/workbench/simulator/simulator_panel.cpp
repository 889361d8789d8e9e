// SPDX-License-Identifier: MIT
#include "app/workbench/simulator/simulator_panel.h"

#include "app/workbench/debugger/debug_actions.h"
#include "app/workbench/debugger/moments.h"
#include "app/workbench/debugger/past_banner.h"
#include "app/workbench/editor/notice_bar.h"
#include "app/workbench/models/words.h"
#include "app/workbench/simulator/client_input.h"
#include "app/workbench/simulator/elided_label.h"
#include "app/workbench/simulator/reply_marks.h"
#include "app/workbench/simulator/result_words.h"
#include "app/workbench/simulator/step_inspector.h"
#include "app/workbench/simulator/steps_pane.h"
#include "app/workbench/simulator/steps_view.h"
#include "core/session/dialect.h"

#include <QAction>
#include <QComboBox>
#include <QDir>
#include <QFileInfo>
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

QString keysOf(const QAction* action)
{
    return action->shortcut().toString(QKeySequence::NativeText);
}

bool isBelow(const QString& path, const QString& folder)
{
    return !QDir(folder).relativeFilePath(path).startsWith(QStringLiteral(".."));
}

} // namespace

SimulatorPanel::SimulatorPanel(Engine& engine, QWidget* parent)
    : QWidget(parent),
      m_engine(engine),
      m_debugger(engine, m_runs, m_steps),
      m_dialect(QString::fromUtf8(session::modernDialect().name)),
      m_actions(new DebugActions(
          m_debugger, [this] { return cursor(); }, this)),
      m_notice(new NoticeBar),
      m_dialogName(new ElidedLabel),
      m_dialects(new QComboBox),
      m_pages(new QStackedWidget),
      m_welcome(new QLabel),
      m_view(new StepsView(m_steps)),
      m_status(new ElidedLabel),
      m_input(new ClientInput),
      m_inspector(new StepInspector(m_steps))
{
    auto* splitter = new QSplitter;
    splitter->addWidget(makeStepsSide());
    splitter->addWidget(m_inspector);
    splitter->setStretchFactor(0, stepsShare);
    splitter->setStretchFactor(1, inspectorShare);
    splitter->setSizes({stepsShare * 100, inspectorShare * 100});
    splitter->setChildrenCollapsible(false);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(makeHead());
    column->addWidget(m_notice);
    column->addWidget(splitter, 1);

    m_showSoon.setSingleShot(true);
    m_showSoon.setInterval(showInterval);
    connectActions();
    connect(&m_showSoon, &QTimer::timeout, this, &SimulatorPanel::showState);
    connect(&m_debugger, &Debugger::runShown, this, &SimulatorPanel::showRun);
    connect(&m_debugger, &Debugger::changed, this, &SimulatorPanel::showState);
    connect(&m_debugger, &Debugger::stepWanted, this, &SimulatorPanel::selectStep);
    connect(&m_debugger, &Debugger::finished, this, &SimulatorPanel::showResult);
    connect(&m_debugger, &Debugger::grown, this, [this] {
        if (!m_showSoon.isActive())
            m_showSoon.start();
    });
    connect(m_view, &StepsView::stepSelected, &m_debugger, &Debugger::lookAt);
    connect(m_input, &ClientInput::said, this, &SimulatorPanel::say);
    m_inspector->hide(); // until there is a step to be seen
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
    if (m_dialog && !isBelow(m_dialog->path, home))
        m_dialog.reset();
    showDialog();
    showState();
}

void SimulatorPanel::loadDialog(const QString& path)
{
    if (readDialog(path)) {
        m_notice->hide();
        showDialog();
        showState();
    }
}

void SimulatorPanel::setEditorCursor(const QString& path, int line)
{
    m_cursorPath = path;
    m_cursorLine = line;
    showState();
}

QString SimulatorPanel::status() const
{
    return m_status->text();
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
        m_input->setFocus();
    });
    connect(m_actions, &DebugActions::stopWanted, &m_engine, &Engine::stop);
    connect(m_actions, &DebugActions::killWanted, &m_engine, &Engine::killPlugin);
}

QWidget* SimulatorPanel::makeHead()
{
    for (const auto& dialect : session::dialects()) {
        m_dialects->addItem(QString::fromUtf8(dialect.name));
        m_dialects->setItemData(m_dialects->count() - 1, QString::fromUtf8(dialect.about), Qt::ToolTipRole);
    }
    connect(m_dialects, &QComboBox::activated, this, [this] {
        m_dialect = m_dialects->currentText();
        showDialog();
    });

    auto* label = new QLabel(tr("&Dialect:"));
    label->setBuddy(m_dialects);
    auto* head = new QWidget;
    auto* row = new QHBoxLayout(head);
    row->setContentsMargins(8, 3, 4, 3);
    row->addWidget(m_dialogName, 1);
    row->addWidget(label);
    row->addWidget(m_dialects);
    return head;
}

QWidget* SimulatorPanel::makeStepsSide()
{
    m_welcome->setAlignment(Qt::AlignCenter);
    m_welcome->setWordWrap(true);
    m_welcome->setMargin(20);
    m_welcome->setTextFormat(Qt::PlainText);
    m_pages->addWidget(m_welcome);
    auto* steps = new StepsPane(m_view, m_inspector);
    connect(steps, &StepsPane::placeChosen, this, &SimulatorPanel::openPlace);
    m_pages->addWidget(steps);
    auto* prompt = new QLabel(QStringLiteral("C:"));
    prompt->setFont(m_input->font());
    prompt->setBuddy(m_input);

    auto* side = new QWidget;
    auto* inputRow = new QHBoxLayout;
    inputRow->setContentsMargins(8, 2, 2, 4);
    inputRow->setSpacing(6);
    inputRow->addWidget(prompt);
    inputRow->addWidget(m_input, 1);
    auto* statusRow = new QHBoxLayout;
    statusRow->setContentsMargins(8, 3, 4, 1);
    statusRow->addWidget(m_status);
    auto* column = new QVBoxLayout(side);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(m_pages, 1);
    column->addWidget(new PastBanner(m_debugger, m_steps));
    column->addLayout(statusRow);
    column->addLayout(inputRow);
    return side;
}

bool SimulatorPanel::readDialog(const QString& path)
{
    auto dialog = LoadedDialog::read(path);
    if (dialog) {
        m_dialog = std::move(*dialog);
        return true;
    }
    const QString sentence = QString::fromStdString(dialog.error().message);
    QList<NoticeBar::Choice> choices;
    if (const auto line = lineOfError(path, sentence))
        choices.append({tr("Show Line %1").arg(*line), [this, path, line] { emit openRequested(path, *line); }});
    choices.append({tr("Close"), [] {}});
    m_notice->tell(Meaning::Error, sentence, choices);
    return false;
}

void SimulatorPanel::start(RunReason reason, debug::Pace pace)
{
    const bool isTyped = reason == RunReason::Interactive;
    // The file may have been edited since it was loaded.
    if (!isTyped && !readDialog(m_dialog->path))
        return;
    m_notice->hide();
    SimulationRequest request;
    if (!isTyped)
        request.dialog = m_dialog->dialog;
    request.home = isTyped ? m_home : m_dialog->homeFor(m_home);
    request.dialect = m_dialects->currentText();
    request.pace = pace;
    request.cursor = cursor();
    request.interactive = isTyped;
    m_debugger.start(std::move(request), reason);
    showDialog();
}

void SimulatorPanel::say(const QString& line)
{
    if (m_engine.state() == State::Idle)
        start(RunReason::Interactive, debug::Pace::Run);
    m_debugger.toNewest();
    m_engine.say(line.toUtf8());
}

void SimulatorPanel::openPlace(const QString& place)
{
    const qsizetype colon = place.lastIndexOf(u':');
    const QDir home(m_debugger.shown()->request.home);
    emit openRequested(home.filePath(place.left(colon)), place.mid(colon + 1).toInt());
}

/// The selected step while its view is in use; otherwise the editor's line.
debug::Cursor SimulatorPanel::cursor() const
{
    debug::Cursor cursor;
    if (m_view->hasFocus() && m_view->currentIndex().isValid()) {
        const Run& run = *m_debugger.shown();
        if (const auto stop = stopAt(run, m_steps.timeline(), m_steps.stepOf(m_view->currentIndex()))) {
            const bool isLine = run.stops[*stop].place == debug::Place::BeforeCommand;
            cursor.dialogLine = isLine ? run.stops[*stop].dialogLine : 0;
            cursor.pluginPlace = run.stops[*stop].pluginPlace;
        }
    } else if (m_dialog && m_cursorPath == m_dialog->path) {
        cursor.dialogLine = m_dialog->clientLineFrom(static_cast<std::size_t>(m_cursorLine));
    } else if (const QString file = QDir(m_home).relativeFilePath(m_cursorPath);
               file.startsWith(QStringLiteral("control/"))) {
        cursor.pluginPlace = QStringLiteral("%1:%2").arg(file, QString::number(m_cursorLine)).toStdString();
    }
    return cursor;
}

/// Another run is on screen.
void SimulatorPanel::showRun()
{
    m_inspector->clear();
    m_view->startFollowing();
    m_pages->setCurrentWidget(m_view->parentWidget());
    m_inspector->show();
    showResult();
}

void SimulatorPanel::showResult()
{
    const Run& run = *m_debugger.shown();
    if (!run.result)
        return;
    const auto marks = markReplies(m_steps.timeline(), run.request.dialog, run.result->mismatches);
    m_steps.setMismatches(marks);
    showState();
    if (m_view->isFollowing() && !marks.empty())
        m_view->select(marks.begin()->first);
}

void SimulatorPanel::showState()
{
    const Run* run = m_debugger.shown();
    DebugActions::Beginnings beginnings;
    beginnings.dialog = m_dialog.has_value();
    beginnings.typing = !m_home.isEmpty();
    beginnings.again = run != nullptr && (run->request.interactive || m_dialog);
    beginnings.pluginRuns = m_steps.openPlugin().has_value();
    m_actions->update(beginnings);
    showSteps();
    showInput();
    showStatus();
}

void SimulatorPanel::showSteps()
{
    m_view->follow();
    m_inspector->refresh();
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

void SimulatorPanel::showInput()
{
    const State state = m_engine.state();
    m_input->setEnabled(maySpeak());
    if (state == State::Idle)
        m_input->setPlaceholderText(maySpeak() ? tr("Type a line, such as EHLO mail.example.net") : QString());
    else if (!maySpeak())
        m_input->setPlaceholderText(tr("The dialog speaks for the client"));
    else if (state == State::Held)
        m_input->setPlaceholderText(tr("The session is held; %1 goes on").arg(keysOf(m_actions->run())));
    else
        m_input->setPlaceholderText(tr("The client's next line; Up and Down recall earlier ones"));
}

void SimulatorPanel::showDialog()
{
    const QString named = m_dialog ? QString::fromStdString(m_dialog->dialog.dialect) : QString();
    m_dialects->setCurrentText(named.isEmpty() ? m_dialect : named);
    m_dialects->setEnabled(named.isEmpty());
    m_dialects->setToolTip(named.isEmpty() ? m_dialects->currentData(Qt::ToolTipRole).toString()
                                           : tr("The dialog names its dialect"));

    const QString file = m_dialog ? QFileInfo(m_dialog->path).fileName() : QString();
    m_dialogName->setText(!m_dialog                        ? tr("No dialog is loaded")
                          : m_dialog->shownTitle() == file ? tr("Dialog: %1").arg(file)
                                                           : tr("Dialog: %1 (%2)").arg(m_dialog->shownTitle(), file));
    showWelcome();
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
        const ResultWords words =
            run && run->result ? describeResult(run->request, *run->result) : ResultWords{tr("Ready"), std::nullopt};
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
    const debug::Stop& stop = m_engine.held().stop;
    switch (stop.place) {
    case debug::Place::BeforeCommand: return tr("Held before “%1” is heard: %2").arg(shownLine(stop.command), keys);
    case debug::Place::BeforePlugin: return tr("Held before %1 runs: %2").arg(shownLine(stop.plugin), keys);
    case debug::Place::AfterOutput:
        return tr("Held before the output of %1 has an effect: %2").arg(shownLine(stop.plugin), keys);
    case debug::Place::BeforeReply: return tr("Held before the reply is sent: %1").arg(keys);
    }
    return {};
}

} // namespace spp::workbench
