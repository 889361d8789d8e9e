// SPDX-License-Identifier: MIT
/// The breakpoints of a dialog, each in the form in which it is typed, with its hits in the newest run. Not thread-safe: lives in the
/// window's thread.
#pragma once

#include "core/base/error.h"
#include "core/debug/breakpoint.h"

#include <QAbstractTableModel>
#include <QString>

#include <cstddef>
#include <optional>
#include <vector>

namespace spp::workbench
{

class BreakpointsModel : public QAbstractTableModel
{
    Q_OBJECT

public:
    enum Column { TextColumn, HitsColumn, ColumnCount };

    explicit BreakpointsModel(QObject* parent = nullptr);

    void set(std::vector<debug::Breakpoint> breakpoints);
    const std::vector<debug::Breakpoint>& breakpoints() const { return m_breakpoints; }
    void setHits(const std::vector<std::size_t>& hits);

    /// An error is a sentence that says what is wrong where.
    Result<void> add(const QString& text);
    void remove(int row);
    /// A breakpoint with this target and nothing else comes, or whatever there is with it goes.
    void toggle(const debug::Target& target);
    /// The row with this target.
    std::optional<int> find(const debug::Target& target) const;

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role = Qt::DisplayRole) const override;
    bool setData(const QModelIndex& index, const QVariant& value, int role) override;
    Qt::ItemFlags flags(const QModelIndex& index) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role = Qt::DisplayRole) const override;

signals:
    void changed();
    /// A text that was typed in place of another is no breakpoint; the other stays.
    void refused(const QString& sentence);

private:
    void append(debug::Breakpoint breakpoint);

    std::vector<debug::Breakpoint> m_breakpoints;
    std::vector<std::size_t> m_hits; ///< by breakpoint
};

} // namespace spp::workbench
