// SPDX-License-Identifier: MIT
#include "app/workbench/models/plugin_output_model.h"

#include "app/workbench/models/words.h"

namespace spp::workbench
{

PluginOutputModel::PluginOutputModel(QObject* parent) : QAbstractTableModel(parent) {}

void PluginOutputModel::clear()
{
    beginResetModel();
    m_lines.clear();
    endResetModel();
}

void PluginOutputModel::grow(const std::vector<trace::PluginLine>& lines)
{
    if (lines.size() <= m_lines.size())
        return;
    beginInsertRows({}, static_cast<int>(m_lines.size()), static_cast<int>(lines.size()) - 1);
    m_lines.insert(m_lines.end(), lines.begin() + static_cast<std::ptrdiff_t>(m_lines.size()), lines.end());
    endInsertRows();
}

int PluginOutputModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_lines.size());
}

int PluginOutputModel::columnCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QVariant PluginOutputModel::data(const QModelIndex& index, int role) const
{
    if (!index.isValid())
        return {};
    const trace::PluginLine& line = m_lines[static_cast<std::size_t>(index.row())];
    if (role == NoteRole)
        return !line.note.empty();
    if (role != Qt::DisplayRole)
        return {};
    if (index.column() == PrintedColumn)
        return shownLine(line.command.line);
    const QString meaning = shownWords(plugin::describe(line.command));
    return line.note.empty() ? meaning : QStringLiteral("%1\n%2").arg(meaning, shownLine(line.note));
}

QVariant PluginOutputModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole)
        return {};
    return section == PrintedColumn ? tr("Printed") : tr("Meaning");
}

} // namespace spp::workbench
