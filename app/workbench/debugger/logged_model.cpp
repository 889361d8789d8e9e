// SPDX-License-Identifier: MIT
#include "app/workbench/debugger/logged_model.h"

namespace spp::workbench
{

LoggedModel::LoggedModel(QObject* parent) : QAbstractListModel(parent) {}

void LoggedModel::show(const std::vector<LoggedText>& logged)
{
    if (logged.size() < m_logged.size() || m_logged.empty()) {
        beginResetModel();
        m_logged = logged;
        endResetModel();
    } else if (logged.size() > m_logged.size()) {
        beginInsertRows({}, rowCount(), static_cast<int>(logged.size()) - 1);
        m_logged.insert(m_logged.end(), logged.begin() + rowCount(), logged.end());
        endInsertRows();
    }
}

int LoggedModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_logged.size());
}

QVariant LoggedModel::data(const QModelIndex& index, int role) const
{
    if (!index.isValid() || (role != Qt::DisplayRole && role != Qt::ToolTipRole))
        return {};
    return m_logged[static_cast<std::size_t>(index.row())].text;
}

} // namespace spp::workbench
