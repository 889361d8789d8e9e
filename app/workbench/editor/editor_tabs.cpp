// SPDX-License-Identifier: MIT
#include "app/workbench/editor/editor_tabs.h"

#include "app/workbench/editor/code_editor.h"
#include "app/workbench/editor/editor_tab.h"
#include "app/workbench/editor/finding_bar.h"

#include <QDir>
#include <QFileInfo>
#include <QMessageBox>

#include <algorithm>

namespace spp::workbench
{

EditorTabs::EditorTabs(const KSyntaxHighlighting::Repository& repository, QWidget* parent)
    : QTabWidget(parent), m_repository(repository)
{
    setDocumentMode(true);
    setTabsClosable(true);
    setMovable(true);
    setElideMode(Qt::ElideMiddle);
    setUsesScrollButtons(true);
    connect(this, &QTabWidget::tabCloseRequested, this, &EditorTabs::closeTab);
    connect(this, &QTabWidget::currentChanged, this, &EditorTabs::stateChanged);
    connect(&m_watcher, &QFileSystemWatcher::fileChanged, this, &EditorTabs::checkDisk);
    connect(&m_watcher, &QFileSystemWatcher::directoryChanged, this, &EditorTabs::checkDisk);
}

EditorTab* EditorTabs::open(const QString& path)
{
    const QString absolute = QDir::cleanPath(QFileInfo(path).absoluteFilePath());
    EditorTab* tab = find(absolute);
    if (!tab)
        tab = add(absolute);
    setCurrentWidget(tab);
    tab->setFocus();
    return tab;
}

EditorTab* EditorTabs::add(const QString& path)
{
    auto* tab = new EditorTab(path, m_repository, this);
    connect(tab, &EditorTab::stateChanged, this, [this, tab] {
        showTitle(tab);
        if (tab == current())
            emit stateChanged();
    });
    connect(tab, &EditorTab::textChanged, this, &EditorTabs::textsChanged);
    connect(tab, &EditorTab::saved, this, &EditorTabs::textsChanged);
    connect(tab, &EditorTab::saved, this, [this, path] { emit saved(path); });
    connect(tab->findingBar(), &FindingBar::fixChosen, this, &EditorTabs::fixChosen);
    connect(tab->codeEditor(), &CodeEditor::lineToggled, this,
            [this, path](int line) { emit lineToggled(path, line); });
    setTabToolTip(addTab(tab, QString()), path);
    showTitle(tab);
    watch(path);
    emit opened();
    return tab;
}

EditorTab* EditorTabs::find(const QString& path) const
{
    const auto existing = tabs();
    const auto same = std::ranges::find(existing, path, &EditorTab::path);
    return same == existing.end() ? nullptr : *same;
}

EditorTab* EditorTabs::current() const
{
    return tab(currentIndex());
}

EditorTab* EditorTabs::tab(int index) const
{
    return qobject_cast<EditorTab*>(widget(index));
}

bool EditorTabs::hasModified() const
{
    return std::ranges::any_of(tabs(), &EditorTab::isModified);
}

QHash<QString, QString> EditorTabs::unsavedTexts() const
{
    QHash<QString, QString> texts;
    for (const EditorTab* tab : tabs())
        if (tab->isModified())
            texts.insert(tab->path(), tab->editor()->text());
    return texts;
}

bool EditorTabs::saveAll()
{
    return save(tabs());
}

bool EditorTabs::closeTab(int index)
{
    EditorTab* closing = tab(index);
    if (!mayClose({closing}))
        return false;
    removeTab(indexOf(closing));
    emit closed(closing);
    m_watcher.removePath(closing->path());
    closing->deleteLater();
    emit textsChanged();
    return true;
}

bool EditorTabs::closeAll()
{
    if (!mayClose(tabs()))
        return false;
    for (EditorTab* closing : tabs()) {
        removeTab(indexOf(closing));
        emit closed(closing);
        closing->deleteLater();
    }
    watchNothing();
    emit textsChanged();
    return true;
}

void EditorTabs::lookAgain()
{
    watchNothing();
    for (EditorTab* tab : tabs()) {
        tab->checkDisk();
        watch(tab->path());
    }
}

QList<EditorTab*> EditorTabs::tabs() const
{
    QList<EditorTab*> all;
    for (int index = 0; index < count(); ++index)
        all.append(tab(index));
    return all;
}

bool EditorTabs::save(const QList<EditorTab*>& tabs)
{
    EditorTab* failed = nullptr;
    for (EditorTab* tab : tabs) {
        if (!tab->save() && !failed)
            failed = tab;
    }
    if (failed)
        setCurrentWidget(failed);
    return !failed;
}

bool EditorTabs::mayClose(const QList<EditorTab*>& tabs)
{
    QStringList names;
    for (const EditorTab* tab : tabs) {
        if (tab->isModified())
            names.append(QFileInfo(tab->path()).fileName());
    }
    if (names.isEmpty())
        return true;

    QMessageBox question(QMessageBox::Warning, tr("Save changes?"),
                         names.size() == 1 ? tr("%1 has changes that are not saved.").arg(names.first())
                                           : tr("%1 files have changes that are not saved.").arg(names.size()),
                         QMessageBox::Save | QMessageBox::Discard | QMessageBox::Cancel, this);
    if (names.size() > 1)
        question.setInformativeText(names.join(u'\n'));
    question.setDefaultButton(QMessageBox::Save);
    switch (question.exec()) {
    case QMessageBox::Save: return save(tabs);
    case QMessageBox::Discard: return true;
    default: return false;
    }
}

void EditorTabs::showTitle(EditorTab* tab)
{
    const QString name =
        QFileInfo(tab->path()).fileName().replace(u'&', QStringLiteral("&&")); // & alone would be a shortcut
    setTabText(indexOf(tab), tab->isModified() ? name + QStringLiteral(" *") : name);
    emit titlesChanged();
}

void EditorTabs::watch(const QString& path)
{
    if (QFileInfo::exists(path))
        m_watcher.addPath(path);
    if (const QString folder = QFileInfo(path).path(); QFileInfo(folder).isDir())
        m_watcher.addPath(folder);
}

void EditorTabs::watchNothing()
{
    if (const auto watched = m_watcher.files() + m_watcher.directories(); !watched.isEmpty())
        m_watcher.removePaths(watched);
}

/// `changed` is a file, or the folder of files one of which may have been replaced.
void EditorTabs::checkDisk(const QString& changed)
{
    for (EditorTab* tab : tabs()) {
        if (tab->path() != changed && QFileInfo(tab->path()).path() != changed)
            continue;
        tab->checkDisk();
        watch(tab->path());
    }
}

} // namespace spp::workbench
