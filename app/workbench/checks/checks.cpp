// SPDX-License-Identifier: MIT
#include "app/workbench/checks/checks.h"

#include "app/workbench/checks/findings_view.h"
#include "app/workbench/editor/code_editor.h"
#include "app/workbench/editor/editor_tab.h"
#include "app/workbench/editor/editor_tabs.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>

#include <algorithm>
#include <chrono>
#include <utility>

namespace spp::workbench
{

using namespace std::chrono_literals;

namespace
{

constexpr auto restOfTheKeys = 350ms;

} // namespace

Checks::Checks(HomeChecker& checker, EditorTabs& editors, FindingsView& view, QObject* parent)
    : QObject(parent), m_checker(checker), m_editors(editors), m_view(view)
{
    m_soon.setSingleShot(true);
    m_soon.setInterval(restOfTheKeys);
    connect(&m_soon, &QTimer::timeout, this, &Checks::ask);
    connect(&m_checker, &HomeChecker::checked, this, &Checks::show);
    connect(&m_editors, &EditorTabs::textsChanged, &m_soon, qOverload<>(&QTimer::start));
    connect(&m_editors, &EditorTabs::opened, this, &Checks::showInEditors);
    connect(&m_editors, &EditorTabs::fixChosen, this, &Checks::apply);
    connect(&m_view, &FindingsView::fixChosen, this, &Checks::apply);
    connect(&m_view, &FindingsView::placeActivated, this, &Checks::goTo);
    connect(&m_watcher, &QFileSystemWatcher::fileChanged, &m_soon, qOverload<>(&QTimer::start));
    connect(&m_watcher, &QFileSystemWatcher::directoryChanged, &m_soon, qOverload<>(&QTimer::start));
}

void Checks::setHome(const QString& home)
{
    m_home = home;
    m_found.clear();
    m_ofBuilds.clear();
    m_view.setFindings({});
    watch();
    ask();
}

void Checks::setDialect(const QString& dialect)
{
    if (std::exchange(m_dialect, dialect) != dialect)
        ask();
}

void Checks::ask()
{
    if (m_home.isEmpty())
        return;
    m_soon.stop();
    m_isAsked = true;
    CheckRequest request{m_home, m_dialect, {}};
    for (const EditorTab* tab : m_editors.tabs())
        if (tab->isModified())
            if (auto bytes = tab->bytes())
                request.unsaved.emplace(nameOf(tab->path()), std::move(*bytes));
    m_checker.check(std::move(request));
}

void Checks::show(const QString& home, const std::vector<check::Finding>& findings)
{
    if (home != m_home)
        return;
    m_isAsked = false;
    m_found = findings;
    showAll();
    watch();
    if (isUpToDate())
        emit checked();
}

void Checks::setBuildFindings(const QString& source, std::vector<check::Finding> findings)
{
    m_ofBuilds[source] = std::move(findings);
    showAll();
}

void Checks::showAll()
{
    std::vector<check::Finding> all = m_found;
    for (const auto& findings : std::as_const(m_ofBuilds))
        all.insert(all.end(), findings.begin(), findings.end());
    check::sortFindings(all);
    m_view.setFindings(std::move(all));
    showInEditors();
}

void Checks::showInEditors()
{
    const auto& all = m_view.model().findings();
    for (EditorTab* tab : m_editors.tabs()) {
        std::vector<check::Finding> own;
        for (const auto& finding : all)
            if (pathOf(finding.file) == tab->path())
                own.push_back(finding);
        tab->showFindings(own);
    }
}

void Checks::goTo(const check::Finding& finding)
{
    const QString path = pathOf(finding.file);
    if (!QFileInfo::exists(path))
        return; // that it is missing is what was found
    emit openRequested(path, static_cast<int>(std::max<std::size_t>(finding.line, 1)));
}

void Checks::apply(const check::Fix& fix)
{
    const QString path = pathOf(fix.file);
    if (fix.makesExecutable) {
        const auto everyExe = QFile::ExeOwner | QFile::ExeGroup | QFile::ExeOther;
        QFile file(path);
        if (!file.setPermissions(file.permissions() | everyExe))
            emit failed(tr("%1 can't be made executable: %2").arg(path, file.errorString()));
    }
    if (!fix.edits.empty() && !m_editors.open(path)->apply(fix))
        emit failed(
            tr("%1 has changed since it was checked; it is checked again now.").arg(QFileInfo(path).fileName()));
    ask();
}

/// What lies in control/ and plugins/, and these folders: a plugin may be written, or made executable, by others.
void Checks::watch()
{
    constexpr qsizetype most = 200;
    QStringList paths;
    for (const QString& folder : {m_home + QStringLiteral("/control"), m_home + QStringLiteral("/plugins")}) {
        if (m_home.isEmpty() || !QFileInfo(folder).isDir())
            continue;
        paths << folder;
        for (const auto& file : QDir(folder).entryInfoList(QDir::Files, QDir::Name).mid(0, most))
            paths << file.filePath();
    }
    const QStringList watched = m_watcher.files() + m_watcher.directories();
    for (const auto& path : watched)
        if (!paths.removeOne(path))
            m_watcher.removePath(path);
    if (!paths.isEmpty())
        m_watcher.addPaths(paths);
}

QString Checks::pathOf(const std::string& file) const
{
    const QString name = QFile::decodeName(QByteArray::fromStdString(file));
    return QDir::cleanPath(QDir(m_home).absoluteFilePath(name));
}

std::string Checks::nameOf(const QString& path) const
{
    const QString inside = path.startsWith(m_home + u'/') ? path.mid(m_home.size() + 1) : path;
    return QFile::encodeName(inside).toStdString();
}

} // namespace spp::workbench
