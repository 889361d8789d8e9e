// SPDX-License-Identifier: MIT
/// How the waterfall looks. No more is painted than there are pixels: what is nearer together becomes one bar.
#include "app/workbench/models/words.h"
#include "app/workbench/simulator/outcome_colours.h"
#include "app/workbench/trace/time_axis.h"
#include "app/workbench/trace/waterfall_canvas.h"

#include <QPainter>

namespace spp::workbench
{

namespace
{

// In pixels.
constexpr int tickGap = 90;
constexpr int laneInset = 4;
constexpr int textPadding = 4;
constexpr qreal narrowest = 3; // a bar that can still be hit
constexpr qreal outlined = 8;  // from here on a bar has an outline and room for text
constexpr qreal markWidth = 3;
constexpr qreal nearness = 3; // what is nearer is painted as one
constexpr int shortestText = 24;

QColor colourOfItem(trace::Outcome outcome, const QPalette& palette)
{
    const auto meaning = meaningOf(outcome);
    return meaning ? foreground(*meaning, palette) : palette.color(QPalette::PlaceholderText);
}

} // namespace

void WaterfallCanvas::paintEvent(QPaintEvent*)
{
    QPainter painter(viewport());
    if (m_waterfall.lanes().empty()) {
        painter.drawText(viewport()->rect(), Qt::AlignCenter, tr("Nothing has run yet."));
        return;
    }
    painter.setClipRect(QRect(gutter(), axisHeight(), plotWidth(), viewport()->height()));
    paintRange(painter);
    for (std::size_t lane = 0; lane < m_waterfall.lanes().size(); ++lane)
        paintLane(painter, lane);
    paintCurrent(painter);
    paintAxis(painter);
    painter.setClipRect(QRect(gutter(), 0, plotWidth(), axisHeight()));
    paintRange(painter);
}

/// The axis stays in its place when the lanes are scrolled.
void WaterfallCanvas::paintAxis(QPainter& painter) const
{
    const QRect axis(0, 0, viewport()->width(), axisHeight());
    painter.setClipRect(axis);
    painter.fillRect(axis, palette().color(QPalette::Window));
    painter.setClipRect(QRect(gutter(), 0, plotWidth(), viewport()->height()));
    const Nanoseconds distance = tickDistance(ofPixels(tickGap));
    QColor line = palette().color(QPalette::PlaceholderText);
    for (const Nanoseconds tick : ticksBetween(m_from, m_from + m_span, distance)) {
        const int x = qRound(xOf(tick));
        painter.setPen(palette().color(QPalette::WindowText));
        painter.drawText(QRect(x + textPadding, 0, tickGap - textPadding, axisHeight()),
                         Qt::AlignLeft | Qt::AlignVCenter, formatTick(tick, distance));
        line.setAlphaF(0.6F);
        painter.setPen(line);
        painter.drawLine(x, 0, x, axisHeight());
        line.setAlphaF(0.15F);
        painter.setPen(line);
        painter.drawLine(x, axisHeight(), x, viewport()->height());
    }
    painter.setClipping(false);
}

void WaterfallCanvas::paintLane(QPainter& painter, std::size_t lane) const
{
    const QRectF rect = laneRect(lane);
    const WaterfallLane& each = m_waterfall.lanes()[lane];
    painter.setClipping(false);
    if (lane % 2 == 1) {
        QColor stripe = palette().color(QPalette::Text);
        stripe.setAlphaF(0.04F);
        painter.fillRect(QRectF(0, rect.top(), viewport()->width(), rect.height()), stripe);
    }
    painter.setPen(palette().color(QPalette::Text));
    painter.drawText(QRectF(0, rect.top(), gutter() - fontMetrics().averageCharWidth(), rect.height()),
                     Qt::AlignRight | Qt::AlignVCenter, each.title);
    painter.setClipRect(QRect(gutter(), 0, plotWidth(), viewport()->height()));
    const auto spans = m_waterfall.visible(lane, m_from, m_from + m_span, ofPixels(nearness));
    for (std::size_t i = 0; i < spans.size(); ++i) {
        if (each.isMarks)
            paintMark(painter, rect, spans[i], i + 1 < spans.size() ? xOf(spans[i + 1].begin) : rect.right());
        else
            paintBar(painter, rect, spans[i]);
    }
}

void WaterfallCanvas::paintBar(QPainter& painter, const QRectF& lane, const WaterfallSpan& span) const
{
    const QColor colour = colourOfItem(span.outcome, palette());
    const qreal width = std::max(xOf(span.end) - xOf(span.begin), narrowest);
    const QRectF bar(xOf(span.begin), lane.top() + laneInset, width, lane.height() - 2 * laneInset);
    const auto meaning = meaningOf(span.outcome);
    if (width < outlined || span.count > 1 || !meaning) {
        painter.fillRect(bar, colour);
        return;
    }
    painter.fillRect(bar, background(*meaning, palette()));
    painter.setPen(colour);
    painter.drawRect(bar.adjusted(0, 0, -1, -1));
    if (width < shortestText)
        return;
    // The name stays to be read while a part of the bar is seen.
    const qreal left = std::max(bar.left(), lane.left());
    const QRectF text = QRectF(left, bar.top(), bar.right() - left, bar.height()).adjusted(textPadding, 0, -2, 0);
    painter.setPen(palette().color(QPalette::Text));
    painter.drawText(text, Qt::AlignLeft | Qt::AlignVCenter,
                     fontMetrics().elidedText(shortTitle(span.step), Qt::ElideRight, static_cast<int>(text.width())));
}

void WaterfallCanvas::paintMark(QPainter& painter, const QRectF& lane, const WaterfallSpan& span, qreal textEnd) const
{
    const QColor colour = colourOfItem(span.outcome, palette());
    const qreal width = std::max(xOf(span.end) - xOf(span.begin), 0.0) + markWidth;
    const QRectF mark(xOf(span.begin) - markWidth / 2, lane.top() + laneInset, width, lane.height() - 2 * laneInset);
    painter.fillRect(mark, colour);
    const qreal left = std::max(mark.right(), lane.left()) + textPadding; // to be read though the mark is out of sight
    const QRectF text(left, lane.top(), textEnd - left - textPadding, lane.height());
    if (text.width() < shortestText)
        return;
    painter.setPen(palette().color(QPalette::Text));
    painter.drawText(text, Qt::AlignLeft | Qt::AlignVCenter,
                     fontMetrics().elidedText(shortTitle(span.step), Qt::ElideRight, static_cast<int>(text.width())));
}

void WaterfallCanvas::paintRange(QPainter& painter) const
{
    const auto selected = range();
    if (!selected)
        return;
    const QRectF band(xOf(selected->first), 0, xOf(selected->second) - xOf(selected->first), viewport()->height());
    QColor colour = palette().color(QPalette::Highlight);
    colour.setAlphaF(0.2F);
    painter.fillRect(band, colour);
    painter.setPen(palette().color(QPalette::Highlight));
    painter.drawLine(band.topLeft(), band.bottomLeft());
    painter.drawLine(band.topRight(), band.bottomRight());
}

void WaterfallCanvas::paintCurrent(QPainter& painter) const
{
    const auto found = m_currentStep ? m_waterfall.find(*m_currentStep) : std::nullopt;
    if (!found)
        return;
    const QRectF lane = laneRect(found->first);
    const qreal width = std::max(xOf(found->second.end) - xOf(found->second.begin), markWidth);
    const qreal left = xOf(found->second.begin) - (found->second.begin == found->second.end ? markWidth / 2 : 0);
    painter.setPen(QPen(palette().color(QPalette::Highlight), 2));
    painter.setBrush(Qt::NoBrush);
    painter.drawRect(QRectF(left, lane.top() + laneInset, width, lane.height() - 2 * laneInset).adjusted(-2, -2, 2, 2));
}

/// The last part of a plugin's path; a reply's and a client's line as it is.
QString WaterfallCanvas::shortTitle(std::size_t step) const
{
    if (step >= m_timeline->size())
        return {};
    const trace::Step& each = m_timeline->steps()[step];
    const QString title = QString::fromStdString(each.title.substr(0, 200));
    const bool isPath = each.plugin && !title.startsWith(u':') && !title.contains(u' ');
    return isPath ? title.mid(title.lastIndexOf(u'/') + 1) : title;
}

} // namespace spp::workbench
