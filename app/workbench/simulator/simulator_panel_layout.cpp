// SPDX-License-Identifier: MIT
/// The simulator's two sides: the session with what is said to it, and what there is to know of it.
#include "app/workbench/debugger/hold_panel.h"
#include "app/workbench/debugger/past_banner.h"
#include "app/workbench/simulator/client_row.h"
#include "app/workbench/simulator/elided_label.h"
#include "app/workbench/simulator/simulator_panel.h"
#include "app/workbench/simulator/step_inspector.h"
#include "app/workbench/simulator/steps_bar.h"
#include "app/workbench/simulator/steps_pane.h"
#include "app/workbench/simulator/steps_view.h"
#include "app/workbench/trace/trace_panel.h"
#include "app/workbench/world/home_changes_bar.h"
#include "app/workbench/world/home_changes_view.h"

#include <QLabel>
#include <QStackedWidget>
#include <QVBoxLayout>

namespace spp::workbench
{

QWidget* SimulatorPanel::makeStepsSide()
{
    m_welcome->setAlignment(Qt::AlignCenter);
    m_welcome->setWordWrap(true);
    m_welcome->setMargin(20);
    m_welcome->setTextFormat(Qt::PlainText);
    m_pages->addWidget(m_welcome);
    m_stepsPane = new StepsPane(m_view, m_inspector);
    connect(m_stepsPane, &StepsPane::placeChosen, this, &SimulatorPanel::openPlace);
    connect(m_stepsPane, &StepsPane::debuggerWanted, this, &SimulatorPanel::debugInTerminal);
    connect(m_stepsPane, &StepsPane::inspectorWanted, this, [this] { m_trace->setCurrentWidget(m_inspector); });
    StepsBar* bar = m_stepsPane->bar();
    connect(bar, &StepsBar::rangeDropped, m_trace, &TracePanel::clearRange);
    connect(m_trace, &TracePanel::rangeSelected, bar, [bar](std::size_t first, std::size_t last, const QString& words) {
        bar->showOnlyRange(StepRange(first, last), words);
    });
    connect(m_trace, &TracePanel::rangeCleared, bar, [bar] { bar->showOnlyRange(std::nullopt); });
    m_pages->addWidget(m_stepsPane);
    auto* homeBar = new HomeChangesBar(m_homes);
    connect(homeBar, &HomeChangesBar::lookWanted, this, [this] { m_trace->setCurrentWidget(m_homeChanges); });
    auto* side = new QWidget;
    auto* statusRow = new QHBoxLayout;
    statusRow->setContentsMargins(8, 3, 4, 1);
    statusRow->addWidget(m_status);
    auto* column = new QVBoxLayout(side);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(m_pages, 1);
    column->addWidget(homeBar);
    column->addWidget(new PastBanner(m_debugger, m_steps));
    column->addLayout(statusRow);
    column->addWidget(m_client);
    return side;
}

/// The step that is selected, what is held, and the run as a whole.
QWidget* SimulatorPanel::makeTraceSide()
{
    m_trace->insertTab(0, m_inspector, tr("Step"));
    m_trace->insertTab(1, m_hold, tr("Held"));
    m_trace->setTabVisible(m_trace->indexOf(m_hold), false);
    m_trace->addTab(m_homeChanges, QString());
    m_trace->setTabToolTip(m_trace->indexOf(m_homeChanges), tr("What the plugins changed in their private home"));
    showHome();
    m_trace->setCurrentWidget(m_inspector);
    connect(m_view, &StepsView::stepSelected, m_trace, &TracePanel::selectStep);
    connect(m_trace, &TracePanel::placeActivated, this, &SimulatorPanel::openPlace);
    connect(m_trace, &TracePanel::stepSelected, this, [this](std::size_t step) { m_view->select(step); });
    connect(m_trace, &TracePanel::stepActivated, this, [this](std::size_t step) {
        m_view->select(step);
        m_trace->setCurrentWidget(m_inspector);
    });
    return m_trace;
}

} // namespace spp::workbench
