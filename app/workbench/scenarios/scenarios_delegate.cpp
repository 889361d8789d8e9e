// SPDX-License-Identifier: MIT
#include "app/workbench/scenarios/scenarios_delegate.h"

#include "app/workbench/models/scenarios_model.h"
#include "app/workbench/scenarios/mark_painting.h"

#include <QApplication>
#include <QPainter>

#include <algorithm>

namespace spp::workbench
{

namespace
{

// Pixels.
constexpr int markSize = 14;
constexpr int markGap = 5;
constexpr int detailGap = 8;
constexpr int scenarioPadding = 3; // above and below a row

/// What is known of a case that has changed since is there, but counts less.
constexpr qreal staleOpacity = 0.45;

} // namespace

QSize ScenariosDelegate::sizeHint(const QStyleOptionViewItem& option, const QModelIndex& index) const
{
    const QSize text = QStyledItemDelegate::sizeHint(option, index);
    return {text.width() + markSize + markGap, std::max(option.fontMetrics.height(), markSize) + 2 * scenarioPadding};
}

void ScenariosDelegate::paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const
{
    QStyleOptionViewItem row = option;
    initStyleOption(&row, index);
    const QString name = std::exchange(row.text, QString());
    const QStyle* style = option.widget ? option.widget->style() : QApplication::style();
    style->drawControl(QStyle::CE_ItemViewItem, &row, painter, option.widget);

    const bool isSelected = option.state.testFlag(QStyle::State_Selected);
    const auto colour = [&](QPalette::ColorRole plain) {
        return option.palette.color(isSelected ? QPalette::HighlightedText : plain);
    };
    QRect place = option.rect.adjusted(2, 0, -4, 0);
    painter->save();
    painter->setFont(option.font);
    if (const QVariant mark = index.data(ScenariosModel::MarkRole); mark.isValid()) {
        const auto sign = static_cast<ScenarioMark>(mark.toInt());
        const QRect markPlace(place.left(), place.center().y() - markSize / 2, markSize, markSize);
        painter->setOpacity(index.data(ScenariosModel::StaleRole).toBool() ? staleOpacity : 1);
        paintMark(*painter, markPlace, sign, isSelected ? colour(QPalette::Text) : colourOf(sign, option.palette),
                  option.palette.color(isSelected ? QPalette::Highlight : QPalette::Base));
        painter->setOpacity(1);
        place.setLeft(place.left() + markSize + markGap);
    }
    const QFontMetrics& metrics = option.fontMetrics;
    const QString shown = metrics.elidedText(name, Qt::ElideRight, place.width());
    painter->setPen(colour(QPalette::Text));
    painter->drawText(place, Qt::AlignLeft | Qt::AlignVCenter | Qt::TextSingleLine, shown);
    place.setLeft(place.left() + metrics.horizontalAdvance(shown) + detailGap);
    const QString detail = index.data(ScenariosModel::DetailRole).toString();
    if (!detail.isEmpty() && place.width() > 0) {
        painter->setPen(colour(QPalette::PlaceholderText));
        painter->drawText(place, Qt::AlignLeft | Qt::AlignVCenter | Qt::TextSingleLine,
                          metrics.elidedText(detail, Qt::ElideRight, place.width()));
    }
    painter->restore();
}

} // namespace spp::workbench
