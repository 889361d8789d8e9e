// SPDX-License-Identifier: MIT
/// Keeps the tree of scenarios up to date while files come, go and change, has them played, and does what is asked of a row: open it,
/// show how its session went, accept what happened. Not thread-safe: lives in the window's thread.
#pragma once

#include "app/workbench/debugger/run.h"
#include "app/workbench/debugger/run_on_save.h"
#include "app/workbench/engine/rehearser.h"
#include "app/workbench/models/scenarios_model.h"

#include <QFileSystemWatcher>
#include <QObject>
#include <QTimer>

#include <functional>

namespace spp::workbench
{

class EditorTabs;
class ScenariosView;

class Scenarios : public QObject
{
    Q_OBJECT

public:
    /// What the person has chosen for sessions, when a rehearsal begins; the home is filled in.
    using Conditions = std::function<RehearsalConditions()>;

    /// All must live longer than this.
    Scenarios(Rehearser& rehearser, EditorTabs& editors, ScenariosView& view, Conditions conditions,
              QObject* parent = nullptr);

    void setHome(const QString& home);
    /// The one that a session runs; it is in the tree even if it lies outside the home.
    void setLoaded(const QString& path);
    /// Plays it as soon as it is there, and selects it.
    void runSoon(const QString& path);
    /// Asks for a name, writes the run as a scenario of that name, opens and plays it.
    void save(const Run& run, const trace::Timeline& timeline);
    /// Puts what happened into the text, and says what was done.
    void accept(const Acceptance& acceptance);

signals:
    /// To be seen in an editor. @param line 0: as a file that is opened
    void openRequested(const QString& path, int line);
    /// A session's run is to be seen. @param line of the failure that is asked for
    void showRequested(const std::shared_ptr<const spp::workbench::RecordedSession>& session, int line);
    /// The same of one whose run is not kept: it has to run again.
    void playRequested(const spp::workbench::ScenarioPlace& place, int line);
    /// This is the session that the simulator runs from now on.
    void loadRequested(const spp::workbench::ScenarioPlace& place);
    void debugRequested(const spp::workbench::ScenarioPlace& place);
    /// What was done, in a sentence.
    void told(const QString& words);
    /// What was not, and why.
    void failed(const QString& sentences);
    void ended();

private:
    void look();
    void take(const QString& home, const QStringList& paths, const QStringList& folders);
    void takeOutline(const QString& path, const ScenarioOutline& outline);
    void run(const std::vector<RehearsalPart>& parts);
    void finish();
    void activate(const QModelIndex& index);
    void acceptRow(const QModelIndex& index);
    Acceptance acceptanceOf(const QModelIndex& index) const;
    void showUnsaved();

    Rehearser& m_rehearser;
    EditorTabs& m_editors;
    ScenariosView& m_view;
    ScenariosModel& m_model;
    Conditions m_conditions;
    QString m_home;
    QString m_loaded;
    QString m_runSoon; ///< a path
    QFileSystemWatcher m_watcher;
    QTimer m_lookSoon; ///< one look for a burst of changes
    RunOnSave m_plugins;
};

} // namespace spp::workbench
