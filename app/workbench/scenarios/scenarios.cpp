// SPDX-License-Identifier: MIT
#include "app/workbench/scenarios/scenarios.h"

#include "app/workbench/editor/editor_tab.h"
#include "app/workbench/editor/editor_tabs.h"
#include "app/workbench/scenarios/acceptance.h"
#include "app/workbench/scenarios/recording.h"
#include "app/workbench/scenarios/scenarios_view.h"

#include <chrono>
#include <set>
#include <utility>

namespace spp::workbench
{

using Kind = ScenariosModel::Kind;

namespace
{

/// Long enough for a save in several steps to look like one change.
constexpr std::chrono::milliseconds lookDelay{120};

/// Each takes one of the system's watches, of which there are some thousands; what is not watched is read when it runs.
constexpr qsizetype mostWatched = 2000;

} // namespace

Scenarios::Scenarios(Rehearser& rehearser, EditorTabs& editors, ScenariosView& view, Conditions conditions,
                     QObject* parent)
    : QObject(parent),
      m_rehearser(rehearser),
      m_editors(editors),
      m_view(view),
      m_model(view.model()),
      m_conditions(std::move(conditions))
{
    m_lookSoon.setSingleShot(true);
    m_lookSoon.setInterval(lookDelay);
    connect(&m_lookSoon, &QTimer::timeout, this, &Scenarios::look);
    connect(&m_watcher, &QFileSystemWatcher::fileChanged, &m_lookSoon, qOverload<>(&QTimer::start));
    connect(&m_watcher, &QFileSystemWatcher::directoryChanged, &m_lookSoon, qOverload<>(&QTimer::start));
    m_plugins.setEnabled(true);
    connect(&m_plugins, &RunOnSave::saved, &m_model, &ScenariosModel::setAllStale);

    connect(&m_rehearser, &Rehearser::found, this, &Scenarios::take);
    connect(&m_rehearser, &Rehearser::outlined, this, &Scenarios::takeOutline);
    connect(&m_rehearser, &Rehearser::caseBegan, &m_model, &ScenariosModel::setRunning);
    connect(&m_rehearser, &Rehearser::caseEnded, &m_model, &ScenariosModel::setOutcome);
    connect(&m_rehearser, &Rehearser::ended, this, &Scenarios::finish);

    connect(&m_view, &ScenariosView::runWanted, this, &Scenarios::run);
    connect(&m_view, &ScenariosView::stopWanted, &m_rehearser, &Rehearser::stop);
    connect(&m_view, &ScenariosView::activated, this, &Scenarios::activate);
    connect(&m_view, &ScenariosView::debugWanted, this, &Scenarios::debugRequested);
    connect(&m_view, &ScenariosView::acceptWanted, this, &Scenarios::acceptRow);
    connect(&m_editors, &EditorTabs::titlesChanged, this, &Scenarios::showUnsaved);
}

void Scenarios::setHome(const QString& home)
{
    m_rehearser.stop();
    m_home = home;
    m_loaded.clear();
    m_runSoon.clear();
    m_plugins.setHome(home);
    m_model.setFiles({}, {});
    m_rehearser.look({}, {}); // what it has read is to be told again, though it may be the same home
    look();
}

void Scenarios::setLoaded(const QString& path)
{
    if (std::exchange(m_loaded, path) != path)
        look();
}

void Scenarios::runSoon(const QString& path)
{
    m_runSoon = path;
    look();
}

void Scenarios::save(const Run& run, const trace::Timeline& timeline)
{
    const auto path = askForScenario(m_view.window(), m_home.isEmpty() ? run.request.home : m_home);
    if (!path)
        return;
    if (const auto written = writeScenario(*path, scenarioOf(run, timeline, *path)); !written)
        return emit failed(QString::fromStdString(written.error().message));
    emit openRequested(*path, 0);
    runSoon(*path);
}

void Scenarios::look()
{
    m_lookSoon.stop();
    m_rehearser.look(m_home, m_loaded);
}

void Scenarios::take(const QString& home, const QStringList& paths, const QStringList& folders)
{
    if (home != m_home)
        return;
    m_model.setFiles(m_home.isEmpty() ? QString() : m_home + QStringLiteral("/dialogs"), paths);
    showUnsaved();
    QStringList wanted = (folders + paths).mid(0, mostWatched);
    const QStringList watched = m_watcher.files() + m_watcher.directories();
    const QSet<QString> wantedNow(wanted.begin(), wanted.end());
    for (const QString& path : watched)
        if (!wantedNow.contains(path))
            m_watcher.removePath(path);
    wanted.removeIf(
        [known = QSet<QString>(watched.begin(), watched.end())](const QString& path) { return known.contains(path); });
    if (wanted.isEmpty())
        return;
    m_watcher.addPaths(wanted);
    m_lookSoon.start(); // something may have changed between the look and the watch
}

void Scenarios::takeOutline(const QString& path, const ScenarioOutline& outline)
{
    m_model.setOutline(path, outline);
    if (path != m_runSoon || m_rehearser.isBusy())
        return;
    m_runSoon.clear();
    m_view.select(path);
    run({{path, std::nullopt}});
}

void Scenarios::run(const std::vector<RehearsalPart>& parts)
{
    if (m_rehearser.isBusy() || parts.empty())
        return;
    RehearsalConditions conditions = m_conditions();
    conditions.home = m_home;
    m_model.begin(parts);
    m_view.setBusy(true);
    m_rehearser.start(parts, conditions);
}

void Scenarios::finish()
{
    m_plugins.forget(); // what plugins wrote beside themselves is no change of theirs
    m_model.end();
    m_view.setBusy(false);
    m_view.showFailures();
    emit ended();
}

void Scenarios::activate(const QModelIndex& index)
{
    const ScenariosModel::Row row = m_model.rowOf(index);
    emit openRequested(row.place.path, row.line);
    if (row.kind == Kind::File || row.kind == Kind::Trouble)
        return;
    const auto failed = m_model.failedBelow(index);
    if (failed.empty())
        return emit loadRequested(row.place);
    const auto session = failed.front();
    const int line = row.kind == Kind::Failure ? row.line : static_cast<int>(session.outcome->failures.front().line);
    if (session.outcome->recorded)
        emit showRequested(session.outcome->recorded, line);
    else
        emit playRequested(session.place, line);
}

void Scenarios::acceptRow(const QModelIndex& index)
{
    accept(acceptanceOf(index));
}

/// What is accepted in one case is accepted in all that have it: the line stands there once for all of them.
Acceptance Scenarios::acceptanceOf(const QModelIndex& index) const
{
    const auto* wanted = m_model.failureOf(index);
    std::set<std::size_t> lines;
    for (const auto& session : m_model.failedBelow(index))
        for (const auto& failure : session.outcome->failures)
            if (wanted == nullptr || failure.line == wanted->line)
                lines.insert(failure.line);

    Acceptance acceptance;
    acceptance.path = m_model.rowOf(index).place.path;
    const QModelIndex file = m_model.fileIndex(acceptance.path);
    acceptance.cases = m_model.casesOf(file);
    for (const auto& session : m_model.failedBelow(file)) {
        if (!acceptance.text)
            acceptance.text = session.ofCase->text;
        if (session.ofCase->text != acceptance.text)
            continue; // it ran at another time, when the file was another
        for (const auto& failure : session.outcome->failures) {
            if (!lines.contains(failure.line))
                continue;
            acceptance.changes.insert(acceptance.changes.end(), failure.accepting.begin(), failure.accepting.end());
            acceptance.unsayable += failure.accepting.empty() ? 1 : 0;
        }
    }
    return acceptance;
}

void Scenarios::accept(const Acceptance& acceptance)
{
    const Accepted accepted = workbench::accept(m_editors, acceptance);
    if (accepted.isAll)
        emit told(accepted.words);
    else
        emit failed(accepted.words);
}

void Scenarios::showUnsaved()
{
    QSet<QString> unsaved;
    for (const EditorTab* tab : m_editors.tabs())
        if (tab->isModified())
            unsaved.insert(tab->path());
    m_model.setUnsaved(unsaved);
}

} // namespace spp::workbench
