// SPDX-License-Identifier: MIT
#include "app/workbench/trace/trace_panel.h"

#include "app/workbench/models/words.h"
#include "app/workbench/trace/message_view.h"
#include "app/workbench/trace/pipeline_view.h"
#include "app/workbench/trace/problems_view.h"
#include "app/workbench/trace/severity_icon.h"
#include "app/workbench/trace/waterfall_view.h"

namespace spp::workbench
{

TracePanel::TracePanel(QWidget* parent)
    : QTabWidget(parent),
      m_problems(new ProblemsView),
      m_waterfall(new WaterfallView),
      m_pipeline(new PipelineView),
      m_message(new MessageView)
{
    setDocumentMode(true);
    addTab(m_problems, tr("Problems"));
    addTab(m_waterfall, tr("Waterfall"));
    addTab(m_pipeline, tr("Pipeline"));
    addTab(m_message, tr("Message"));
    setTabToolTip(indexOf(m_problems), tr("What is wrong with the plugins, as far as this run shows"));
    setTabToolTip(indexOf(m_waterfall), tr("The session along its time"));
    setTabToolTip(indexOf(m_pipeline), tr("The plugins of smtpplugins: which ran, which did not, and why"));
    setTabToolTip(indexOf(m_message), tr("The message as it would be queued, and who added which header"));

    connect(m_problems, &ProblemsView::stepActivated, this, &TracePanel::stepActivated);
    connect(m_waterfall, &WaterfallView::stepSelected, this, &TracePanel::stepSelected);
    connect(m_pipeline, &PipelineView::stepSelected, this, &TracePanel::stepSelected);
    connect(m_pipeline, &PipelineView::stepActivated, this, &TracePanel::stepActivated);
    connect(m_message, &MessageView::stepActivated, this, &TracePanel::stepActivated);
    connect(m_problems, &ProblemsView::placeActivated, this, &TracePanel::placeActivated);
    connect(m_pipeline, &PipelineView::placeActivated, this, &TracePanel::placeActivated);
    connect(m_message, &MessageView::placeActivated, this, &TracePanel::placeActivated);
    connect(m_waterfall, &WaterfallView::rangeSelected, this,
            [this](std::size_t first, std::size_t last, const QString& words) {
                setRange(StepRange(first, last));
                emit rangeSelected(first, last, words);
            });
    connect(m_waterfall, &WaterfallView::rangeCleared, this, [this] {
        setRange(std::nullopt);
        emit rangeCleared();
    });
    connect(this, &QTabWidget::currentChanged, this, &TracePanel::refresh);
    m_goOn.setSingleShot(true);
    connect(&m_goOn, &QTimer::timeout, this, &TracePanel::refresh);
    m_problems->setEmptyText(tr("Problems of a run show here."));
    m_pipeline->setEmptyText(tr("The plugins of a run show here."));
}

void TracePanel::showRun(const trace::Timeline& timeline)
{
    m_timeline = &timeline;
    m_taken = 0;
    m_range.reset();
    m_pipelineRange.reset();
    m_plugins = {};
    m_problems->model().clear();
    m_message->clear();
    m_waterfall->showRun(timeline);
    m_pipeline->setEmptyText(tr("No plugin: smtpplugins has none, or plugins are switched off (NOSPP)."));
    emit rangeCleared();
    refresh();
}

void TracePanel::refresh()
{
    if (m_timeline == nullptr)
        return;
    if (m_timeline->size() < m_taken)
        return showRun(*m_timeline); // another run stands in its place
    m_taken = m_timeline->size();
    const bool isComplete = m_problems->model().update(*m_timeline);
    showProblemCount();
    if (!refreshCurrent() || !isComplete)
        m_goOn.start();
}

bool TracePanel::refreshCurrent()
{
    if (currentWidget() == m_waterfall)
        return m_waterfall->refresh();
    if (currentWidget() == m_pipeline)
        return showPipeline();
    if (currentWidget() == m_message)
        m_message->refresh(*m_timeline);
    return true;
}

void TracePanel::selectStep(std::size_t step)
{
    if (m_timeline == nullptr || step >= m_timeline->size())
        return;
    m_waterfall->setCurrentStep(step);
    if (const auto& plugin = m_timeline->steps()[step].plugin)
        m_pipeline->setCurrentPlace(QString::fromStdString(plugin->call.place));
}

void TracePanel::clearRange()
{
    m_waterfall->clearRange();
}

void TracePanel::setRange(std::optional<StepRange> range)
{
    m_range = range;
    m_problems->model().setRange(range);
    refresh();
}

/// A range does not change any more, so it is looked at once.
bool TracePanel::showPipeline()
{
    if (m_range && m_range == m_pipelineRange)
        return true;
    m_pipelineRange = m_range;
    if (m_range) {
        m_pipeline->showRows(describePipeline(trace::Pipeline::ofRange(*m_timeline, m_range->first, m_range->second)));
        return true;
    }
    m_plugins.update(*m_timeline, maxStepsAtOnce);
    m_pipeline->showRows(describePipeline(m_plugins.sections()));
    return !m_plugins.isBehind(*m_timeline);
}

void TracePanel::showProblemCount()
{
    const ProblemsModel& model = m_problems->model();
    const int tab = indexOf(m_problems);
    const auto worst = model.worst();
    const auto shown = static_cast<std::size_t>(model.rowCount());
    setTabIcon(tab, worst ? severityIcon(*worst, palette()) : QIcon());
    setTabText(tab, model.count() == 0      ? tr("Problems")
                    : shown < model.count() ? tr("Problems (%1 of %2)").arg(shown).arg(model.count())
                                            : tr("Problems (%1)").arg(model.count()));
    m_problems->setEmptyText(m_range && model.count() > 0 ? tr("No problem in the selected range.")
                                                          : tr("No problem was found in this run."));
}

} // namespace spp::workbench
