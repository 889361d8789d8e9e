// SPDX-License-Identifier: MIT
#include "app/workbench/debugger/debug_views.h"

#include "app/workbench/debugger/breakpoints_view.h"
#include "app/workbench/debugger/debug_plan.h"
#include "app/workbench/debugger/debugger.h"
#include "app/workbench/debugger/list_view.h"
#include "app/workbench/debugger/run_comparison.h"
#include "app/workbench/debugger/runs_model.h"

#include <QHBoxLayout>
#include <QListView>
#include <QPushButton>
#include <QVBoxLayout>

#include <algorithm>

namespace spp::workbench
{

namespace
{

enum Tab { RunsTab, BreakpointsTab, OverridesTab, LogTab };

QString withCount(const QString& title, int count)
{
    return count == 0 ? title : QStringLiteral("%1 (%2)").arg(title).arg(count);
}

/// A list with a button below it.
QWidget* withButton(QWidget* list, QWidget* button)
{
    auto* page = new QWidget;
    auto* buttons = new QHBoxLayout;
    buttons->addStretch(1);
    buttons->addWidget(button);
    auto* column = new QVBoxLayout(page);
    column->setContentsMargins(4, 0, 4, 4);
    column->setSpacing(4);
    column->addWidget(list, 1);
    column->addLayout(buttons);
    return page;
}

} // namespace

DebugViews::DebugViews(Debugger& debugger, DebugPlan& plan, RunsModel& runs, QWidget* parent)
    : QTabWidget(parent), m_debugger(debugger), m_plan(plan), m_runs(runs)
{
    setDocumentMode(true);
    addTab(makeRuns(), tr("Runs"));
    addTab(new BreakpointsView(m_plan.breakpoints()), QString());
    addTab(makeOverrides(), QString());
    addTab(makeLog(), QString());
    connect(&m_plan, &DebugPlan::changed, this, &DebugViews::showCounts);
    connect(&m_debugger, &Debugger::runShown, this, &DebugViews::showLog);
    connect(&m_runs, &RunsModel::logged, this, &DebugViews::showLog);
    showCounts();
}

QWidget* DebugViews::makeRuns()
{
    auto* list = new ListView(m_runs, RunsModel::ResultColumn);
    list->setObjectName(QStringLiteral("runs"));
    list->setSelectionMode(QAbstractItemView::ExtendedSelection);
    auto* compare = new QPushButton(tr("Compare"));
    compare->setToolTip(tr("Select two runs, with Ctrl, to see them side by side"));
    compare->setEnabled(false);
    connect(list, &QAbstractItemView::clicked, this, [this, list](const QModelIndex& chosen) {
        if (list->selectionModel()->selectedRows().size() == 1)
            m_debugger.show(m_runs.at(chosen.row())->number);
    });
    connect(list->selectionModel(), &QItemSelectionModel::selectionChanged, compare,
            [list, compare] { compare->setEnabled(list->selectionModel()->selectedRows().size() == 2); });
    connect(compare, &QPushButton::clicked, this, [this, list] {
        const QModelIndexList rows = list->selectionModel()->selectedRows();
        const auto [right, left] = std::minmax({rows[0].row(), rows[1].row()}); // the newest is the first
        compareRows(left, right);
    });
    return withButton(list, compare);
}

void DebugViews::compareRows(int left, int right)
{
    const Run& before = *m_runs.at(left);
    const Run& after = *m_runs.at(right);
    compareRuns(before, after, this,
                [this, left = before.number, right = after.number](const std::shared_ptr<const ComparedRuns>& runs) {
                    (new ComparisonWindow(runs, left, right, window()))->show();
                });
}

QWidget* DebugViews::makeLog()
{
    auto* list = new QListView;
    list->setModel(&m_logged);
    list->setFrameShape(QFrame::NoFrame);
    list->setUniformItemSizes(true);
    connect(list, &QAbstractItemView::clicked, this,
            [this](const QModelIndex& chosen) { m_debugger.lookAfter(m_logged.recordsAt(chosen.row())); });
    return list;
}

void DebugViews::showLog()
{
    m_logged.show(m_debugger.shown()->logged);
    showCounts();
}

QWidget* DebugViews::makeOverrides()
{
    auto* list = new ListView(m_plan.overrides(), OverridesModel::WhatColumn);
    list->setObjectName(QStringLiteral("overrides"));
    auto* remove = new QPushButton(tr("Remove"));
    connect(remove, &QPushButton::clicked, this, [this, list] {
        if (list->currentIndex().isValid())
            m_plan.overrides().remove(list->currentIndex().row());
    });
    return withButton(list, remove);
}

void DebugViews::showCounts()
{
    setTabText(BreakpointsTab, withCount(tr("Breakpoints"), m_plan.breakpoints().rowCount()));
    setTabText(OverridesTab, withCount(tr("Overrides"), m_plan.overrides().rowCount()));
    setTabText(LogTab, withCount(tr("Log"), m_logged.rowCount()));
}

} // namespace spp::workbench
