// SPDX-License-Identifier: MIT
/// Paints the rows of the scenarios' tree: the sign, the name, and what is said behind it. Not thread-safe: for the window's thread.
#pragma once

#include <QStyledItemDelegate>

namespace spp::workbench
{

class ScenariosDelegate : public QStyledItemDelegate
{
    Q_OBJECT

public:
    using QStyledItemDelegate::QStyledItemDelegate;

    QSize sizeHint(const QStyleOptionViewItem& option, const QModelIndex& index) const override;
    void paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const override;
};

} // namespace spp::workbench
