// SPDX-License-Identifier: MIT
#include "app/workbench/simulator/steps_pane.h"

#include "app/workbench/simulator/step_inspector.h"
#include "app/workbench/simulator/step_links.h"
#include "app/workbench/simulator/steps_bar.h"
#include "app/workbench/simulator/steps_view.h"

#include <QVBoxLayout>

namespace spp::workbench
{

StepsPane::StepsPane(StepsView* view, StepInspector* inspector, QWidget* parent)
    : QWidget(parent), m_bar(new StepsBar(*view)), m_links(new StepLinks(*view))
{
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(m_bar);
    column->addWidget(view, 1);

    connect(view, &StepsView::stepSelected, inspector, &StepInspector::showStep);
    connect(view, &StepsView::lineSelected, inspector, &StepInspector::showLine);
    connect(inspector, &StepInspector::stepChosen, m_links, &StepLinks::go);
    connect(inspector, &StepInspector::placeChosen, this, &StepsPane::placeChosen);
    connect(m_links, &StepLinks::placeChosen, this, &StepsPane::placeChosen);
    connect(m_links, &StepLinks::debuggerWanted, this, &StepsPane::debuggerWanted);
    connect(inspector, &StepInspector::debuggerWanted, this, &StepsPane::debuggerWanted);
    connect(m_links, &StepLinks::logChosen, inspector, &StepInspector::showLog);
    connect(m_links, &StepLinks::logChosen, this, &StepsPane::inspectorWanted);
    connect(m_links, &StepLinks::onlyPluginChosen, m_bar, &StepsBar::showOnlyPlugin);
}

void StepsPane::setPrivateHome(bool isPrivate)
{
    m_links->setPrivateHome(isPrivate);
}

} // namespace spp::workbench
