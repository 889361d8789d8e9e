// SPDX-License-Identifier: MIT
/// How the pipeline looks.
#include "app/workbench/simulator/outcome_colours.h"
#include "app/workbench/trace/pipeline_measures.h"
#include "app/workbench/trace/pipeline_view.h"

#include <QPainter>
#include <QPainterPath>
#include <QScrollBar>

namespace spp::workbench
{

using namespace pipeline_measures;

namespace
{

constexpr int cornerRadius = 4; // pixels

QColor colourOfOutcome(trace::Outcome outcome, const QPalette& palette)
{
    const auto meaning = meaningOf(outcome);
    return meaning ? foreground(*meaning, palette) : palette.color(QPalette::PlaceholderText);
}

} // namespace

void PipelineView::paintEvent(QPaintEvent*)
{
    QPainter painter(viewport());
    if (m_rows.empty()) {
        painter.drawText(viewport()->rect().adjusted(margin, margin, -margin, -margin),
                         Qt::AlignCenter | Qt::TextWordWrap, m_emptyText);
        return;
    }
    painter.setRenderHint(QPainter::Antialiasing);
    painter.translate(0, -verticalScrollBar()->value());
    paintRows(painter);
    const QRect seen = viewport()->rect().translated(0, verticalScrollBar()->value());
    for (std::size_t placed = 0; placed < m_placed.size(); ++placed) {
        if (!seen.intersects(m_placed[placed].rect))
            continue;
        paintArrow(painter, placed);
        paintBox(painter, placed);
    }
}

void PipelineView::paintRows(QPainter& painter) const
{
    QFont bold = font();
    bold.setBold(true);
    const int width = fontMetrics().averageCharWidth() * titleCharacters - boxPadding;
    for (std::size_t row = 0; row < m_rows.size(); ++row) {
        const QRect title(margin, m_rowTops[row] + boxPadding, width, lineHeight(fontMetrics()));
        painter.setFont(bold);
        painter.setPen(palette().color(QPalette::Text));
        painter.drawText(title, Qt::AlignLeft | Qt::AlignVCenter, m_rows[row].title);
        painter.setFont(font());
        painter.setPen(palette().color(QPalette::PlaceholderText));
        painter.drawText(title.translated(0, title.height()), Qt::AlignLeft | Qt::AlignVCenter,
                         fontMetrics().elidedText(m_rows[row].words, Qt::ElideRight, width));
    }
}

/// From the box before it, in the same line.
void PipelineView::paintArrow(QPainter& painter, std::size_t placed) const
{
    if (placed == 0 || m_placed[placed - 1].row != m_placed[placed].row ||
        m_placed[placed - 1].rect.top() != m_placed[placed].rect.top())
        return;
    const QRect& box = m_placed[placed].rect;
    const qreal y = box.center().y();
    const qreal tip = box.left() - 3;
    painter.setPen(QPen(palette().color(QPalette::PlaceholderText), 1.3));
    painter.drawLine(QPointF(m_placed[placed - 1].rect.right() + 3, y), QPointF(tip, y));
    painter.drawLine(QPointF(tip - 4, y - 4), QPointF(tip, y));
    painter.drawLine(QPointF(tip - 4, y + 4), QPointF(tip, y));
}

void PipelineView::paintBox(QPainter& painter, std::size_t placed) const
{
    const PipelineBox& box = boxAt(placed);
    const QRectF rect = QRectF(m_placed[placed].rect).adjusted(0.5, 0.5, -0.5, -0.5);
    const bool isCurrent = m_current == placed;
    const bool ran = box.reach == PipelineBox::Reach::Ran;
    QPen border(palette().color(isCurrent ? QPalette::Highlight : QPalette::PlaceholderText), isCurrent ? 2 : 1);
    if (!ran && !isCurrent)
        border.setStyle(box.reach == PipelineBox::Reach::Skipped ? Qt::DashLine : Qt::DotLine);
    QPainterPath shape;
    shape.addRoundedRect(rect, cornerRadius, cornerRadius);
    painter.save();
    painter.setClipPath(shape);
    if (ran)
        painter.fillPath(shape, palette().color(QPalette::AlternateBase));
    const QRect strip(m_placed[placed].rect.left(), m_placed[placed].rect.bottom() - stripHeight + 1,
                      m_placed[placed].rect.width(), stripHeight);
    paintOutcomes(painter, box, strip);
    painter.restore();
    painter.setPen(border);
    painter.drawPath(shape);
    paintTexts(painter, box, m_placed[placed].rect.adjusted(boxPadding, boxPadding, -boxPadding, -boxPadding));
}

/// How its runs came out, in their share.
void PipelineView::paintOutcomes(QPainter& painter, const PipelineBox& box, const QRect& strip) const
{
    std::size_t all = 0;
    for (const auto& [outcome, count] : box.outcomes)
        all += count;
    qreal x = strip.left();
    for (const auto& [outcome, count] : box.outcomes) {
        const qreal width = strip.width() * static_cast<qreal>(count) / static_cast<qreal>(all);
        painter.fillRect(QRectF(x, strip.top(), width, strip.height()), colourOfOutcome(outcome, palette()));
        x += width;
    }
}

void PipelineView::paintTexts(QPainter& painter, const PipelineBox& box, const QRect& inner) const
{
    const int height = lineHeight(fontMetrics());
    const QString number = numberOf(box.place);
    const int numberWidth = fontMetrics().horizontalAdvance(number);
    const QColor muted = palette().color(QPalette::PlaceholderText);
    QFont bold = font();
    bold.setBold(box.reach == PipelineBox::Reach::Ran);
    painter.setFont(bold);
    painter.setPen(box.reach == PipelineBox::Reach::Ran ? palette().color(QPalette::Text) : muted);
    const QRect title(inner.left(), inner.top(), inner.width() - numberWidth - boxPadding, height);
    painter.drawText(title, Qt::AlignLeft | Qt::AlignVCenter,
                     QFontMetrics(bold).elidedText(box.title, Qt::ElideMiddle, title.width()));
    QFont link = font();
    link.setUnderline(true);
    painter.setFont(link);
    painter.setPen(palette().color(QPalette::Link));
    painter.drawText(QRect(inner.right() - numberWidth + 1, inner.top(), numberWidth, height),
                     Qt::AlignRight | Qt::AlignVCenter, number);
    painter.setFont(font());
    const bool isOne = box.outcomes.size() == 1;
    painter.setPen(isOne ? colourOfOutcome(box.outcomes.front().first, palette()) : palette().color(QPalette::Text));
    QRect words(inner.left(), inner.top() + height, inner.width(), inner.height() - height - stripHeight);
    QRect used;
    painter.drawText(words, Qt::AlignLeft | Qt::AlignTop | Qt::TextWordWrap, box.words, &used);
    words.setTop(used.bottom() + 1);
    painter.setPen(palette().color(QPalette::Text));
    painter.drawText(words, Qt::AlignLeft | Qt::AlignTop | Qt::TextWordWrap, box.why);
}

} // namespace spp::workbench
