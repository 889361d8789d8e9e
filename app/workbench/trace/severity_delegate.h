// SPDX-License-Identifier: MIT
/// Rows of a list of problems: the sign of its severity stands in front of each sentence. Not thread-safe: of a view.
#pragma once

#include <QStyledItemDelegate>

namespace spp::workbench
{

class SeverityDelegate : public QStyledItemDelegate
{
public:
    /// @param column of the sentence @param role int, a trace::Severity
    SeverityDelegate(int column, int role, QObject* parent)
        : QStyledItemDelegate(parent), m_column(column), m_role(role)
    {}

    QSize sizeHint(const QStyleOptionViewItem& option, const QModelIndex& index) const override;

protected:
    void initStyleOption(QStyleOptionViewItem* option, const QModelIndex& index) const override;

private:
    int m_column;
    int m_role;
};

} // namespace spp::workbench
