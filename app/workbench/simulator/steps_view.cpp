// SPDX-License-Identifier: MIT
#include "app/workbench/simulator/steps_view.h"

#include "app/workbench/simulator/outcome_colours.h"

#include <QHeaderView>
#include <QScopedValueRollback>

namespace spp::workbench
{

namespace
{

constexpr int indent = 14; // pixels
constexpr int firstOutcomeWidth = 115;
constexpr int firstTookWidth = 70;

} // namespace

StepsView::StepsView(TimelineModel& model, QWidget* parent) : QTreeView(parent), m_steps(model)
{
    setModel(&model);
    setItemDelegate(new StepDelegate(this));
    setUniformRowHeights(true);
    setIndentation(indent);
    setAllColumnsShowFocus(true);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    header()->setStretchLastSection(false);
    header()->setSectionResizeMode(TimelineModel::StepColumn, QHeaderView::Stretch);
    header()->resizeSection(TimelineModel::OutcomeColumn, firstOutcomeWidth);
    header()->resizeSection(TimelineModel::TookColumn, firstTookWidth);

    // A step is open from its first child on; closed by the person it stays closed.
    connect(&model, &QAbstractItemModel::rowsInserted, this, [this](const QModelIndex& parent, int first) {
        if (parent.isValid() && first == 0)
            expand(parent);
    });
}

void StepsView::follow()
{
    if (m_following && m_steps.timeline().size() > 0)
        moveTo(m_steps.timeline().size() - 1);
}

void StepsView::select(std::size_t step)
{
    m_following = false;
    moveTo(step);
}

void StepsView::moveTo(std::size_t step)
{
    const QScopedValueRollback moving(m_moving, true);
    setCurrentIndex(m_steps.indexOf(step));
}

void StepsView::currentChanged(const QModelIndex& current, const QModelIndex& previous)
{
    QTreeView::currentChanged(current, previous);
    if (!current.isValid())
        return;
    const std::size_t step = m_steps.stepOf(current);
    if (!m_moving)
        m_following = step + 1 == m_steps.timeline().size();
    emit stepSelected(step);
}

} // namespace spp::workbench
