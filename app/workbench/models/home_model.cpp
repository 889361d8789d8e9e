// SPDX-License-Identifier: MIT
#include "app/workbench/models/home_model.h"

#include <QDir>
#include <QDirIterator>
#include <QFileInfo>

#include <algorithm>
#include <chrono>
#include <utility>

namespace spp::workbench
{

namespace
{

using Kind = HomeModel::Kind;

constexpr std::array allKinds{Kind::Control, Kind::Plugin, Kind::Dialog};

/// Long enough for a save in one step (write a new file, rename it) to look like one change.
constexpr std::chrono::milliseconds refreshDelay{80};

/// Internal id of a group's index; a file's index holds its group's row + 1.
constexpr quintptr groupId = 0;

QString title(Kind kind)
{
    switch (kind) {
    case Kind::Control: return HomeModel::tr("Control files");
    case Kind::Plugin: return HomeModel::tr("Plugins");
    case Kind::Dialog: return HomeModel::tr("Dialogs");
    }
    return {};
}

QString explain(Kind kind)
{
    switch (kind) {
    case Kind::Control: return HomeModel::tr("Files in control/; smtpplugins says which plugin runs in which section");
    case Kind::Plugin: return HomeModel::tr("Files below plugins/");
    case Kind::Dialog: return HomeModel::tr("SMTP sessions to run: *.spp in dialogs/");
    }
    return {};
}

/// Hidden files and the backups that editors leave are nobody's control files.
bool isWanted(const QFileInfo& info)
{
    return info.isFile() && !info.fileName().startsWith(u'.') && !info.fileName().endsWith(u'~');
}

Result<void> checkHome(const QFileInfo& home)
{
    const auto failed = [&](const QString& what) {
        return fail(Fault::Configuration, QStringLiteral("%1 %2").arg(home.filePath(), what).toStdString());
    };
    if (!home.exists())
        return failed(QStringLiteral("does not exist; name the folder that holds control/, such as /var/qmail."));
    if (!home.isDir())
        return failed(QStringLiteral("is a file; name the folder that holds control/, such as /var/qmail."));
    if (!home.isReadable() || !home.isExecutable())
        return failed(QStringLiteral("can't be read; check the folder's permissions."));
    if (!QFileInfo(home.filePath() + QStringLiteral("/control")).isDir())
        return failed(QStringLiteral("has no folder control/, so it is not a qmail home."));
    return {};
}

} // namespace

HomeModel::HomeModel(QObject* parent) : QAbstractItemModel(parent)
{
    m_refreshSoon.setSingleShot(true);
    m_refreshSoon.setInterval(refreshDelay);
    connect(&m_refreshSoon, &QTimer::timeout, this, &HomeModel::refresh);
    connect(&m_watcher, &QFileSystemWatcher::directoryChanged, this, [this](const QString& folder) {
        // Above the home only its coming and going counts.
        if (folder.startsWith(m_home) || QFileInfo(m_home).isDir() != m_isThere)
            m_refreshSoon.start();
    });
}

Result<void> HomeModel::open(const QString& path)
{
    const QFileInfo info(QDir::cleanPath(QFileInfo(path).absoluteFilePath()));
    if (auto checked = checkHome(info); !checked)
        return checked;

    beginResetModel();
    m_home = info.filePath();
    m_isThere = true;
    for (const Kind kind : allKinds)
        m_groups[static_cast<std::size_t>(kind)] = readEntries(kind);
    endResetModel();

    if (const auto watched = m_watcher.directories(); !watched.isEmpty())
        m_watcher.removePaths(watched);
    watchFolders();
    return {};
}

QModelIndex HomeModel::index(int row, int column, const QModelIndex& parent) const
{
    if (!hasIndex(row, column, parent))
        return {};
    return createIndex(row, column, parent.isValid() ? static_cast<quintptr>(parent.row()) + 1 : groupId);
}

QModelIndex HomeModel::parent(const QModelIndex& index) const
{
    if (!index.isValid() || index.internalId() == groupId)
        return {};
    return createIndex(static_cast<int>(index.internalId() - 1), 0, groupId);
}

int HomeModel::rowCount(const QModelIndex& parent) const
{
    if (m_home.isEmpty())
        return 0;
    if (!parent.isValid())
        return static_cast<int>(m_groups.size());
    const bool isGroup = parent.internalId() == groupId && parent.column() == 0;
    return isGroup ? static_cast<int>(m_groups[static_cast<std::size_t>(parent.row())].size()) : 0;
}

int HomeModel::columnCount(const QModelIndex&) const
{
    return 1;
}

QVariant HomeModel::data(const QModelIndex& index, int role) const
{
    if (!index.isValid())
        return {};
    const bool isGroup = index.internalId() == groupId;
    const auto kind = static_cast<Kind>(isGroup ? static_cast<quintptr>(index.row()) : index.internalId() - 1);
    if (role == KindRole)
        return QVariant::fromValue(kind);
    if (isGroup) {
        switch (role) {
        case Qt::DisplayRole: return title(kind);
        case Qt::ToolTipRole: return explain(kind);
        default: return {};
        }
    }

    const Entry& entry = m_groups[static_cast<std::size_t>(kind)][index.row()];
    switch (role) {
    case Qt::DisplayRole: return entry.name;
    case Qt::ToolTipRole:
        return kind == Kind::Plugin && !entry.executable
                   ? tr("%1\nNot executable: it can't run as a plugin").arg(entry.path)
                   : entry.path;
    case PathRole: return entry.path;
    case ExecutableRole: return entry.executable;
    default: return {};
    }
}

HomeModel::Entries HomeModel::readEntries(Kind kind) const
{
    const QDir folder(folderOf(kind));
    const auto pattern = kind == Kind::Dialog ? QStringList{QStringLiteral("*.spp")} : QStringList{};
    const auto depth = kind == Kind::Plugin ? QDirIterator::Subdirectories : QDirIterator::NoIteratorFlags;
    Entries entries;
    for (QDirIterator files(folder.path(), pattern, QDir::Files, depth); files.hasNext();) {
        const QFileInfo info(files.next());
        if (isWanted(info))
            entries.append({folder.relativeFilePath(info.filePath()), info.filePath(), info.isExecutable()});
    }
    std::ranges::sort(entries, {}, &Entry::name);
    return entries;
}

QString HomeModel::folderOf(Kind kind) const
{
    switch (kind) {
    case Kind::Control: return m_home + QStringLiteral("/control");
    case Kind::Plugin: return m_home + QStringLiteral("/plugins");
    case Kind::Dialog: return m_home + QStringLiteral("/dialogs");
    }
    return {};
}

void HomeModel::refresh()
{
    for (const Kind kind : allKinds)
        merge(kind, readEntries(kind));
    const bool wasThere = std::exchange(m_isThere, QFileInfo(m_home).isDir());
    if (wasThere && !m_isThere)
        m_watcher.removePaths(m_watcher.directories()); // watches stay with a folder that is moved away
    watchFolders();
    if (!wasThere && m_isThere)
        emit found();
    if (wasThere && !m_isThere)
        emit lost();
}

/// Row by row instead of a reset, so that a view keeps its selection and what is unfolded. Both lists are sorted by name.
void HomeModel::merge(Kind kind, const Entries& entries)
{
    Entries& current = m_groups[static_cast<std::size_t>(kind)];
    const QModelIndex group = index(static_cast<int>(kind), 0);
    int row = 0;
    while (row < current.size() || row < entries.size()) {
        const bool gone = row >= entries.size() || (row < current.size() && current[row].name < entries[row].name);
        const bool added = !gone && (row >= current.size() || entries[row].name < current[row].name);
        if (gone) {
            beginRemoveRows(group, row, row);
            current.removeAt(row);
            endRemoveRows();
            continue;
        }
        if (added) {
            beginInsertRows(group, row, row);
            current.insert(row, entries[row]);
            endInsertRows();
        } else if (current[row] != entries[row]) {
            current[row] = entries[row];
            const QModelIndex changed = index(row, 0, group);
            emit dataChanged(changed, changed);
        }
        ++row;
    }
}

/// A folder that was deleted and made again has lost its watch, so the list is completed after every look. The folder above the home is
/// watched for its coming and going.
void HomeModel::watchFolders()
{
    QStringList folders{m_home, folderOf(Kind::Control), folderOf(Kind::Plugin), folderOf(Kind::Dialog)};
    for (QDirIterator below(folderOf(Kind::Plugin), QDir::Dirs | QDir::NoDotAndDotDot, QDirIterator::Subdirectories);
         below.hasNext();)
        folders.append(below.next());
    QString above = QFileInfo(m_home).path();
    while (!QFileInfo(above).isDir())
        above = QFileInfo(above).path();
    folders.append(above);
    const QStringList watched = m_watcher.directories();
    folders.removeIf([&](const QString& folder) { return watched.contains(folder) || !QFileInfo(folder).isDir(); });
    if (!folders.isEmpty())
        m_watcher.addPaths(folders);
}

} // namespace spp::workbench
