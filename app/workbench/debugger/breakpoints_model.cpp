// SPDX-License-Identifier: MIT
#include "app/workbench/debugger/breakpoints_model.h"

#include <algorithm>
#include <utility>

namespace spp::workbench
{

namespace
{

/// As it is typed; that it is off is what the check box says.
QString textOf(debug::Breakpoint breakpoint)
{
    breakpoint.enabled = true;
    return QString::fromStdString(debug::formatBreakpoint(breakpoint));
}

} // namespace

BreakpointsModel::BreakpointsModel(QObject* parent) : QAbstractTableModel(parent) {}

void BreakpointsModel::set(std::vector<debug::Breakpoint> breakpoints)
{
    beginResetModel();
    m_breakpoints = std::move(breakpoints);
    m_hits.assign(m_breakpoints.size(), 0);
    endResetModel();
    emit changed();
}

void BreakpointsModel::setHits(const std::vector<std::size_t>& hits)
{
    if (hits.size() != m_breakpoints.size() || hits.empty())
        return;
    m_hits = hits;
    emit dataChanged(index(0, HitsColumn), index(rowCount() - 1, HitsColumn));
}

Result<void> BreakpointsModel::add(const QString& text)
{
    auto breakpoint = debug::parseBreakpoint(text.toStdString());
    if (!breakpoint)
        return tl::unexpected<Error>(breakpoint.error());
    append(std::move(*breakpoint));
    return {};
}

void BreakpointsModel::append(debug::Breakpoint breakpoint)
{
    const int row = rowCount();
    beginInsertRows({}, row, row);
    m_breakpoints.push_back(std::move(breakpoint));
    m_hits.push_back(0);
    endInsertRows();
    emit changed();
}

void BreakpointsModel::remove(int row)
{
    beginRemoveRows({}, row, row);
    m_breakpoints.erase(m_breakpoints.begin() + row);
    m_hits.erase(m_hits.begin() + row);
    endRemoveRows();
    emit changed();
}

std::optional<int> BreakpointsModel::find(const debug::Target& target) const
{
    const auto found = std::ranges::find(m_breakpoints, target, &debug::Breakpoint::target);
    return found == m_breakpoints.end() ? std::nullopt : std::optional(static_cast<int>(found - m_breakpoints.begin()));
}

void BreakpointsModel::toggle(const debug::Target& target)
{
    if (const auto row = find(target))
        return remove(*row);
    debug::Breakpoint breakpoint;
    breakpoint.target = target;
    append(std::move(breakpoint));
}

int BreakpointsModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_breakpoints.size());
}

int BreakpointsModel::columnCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QVariant BreakpointsModel::data(const QModelIndex& index, int role) const
{
    if (!index.isValid())
        return {};
    const auto row = static_cast<std::size_t>(index.row());
    if (index.column() == HitsColumn)
        return role == Qt::DisplayRole && m_hits[row] > 0 ? QVariant(static_cast<qulonglong>(m_hits[row])) : QVariant();
    switch (role) {
    case Qt::DisplayRole:
    case Qt::EditRole:
    case Qt::ToolTipRole: return textOf(m_breakpoints[row]);
    case Qt::CheckStateRole: return m_breakpoints[row].enabled ? Qt::Checked : Qt::Unchecked;
    default: return {};
    }
}

bool BreakpointsModel::setData(const QModelIndex& index, const QVariant& value, int role)
{
    debug::Breakpoint& breakpoint = m_breakpoints[static_cast<std::size_t>(index.row())];
    if (role == Qt::CheckStateRole) {
        breakpoint.enabled = value.toInt() == Qt::Checked;
    } else {
        auto typed = debug::parseBreakpoint(value.toString().toStdString());
        if (!typed) {
            emit refused(QString::fromStdString(typed.error().message));
            return false;
        }
        typed->enabled = typed->enabled && breakpoint.enabled;
        breakpoint = std::move(*typed);
    }
    emit dataChanged(this->index(index.row(), 0), this->index(index.row(), ColumnCount - 1));
    emit changed();
    return true;
}

Qt::ItemFlags BreakpointsModel::flags(const QModelIndex& index) const
{
    const Qt::ItemFlags flags = QAbstractTableModel::flags(index);
    return index.column() == TextColumn ? flags | Qt::ItemIsEditable | Qt::ItemIsUserCheckable : flags;
}

QVariant BreakpointsModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole)
        return {};
    return section == TextColumn ? tr("Hold at") : tr("Hits");
}

} // namespace spp::workbench
