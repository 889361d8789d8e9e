// SPDX-License-Identifier: MIT
/// Paints a text with its marksRole standing out. Not thread-safe: for the window's thread.
#pragma once

#include <QStyledItemDelegate>

namespace spp::workbench
{

class MarkedTextDelegate : public QStyledItemDelegate
{
    Q_OBJECT

public:
    using QStyledItemDelegate::QStyledItemDelegate;

    QSize sizeHint(const QStyleOptionViewItem& option, const QModelIndex& index) const override;
    void paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const override;
};

} // namespace spp::workbench
