// SPDX-License-Identifier: MIT
#include "app/workbench/trace/severity_delegate.h"

#include "app/workbench/trace/severity_icon.h"

namespace spp::workbench
{

namespace
{

constexpr int severityRowPadding = 4; // pixels

} // namespace

QSize SeverityDelegate::sizeHint(const QStyleOptionViewItem& option, const QModelIndex& index) const
{
    return QStyledItemDelegate::sizeHint(option, index) + QSize(0, severityRowPadding);
}

void SeverityDelegate::initStyleOption(QStyleOptionViewItem* option, const QModelIndex& index) const
{
    QStyledItemDelegate::initStyleOption(option, index);
    if (index.column() != m_column)
        return;
    const auto severity = static_cast<trace::Severity>(index.data(m_role).toInt());
    option->features |= QStyleOptionViewItem::HasDecoration;
    option->icon = option->state.testFlag(QStyle::State_Selected) ? selectedSeverityIcon(severity, option->palette)
                                                                  : severityIcon(severity, option->palette);
    option->decorationSize = QSize(16, 16);
}

} // namespace spp::workbench
