// SPDX-License-Identifier: MIT
/// What a search in the home has found, one hit a row; gives marksRole, see text_mark.h. Not thread-safe: lives in the window's thread.
#pragma once

#include "app/workbench/search/home_search.h"

#include <QAbstractTableModel>

namespace spp::workbench
{

class HitsModel : public QAbstractTableModel
{
    Q_OBJECT

public:
    enum Column { Place, Excerpt };

    using QAbstractTableModel::QAbstractTableModel;

    void clear();
    void append(const FileHits& hits);

    QString pathAt(int row) const { return m_rows.at(row).path; }
    const TextHit& hitAt(int row) const { return m_rows.at(row).hit; }

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role = Qt::DisplayRole) const override;

private:
    struct Row
    {
        QString path;
        QString name;
        TextHit hit;
    };

    QList<Row> m_rows;
};

} // namespace spp::workbench
