// SPDX-License-Identifier: MIT
#include "app/workbench/world/home_changes_model.h"

#include "app/workbench/settings/colours.h"

#include <QGuiApplication>
#include <QLocale>

#include <utility>

namespace spp::workbench
{

namespace
{

QString describeKind(HomeChange::Kind kind)
{
    switch (kind) {
    case HomeChange::Kind::Added: return QObject::tr("Added");
    case HomeChange::Kind::Changed: return QObject::tr("Changed");
    case HomeChange::Kind::Removed: return QObject::tr("Removed");
    }
    return {};
}

Meaning meaningOfKind(HomeChange::Kind kind)
{
    switch (kind) {
    case HomeChange::Kind::Added: return Meaning::Accept;
    case HomeChange::Kind::Changed: return Meaning::Changed;
    case HomeChange::Kind::Removed: return Meaning::Reject;
    }
    return Meaning::Changed;
}

/// A folder has none.
QString describeSize(const HomeChange& change)
{
    if (change.path.endsWith(u'/'))
        return {};
    return QLocale().formattedDataSize(static_cast<qint64>(change.size), 1);
}

} // namespace

HomeChangesModel::HomeChangesModel(QObject* parent) : QAbstractTableModel(parent) {}

void HomeChangesModel::show(std::vector<HomeChange> changes)
{
    if (changes == m_changes)
        return; // what is selected stays so
    beginResetModel();
    m_changes = std::move(changes);
    endResetModel();
}

int HomeChangesModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_changes.size());
}

int HomeChangesModel::columnCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QVariant HomeChangesModel::data(const QModelIndex& index, int role) const
{
    if (!index.isValid())
        return {};
    const HomeChange& change = m_changes[static_cast<std::size_t>(index.row())];
    if (role == Qt::ForegroundRole && index.column() == KindColumn)
        return foreground(meaningOfKind(change.kind), QGuiApplication::palette());
    if (role == Qt::TextAlignmentRole && index.column() == SizeColumn)
        return int(Qt::AlignRight | Qt::AlignVCenter);
    if (role == Qt::ToolTipRole && index.column() == PathColumn)
        return change.path;
    if (role != Qt::DisplayRole)
        return {};
    switch (index.column()) {
    case KindColumn: return describeKind(change.kind);
    case PathColumn: return change.path;
    case SizeColumn: return describeSize(change);
    }
    return {};
}

QVariant HomeChangesModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole)
        return {};
    switch (section) {
    case KindColumn: return tr("What");
    case PathColumn: return tr("File");
    case SizeColumn: return tr("Size");
    }
    return {};
}

} // namespace spp::workbench
