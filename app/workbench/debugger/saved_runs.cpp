// SPDX-License-Identifier: MIT
#include "app/workbench/debugger/saved_runs.h"

#include "app/workbench/debugger/debugger.h"
#include "app/workbench/debugger/run_comparison.h"
#include "app/workbench/debugger/runs_model.h"

namespace spp::workbench
{

SavedRuns::SavedRuns(Debugger& debugger, RunsModel& runs, QObject* parent)
    : QObject(parent), m_debugger(debugger), m_runs(runs)
{
    connect(&m_watch, &RunOnSave::saved, this, &SavedRuns::runAgain);
    connect(&m_debugger, &Debugger::finished, this, &SavedRuns::compare);
}

/// A session that goes on is somebody's work, and is left alone.
void SavedRuns::runAgain(const QString& file)
{
    if (m_debugger.state() != Engine::State::Idle)
        return;
    m_file = file;
    m_before = m_debugger.shown() != nullptr ? m_debugger.shown()->number : 0;
    emit runWanted();
}

void SavedRuns::compare(quint64 run)
{
    m_watch.forget();
    const Run* after = m_runs.find(run);
    if (after == nullptr || after->reason != RunReason::Saved)
        return;
    const QString saved = tr("%1 was saved and the dialog ran again").arg(m_file);
    const Run* before = m_runs.find(m_before);
    if (before == nullptr)
        return emit told(tr("%1.").arg(saved), nullptr, 0, run);
    compareRuns(*before, *after, this,
                [this, saved, left = m_before, run](const std::shared_ptr<const ComparedRuns>& runs) {
                    emit told(tr("%1: %2.").arg(saved, describeFirstDifference(*runs)), runs, left, run);
                });
}

} // namespace spp::workbench
