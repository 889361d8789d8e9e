// SPDX-License-Identifier: MIT
/// The environment of a step as a table: what changed since the step before comes first, what is gone is still there to be seen.
/// Not thread-safe: lives in the window's thread.
#pragma once

#include "core/plugin/environment.h"

#include <QAbstractTableModel>
#include <QList>
#include <QString>

#include <vector>

namespace spp::workbench
{

class EnvironmentModel : public QAbstractTableModel
{
    Q_OBJECT

public:
    enum class Change { None, New, Changed, Removed };
    enum Column { NameColumn, ValueColumn, ChangeColumn, ColumnCount };
    enum Role { ChangeRole = Qt::UserRole + 1 }; ///< int, a Change

    explicit EnvironmentModel(QObject* parent = nullptr);

    /// @param changes since the step before. Nothing happens if that is what is shown already.
    void show(const plugin::Environment& environment, const std::vector<plugin::EnvironmentChange>& changes);

    int changedCount() const { return m_changedCount; }

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role = Qt::DisplayRole) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role = Qt::DisplayRole) const override;

private:
    struct Row
    {
        QString name;
        QString value;
        QString before;
        Change change = Change::None;

        bool operator==(const Row&) const = default;
    };

    QList<Row> m_rows;
    int m_changedCount = 0;
};

} // namespace spp::workbench
