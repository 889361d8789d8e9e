// SPDX-License-Identifier: MIT
#include "app/workbench/search/marked_text_delegate.h"

#include "app/workbench/models/text_mark.h"
#include "app/workbench/settings/colours.h"

#include <QApplication>
#include <QPainter>
#include <QTextLayout>

#include <utility>

namespace spp::workbench
{

namespace
{

constexpr int markedRowPadding = 2; // pixels above and below

} // namespace

QSize MarkedTextDelegate::sizeHint(const QStyleOptionViewItem& option, const QModelIndex& index) const
{
    return QStyledItemDelegate::sizeHint(option, index) + QSize(0, 2 * markedRowPadding);
}

void MarkedTextDelegate::paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const
{
    QStyleOptionViewItem item = option;
    initStyleOption(&item, index);
    const QString text = std::exchange(item.text, QString());
    const QStyle* style = item.widget ? item.widget->style() : QApplication::style();
    style->drawControl(QStyle::CE_ItemViewItem, &item, painter, item.widget);

    const bool isSelected = item.state.testFlag(QStyle::State_Selected);
    QList<QTextLayout::FormatRange> formats;
    for (const auto& mark : index.data(marksRole).value<TextMarks>()) {
        QTextLayout::FormatRange range{mark.begin, mark.end - mark.begin, {}};
        range.format.setFontWeight(QFont::Bold);
        if (!isSelected)
            range.format.setBackground(background(Meaning::Defer, item.palette));
        formats.append(range);
    }
    QTextLayout layout(QString(text).replace(u'\t', u' '), item.font); // a tab is as wide as a character here
    layout.setFormats(formats);
    layout.beginLayout();
    layout.createLine();
    layout.endLayout();

    painter->save();
    painter->setClipRect(item.rect);
    painter->setPen(item.palette.color(isSelected ? QPalette::HighlightedText : QPalette::Text));
    const double top = item.rect.top() + (item.rect.height() - layout.boundingRect().height()) / 2;
    layout.draw(painter, {item.rect.left() + 4.0, top});
    painter->restore();
}

} // namespace spp::workbench
