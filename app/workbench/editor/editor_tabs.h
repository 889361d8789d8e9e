// SPDX-License-Identifier: MIT
/// The open files, one tab each. Asks before text that was not saved is thrown away, and watches the files on disk.
/// Not thread-safe: a widget.
#pragma once

#include "core/check/finding.h"

#include <KSyntaxHighlighting/Repository>

#include <QFileSystemWatcher>
#include <QHash>
#include <QTabWidget>

namespace spp::workbench
{

class EditorTab;

class EditorTabs : public QTabWidget
{
    Q_OBJECT

public:
    /// `repository` must live longer than the tabs.
    explicit EditorTabs(const KSyntaxHighlighting::Repository& repository, QWidget* parent = nullptr);

    /// Shows the file, in the tab that has it already or a new one. Always gives a tab: one that can't show its file says why.
    EditorTab* open(const QString& path);

    /// nullptr while no file is open.
    EditorTab* current() const;
    EditorTab* tab(int index) const;
    QList<EditorTab*> tabs() const;
    /// nullptr if the file is not open.
    EditorTab* find(const QString& path) const;

    bool hasModified() const;
    /// Those of all files that are modified, by path.
    QHash<QString, QString> unsavedTexts() const;
    /// False if a file could not be saved; its tab is then in front and says why.
    bool saveAll();
    /// False if the person, or a save that failed, kept the tab open.
    bool closeTab(int index);
    bool closeAll();
    /// To be called when folders have gone or come back: watches stay with those that are moved away.
    void lookAgain();

signals:
    /// Something changed that a title, a status bar or a menu shows: the tab in front, its text, cursor or file.
    void stateChanged();
    /// A file has a tab of its own now.
    void opened();
    /// It is about to be deleted.
    void closed(EditorTab* tab);
    /// A file is modified now, or no longer.
    void titlesChanged();
    /// The text of a file, open or just closed, is not what it was.
    void textsChanged();
    /// A file was written.
    void saved(const QString& path);
    /// A mistake's fix was asked for.
    void fixChosen(const spp::check::Fix& fix);
    /// The person has clicked beside a line, from 1.
    void lineToggled(const QString& path, int line);

private:
    EditorTab* add(const QString& path);
    bool save(const QList<EditorTab*>& tabs);
    bool mayClose(const QList<EditorTab*>& tabs);
    void showTitle(EditorTab* tab);
    void watch(const QString& path);
    void watchNothing();
    void checkDisk(const QString& changed);

    const KSyntaxHighlighting::Repository& m_repository;
    QFileSystemWatcher m_watcher; ///< files, and their folders: a file that is replaced loses its own watch
};

} // namespace spp::workbench
