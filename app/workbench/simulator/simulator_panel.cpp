// SPDX-License-Identifier: MIT
#include "app/workbench/simulator/simulator_panel.h"

#include "app/workbench/editor/notice_bar.h"
#include "app/workbench/models/words.h"
#include "app/workbench/simulator/client_input.h"
#include "app/workbench/simulator/elided_label.h"
#include "app/workbench/simulator/reply_marks.h"
#include "app/workbench/simulator/result_words.h"
#include "app/workbench/simulator/step_inspector.h"
#include "app/workbench/simulator/steps_view.h"
#include "core/scenario/run_dialog.h"
#include "core/session/dialect.h"

#include <QAction>
#include <QComboBox>
#include <QDir>
#include <QFileInfo>
#include <QLabel>
#include <QRegularExpression>
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

QAction* newAction(QWidget* parent, const QString& text, const QKeySequence& shortcut, const QString& toolTip)
{
    auto* action = new QAction(text, parent);
    action->setShortcut(shortcut);
    action->setToolTip(QStringLiteral("%1 (%2)").arg(toolTip, shortcut.toString(QKeySequence::NativeText)));
    parent->addAction(action);
    return action;
}

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
      m_dialect(QString::fromUtf8(session::modernDialect().name)),
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
    addActions();
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
    connect(&m_showSoon, &QTimer::timeout, this, &SimulatorPanel::showState);
    connect(&m_engine, &Engine::stateChanged, this, &SimulatorPanel::showState);
    connect(&m_engine, &Engine::recordsArrived, this, &SimulatorPanel::addRecords);
    connect(&m_engine, &Engine::finished, this, &SimulatorPanel::finish);
    connect(m_view, &StepsView::stepSelected, m_inspector, &StepInspector::showStep);
    connect(m_input, &ClientInput::said, this, &SimulatorPanel::say);
    connect(m_inspector, &StepInspector::placeChosen, this, &SimulatorPanel::openPlace);
    m_inspector->hide(); // until there is a step to be seen
    showDialog();
    showState();
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

QString SimulatorPanel::status() const
{
    return m_status->text();
}

void SimulatorPanel::addActions()
{
    auto& a = m_actions;
    a.run = newAction(this, tr("&Run"), Qt::Key_F5, tr("Run the dialog from its start to its end"));
    a.step = newAction(this, tr("S&tep"), Qt::Key_F10, tr("Go on to the next plugin and hold before it"));
    a.resume = newAction(this, tr("&Continue"), Qt::Key_F8, tr("Go on to the end without holding"));
    a.restart = newAction(this, tr("R&estart"), QKeySequence(tr("Ctrl+Shift+F5")), tr("Begin the last run again"));
    a.stop = newAction(this, tr("St&op"), QKeySequence(tr("Shift+F5")), tr("End the session"));
    a.killPlugin =
        newAction(this, tr("&Kill Plugin"), QKeySequence(tr("Ctrl+Shift+K")), tr("Kill the plugin that runs"));
    a.interactive = newAction(this, tr("&Interactive Session"), QKeySequence(tr("Ctrl+Shift+I")),
                              tr("Start a session in which you type the client's lines"));

    connect(a.run, &QAction::triggered, this, [this] { start(Kind::Dialog, false); });
    connect(a.step, &QAction::triggered, this, &SimulatorPanel::step);
    connect(a.resume, &QAction::triggered, this, [this] { resume(false); });
    connect(a.restart, &QAction::triggered, this, [this] { start(*m_kind, m_request.pace == debug::Pace::Plugin); });
    connect(a.stop, &QAction::triggered, &m_engine, &Engine::stop);
    connect(a.killPlugin, &QAction::triggered, &m_engine, &Engine::killPlugin);
    connect(a.interactive, &QAction::triggered, this, [this] {
        start(Kind::Interactive, false);
        m_input->setFocus();
    });
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
    m_pages->addWidget(m_view);
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
    column->addLayout(statusRow);
    column->addLayout(inputRow);
    return side;
}

bool SimulatorPanel::readDialog(const QString& path)
{
    auto dialog = scenario::readDialog(path.toStdString());
    if (dialog)
        m_dialog = LoadedDialog{path, std::move(*dialog)};
    else
        complainOfDialog(path, QString::fromStdString(dialog.error().message));
    return dialog.has_value();
}

void SimulatorPanel::complainOfDialog(const QString& path, const QString& sentence)
{
    static const QRegularExpression lineNumber(QStringLiteral("^: line (\\d+): "));
    const auto found = lineNumber.match(QStringView(sentence).mid(path.size()).toString());
    QList<NoticeBar::Choice> choices;
    if (found.hasMatch())
        choices.append({tr("Show Line %1").arg(found.captured(1)),
                        [this, path, line = found.captured(1).toInt()] { emit openRequested(path, line); }});
    choices.append({tr("Close"), [] {}});
    m_notice->tell(Meaning::Error, sentence, choices);
}

/// A dialog may name its home; otherwise it is the window's.
QString SimulatorPanel::homeOfRun(Kind kind) const
{
    if (kind == Kind::Interactive || !m_dialog || (m_dialog->dialog.home.empty() && !m_home.isEmpty()))
        return m_home;
    const auto home = scenario::findHome(m_dialog->path.toStdString(), m_dialog->dialog);
    return home ? QString::fromStdString(*home) : QString();
}

void SimulatorPanel::step()
{
    switch (m_engine.state()) {
    case State::Idle: return start(m_dialog ? Kind::Dialog : Kind::Interactive, true);
    case State::Held: return resume(true);
    case State::Running:
    case State::AwaitingInput:
        m_holding = true;
        m_engine.go(debug::Pace::Plugin);
        return showStatus();
    }
}

void SimulatorPanel::resume(bool stepwise)
{
    m_holding = stepwise;
    m_engine.decide({}, stepwise ? debug::Pace::Plugin : debug::Pace::Run);
}

void SimulatorPanel::start(Kind kind, bool stepwise)
{
    // The file may have been edited since it was loaded.
    if (kind == Kind::Dialog && !readDialog(m_dialog->path))
        return;
    m_notice->hide();
    m_kind = kind;
    m_request = {};
    if (kind == Kind::Dialog)
        m_request.dialog = m_dialog->dialog;
    m_request.home = homeOfRun(kind);
    m_request.dialect = m_dialects->currentText();
    m_holding = stepwise;
    m_request.pace = stepwise ? debug::Pace::Plugin : debug::Pace::Run;
    m_request.interactive = kind == Kind::Interactive;

    m_result.reset();
    m_inspector->clear();
    m_steps.clear();
    m_view->startFollowing();
    m_pages->setCurrentWidget(m_view);
    m_inspector->show();
    m_engine.start(m_request);
    showDialog();
    showState();
}

void SimulatorPanel::say(const QString& line)
{
    if (m_engine.state() == State::Idle)
        start(Kind::Interactive, false);
    m_engine.say(line.toUtf8());
}

void SimulatorPanel::addRecords(quint64 run, const std::vector<trace::Record>& records)
{
    if (run != m_engine.run())
        return;
    m_steps.addRecords(records);
    if (!m_showSoon.isActive())
        m_showSoon.start();
}

void SimulatorPanel::finish(quint64 run, const SimulationResult& result)
{
    if (run != m_engine.run())
        return;
    m_result = result;
    const auto marks = markReplies(m_steps.timeline(), m_request.dialog, result.mismatches);
    m_steps.setMismatches(marks);
    showState();
    if (m_view->isFollowing() && !marks.empty())
        m_view->select(marks.begin()->first);
}

void SimulatorPanel::openPlace(const QString& place)
{
    const qsizetype colon = place.lastIndexOf(u':');
    emit openRequested(QDir(m_request.home).filePath(place.left(colon)), place.mid(colon + 1).toInt());
}

void SimulatorPanel::showState()
{
    const State state = m_engine.state();
    m_steps.setActivity(state == State::Idle   ? TimelineModel::Activity::Over
                        : state == State::Held ? TimelineModel::Activity::Held
                                               : TimelineModel::Activity::Running);
    const bool hasHome = !m_home.isEmpty();
    const auto& a = m_actions;
    a.run->setEnabled(m_dialog.has_value());
    a.step->setEnabled(state != State::Idle || m_dialog || hasHome);
    a.resume->setEnabled(state == State::Held);
    a.restart->setEnabled(m_kind && (m_kind == Kind::Interactive || m_dialog));
    a.stop->setEnabled(state != State::Idle);
    a.killPlugin->setEnabled(state == State::Running && m_steps.openPlugin());
    a.interactive->setEnabled(hasHome);
    showSteps();
    showInput();
    showStatus();
}

void SimulatorPanel::showSteps()
{
    m_view->follow();
    m_inspector->refresh();
}

void SimulatorPanel::showInput()
{
    const State state = m_engine.state();
    const bool mayType = state == State::Idle ? !m_home.isEmpty() : m_request.interactive;
    m_input->setEnabled(mayType);
    if (state == State::Idle)
        m_input->setPlaceholderText(mayType ? tr("Type a line, such as EHLO mail.example.net") : QString());
    else if (!mayType)
        m_input->setPlaceholderText(tr("The dialog speaks for the client"));
    else if (state == State::Held)
        m_input->setPlaceholderText(tr("The session is held before a plugin; %1 goes on").arg(keysOf(m_actions.step)));
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
    const QString title = m_dialog ? shownLine(m_dialog->dialog.title) : QString();
    m_dialogName->setText(!m_dialog         ? tr("No dialog is loaded")
                          : title.isEmpty() ? tr("Dialog: %1").arg(file)
                                            : tr("Dialog: %1 (%2)").arg(title, file));
    showWelcome();
}

void SimulatorPanel::showWelcome()
{
    if (m_home.isEmpty() && !m_dialog)
        return m_welcome->setText(tr("Open a home to talk SMTP to its plugins."));
    const QString dialog = !m_dialog ? tr("Choose a dialog (*.spp) from the tree to run it.")
                                     : tr("Press %1 to run “%2”, or %3 to hold before each plugin.")
                                           .arg(keysOf(m_actions.run),
                                                m_dialog->dialog.title.empty() ? QFileInfo(m_dialog->path).fileName()
                                                                               : shownLine(m_dialog->dialog.title),
                                                keysOf(m_actions.step));
    m_welcome->setText(m_home.isEmpty() ? dialog : dialog + tr("\n\nOr type the client's lines yourself, below."));
}

void SimulatorPanel::showStatus()
{
    switch (m_engine.state()) {
    case State::Idle: {
        const ResultWords words =
            m_result ? describeResult(m_request, *m_result) : ResultWords{tr("Ready"), std::nullopt};
        return m_status->setText(words.sentence, words.meaning);
    }
    case State::Running: {
        const auto plugin = m_steps.openPlugin();
        const QString title = plugin ? m_steps.indexOf(*plugin).data().toString() : QString();
        return m_status->setText(tr("Running %1").arg(title).trimmed(), Meaning::Changed);
    }
    case State::Held:
        return m_status->setText(tr("Held: %1 runs the plugin, %2 goes on to the end.")
                                     .arg(keysOf(m_actions.step), keysOf(m_actions.resume)),
                                 Meaning::Changed);
    case State::AwaitingInput:
        return m_status->setText(
            m_holding ? tr("The server waits for the client's next line, and will hold before each plugin.")
                      : tr("The server waits for the client's next line."));
    }
}

} // namespace spp::workbench
