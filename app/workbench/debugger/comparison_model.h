// SPDX-License-Identifier: MIT
/// Two runs side by side, step by step, with what is different in words. Not thread-safe: lives in the window's thread.
#pragma once

#include "core/debug/comparison.h"
#include "core/trace/timeline.h"

#include <QAbstractTableModel>

#include <memory>

namespace spp::workbench
{

/// What is compared, and what came of it; made off the window's thread.
struct ComparedRuns
{
    trace::Timeline left;
    trace::Timeline right;
    debug::Comparison comparison;
};

/// "No difference", or the first one with its step.
QString describeFirstDifference(const ComparedRuns& runs);

class ComparisonModel : public QAbstractTableModel
{
    Q_OBJECT

public:
    enum Column { LeftColumn, RightColumn, DifferenceColumn, ColumnCount };

    explicit ComparisonModel(std::shared_ptr<const ComparedRuns> runs, const QString& left, const QString& right,
                             QObject* parent = nullptr);

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role = Qt::DisplayRole) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role = Qt::DisplayRole) const override;

private:
    QString cell(int row, int column) const;

    std::shared_ptr<const ComparedRuns> m_runs;
    QString m_left;
    QString m_right;
};

} // namespace spp::workbench
