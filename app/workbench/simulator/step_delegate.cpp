// SPDX-License-Identifier: MIT
#include "app/workbench/simulator/step_delegate.h"

#include "app/workbench/models/conversation_model.h"
#include "app/workbench/simulator/outcome_colours.h"

#include <QApplication>
#include <QFontDatabase>
#include <QPainter>

namespace spp::workbench
{

namespace
{

constexpr int indent = 14; // pixels

bool isStep(const QModelIndex& index)
{
    return index.column() == TimelineModel::StepColumn;
}

void paintGround(QPainter* painter, const QStyleOptionViewItem& option)
{
    const QWidget* widget = option.widget;
    const QStyle* style = widget != nullptr ? widget->style() : QApplication::style();
    style->drawPrimitive(QStyle::PE_PanelItemViewItem, &option, painter, widget);
}

void paintArrow(QPainter* painter, const QStyleOptionViewItem& option, const QRect& place, bool folded)
{
    const int size = option.fontMetrics.height() / 4;
    const QPoint middle = place.center();
    QPolygon arrow{QPoint(-size / 2, -size), QPoint(size / 2 + 1, 0), QPoint(-size / 2, size)};
    if (!folded)
        arrow = QPolygon{QPoint(-size, -size / 2), QPoint(size, -size / 2), QPoint(0, size / 2 + 1)};
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    painter->setPen(Qt::NoPen);
    const bool selected = option.state.testFlag(QStyle::State_Selected);
    painter->setBrush(option.palette.color(selected ? QPalette::HighlightedText : QPalette::PlaceholderText));
    painter->drawPolygon(arrow.translated(middle));
    painter->restore();
}

} // namespace

StepDelegate::StepDelegate(QObject* parent)
    : QStyledItemDelegate(parent), m_fixedFont(QFontDatabase::systemFont(QFontDatabase::FixedFont))
{}

QRect StepDelegate::arrowOf(const QRect& cell, int level)
{
    return {cell.left() + indent * level, cell.top(), indent, cell.height()};
}

void StepDelegate::paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const
{
    if (!isStep(index))
        return QStyledItemDelegate::paint(painter, option, index);
    const QRect arrow = arrowOf(option.rect, index.data(ConversationModel::LevelRole).toInt());
    QStyleOptionViewItem ground = option;
    initStyleOption(&ground, index);
    paintGround(painter, ground);
    if (const QVariant folded = index.data(ConversationModel::FoldRole); folded.isValid())
        paintArrow(painter, option, arrow, folded.toBool());
    QStyleOptionViewItem text = option;
    text.rect.setLeft(arrow.right());
    QStyledItemDelegate::paint(painter, text, index);
}

void StepDelegate::initStyleOption(QStyleOptionViewItem* option, const QModelIndex& index) const
{
    QStyledItemDelegate::initStyleOption(option, index);
    option->state &= ~QStyle::State_HasFocus; // rows are selected, not cells
    const auto outcome = static_cast<trace::Outcome>(index.data(TimelineModel::OutcomeRole).toInt());
    const bool mismatch = index.data(TimelineModel::MismatchRole).toBool();
    const auto meaning = mismatch ? Meaning::Error : meaningOf(outcome);
    const bool printed = index.data(ConversationModel::PrintedRole).toBool();
    if (outcome == trace::Outcome::Skipped || (printed && !meaning && !isStep(index)))
        option->palette.setColor(QPalette::Text, option->palette.color(QPalette::PlaceholderText));
    else if (meaning && index.column() == TimelineModel::OutcomeColumn)
        option->palette.setColor(QPalette::Text, foreground(*meaning, option->palette));
    if (printed && isStep(index))
        option->font = m_fixedFont;
    if (mismatch)
        option->backgroundBrush = background(Meaning::Error, option->palette);
    else if (index.data(ConversationModel::FoundRole).toBool())
        option->backgroundBrush = background(Meaning::Changed, option->palette);
    else if (index.data(ConversationModel::NoteRole).toBool())
        option->backgroundBrush = background(Meaning::Defer, option->palette);
}

} // namespace spp::workbench
