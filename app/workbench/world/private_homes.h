// SPDX-License-Identifier: MIT
/// The private homes of runs: keeps what the engine tells of them with the runs, and carries out what a person decides about the newest
/// one. Not thread-safe: lives in the window's thread.
#pragma once

#include "app/workbench/debugger/run.h"

#include <QObject>

namespace spp::workbench
{

class Debugger;
class RunsModel;

class PrivateHomes : public QObject
{
    Q_OBJECT

public:
    /// All of them must live longer.
    PrivateHomes(Engine& engine, RunsModel& runs, const Debugger& debugger, QObject* parent = nullptr);

    /// The run on screen, if it has a private home; otherwise nullptr.
    const Run* shown() const;
    bool goesOn() const;
    /// The run on screen is over and has changes, and nobody has decided about them.
    bool isUndecided() const;
    /// The run on screen is over and has none, as far as can be told.
    bool isUntouched() const;

    void keep();
    void throwAway();

signals:
    /// There is something else to tell of the run on screen, or another is.
    void changed();
    /// What plugins changed was taken over into the home.
    void kept();

private:
    void takeChanges(quint64 run, const HomeChanges& changes);
    void finishKeeping(quint64 run, const QString& trouble);

    Engine& m_engine;
    RunsModel& m_runs;
    const Debugger& m_debugger;
};

/// What a run's plugins did to their private home and what becomes of it, in a sentence or two.
QString describeHome(const Run& run, bool goesOn);

} // namespace spp::workbench
