// SPDX-License-Identifier: MIT
#include "app/workbench/simulator/step_inspector.h"

#include "app/workbench/models/words.h"
#include "app/workbench/settings/icons.h"
#include "app/workbench/simulator/byte_view.h"
#include "app/workbench/simulator/elided_label.h"
#include "app/workbench/simulator/environment_view.h"
#include "app/workbench/simulator/outcome_colours.h"
#include "app/workbench/simulator/output_view.h"
#include "app/workbench/simulator/shell_view.h"
#include "app/workbench/simulator/value_table.h"
#include "core/base/text.h"
#include "core/trace/links.h"

#include <QAction>
#include <QFontDatabase>
#include <QHBoxLayout>
#include <QLabel>
#include <QScopedValueRollback>
#include <QTabWidget>
#include <QToolButton>

#include <algorithm>

namespace spp::workbench
{

using trace::StepKind;

namespace
{

constexpr int sessionNameWidth = 130;
constexpr int tracedLineWidth = 90;
constexpr int tracedTimeWidth = 80;

/// "\r\n" at the end of a reply's lines says nothing; a CR anywhere else does.
std::string withoutCarriageReturns(std::string_view reply)
{
    std::string bytes;
    for (const std::string_view line : text::lines(reply))
        bytes += std::string(line.ends_with('\r') ? line.substr(0, line.size() - 1) : line) + '\n';
    return bytes;
}

bool endsALine(std::string_view bytes)
{
    return bytes.empty() || bytes.ends_with('\n');
}

/// Each line with the time since the plugin began.
std::string timedLog(const trace::PluginStep& plugin, std::chrono::nanoseconds began)
{
    constexpr qsizetype timeWidth = 10;
    std::string shown;
    for (const trace::LogLine& line : plugin.logLines()) {
        if (shown.size() > maxShownBytes)
            break;
        shown += formatDuration(line.at - began).rightJustified(timeWidth).toStdString() + "  ";
        shown += std::string(line.bytes) + '\n';
    }
    return shown;
}

} // namespace

StepInspector::StepInspector(const TimelineModel& steps, QWidget* parent)
    : QWidget(parent),
      m_steps(steps),
      m_title(new ElidedLabel),
      m_place(new QToolButton),
      m_outcome(new ElidedLabel),
      m_objections(new QToolButton),
      m_details(new QLabel),
      m_tabs(new QTabWidget),
      m_text(new ByteView),
      m_output(new OutputView),
      m_environment(new EnvironmentView),
      m_log(new ByteView),
      m_trace(new ValueTable(m_tracedLines, ValueTable::Rows::Wrapped, {tracedLineWidth, 0, tracedTimeWidth})),
      m_shell(new ShellView),
      m_sessionTable(new ValueTable(m_session, ValueTable::Rows::Wrapped, {sessionNameWidth, 0})),
      m_raw(new QToolButton)
{
    makeTabs();
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(makeHead());
    column->addWidget(m_tabs, 1);
    clear();
}

QWidget* StepInspector::makeHead()
{
    QFont bold = m_title->font();
    bold.setBold(true);
    m_title->setFont(bold);
    m_outcome->setFont(bold);
    m_outcome->setSizePolicy(QSizePolicy::Maximum, QSizePolicy::Fixed);
    m_details->setTextFormat(Qt::PlainText);
    m_details->setWordWrap(true);
    m_details->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Minimum);
    m_details->setTextInteractionFlags(Qt::TextSelectableByMouse);
    QFont underlined = m_place->font();
    underlined.setUnderline(true);
    m_place->setFont(underlined);
    m_place->setCursor(Qt::PointingHandCursor);
    m_place->setAutoRaise(true);
    m_place->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    m_place->setIcon(lineIcon(LineIcon::File));
    m_place->setToolTip(tr("Show this line in the editor"));
    connect(m_place, &QToolButton::clicked, this, [this] { emit placeChosen(m_placePath); });
    m_objections->setAutoRaise(true);
    m_objections->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    m_objections->hide();

    auto* head = new QWidget;
    auto* titleRow = new QHBoxLayout;
    titleRow->addWidget(m_title, 1);
    titleRow->addWidget(m_objections);
    titleRow->addWidget(m_place);
    auto* outcomeRow = new QHBoxLayout;
    outcomeRow->setSpacing(10);
    outcomeRow->addWidget(m_outcome, 0, Qt::AlignTop);
    outcomeRow->addWidget(m_details, 1);
    auto* column = new QVBoxLayout(head);
    column->setContentsMargins(8, 4, 8, 4);
    column->setSpacing(2);
    column->addLayout(titleRow);
    column->addLayout(outcomeRow);
    return head;
}

void StepInspector::makeTabs()
{
    m_text->setFrameShape(QFrame::NoFrame);
    m_log->setFrameShape(QFrame::NoFrame);
    m_tabs->setDocumentMode(true);
    for (QWidget* page :
         std::initializer_list<QWidget*>{m_text, m_output, m_environment, m_log, m_trace, m_shell, m_sessionTable})
        m_tabs->addTab(page, QString());
    m_raw->setText(tr("Bytes"));
    m_raw->setToolTip(tr("Show each byte, as a hexadecimal number"));
    m_raw->setCheckable(true);
    m_raw->setAutoRaise(true);
    m_tabs->setCornerWidget(m_raw);
    connect(m_raw, &QToolButton::toggled, this, [this] {
        m_shownLog.reset();
        refresh();
    });
    m_trace->setFont(QFontDatabase::systemFont(QFontDatabase::FixedFont));
    for (const auto chosen : {&QAbstractItemView::clicked, &QAbstractItemView::activated})
        connect(m_trace, chosen, this,
                [this](const QModelIndex& index) { emit placeChosen(m_tracedLines.placeOf(index.row())); });
    connect(m_shell, &ShellView::debuggerWanted, this, [this] {
        const trace::Step& step = m_steps.timeline().steps()[*m_step];
        emit debuggerWanted(step.plugin->call);
    });
    connect(m_environment, &EnvironmentView::originChosen, this, &StepInspector::stepChosen);
    connect(m_tabs, &QTabWidget::currentChanged, this, [this] {
        if (!m_choosing)
            m_wantedTab = m_tabs->currentWidget();
        showRawButton();
    });
}

void StepInspector::showStep(std::size_t step)
{
    if (m_step != step) {
        m_output->clear();
        m_tracedLines.clear();
        m_shownLog.reset();
    }
    m_step = step;
    refresh();
}

void StepInspector::showLine(std::size_t step, std::size_t line)
{
    showStep(step);
    m_output->selectLine(line);
    m_tabs->setCurrentWidget(m_output);
}

void StepInspector::showLog()
{
    if (m_tabs->isTabVisible(m_tabs->indexOf(m_log)))
        m_tabs->setCurrentWidget(m_log);
}

void StepInspector::refresh()
{
    if (!m_step)
        return;
    const trace::Step& step = m_steps.timeline().steps()[*m_step];
    m_environment->show(m_steps, *m_step);
    if (step.state)
        m_session.show(*step.state, m_steps.timeline().dialect());
    showText(step);
    if (step.plugin)
        showPlugin(*step.plugin);
    showHead(step);
    showTabs(step);
    m_tabs->show();
}

void StepInspector::showPlugin(const trace::PluginStep& plugin)
{
    m_output->show(plugin.output, m_raw->isChecked());
    m_shell->show(plugin.call);
    m_tracedLines.grow(plugin, m_steps.timeline().steps()[*m_step].began);
    if (m_shownLog == plugin.log.size())
        return;
    m_shownLog = plugin.log.size();
    if (m_raw->isChecked())
        m_log->showRaw(plugin.log);
    else
        m_log->show(timedLog(plugin, m_steps.timeline().steps()[*m_step].began));
}

void StepInspector::setObjectionsAction(QAction* action)
{
    m_objections->setDefaultAction(action);
    connect(action, &QAction::enabledChanged, m_objections, &QWidget::setVisible);
    m_objections->setVisible(action->isEnabled());
}

void StepInspector::clear()
{
    m_step.reset();
    m_output->clear();
    m_tracedLines.clear();
    m_shownLog.reset();
    m_title->setText(tr("Select a step to see more of it."));
    m_outcome->hide();
    m_details->hide();
    m_place->hide();
    m_tabs->hide();
}

void StepInspector::showHead(const trace::Step& step)
{
    m_title->setText(m_steps.indexOf(*m_step).data().toString());
    const bool mismatch = m_steps.indexOf(*m_step).data(TimelineModel::MismatchRole).toBool();
    m_outcome->setText(m_steps.outcomeWords(*m_step), mismatch ? Meaning::Error : meaningOf(step.outcome));
    m_outcome->setVisible(!m_outcome->text().isEmpty());

    const trace::PluginStep* plugin = pluginOf(step);
    m_details->setText(details(step, plugin));
    m_details->setVisible(m_outcome->isVisibleTo(this) || !m_details->text().isEmpty());
    m_place->setVisible(plugin != nullptr && step.kind != StepKind::Check);
    if (plugin != nullptr) {
        m_place->setText(lastPartOf(plugin->call.place));
        m_placePath = QString::fromStdString(plugin->call.place);
    }
}

void StepInspector::showTabs(const trace::Step& step)
{
    const QScopedValueRollback choosing(m_choosing, true);
    const bool ran = step.plugin && step.plugin->whySkipped.empty();
    setTab(m_text, !step.text.empty(), step.kind == StepKind::Queue ? tr("Recipients") : tr("Text"));
    setTab(m_output, ran && step.kind != StepKind::Check, tr("Output (%1)").arg(m_output->lineCount()));
    const int changed = m_environment->changedCount();
    setTab(m_environment, true, changed == 0 ? tr("Environment") : tr("Environment (%1 changed)").arg(changed));
    const auto logLines = ran ? std::ranges::count(step.plugin->log, '\n') + !endsALine(step.plugin->log) : 0;
    setTab(m_log, ran, tr("Log (%1)").arg(logLines));
    setTab(m_trace, ran && !step.plugin->trace.empty(), tr("Trace (%1)").arg(m_tracedLines.rowCount()));
    setTab(m_shell, ran, tr("Shell"));
    setTab(m_sessionTable, step.state != nullptr, tr("Session"));
    chooseTab();
}

void StepInspector::showText(const trace::Step& step)
{
    if (m_raw->isChecked())
        return m_text->showRaw(step.text);
    if (step.kind == StepKind::Reply)
        return m_text->show(withoutCarriageReturns(step.text));
    const std::string_view addedHeaders = std::string_view(step.text).substr(0, m_steps.addedHeaderSize(*m_step));
    m_text->show(step.text, static_cast<int>(std::ranges::count(addedHeaders, '\n')));
}

/// @param plugin the one that ran, or whose words the reply has; may be nullptr
QString StepInspector::details(const trace::Step& step, const trace::PluginStep* plugin) const
{
    switch (step.kind) {
    case StepKind::Plugin:
    case StepKind::Check: return pluginDetails(*plugin);
    case StepKind::Reply:
        if (step.meant)
            return tr("changed by hand before it was sent; it would have been: %1").arg(shownLine(*step.meant));
        if (plugin != nullptr)
            return tr("in the words of %1").arg(shownLine(plugin->call.line));
        return step.fromPlugin ? tr("in the words of a plugin") : tr("in the server's own words");
    case StepKind::Message: return tr("The marked lines were added by the server and the plugins.");
    case StepKind::Session: return QString::fromStdString(step.text);
    case StepKind::ClientLine: return tr("said %1 after the connection").arg(formatDuration(step.began));
    case StepKind::Section:
    case StepKind::Queue:
    case StepKind::End: return {};
    }
    return {};
}

QString StepInspector::pluginDetails(const trace::PluginStep& plugin) const
{
    QStringList parts;
    if (plugin.exit)
        parts.append(shownLine(plugin.describeEnd()));
    if (plugin.resources) {
        const auto& used = *plugin.resources;
        parts.append(tr("took %1, CPU %2").arg(formatDuration(used.wall), formatDuration(used.user + used.system)));
        if (used.peakKib)
            parts.append(tr("memory up to %1 MiB").arg(static_cast<double>(*used.peakKib) / 1024, 0, 'f', 1));
        parts.append(tr("process %1").arg(used.processId));
    }
    return parts.join(QStringLiteral("  ·  "));
}

/// The one that ran, or whose words a reply has; nullptr: none.
const trace::PluginStep* StepInspector::pluginOf(const trace::Step& step) const
{
    if (step.plugin)
        return &*step.plugin;
    const auto speaker = trace::speakerOf(m_steps.timeline().steps(), *m_step);
    return speaker ? &*m_steps.timeline().steps()[speaker->step].plugin : nullptr;
}

/// Not every tab has bytes to show.
void StepInspector::showRawButton()
{
    const QWidget* page = m_tabs->currentWidget();
    m_raw->setVisible(page == m_text || page == m_output || page == m_log);
}

void StepInspector::setTab(QWidget* page, bool visible, const QString& title)
{
    const int index = m_tabs->indexOf(page);
    m_tabs->setTabVisible(index, visible);
    m_tabs->setTabText(index, title);
}

/// The tab that the person chose last, if the step has it; otherwise the first that has something to show.
void StepInspector::chooseTab()
{
    const int wanted = m_tabs->indexOf(m_wantedTab);
    if (wanted >= 0 && m_tabs->isTabVisible(wanted))
        return m_tabs->setCurrentIndex(wanted);
    for (int index = 0; index < m_tabs->count(); ++index)
        if (m_tabs->isTabVisible(index) && (m_tabs->widget(index) != m_output || m_output->lineCount() > 0))
            return m_tabs->setCurrentIndex(index);
}

} // namespace spp::workbench
