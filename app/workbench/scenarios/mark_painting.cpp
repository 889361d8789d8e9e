// SPDX-License-Identifier: MIT
#include "app/workbench/scenarios/mark_painting.h"

#include "app/workbench/settings/colours.h"

#include <QPainter>
#include <QPolygonF>

namespace spp::workbench
{

using Mark = ScenarioMark;

namespace
{

constexpr qreal markGrid = 16;
constexpr qreal markStroke = 1.8;
constexpr qreal thinStroke = 1.3;

} // namespace

QColor colourOf(Mark mark, const QPalette& palette)
{
    switch (mark) {
    case Mark::NotRun:
    case Mark::Waiting: return palette.color(QPalette::PlaceholderText);
    case Mark::Running: return foreground(Meaning::Changed, palette);
    case Mark::Passed: return foreground(Meaning::Accept, palette);
    case Mark::Failed: return foreground(Meaning::Reject, palette);
    case Mark::Impossible: return foreground(Meaning::Defer, palette);
    }
    return palette.color(QPalette::Text);
}

void paintMark(QPainter& painter, const QRectF& place, Mark mark, const QColor& colour, const QColor& ground)
{
    const QPen line(colour, markStroke, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin);
    const QPen thin(colour, thinStroke);
    const QPen inside(ground, markStroke, Qt::SolidLine, Qt::RoundCap);
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.translate(place.topLeft());
    painter.scale(place.width() / markGrid, place.height() / markGrid);
    painter.setBrush(Qt::NoBrush);
    switch (mark) {
    case Mark::NotRun:
        painter.setPen(thin);
        painter.drawEllipse(QRectF(3, 3, 10, 10));
        break;
    case Mark::Waiting:
        painter.setPen(line);
        for (const qreal x : {4.0, 8.0, 12.0})
            painter.drawPoint(QPointF(x, 8));
        break;
    case Mark::Running:
        painter.setPen(Qt::NoPen);
        painter.setBrush(colour);
        painter.drawPolygon(QPolygonF({{4, 2.5}, {13.5, 8}, {4, 13.5}}));
        break;
    case Mark::Passed:
        painter.setPen(line);
        painter.drawPolyline(QPolygonF({{2.5, 8.5}, {6.3, 12.3}, {13.5, 4}}));
        break;
    case Mark::Failed:
        painter.setPen(Qt::NoPen);
        painter.setBrush(colour);
        painter.drawEllipse(QRectF(1.5, 1.5, 13, 13));
        painter.setPen(inside);
        painter.drawLine(QPointF(5.5, 5.5), QPointF(10.5, 10.5));
        painter.drawLine(QPointF(10.5, 5.5), QPointF(5.5, 10.5));
        break;
    case Mark::Impossible:
        painter.setPen(Qt::NoPen);
        painter.setBrush(colour);
        painter.drawPolygon(QPolygonF({{8, 1}, {15.2, 14.5}, {0.8, 14.5}}));
        painter.setPen(inside);
        painter.drawLine(QPointF(8, 6), QPointF(8, 9.5));
        painter.drawPoint(QPointF(8, 12.3));
        break;
    }
    painter.restore();
}

} // namespace spp::workbench
