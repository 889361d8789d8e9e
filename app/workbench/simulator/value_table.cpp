// SPDX-License-Identifier: MIT
#include "app/workbench/simulator/value_table.h"

#include <QHeaderView>

#include <algorithm>

namespace spp::workbench
{

namespace
{

/// Rows below have one line: to wrap them all would take too long when a plugin floods.
constexpr int maxWrappedRows = 200;
constexpr int tableRowPadding = 6; // pixels

} // namespace

ValueTable::ValueTable(QAbstractItemModel& model, Rows rows, const QList<int>& widths, QWidget* parent)
    : QTableView(parent), m_wraps(rows == Rows::Wrapped)
{
    setModel(&model);
    setShowGrid(false);
    setWordWrap(m_wraps);
    setSelectionBehavior(SelectRows);
    setSelectionMode(SingleSelection);
    setFrameShape(QFrame::NoFrame);
    setHorizontalScrollMode(ScrollPerPixel);
    setVerticalScrollMode(ScrollPerPixel);
    setTabKeyNavigation(false);
    verticalHeader()->hide();
    verticalHeader()->setMinimumSectionSize(0);
    verticalHeader()->setDefaultSectionSize(fontMetrics().height() + tableRowPadding);
    horizontalHeader()->setHighlightSections(false);
    horizontalHeader()->setDefaultAlignment(Qt::AlignLeft | Qt::AlignVCenter);
    for (int column = 0; column < widths.size(); ++column) {
        if (widths[column] == 0)
            horizontalHeader()->setSectionResizeMode(column, QHeaderView::Stretch);
        else
            setColumnWidth(column, widths[column]);
    }

    if (m_wraps) {
        connect(&model, &QAbstractItemModel::rowsInserted, this,
                [this](const QModelIndex&, int first, int last) { wrapRows(first, last); });
        connect(&model, &QAbstractItemModel::modelReset, this, &ValueTable::wrapAllRows);
        connect(horizontalHeader(), &QHeaderView::sectionResized, this, &ValueTable::wrapAllRows);
    }
}

void ValueTable::resizeEvent(QResizeEvent* event)
{
    QTableView::resizeEvent(event);
    if (m_wraps)
        wrapAllRows();
}

void ValueTable::wrapRows(int first, int last)
{
    for (int row = first; row <= std::min(last, maxWrappedRows - 1); ++row)
        setRowHeight(row, sizeHintForRow(row) + tableRowPadding);
}

void ValueTable::wrapAllRows()
{
    wrapRows(0, model()->rowCount() - 1);
}

} // namespace spp::workbench
