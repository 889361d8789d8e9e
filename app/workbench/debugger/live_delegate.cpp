// SPDX-License-Identifier: MIT
#include "app/workbench/debugger/live_delegate.h"

#include <QLineEdit>

namespace spp::workbench
{

QWidget* LiveDelegate::createEditor(QWidget* parent, const QStyleOptionViewItem& option, const QModelIndex& index) const
{
    QWidget* editor = QStyledItemDelegate::createEditor(parent, option, index);
    if (auto* line = qobject_cast<QLineEdit*>(editor))
        connect(line, &QLineEdit::textEdited, this, [this, editor] {
            emit const_cast<LiveDelegate*>(this)->commitData(editor); // Qt's signals are not const
        });
    return editor;
}

} // namespace spp::workbench
