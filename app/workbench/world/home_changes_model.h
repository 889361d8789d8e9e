// SPDX-License-Identifier: MIT
/// What plugins changed in a private home, as a list. Not thread-safe: lives in the window's thread.
#pragma once

#include "app/workbench/engine/world.h"

#include <QAbstractTableModel>

#include <vector>

namespace spp::workbench
{

class HomeChangesModel : public QAbstractTableModel
{
    Q_OBJECT

public:
    enum Column { KindColumn, PathColumn, SizeColumn, ColumnCount };

    explicit HomeChangesModel(QObject* parent = nullptr);

    void show(std::vector<HomeChange> changes);

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role = Qt::DisplayRole) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role = Qt::DisplayRole) const override;

private:
    std::vector<HomeChange> m_changes;
};

} // namespace spp::workbench
