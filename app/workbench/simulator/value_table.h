// SPDX-License-Identifier: MIT
/// A table of texts to be read: no grid, long texts wrapped. Not thread-safe: a widget.
#pragma once

#include <QTableView>

namespace spp::workbench
{

class ValueTable : public QTableView
{
    Q_OBJECT

public:
    enum class Rows { OneLine, Wrapped };

    /// `model` must live longer than the table.
    /// @param widths of the columns; 0: takes the rest
    ValueTable(QAbstractItemModel& model, Rows rows, const QList<int>& widths, QWidget* parent = nullptr);

protected:
    void resizeEvent(QResizeEvent* event) override;

private:
    void wrapRows(int first, int last);
    void wrapAllRows();

    bool m_wraps;
};

} // namespace spp::workbench
