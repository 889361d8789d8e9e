// SPDX-License-Identifier: MIT
#include "app/workbench/models/environment_model.h"

#include "app/workbench/models/words.h"
#include "core/base/text.h"
#include "core/trace/shell_command.h"

#include <QFont>
#include <QStringList>

#include <algorithm>
#include <map>
#include <string_view>
#include <utility>

namespace spp::workbench
{

EnvironmentModel::EnvironmentModel(QObject* parent) : QAbstractTableModel(parent) {}

void EnvironmentModel::show(const TimelineModel& steps, std::size_t step)
{
    QList<Row> rows = rowsOf(steps, step);
    if (rows == m_all)
        return;
    m_all = std::move(rows);
    filter();
}

QList<EnvironmentModel::Row> EnvironmentModel::rowsOf(const TimelineModel& steps, std::size_t step)
{
    const plugin::Environment& environment = steps.timeline().steps()[step].environment();
    const auto changes = steps.environmentChanges(step);
    std::map<std::string_view, const plugin::EnvironmentChange*> changeOf;
    QList<Row> rows;
    for (const auto& change : changes) {
        changeOf.emplace(change.name, &change);
        if (!change.after)
            rows.append({{},
                         shownLine(change.name),
                         shownLine(change.before.value_or("")),
                         {},
                         steps.originOf(step, change.name),
                         Change::Removed});
    }
    for (const std::string& entry : environment.entries()) {
        const std::string_view name = plugin::entryName(entry);
        Row row{entry,       shownLine(name), shownLine(plugin::entryValue(entry)), {}, steps.originOf(step, name),
                Change::None};
        if (const auto found = changeOf.find(name); found != changeOf.end()) {
            row.change = found->second->before ? Change::Changed : Change::New;
            row.before = shownLine(found->second->before.value_or(""));
        }
        rows.append(std::move(row));
    }
    std::ranges::stable_sort(rows, {}, [](const Row& row) { return std::pair(row.change == Change::None, row.name); });
    return rows;
}

void EnvironmentModel::setFilter(const QString& text, bool onlyChanged)
{
    m_filter = text;
    m_onlyChanged = onlyChanged;
    filter();
}

void EnvironmentModel::filter()
{
    beginResetModel();
    m_rows.clear();
    for (const Row& row : m_all)
        if ((!m_onlyChanged || row.change != Change::None) &&
            (row.name.contains(m_filter, Qt::CaseInsensitive) || row.value.contains(m_filter, Qt::CaseInsensitive)))
            m_rows.append(row);
    endResetModel();
}

int EnvironmentModel::changedCount() const
{
    return static_cast<int>(std::ranges::count_if(m_all, [](const Row& row) { return row.change != Change::None; }));
}

std::optional<trace::StepLine> EnvironmentModel::originOf(const QModelIndex& index) const
{
    return index.isValid() ? m_rows[index.row()].origin.place : std::nullopt;
}

QString EnvironmentModel::textOf(const QModelIndexList& rows, Format format) const
{
    QString text;
    for (const QModelIndex& index : rows) {
        const Row& row = m_rows[index.row()];
        if (row.change == Change::Removed)
            continue;
        text += QString::fromStdString(format == Format::Text ? text::printable(row.entry)
                                                              : trace::formatAssignment(row.entry)) +
                u'\n';
    }
    return text;
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
    if (role == Qt::FontRole && row.change == Change::Removed && index.column() != OriginColumn) {
        QFont struckOut;
        struckOut.setStrikeOut(true);
        return struckOut;
    }
    if (role == Qt::ToolTipRole)
        return toolTip(row);
    if (role != Qt::DisplayRole)
        return {};
    switch (index.column()) {
    case NameColumn: return row.name;
    case ValueColumn: return row.value;
    case OriginColumn: break;
    }
    switch (row.change) {
    case Change::None: return row.origin.words;
    case Change::New: return tr("new: %1").arg(row.origin.words);
    case Change::Changed: return tr("changed: %1").arg(row.origin.words);
    case Change::Removed: return tr("removed: %1").arg(row.origin.words);
    }
    return {};
}

QString EnvironmentModel::toolTip(const Row& row) const
{
    QStringList parts{QStringLiteral("%1=%2").arg(row.name, row.value), row.origin.sentence};
    if (row.change == Change::Changed)
        parts.append(tr("Before, it was “%1”.").arg(row.before));
    for (QString& part : parts)
        part = QStringLiteral("<p>%1</p>").arg(part.toHtmlEscaped());
    return parts.join(QString());
}

QVariant EnvironmentModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole)
        return {};
    switch (section) {
    case NameColumn: return tr("Name");
    case ValueColumn: return tr("Value");
    case OriginColumn: return tr("Set by");
    }
    return {};
}

} // namespace spp::workbench
