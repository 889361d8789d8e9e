// SPDX-License-Identifier: MIT
/// The plan of a dialog, as the person edits it: breakpoints and overrides, kept in the settings whenever one changes, what the
/// client pretends, and whether shell plugins are traced. Not thread-safe: lives in the window's thread.
#pragma once

#include "app/workbench/debugger/breakpoints_model.h"
#include "app/workbench/debugger/overrides_model.h"
#include "core/debug/plan.h"

#include <QObject>

namespace spp::workbench
{

class DebugPlan : public QObject
{
    Q_OBJECT

public:
    explicit DebugPlan(QObject* parent = nullptr);

    /// What is kept of a dialog takes the place of what was there.
    void load(const QString& home, const QString& dialog);
    void setPretence(const debug::Pretence& pretence);
    void setTracesShells(bool traces);
    debug::Plan plan() const;

    BreakpointsModel& breakpoints() { return m_breakpoints; }
    const BreakpointsModel& breakpoints() const { return m_breakpoints; }
    OverridesModel& overrides() { return m_overrides; }

signals:
    void changed();

private:
    void keep();

    QString m_home;
    QString m_dialog;
    BreakpointsModel m_breakpoints;
    OverridesModel m_overrides;
    debug::Pretence m_pretence;
    bool m_tracesShells = false;
    bool m_loading = false;
};

} // namespace spp::workbench
