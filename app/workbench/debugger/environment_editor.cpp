// SPDX-License-Identifier: MIT
#include "app/workbench/debugger/environment_editor.h"

#include "app/workbench/debugger/live_delegate.h"
#include "app/workbench/models/words.h"
#include "app/workbench/simulator/value_table.h"

#include <QFont>
#include <QHBoxLayout>
#include <QPushButton>
#include <QVBoxLayout>

#include <algorithm>

namespace spp::workbench
{

namespace
{

constexpr int nameWidth = 190; // pixels

} // namespace

EnvironmentEditModel::EnvironmentEditModel(QObject* parent) : QAbstractTableModel(parent) {}

void EnvironmentEditModel::show(const plugin::Environment& environment)
{
    beginResetModel();
    m_original = environment;
    m_entries = environment.entries();
    std::ranges::sort(m_entries);
    endResetModel();
    emit changed();
}

int EnvironmentEditModel::addRow()
{
    beginInsertRows({}, 0, 0);
    m_entries.emplace(m_entries.begin());
    endInsertRows();
    emit changed();
    return 0;
}

void EnvironmentEditModel::removeRow(int row)
{
    beginRemoveRows({}, row, row);
    m_entries.erase(m_entries.begin() + row);
    endRemoveRows();
    emit changed();
}

/// The order of what is left alone stays as it was.
std::optional<plugin::Environment> EnvironmentEditModel::edited() const
{
    plugin::Environment environment = m_original;
    for (const std::string& entry : m_original.entries())
        if (!std::ranges::count(m_entries, entry))
            environment.unset(plugin::entryName(entry));
    for (const std::string& entry : m_entries)
        if (!entry.empty() && !std::ranges::count(m_original.entries(), entry))
            environment.put(entry);
    return environment == m_original ? std::nullopt : std::optional(environment);
}

int EnvironmentEditModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_entries.size());
}

int EnvironmentEditModel::columnCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QVariant EnvironmentEditModel::data(const QModelIndex& index, int role) const
{
    if (!index.isValid())
        return {};
    const std::string& entry = m_entries[static_cast<std::size_t>(index.row())];
    const std::string_view text = index.column() == NameColumn ? plugin::entryName(entry) : plugin::entryValue(entry);
    if (role == Qt::DisplayRole)
        return shownLine(text);
    if (role == Qt::EditRole)
        return QString::fromUtf8(text.data(), static_cast<qsizetype>(text.size()));
    if (role == Qt::FontRole && !std::ranges::count(m_original.entries(), entry)) {
        QFont changed;
        changed.setBold(true);
        return changed;
    }
    return {};
}

bool EnvironmentEditModel::setData(const QModelIndex& index, const QVariant& value, int role)
{
    if (!index.isValid() || role != Qt::EditRole || value == data(index, Qt::EditRole))
        return false;
    std::string& entry = m_entries[static_cast<std::size_t>(index.row())];
    const std::string text = value.toString().remove(QChar(u'\0')).toStdString();
    entry = index.column() == NameColumn ? text.substr(0, text.find('=')) + "=" + std::string(plugin::entryValue(entry))
                                         : std::string(plugin::entryName(entry)) + "=" + text;
    emit dataChanged(this->index(index.row(), 0), this->index(index.row(), ColumnCount - 1));
    emit changed();
    return true;
}

Qt::ItemFlags EnvironmentEditModel::flags(const QModelIndex& index) const
{
    return QAbstractTableModel::flags(index) | Qt::ItemIsEditable;
}

QVariant EnvironmentEditModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole)
        return {};
    return section == NameColumn ? tr("Name") : tr("Value (double-click to change)");
}

EnvironmentEditor::EnvironmentEditor(QWidget* parent)
    : QWidget(parent), m_table(new ValueTable(m_model, ValueTable::Rows::OneLine, {nameWidth, 0}))
{
    m_table->setItemDelegate(new LiveDelegate(m_table));
    auto* add = new QPushButton(tr("&Add Variable"));
    auto* remove = new QPushButton(tr("Re&move Variable"));
    auto* buttons = new QHBoxLayout;
    buttons->addWidget(add);
    buttons->addWidget(remove);
    buttons->addStretch(1);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->addWidget(m_table, 1);
    column->addLayout(buttons);
    connect(add, &QPushButton::clicked, this, &EnvironmentEditor::addVariable);
    connect(remove, &QPushButton::clicked, this, &EnvironmentEditor::removeVariable);
}

void EnvironmentEditor::addVariable()
{
    const QModelIndex name = m_model.index(m_model.addRow(), EnvironmentEditModel::NameColumn);
    m_table->setCurrentIndex(name);
    m_table->edit(name);
}

void EnvironmentEditor::removeVariable()
{
    if (const QModelIndex current = m_table->currentIndex(); current.isValid())
        m_model.removeRow(current.row());
}

} // namespace spp::workbench
