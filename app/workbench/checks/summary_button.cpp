// SPDX-License-Identifier: MIT
#include "app/workbench/checks/summary_button.h"

#include "app/workbench/models/findings_model.h"
#include "app/workbench/trace/severity_icon.h"

#include <QEvent>

namespace spp::workbench
{

SummaryButton::SummaryButton(const FindingsModel& model, QWidget* parent) : QToolButton(parent), m_model(model)
{
    setAutoRaise(true);
    setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    connect(&m_model, &QAbstractItemModel::modelReset, this, &SummaryButton::showSummary);
    showSummary();
}

void SummaryButton::changeEvent(QEvent* event)
{
    QToolButton::changeEvent(event);
    if (event->type() == QEvent::PaletteChange)
        showSummary();
}

void SummaryButton::showSummary()
{
    const auto worst = m_model.worst();
    setIcon(worst ? severityIcon(*worst, palette()) : QIcon());
    setText(worst ? m_model.summary() : tr("No problems"));
    setToolTip(tr("What is wrong in this home: smtpplugins, plugins and control files"));
}

} // namespace spp::workbench
