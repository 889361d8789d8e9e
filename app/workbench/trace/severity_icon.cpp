// SPDX-License-Identifier: MIT
#include "app/workbench/trace/severity_icon.h"

#include <QGuiApplication>
#include <QPainter>
#include <QPixmap>
#include <QPolygonF>

namespace spp::workbench
{

namespace
{

constexpr qreal signStroke = 1.8;

/// On a grid of 16 by 16.
void paintSign(QPainter& painter, trace::Severity severity, const QColor& colour, const QColor& ground)
{
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Qt::NoPen);
    painter.setBrush(colour);
    const QPen line(ground, signStroke, Qt::SolidLine, Qt::RoundCap);
    switch (severity) {
    case trace::Severity::Error:
        painter.drawEllipse(QRectF(1.5, 1.5, 13, 13));
        painter.setPen(line);
        painter.drawLine(QPointF(5.5, 5.5), QPointF(10.5, 10.5));
        painter.drawLine(QPointF(10.5, 5.5), QPointF(5.5, 10.5));
        return;
    case trace::Severity::Warning:
        painter.drawPolygon(QPolygonF({{8, 1}, {15.2, 14.5}, {0.8, 14.5}}));
        painter.setPen(line);
        painter.drawLine(QPointF(8, 6), QPointF(8, 9.5));
        painter.drawPoint(QPointF(8, 12.3));
        return;
    case trace::Severity::Note:
        painter.drawRoundedRect(QRectF(1.5, 1.5, 13, 13), 3, 3);
        painter.setPen(line);
        painter.drawPoint(QPointF(8, 4.8));
        painter.drawLine(QPointF(8, 7.6), QPointF(8, 11.5));
        return;
    }
}

QIcon signIcon(trace::Severity severity, const QColor& colour, const QColor& ground)
{
    const qreal ratio = qGuiApp->devicePixelRatio();
    QPixmap pixmap(QSize(16, 16) * ratio);
    pixmap.setDevicePixelRatio(ratio);
    pixmap.fill(Qt::transparent);
    QPainter painter(&pixmap);
    paintSign(painter, severity, colour, ground);
    return pixmap;
}

} // namespace

Meaning meaningOf(trace::Severity severity)
{
    switch (severity) {
    case trace::Severity::Error: return Meaning::Reject;
    case trace::Severity::Warning: return Meaning::Defer;
    case trace::Severity::Note: return Meaning::Changed;
    }
    return Meaning::Changed;
}

QIcon severityIcon(trace::Severity severity, const QPalette& palette)
{
    return signIcon(severity, foreground(meaningOf(severity), palette), palette.color(QPalette::Base));
}

QIcon selectedSeverityIcon(trace::Severity severity, const QPalette& palette)
{
    return signIcon(severity, palette.color(QPalette::HighlightedText), palette.color(QPalette::Highlight));
}

} // namespace spp::workbench
