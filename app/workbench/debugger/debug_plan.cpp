// SPDX-License-Identifier: MIT
#include "app/workbench/debugger/debug_plan.h"

#include "app/workbench/debugger/plan_settings.h"

#include <QScopedValueRollback>

#include <utility>

namespace spp::workbench
{

DebugPlan::DebugPlan(QObject* parent) : QObject(parent)
{
    connect(&m_breakpoints, &BreakpointsModel::changed, this, &DebugPlan::keep);
    connect(&m_overrides, &OverridesModel::changed, this, &DebugPlan::keep);
}

void DebugPlan::load(const QString& home, const QString& dialog)
{
    if (home == m_home && dialog == m_dialog)
        return;
    m_home = home;
    m_dialog = dialog;
    {
        const QScopedValueRollback loading(m_loading, true);
        debug::Plan plan = readPlan(home, dialog);
        m_breakpoints.set(std::move(plan.breakpoints));
        m_overrides.set(std::move(plan.overrides));
    }
    emit changed();
}

void DebugPlan::setPretence(const debug::Pretence& pretence)
{
    m_pretence = pretence;
    emit changed();
}

void DebugPlan::setTracesShells(bool traces)
{
    m_tracesShells = traces;
    emit changed();
}

debug::Plan DebugPlan::plan() const
{
    return {m_breakpoints.breakpoints(), m_overrides.overrides(), m_pretence, m_tracesShells};
}

void DebugPlan::keep()
{
    if (m_loading)
        return;
    writePlan(m_home, m_dialog, plan());
    emit changed();
}

} // namespace spp::workbench
