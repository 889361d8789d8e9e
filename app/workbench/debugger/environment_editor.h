// SPDX-License-Identifier: MIT
/// The environment that a plugin is to be given, to be changed by a person: values in place, variables more and fewer.
/// Not thread-safe: for the window's thread.
#pragma once

#include "core/plugin/environment.h"

#include <QAbstractTableModel>
#include <QWidget>

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

class QTableView;

namespace spp::workbench
{

class EnvironmentEditModel : public QAbstractTableModel
{
    Q_OBJECT

public:
    enum Column { NameColumn, ValueColumn, ColumnCount };

    explicit EnvironmentEditModel(QObject* parent = nullptr);

    void show(const plugin::Environment& environment);
    /// As it was shown.
    void revert() { show(m_original); }
    /// @return the row of the new variable
    int addRow();
    void removeRow(int row);
    /// nullopt: nothing was changed.
    std::optional<plugin::Environment> edited() const;

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role = Qt::DisplayRole) const override;
    bool setData(const QModelIndex& index, const QVariant& value, int role) override;
    Qt::ItemFlags flags(const QModelIndex& index) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role = Qt::DisplayRole) const override;

signals:
    void changed();

private:
    plugin::Environment m_original;
    std::vector<std::string> m_entries; ///< in the order of their names
};

class EnvironmentEditor : public QWidget
{
    Q_OBJECT

public:
    explicit EnvironmentEditor(QWidget* parent = nullptr);

    EnvironmentEditModel& model() { return m_model; }

private:
    void addVariable();
    void removeVariable();

    EnvironmentEditModel m_model;
    QTableView* m_table;
};

} // namespace spp::workbench
