// SPDX-License-Identifier: MIT
#include "app/workbench/debugger/overrides_model.h"

#include "app/workbench/debugger/fault_words.h"
#include "app/workbench/models/words.h"

#include <utility>

namespace spp::workbench
{

OverridesModel::OverridesModel(QObject* parent) : QAbstractTableModel(parent) {}

void OverridesModel::set(std::vector<debug::Override> overrides)
{
    beginResetModel();
    m_overrides = std::move(overrides);
    endResetModel();
    emit changed();
}

/// The newest comes first: of two for one plugin it is the one that counts.
void OverridesModel::add(debug::Override override)
{
    beginInsertRows({}, 0, 0);
    m_overrides.insert(m_overrides.begin(), std::move(override));
    endInsertRows();
    emit changed();
}

void OverridesModel::remove(int row)
{
    beginRemoveRows({}, row, row);
    m_overrides.erase(m_overrides.begin() + row);
    endRemoveRows();
    emit changed();
}

int OverridesModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_overrides.size());
}

int OverridesModel::columnCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QVariant OverridesModel::data(const QModelIndex& index, int role) const
{
    if (!index.isValid())
        return {};
    const debug::Override& override = m_overrides[static_cast<std::size_t>(index.row())];
    const QString what = tr("%1: %2").arg(shownLine(override.plugin), describeIntervention(override.what));
    if (role == Qt::ToolTipRole)
        return what;
    if (index.column() == WhatColumn)
        return role == Qt::DisplayRole ? what : QVariant();
    switch (role) {
    case Qt::DisplayRole:
    case Qt::EditRole: return QString::fromStdString(override.name);
    case Qt::CheckStateRole: return override.enabled ? Qt::Checked : Qt::Unchecked;
    default: return {};
    }
}

bool OverridesModel::setData(const QModelIndex& index, const QVariant& value, int role)
{
    debug::Override& override = m_overrides[static_cast<std::size_t>(index.row())];
    if (role == Qt::CheckStateRole)
        override.enabled = value.toInt() == Qt::Checked;
    else
        override.name = value.toString().toStdString();
    emit dataChanged(index, index);
    emit changed();
    return true;
}

Qt::ItemFlags OverridesModel::flags(const QModelIndex& index) const
{
    const Qt::ItemFlags flags = QAbstractTableModel::flags(index);
    return index.column() == NameColumn ? flags | Qt::ItemIsEditable | Qt::ItemIsUserCheckable : flags;
}

QVariant OverridesModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole)
        return {};
    return section == NameColumn ? tr("Override") : tr("What is done");
}

} // namespace spp::workbench
