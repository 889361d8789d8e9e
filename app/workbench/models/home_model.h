// SPDX-License-Identifier: MIT
/// The files of a qmail home as a tree of three groups: control files, plugins, dialogs. Watches the home, so that files which come
/// and go while it is open do so in the tree too. Not thread-safe: lives in the window's thread.
#pragma once

#include "core/base/error.h"

#include <QAbstractItemModel>
#include <QFileSystemWatcher>
#include <QTimer>

#include <array>

namespace spp::workbench
{

class HomeModel : public QAbstractItemModel
{
    Q_OBJECT

public:
    /// Control: files in control/. Plugin: files below plugins/. Dialog: *.spp in dialogs/.
    enum class Kind { Control, Plugin, Dialog };
    Q_ENUM(Kind)

    enum Role {
        PathRole = Qt::UserRole + 1, ///< QString, absolute; empty for a group
        KindRole,                    ///< Kind, of a group and of its files
        ExecutableRole,              ///< bool
    };

    explicit HomeModel(QObject* parent = nullptr);

    /// Shows the home in this folder. Fails if there is no such folder, it can't be read, or it has no control/ in it; the model then
    /// stays as it was.
    Result<void> open(const QString& path);

    /// Absolute path of the home; empty if none is open.
    QString home() const { return m_home; }

    QModelIndex index(int row, int column, const QModelIndex& parent = {}) const override;
    QModelIndex parent(const QModelIndex& index) const override;
    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role = Qt::DisplayRole) const override;

signals:
    /// The home's folder is no longer there, or is there again.
    void lost();
    void found();

private:
    struct Entry
    {
        QString name; ///< relative to the group's folder
        QString path;
        bool executable = false;

        bool operator==(const Entry&) const = default;
    };
    using Entries = QList<Entry>;

    QString folderOf(Kind kind) const;
    Entries readEntries(Kind kind) const;
    void refresh();
    void merge(Kind kind, const Entries& entries);
    void watchFolders();

    QString m_home;
    bool m_isThere = true;
    std::array<Entries, 3> m_groups; ///< by Kind
    QFileSystemWatcher m_watcher;
    QTimer m_refreshSoon; ///< one look at the disk for a burst of changes
};

} // namespace spp::workbench
