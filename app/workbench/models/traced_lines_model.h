// SPDX-License-Identifier: MIT
/// What a plugin's shell ran: each line with its number and when. Grows while the plugin runs.
/// Not thread-safe: lives in the window's thread.
#pragma once

#include "core/trace/step.h"

#include <QAbstractTableModel>

#include <chrono>
#include <vector>

namespace spp::workbench
{

class TracedLinesModel : public QAbstractTableModel
{
    Q_OBJECT

public:
    enum Column { LineColumn, RanColumn, TimeColumn, ColumnCount };

    explicit TracedLinesModel(QObject* parent = nullptr);

    void clear();
    /// Shows the plugin's lines, of which those that are shown already are the first. @param began when the plugin did
    void grow(const trace::PluginStep& plugin, std::chrono::nanoseconds began);

    /// Where a row's line stands: "plugins/check:12"; where the shell told no number, the file's first line; of a line in smtpplugins
    /// its place there.
    QString placeOf(int row) const;

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role = Qt::DisplayRole) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role = Qt::DisplayRole) const override;

private:
    QString lineOf(const trace::TracedLine& line) const;

    plugin::Call m_call;
    std::chrono::nanoseconds m_began{};
    std::vector<trace::TraceLine> m_lines;
};

} // namespace spp::workbench
