// SPDX-License-Identifier: MIT
#include "app/workbench/search/hits_model.h"

#include "app/workbench/models/text_mark.h"

namespace spp::workbench
{

void HitsModel::clear()
{
    beginResetModel();
    m_rows.clear();
    endResetModel();
}

void HitsModel::append(const FileHits& hits)
{
    const int first = rowCount();
    beginInsertRows({}, first, first + static_cast<int>(hits.hits.size()) - 1);
    for (const auto& hit : hits.hits)
        m_rows.append({hits.path, hits.name, hit});
    endInsertRows();
}

int HitsModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_rows.size());
}

int HitsModel::columnCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : 2;
}

QVariant HitsModel::data(const QModelIndex& index, int role) const
{
    if (!index.isValid())
        return {};
    const Row& row = m_rows.at(index.row());
    switch (role) {
    case Qt::DisplayRole:
        return index.column() == Place ? QStringLiteral("%1:%2").arg(row.name).arg(row.hit.line) : row.hit.excerpt;
    case Qt::ToolTipRole: // a tip would take a text with tags for rich text
        return QStringLiteral("<qt>%1</qt>")
            .arg((index.column() == Place ? row.path : row.hit.excerpt).toHtmlEscaped());
    case marksRole:
        return index.column() == Excerpt ? QVariant::fromValue(TextMarks{{row.hit.begin, row.hit.end}}) : QVariant();
    default: return {};
    }
}

} // namespace spp::workbench
