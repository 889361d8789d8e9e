// SPDX-License-Identifier: MIT
/// What a deployment would do, file by file; each can be left out. Not thread-safe: lives in the window's thread.
#pragma once

#include "core/deploy/difference.h"

#include <QAbstractTableModel>

#include <vector>

namespace spp::workbench
{

class DifferencesModel : public QAbstractTableModel
{
    Q_OBJECT

public:
    enum Column { PathColumn, DeedColumn, ColumnCount };

    using QAbstractTableModel::QAbstractTableModel;

    /// All that does something is chosen.
    void setDifferences(deploy::Differences differences);
    const deploy::Differences& differences() const { return m_differences; }
    const deploy::Difference& difference(int row) const { return m_differences[static_cast<std::size_t>(row)]; }
    /// What is to be done, with the folders that it needs.
    deploy::Differences chosen() const;
    /// "1 file is added, 2 are changed, 1 is removed": of what is chosen; empty: nothing is.
    QString summary() const;

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role = Qt::DisplayRole) const override;
    bool setData(const QModelIndex& index, const QVariant& value, int role = Qt::EditRole) override;
    QVariant headerData(int section, Qt::Orientation orientation, int role = Qt::DisplayRole) const override;
    Qt::ItemFlags flags(const QModelIndex& index) const override;

signals:
    void choiceChanged();

private:
    bool doesSomething(int row) const { return difference(row).deed != deploy::Difference::Deed::Keep; }

    deploy::Differences m_differences;
    std::vector<bool> m_isChosen; ///< as many
};

} // namespace spp::workbench
