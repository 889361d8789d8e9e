// SPDX-License-Identifier: MIT
#include "app/workbench/debugger/answer_model.h"

#include "app/workbench/models/words.h"

#include <algorithm>

namespace spp::workbench
{

AnswerModel::AnswerModel(QObject* parent) : QAbstractTableModel(parent) {}

void AnswerModel::show(const std::string& output)
{
    beginResetModel();
    m_rows.clear();
    for (std::size_t begin = 0; begin < output.size();) {
        const std::size_t end = std::min(output.find('\n', begin), output.size());
        m_rows.push_back({output.substr(begin, end - begin), {}});
        begin = end + 1;
    }
    m_unterminated = !output.empty() && output.back() != '\n';
    endResetModel();
    emit changed();
}

std::string AnswerModel::output() const
{
    std::string output;
    for (const Row& row : m_rows)
        output += row.printed + "\n";
    if (m_unterminated && !output.empty())
        output.pop_back();
    return output;
}

void AnswerModel::showEffects(const debug::Preview& preview)
{
    for (std::size_t row = 0; row < m_rows.size(); ++row) {
        if (row < preview.output.size()) {
            const auto& said = preview.output[row];
            const QString meaning = shownWords(plugin::describe(said.command));
            m_rows[row].effect =
                said.note.empty() ? meaning : QStringLiteral("%1: %2").arg(meaning, shownLine(said.note));
        } else {
            m_rows[row].effect = tr("not read any more: a line above ends the plugin's answer");
        }
    }
    if (!m_rows.empty())
        emit dataChanged(index(0, EffectColumn), index(rowCount() - 1, EffectColumn));
}

int AnswerModel::addRow(int behind)
{
    const int row = behind + 1;
    beginInsertRows({}, row, row);
    m_rows.insert(m_rows.begin() + row, Row{});
    m_unterminated = false;
    endInsertRows();
    emit changed();
    return row;
}

void AnswerModel::removeRow(int row)
{
    beginRemoveRows({}, row, row);
    m_rows.erase(m_rows.begin() + row);
    m_unterminated = false;
    endRemoveRows();
    emit changed();
}

int AnswerModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_rows.size());
}

int AnswerModel::columnCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QVariant AnswerModel::data(const QModelIndex& index, int role) const
{
    if (!index.isValid())
        return {};
    const Row& row = m_rows[static_cast<std::size_t>(index.row())];
    if (index.column() == EffectColumn)
        return role == Qt::DisplayRole || role == Qt::ToolTipRole ? row.effect : QVariant();
    if (role == Qt::DisplayRole)
        return shownLine(row.printed);
    return role == Qt::EditRole ? QString::fromStdString(row.printed) : QVariant();
}

bool AnswerModel::setData(const QModelIndex& index, const QVariant& value, int role)
{
    if (!index.isValid() || role != Qt::EditRole || value == data(index, Qt::EditRole))
        return false;
    m_rows[static_cast<std::size_t>(index.row())].printed = value.toString().toStdString();
    emit dataChanged(index, index);
    emit changed();
    return true;
}

Qt::ItemFlags AnswerModel::flags(const QModelIndex& index) const
{
    const Qt::ItemFlags flags = QAbstractTableModel::flags(index);
    return index.column() == PrintedColumn ? flags | Qt::ItemIsEditable : flags;
}

QVariant AnswerModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole)
        return {};
    return section == PrintedColumn ? tr("Printed (double-click to change)") : tr("Effect");
}

} // namespace spp::workbench
