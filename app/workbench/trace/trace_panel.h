// SPDX-License-Identifier: MIT
/// A run seen as a whole: its problems, its time, its plugins, its messages. Follows the run while it goes on: what is not in front
/// is brought up to date when it comes there. Not thread-safe: a widget.
#pragma once

#include "app/workbench/models/problems_model.h"
#include "core/trace/pipeline.h"

#include <QTabWidget>
#include <QTimer>

#include <optional>

namespace spp::workbench
{

class MessageView;
class PipelineView;
class ProblemsView;
class WaterfallView;

class TracePanel : public QTabWidget
{
    Q_OBJECT

public:
    explicit TracePanel(QWidget* parent = nullptr);

    /// A new run; the timeline must live until another is shown.
    void showRun(const trace::Timeline& timeline);
    /// The run has grown.
    void refresh();
    /// The step that is selected elsewhere.
    void selectStep(std::size_t step);
    /// Drops the range that filters the views.
    void clearRange();
    /// A long run is being taken in.
    bool isBusy() const { return m_goOn.isActive(); }

    ProblemsView* problems() const { return m_problems; }
    WaterfallView* waterfall() const { return m_waterfall; }
    PipelineView* pipeline() const { return m_pipeline; }
    MessageView* message() const { return m_message; }

signals:
    void stepSelected(std::size_t step);
    /// The person wants to see all of this step.
    void stepActivated(std::size_t step);
    /// "control/smtpplugins:12"
    void placeActivated(const QString& place);
    /// The steps that are of interest alone. @param words "1.20 s to 1.85 s"
    void rangeSelected(std::size_t first, std::size_t last, const QString& words);
    void rangeCleared();

private:
    void setRange(std::optional<StepRange> range);
    bool refreshCurrent();
    bool showPipeline();
    void showProblemCount();

    const trace::Timeline* m_timeline = nullptr;
    std::size_t m_taken = 0; ///< so many steps the run had
    QTimer m_goOn;           ///< a long run is taken in by pieces, between which the window goes on
    std::optional<StepRange> m_range;
    std::optional<StepRange> m_pipelineRange; ///< that the pipeline shows
    trace::Pipeline m_plugins;
    ProblemsView* m_problems;
    WaterfallView* m_waterfall;
    PipelineView* m_pipeline;
    MessageView* m_message;
};

} // namespace spp::workbench
