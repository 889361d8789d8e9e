// SPDX-License-Identifier: MIT
/// What a plugin printed, line by line, with the meaning of each line in words. Grows while the plugin prints.
/// Not thread-safe: lives in the window's thread.
#pragma once

#include "core/trace/step.h"

#include <QAbstractTableModel>

#include <cstddef>
#include <vector>

namespace spp::workbench
{

class PluginOutputModel : public QAbstractTableModel
{
    Q_OBJECT

public:
    enum Column { PrintedColumn, MeaningColumn, ColumnCount };
    enum Role { NoteRole = Qt::UserRole + 1 }; ///< bool: there is something special about the line

    explicit PluginOutputModel(QObject* parent = nullptr);

    void clear();
    /// Shows the lines, of which those that are shown already are the first.
    void grow(const std::vector<trace::PluginLine>& lines);

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role = Qt::DisplayRole) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role = Qt::DisplayRole) const override;

private:
    std::vector<trace::PluginLine> m_lines;
};

} // namespace spp::workbench
