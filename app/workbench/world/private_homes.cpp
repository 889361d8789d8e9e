// SPDX-License-Identifier: MIT
#include "app/workbench/world/private_homes.h"

#include "app/workbench/debugger/debugger.h"
#include "app/workbench/debugger/runs_model.h"
#include "app/workbench/models/words.h"

namespace spp::workbench
{

using Fate = RunHome::Fate;

PrivateHomes::PrivateHomes(Engine& engine, RunsModel& runs, const Debugger& debugger, QObject* parent)
    : QObject(parent), m_engine(engine), m_runs(runs), m_debugger(debugger)
{
    connect(&m_engine, &Engine::homeChangesTold, this, &PrivateHomes::takeChanges);
    connect(&m_engine, &Engine::homeKept, this, &PrivateHomes::finishKeeping);
    connect(&m_runs, &RunsModel::homeChanged, this, &PrivateHomes::changed);
    connect(&m_debugger, &Debugger::runShown, this, &PrivateHomes::changed);
    connect(&m_debugger, &Debugger::finished, this, &PrivateHomes::changed);
}

const Run* PrivateHomes::shown() const
{
    const Run* run = m_debugger.shown();
    if (run == nullptr || !run->request.world.privateHome)
        return nullptr;
    // One that could not be made has nothing to show.
    const bool hasFailed = run->result && !run->result->error.isEmpty() && run->home.changed.changes.empty();
    return hasFailed ? nullptr : run;
}

bool PrivateHomes::goesOn() const
{
    return shown() != nullptr && !shown()->result;
}

bool PrivateHomes::isUndecided() const
{
    const Run* run = shown();
    return run != nullptr && run->result && run->home.fate == Fate::Open && !run->home.changed.changes.empty();
}

bool PrivateHomes::isUntouched() const
{
    const Run* run = shown();
    return run != nullptr && run->result && run->home.changed.changes.empty() && run->home.changed.error.isEmpty();
}

void PrivateHomes::keep()
{
    if (isUndecided())
        m_engine.keepHome();
}

void PrivateHomes::throwAway()
{
    if (!isUndecided())
        return;
    m_engine.throwHomeAway();
    RunHome home = shown()->home;
    home.fate = Fate::ThrownAway;
    home.trouble.clear();
    m_runs.setHome(shown()->number, home);
}

void PrivateHomes::takeChanges(quint64 run, const HomeChanges& changes)
{
    m_runs.setHome(run, {changes, Fate::Open, {}});
}

void PrivateHomes::finishKeeping(quint64 run, const QString& trouble)
{
    const Run* kept = m_runs.find(run);
    if (kept == nullptr)
        return;
    RunHome home = kept->home;
    home.trouble = trouble;
    if (trouble.isEmpty())
        home.fate = Fate::Kept;
    m_runs.setHome(run, home);
    if (trouble.isEmpty())
        emit this->kept();
}

QString describeHome(const Run& run, bool goesOn)
{
    const HomeChanges& changed = run.home.changed;
    if (!changed.error.isEmpty())
        return QObject::tr("What the plugins changed in their private home can't be told: %1").arg(changed.error);
    const QString count = changed.changes.empty() ? QObject::tr("no change")
                                                  : formatCount(changed.changes.size(), QStringLiteral("change"));
    if (goesOn)
        return QObject::tr("So far the plugins have made %1 in their private home.").arg(count);
    if (changed.changes.empty())
        return QObject::tr("The plugins changed nothing in their private home.");
    switch (run.home.fate) {
    case Fate::Open:
        return QObject::tr(
                   "The plugins made %1 in their private home. What you don't keep is thrown away with the "
                   "next run, or when the workbench is closed.")
            .arg(count);
    case Fate::Kept: return QObject::tr("What the plugins changed was kept: it is in the home now.");
    case Fate::ThrownAway: return QObject::tr("What the plugins changed in their private home was thrown away.");
    case Fate::TakenOver:
        return QObject::tr("What the plugins changed is in the private home of the run that goes on from this one.");
    }
    return {};
}

} // namespace spp::workbench
