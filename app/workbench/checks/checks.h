// SPDX-License-Identifier: MIT
/// Keeps what is known to be wrong in the home up to date while it is edited: asks the checker when a text or the disk has changed, shows
/// what it finds in the list and in the editors, and makes the fixes that are chosen. Not thread-safe: lives in the window's thread.
#pragma once

#include "app/workbench/engine/home_checker.h"

#include <QFileSystemWatcher>
#include <QHash>
#include <QObject>
#include <QTimer>

#include <vector>

namespace spp::workbench
{

class EditorTabs;
class FindingsView;

class Checks : public QObject
{
    Q_OBJECT

public:
    /// All must live longer than this.
    Checks(HomeChecker& checker, EditorTabs& editors, FindingsView& view, QObject* parent = nullptr);

    void setHome(const QString& home);
    void setDialect(const QString& dialect);
    /// What a compiler says of a source, until it says something else. @param source relative to the home
    void setBuildFindings(const QString& source, std::vector<check::Finding> findings);
    /// What was found last is of the texts as they are now.
    bool isUpToDate() const { return !m_soon.isActive() && !m_isAsked; }

signals:
    void openRequested(const QString& path, int line);
    /// The list is up to date.
    void checked();
    /// A fix could not be made; a sentence for the person.
    void failed(const QString& sentence);

private:
    void ask();
    void show(const QString& home, const std::vector<check::Finding>& findings);
    void showAll();
    void showInEditors();
    void goTo(const check::Finding& finding);
    void apply(const check::Fix& fix);
    void watch();
    QString pathOf(const std::string& file) const;
    /// As findings name it: relative to the home, if it lies in there.
    std::string nameOf(const QString& path) const;

    HomeChecker& m_checker;
    EditorTabs& m_editors;
    FindingsView& m_view;
    QFileSystemWatcher m_watcher;
    QTimer m_soon;                                          ///< one check for a burst of keys
    std::vector<check::Finding> m_found;                    ///< by the checker
    QHash<QString, std::vector<check::Finding>> m_ofBuilds; ///< by compilers, for each source
    QString m_home;
    QString m_dialect = QStringLiteral("modern");
    bool m_isAsked = false;
};

} // namespace spp::workbench
