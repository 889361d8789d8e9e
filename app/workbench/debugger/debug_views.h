// SPDX-License-Identifier: MIT
/// The debugger's lists behind tabs: runs, breakpoints, overrides, and what log points said. Not thread-safe: a widget.
#pragma once

#include "app/workbench/debugger/logged_model.h"

#include <QTabWidget>

namespace spp::workbench
{

class DebugPlan;
class Debugger;
class RunsModel;

class DebugViews : public QTabWidget
{
    Q_OBJECT

public:
    /// All of them must live longer than the views.
    DebugViews(Debugger& debugger, DebugPlan& plan, RunsModel& runs, QWidget* parent = nullptr);

private:
    QWidget* makeRuns();
    QWidget* makeOverrides();
    void compareRows(int left, int right);
    QWidget* makeLog();
    void showLog();
    void showCounts();

    Debugger& m_debugger;
    DebugPlan& m_plan;
    RunsModel& m_runs;
    LoggedModel m_logged;
};

} // namespace spp::workbench
