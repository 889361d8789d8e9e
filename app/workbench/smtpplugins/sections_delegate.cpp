// SPDX-License-Identifier: MIT
#include "app/workbench/smtpplugins/sections_delegate.h"

#include "app/workbench/models/smtpplugins_model.h"
#include "app/workbench/trace/severity_icon.h"

#include <QApplication>
#include <QFontDatabase>
#include <QKeyEvent>
#include <QLineEdit>
#include <QMouseEvent>
#include <QPainter>

#include <algorithm>

namespace spp::workbench
{

using Model = SmtpPluginsModel;

namespace
{

// Pixels.
constexpr int rowMargin = 3;     // above and below the lines of a row
constexpr int sectionMargin = 7; // above a section
constexpr int rowSideMargin = 8;
constexpr int dotSize = 8;
constexpr int switchSize = 16;
constexpr int switchLeft = rowSideMargin + dotSize + 4;
constexpr int textLeft = switchLeft + switchSize + 6;
constexpr int wordGap = 8;
constexpr int leastEditorWidth = 140;

Model::Kind rowKindOf(const QModelIndex& index)
{
    return index.data(Model::KindRole).value<Model::Kind>();
}

bool isRowSelected(const QStyleOptionViewItem& option)
{
    return option.state.testFlag(QStyle::State_Selected);
}

QColor plainColour(const QStyleOptionViewItem& option)
{
    return option.palette.color(isRowSelected(option) ? QPalette::HighlightedText : QPalette::Text);
}

QColor quietColour(const QStyleOptionViewItem& option)
{
    return option.palette.color(isRowSelected(option) ? QPalette::HighlightedText : QPalette::PlaceholderText);
}

/// What is left of the place behind the text.
QRect paintWords(QPainter* painter, const QRect& place, const QString& words, const QColor& colour)
{
    const QString shown = painter->fontMetrics().elidedText(words, Qt::ElideRight, place.width());
    painter->setPen(colour);
    painter->drawText(place, Qt::AlignLeft | Qt::AlignVCenter | Qt::TextSingleLine, shown);
    QRect rest = place;
    rest.setLeft(std::min(place.left() + painter->fontMetrics().horizontalAdvance(shown) + wordGap, place.right()));
    return rest;
}

/// The first line of a row's text; the second lies below it. Programs that have no switch stand at the side.
QRect firstLine(const QStyleOptionViewItem& option, const QModelIndex& index)
{
    const bool isProgram = rowKindOf(index) == Model::Kind::Plugin && !index.data(Qt::CheckStateRole).isValid();
    const int left = isProgram ? rowSideMargin : textLeft;
    return {option.rect.left() + left, option.rect.top() + rowMargin, option.rect.width() - left - rowSideMargin,
            option.fontMetrics.height()};
}

void paintSwitch(QPainter* painter, const QStyleOptionViewItem& option, bool on)
{
    QStyleOptionButton button;
    button.rect = SectionsDelegate::switchOf(option.rect);
    button.palette = option.palette;
    button.state = QStyle::State_Enabled | (on ? QStyle::State_On : QStyle::State_Off);
    const QStyle* style = option.widget ? option.widget->style() : QApplication::style();
    style->drawPrimitive(QStyle::PE_IndicatorCheckBox, &button, painter, option.widget);
}

void paintBreakpoint(QPainter* painter, const QStyleOptionViewItem& option, int middle)
{
    painter->setRenderHint(QPainter::Antialiasing);
    painter->setPen(Qt::NoPen);
    painter->setBrush(foreground(Meaning::Reject, option.palette));
    painter->drawEllipse(QRect(option.rect.left() + rowSideMargin - 2, middle - dotSize / 2, dotSize, dotSize));
}

/// What is left of the place behind the sign.
QRect paintSeverity(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index, QRect place)
{
    const QVariant found = index.data(Model::SeverityRole);
    if (!found.isValid())
        return place;
    const auto severity = static_cast<trace::Severity>(found.toInt());
    const QIcon icon =
        isRowSelected(option) ? selectedSeverityIcon(severity, option.palette) : severityIcon(severity, option.palette);
    const int size = std::min(place.height(), 14);
    icon.paint(painter, QRect(place.left(), place.center().y() - size / 2, size, size));
    place.setLeft(place.left() + size + wordGap / 2);
    return place;
}

} // namespace

SectionsDelegate::SectionsDelegate(QObject* parent)
    : QStyledItemDelegate(parent), m_fixedFont(QFontDatabase::systemFont(QFontDatabase::FixedFont))
{}

QRect SectionsDelegate::switchOf(const QRect& row)
{
    const int height = QFontMetrics(QApplication::font()).height();
    return {row.left() + switchLeft, row.top() + rowMargin + (height - switchSize) / 2, switchSize, switchSize};
}

void SectionsDelegate::paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const
{
    const QStyle* style = option.widget ? option.widget->style() : QApplication::style();
    style->drawPrimitive(QStyle::PE_PanelItemViewItem, &option, painter, option.widget);
    painter->save();
    switch (rowKindOf(index)) {
    case Model::Kind::Section: paintSection(painter, option, index); break;
    case Model::Kind::Plugin: paintPlugin(painter, option, index); break;
    case Model::Kind::Comment: paintComment(painter, option, index); break;
    }
    painter->restore();
}

void SectionsDelegate::paintSection(QPainter* painter, const QStyleOptionViewItem& option,
                                    const QModelIndex& index) const
{
    QRect place = option.rect.adjusted(rowSideMargin, sectionMargin, -rowSideMargin, -rowMargin);
    QFont bold = m_fixedFont;
    bold.setBold(true);
    const bool isMissing = index.data(Model::OffRole).toBool();
    painter->setFont(isMissing ? m_fixedFont : bold);
    place = paintWords(painter, place, index.data(Model::NameRole).toString(),
                       isMissing ? quietColour(option) : plainColour(option));
    place = paintSeverity(painter, option, index, place);
    painter->setFont(option.font);
    paintWords(painter, place, index.data(Model::AboutRole).toString(), quietColour(option));
}

void SectionsDelegate::paintPlugin(QPainter* painter, const QStyleOptionViewItem& option,
                                   const QModelIndex& index) const
{
    const QVariant isOn = index.data(Qt::CheckStateRole);
    if (isOn.isValid())
        paintSwitch(painter, option, isOn.toInt() == Qt::Checked);
    const QRect line = firstLine(option, index);
    if (index.data(Model::BreakpointRole).toBool())
        paintBreakpoint(painter, option, line.center().y());
    painter->setFont(m_fixedFont);
    const QColor colour = index.data(Model::OffRole).toBool() ? quietColour(option) : plainColour(option);
    const QRect rest = paintWords(painter, line, index.data(Model::NameRole).toString(), colour);
    paintWords(painter, rest, index.data(Model::ArgumentsRole).toString(), quietColour(option));
    painter->setFont(option.font);
    const QRect below = paintSeverity(painter, option, index, line.translated(0, line.height()));
    paintWords(painter, below, index.data(Model::AboutRole).toString(), quietColour(option));
}

void SectionsDelegate::paintComment(QPainter* painter, const QStyleOptionViewItem& option,
                                    const QModelIndex& index) const
{
    QFont italic = option.font;
    italic.setItalic(true);
    painter->setFont(italic);
    paintWords(painter, firstLine(option, index), index.data(Model::NameRole).toString(), quietColour(option));
}

QSize SectionsDelegate::sizeHint(const QStyleOptionViewItem& option, const QModelIndex& index) const
{
    const int line = option.fontMetrics.height();
    switch (rowKindOf(index)) {
    case Model::Kind::Section: return {0, line + sectionMargin + rowMargin};
    case Model::Kind::Plugin:
        return {0, (index.data(Model::AboutRole).toString().isEmpty() ? line : 2 * line) + 2 * rowMargin};
    case Model::Kind::Comment: return {0, line + 2 * rowMargin};
    }
    return {};
}

QWidget* SectionsDelegate::createEditor(QWidget* parent, const QStyleOptionViewItem&, const QModelIndex&) const
{
    auto* editor = new QLineEdit(parent);
    editor->setFont(m_fixedFont);
    editor->setPlaceholderText(tr("arguments"));
    editor->setAccessibleName(tr("Arguments"));
    return editor;
}

void SectionsDelegate::updateEditorGeometry(QWidget* editor, const QStyleOptionViewItem& option,
                                            const QModelIndex& index) const
{
    QRect place = option.rect.adjusted(textLeft, 0, -rowSideMargin, 0);
    const int name = QFontMetrics(m_fixedFont).horizontalAdvance(index.data(Model::NameRole).toString());
    place.setLeft(std::max(place.left(), std::min(place.left() + name + wordGap, place.right() - leastEditorWidth)));
    place.setHeight(std::min(editor->sizeHint().height(), option.rect.height()));
    editor->setGeometry(place);
}

/// The switch is at another place than in other lists.
bool SectionsDelegate::editorEvent(QEvent* event, QAbstractItemModel* model, const QStyleOptionViewItem& option,
                                   const QModelIndex& index)
{
    const QVariant isOn = index.data(Qt::CheckStateRole);
    if (!isOn.isValid())
        return false;
    const auto toggle = [&] {
        const auto wanted = isOn.toInt() == Qt::Checked ? Qt::Unchecked : Qt::Checked;
        return model->setData(index, wanted, Qt::CheckStateRole);
    };
    switch (event->type()) {
    case QEvent::KeyPress: return static_cast<QKeyEvent*>(event)->key() == Qt::Key_Space && toggle();
    case QEvent::MouseButtonPress:
    case QEvent::MouseButtonDblClick:
    case QEvent::MouseButtonRelease: {
        const auto* mouse = static_cast<QMouseEvent*>(event);
        if (mouse->button() != Qt::LeftButton || !switchOf(option.rect).contains(mouse->position().toPoint()))
            return false;
        return event->type() != QEvent::MouseButtonRelease || toggle();
    }
    default: return false;
    }
}

} // namespace spp::workbench
