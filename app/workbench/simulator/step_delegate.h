// SPDX-License-Identifier: MIT
/// Paints the rows of a conversation: indented by their level, with an arrow where something can be folded, outcomes in their colours,
/// printed lines in the fixed font, plugins that were not run in grey, and what was found or not expected on a tinted ground. The palette
/// is asked at each painting, so a change between light and dark is followed.
#pragma once

#include <QStyledItemDelegate>

namespace spp::workbench
{

class StepDelegate : public QStyledItemDelegate
{
    Q_OBJECT

public:
    explicit StepDelegate(QObject* parent = nullptr);

    /// Where the arrow of a row stands in the cell of its step.
    static QRect arrowOf(const QRect& cell, int level);

    void paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const override;

protected:
    void initStyleOption(QStyleOptionViewItem* option, const QModelIndex& index) const override;

private:
    QFont m_fixedFont;
};

} // namespace spp::workbench
