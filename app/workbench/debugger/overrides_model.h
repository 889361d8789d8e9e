// SPDX-License-Identifier: MIT
/// The overrides of a dialog: what is done to its plugins in each run. Not thread-safe: lives in the window's thread.
#pragma once

#include "core/debug/intervention.h"

#include <QAbstractTableModel>

#include <vector>

namespace spp::workbench
{

class OverridesModel : public QAbstractTableModel
{
    Q_OBJECT

public:
    enum Column { NameColumn, WhatColumn, ColumnCount };

    explicit OverridesModel(QObject* parent = nullptr);

    void set(std::vector<debug::Override> overrides);
    const std::vector<debug::Override>& overrides() const { return m_overrides; }
    void add(debug::Override override);
    void remove(int row);

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role = Qt::DisplayRole) const override;
    bool setData(const QModelIndex& index, const QVariant& value, int role) override;
    Qt::ItemFlags flags(const QModelIndex& index) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role = Qt::DisplayRole) const override;

signals:
    void changed();

private:
    std::vector<debug::Override> m_overrides;
};

} // namespace spp::workbench
