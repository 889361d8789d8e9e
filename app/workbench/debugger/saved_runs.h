// SPDX-License-Identifier: MIT
/// Run on save: when a plugin or smtpplugins was saved the dialog runs again, and what changed is said. Not thread-safe: for the window's
/// thread.
#pragma once

#include "app/workbench/debugger/comparison_model.h"
#include "app/workbench/debugger/run_on_save.h"

#include <QObject>

#include <memory>

namespace spp::workbench
{

class Debugger;
class RunsModel;

class SavedRuns : public QObject
{
    Q_OBJECT

public:
    /// Both must live longer.
    SavedRuns(Debugger& debugger, RunsModel& runs, QObject* parent = nullptr);

    void setHome(const QString& home) { m_watch.setHome(home); }
    void setEnabled(bool enabled) { m_watch.setEnabled(enabled); }
    /// What was saved up to now runs nothing.
    void forget() { m_watch.forget(); }

signals:
    void runWanted();
    /// What changed, in a sentence. @param runs nullptr: there was no run before
    void told(const QString& sentence, std::shared_ptr<const spp::workbench::ComparedRuns> runs, quint64 left,
              quint64 right);

private:
    void runAgain(const QString& file);
    void compare(quint64 run);

    Debugger& m_debugger;
    RunsModel& m_runs;
    RunOnSave m_watch;
    QString m_file;
    quint64 m_before = 0; ///< the run that was on screen
};

} // namespace spp::workbench
