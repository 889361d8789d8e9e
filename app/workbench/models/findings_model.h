// SPDX-License-Identifier: MIT
/// What the checks have found in a home, as a list. Not thread-safe: lives in the window's thread.
#pragma once

#include "core/check/finding.h"

#include <QAbstractTableModel>

#include <optional>
#include <vector>

namespace spp::workbench
{

class FindingsModel : public QAbstractTableModel
{
    Q_OBJECT

public:
    enum Column { SentenceColumn, FileColumn, LineColumn, ColumnCount };
    enum Role { SeverityRole = Qt::UserRole + 1 }; ///< int, a trace::Severity

    using QAbstractTableModel::QAbstractTableModel;

    void setFindings(std::vector<check::Finding> findings);
    const std::vector<check::Finding>& findings() const { return m_findings; }
    const check::Finding& finding(int row) const { return m_findings[static_cast<std::size_t>(row)]; }

    std::size_t count(trace::Severity severity) const;
    /// The worst of all; nullopt if there is none.
    std::optional<trace::Severity> worst() const;
    /// "2 errors, 1 warning"; notes only where there is nothing else.
    QString summary() const;

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role = Qt::DisplayRole) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role = Qt::DisplayRole) const override;

private:
    std::vector<check::Finding> m_findings;
};

} // namespace spp::workbench
