// SPDX-License-Identifier: MIT
#include "app/workbench/models/environment_model.h"

#include "app/workbench/models/words.h"

#include <QFont>

#include <algorithm>
#include <map>
#include <utility>

namespace spp::workbench
{

EnvironmentModel::EnvironmentModel(QObject* parent) : QAbstractTableModel(parent) {}

void EnvironmentModel::show(const plugin::Environment& environment,
                            const std::vector<plugin::EnvironmentChange>& changes)
{
    std::map<std::string_view, const plugin::EnvironmentChange*> changeOf;
    QList<Row> rows;
    for (const auto& change : changes) {
        changeOf.emplace(change.name, &change);
        if (!change.after)
            rows.append({shownLine(change.name), shownLine(change.before.value_or("")), {}, Change::Removed});
    }
    for (const std::string_view entry : environment.entries()) {
        Row row{shownLine(plugin::entryName(entry)), shownLine(plugin::entryValue(entry)), {}, Change::None};
        if (const auto found = changeOf.find(plugin::entryName(entry)); found != changeOf.end()) {
            row.change = found->second->before ? Change::Changed : Change::New;
            row.before = shownLine(found->second->before.value_or(""));
        }
        rows.append(std::move(row));
    }
    std::ranges::stable_sort(rows, {}, [](const Row& row) { return std::pair(row.change == Change::None, row.name); });
    if (rows == m_rows)
        return;
    beginResetModel();
    m_rows = std::move(rows);
    m_changedCount =
        static_cast<int>(std::ranges::count_if(m_rows, [](const Row& row) { return row.change != Change::None; }));
    endResetModel();
}

int EnvironmentModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_rows.size());
}

int EnvironmentModel::columnCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QVariant EnvironmentModel::data(const QModelIndex& index, int role) const
{
    if (!index.isValid())
        return {};
    const Row& row = m_rows[index.row()];
    if (role == ChangeRole)
        return static_cast<int>(row.change);
    if (role == Qt::FontRole && row.change == Change::Removed && index.column() != ChangeColumn) {
        QFont struckOut;
        struckOut.setStrikeOut(true);
        return struckOut;
    }
    if (role == Qt::ToolTipRole && !row.value.isEmpty())
        return QStringLiteral("<p>%1</p>").arg(row.value.toHtmlEscaped());
    if (role != Qt::DisplayRole)
        return {};
    switch (index.column()) {
    case NameColumn: return row.name;
    case ValueColumn: return row.value;
    case ChangeColumn: break;
    }
    switch (row.change) {
    case Change::None: return {};
    case Change::New: return tr("new");
    case Change::Changed: return tr("was “%1”").arg(row.before);
    case Change::Removed: return tr("removed");
    }
    return {};
}

QVariant EnvironmentModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole)
        return {};
    switch (section) {
    case NameColumn: return tr("Name");
    case ValueColumn: return tr("Value");
    case ChangeColumn: return tr("Since the step before");
    }
    return {};
}

} // namespace spp::workbench
