// SPDX-License-Identifier: MIT
/// Edits texts in a table; the model has every letter at once, so that what it comes to can be shown while somebody types.
/// Not thread-safe: for the window's thread.
#pragma once

#include <QStyledItemDelegate>

namespace spp::workbench
{

class LiveDelegate : public QStyledItemDelegate
{
    Q_OBJECT

public:
    using QStyledItemDelegate::QStyledItemDelegate;

    QWidget* createEditor(QWidget* parent, const QStyleOptionViewItem& option, const QModelIndex& index) const override;
};

} // namespace spp::workbench
