// SPDX-License-Identifier: MIT
#include "app/workbench/settings/icons.h"

#include <QGuiApplication>
#include <QIconEngine>
#include <QPainter>
#include <QPalette>
#include <QPixmap>
#include <QPolygonF>

namespace spp::workbench
{

namespace
{

constexpr qreal gridSize = 16;
constexpr qreal lineWidth = 1.3;

using Strokes = QList<QPolygonF>;

/// What points forwards points backwards.
Strokes mirrored(Strokes strokes)
{
    for (QPolygonF& stroke : strokes)
        for (QPointF& point : stroke)
            point.setX(gridSize - point.x());
    return strokes;
}

/// Lines on a grid of 16 by 16, origin at the top left.
Strokes strokesOf(LineIcon icon)
{
    switch (icon) {
    case LineIcon::Home:
        return {{{1.5, 8}, {8, 2}, {14.5, 8}},
                {{3.5, 6.5}, {3.5, 13.5}, {12.5, 13.5}, {12.5, 6.5}},
                {{6.5, 13.5}, {6.5, 9.5}, {9.5, 9.5}, {9.5, 13.5}}};
    case LineIcon::Open:
        return {{{1.5, 13}, {1.5, 3}, {6, 3}, {7.5, 5}, {13, 5}, {13, 7.5}},
                {{1.5, 13}, {4, 7.5}, {15, 7.5}, {12.5, 13}, {1.5, 13}}};
    case LineIcon::Save:
        return {{{2, 2}, {11.5, 2}, {14, 4.5}, {14, 14}, {2, 14}, {2, 2}},
                {{5, 2}, {5, 5.5}, {10.5, 5.5}, {10.5, 2}},
                {{4.5, 14}, {4.5, 9}, {11.5, 9}, {11.5, 14}}};
    case LineIcon::SaveAll:
        return {{{4.5, 1.5}, {12.5, 1.5}, {14.5, 3.5}, {14.5, 11.5}, {4.5, 11.5}, {4.5, 1.5}},
                {{7, 1.5}, {7, 4.5}, {11.5, 4.5}, {11.5, 1.5}},
                {{7, 11.5}, {7, 7.5}, {12, 7.5}, {12, 11.5}},
                {{1.5, 4.5}, {1.5, 14.5}, {11.5, 14.5}}};
    case LineIcon::Undo:
        return {{{6, 2.5}, {2.5, 6}, {6, 9.5}},
                {{2.5, 6}, {9.5, 6}, {12, 7}, {13.3, 9.2}, {12.7, 11.6}, {11, 13}, {9, 13.5}, {6, 13.5}}};
    case LineIcon::Redo:
        return {{{10, 2.5}, {13.5, 6}, {10, 9.5}},
                {{13.5, 6}, {6.5, 6}, {4, 7}, {2.7, 9.2}, {3.3, 11.6}, {5, 13}, {7, 13.5}, {10, 13.5}}};
    case LineIcon::Find:
        return {{{11, 6.5},
                 {10.4, 8.75},
                 {8.75, 10.4},
                 {6.5, 11},
                 {4.25, 10.4},
                 {2.6, 8.75},
                 {2, 6.5},
                 {2.6, 4.25},
                 {4.25, 2.6},
                 {6.5, 2},
                 {8.75, 2.6},
                 {10.4, 4.25},
                 {11, 6.5}},
                {{9.8, 9.8}, {14, 14}}};
    case LineIcon::Up: return {{{3, 10.5}, {8, 5.5}, {13, 10.5}}};
    case LineIcon::Down: return {{{3, 5.5}, {8, 10.5}, {13, 5.5}}};
    case LineIcon::Close: return {{{4, 4}, {12, 12}}, {{12, 4}, {4, 12}}};
    case LineIcon::File:
        return {{{3, 1.5}, {9.5, 1.5}, {13, 5}, {13, 14.5}, {3, 14.5}, {3, 1.5}},
                {{9.5, 1.5}, {9.5, 5}, {13, 5}},
                {{5.5, 8.5}, {10.5, 8.5}},
                {{5.5, 11.5}, {10.5, 11.5}}};
    case LineIcon::Plugin:
        return {{{5.5, 1.5}, {5.5, 5}},
                {{10.5, 1.5}, {10.5, 5}},
                {{3, 5}, {13, 5}, {13, 8}, {10.5, 11}, {5.5, 11}, {3, 8}, {3, 5}},
                {{8, 11}, {8, 14.5}}};
    case LineIcon::Dialog:
        return {{{1.5, 2.5}, {14.5, 2.5}, {14.5, 11}, {7, 11}, {4, 14}, {4, 11}, {1.5, 11}, {1.5, 2.5}},
                {{4.5, 5.5}, {11.5, 5.5}},
                {{4.5, 8}, {9, 8}}};
    case LineIcon::Run: return {{{4, 2.5}, {13, 8}, {4, 13.5}, {4, 2.5}}};
    case LineIcon::Pause:
        return {{{4, 3}, {6, 3}, {6, 13}, {4, 13}, {4, 3}}, {{10, 3}, {12, 3}, {12, 13}, {10, 13}, {10, 3}}};
    case LineIcon::Stop: return {{{3.5, 3.5}, {12.5, 3.5}, {12.5, 12.5}, {3.5, 12.5}, {3.5, 3.5}}};
    case LineIcon::Restart:
        return {{{12.5, 1.5}, {12.5, 5}, {9, 5}},
                {{12.3, 5},
                 {10.5, 3.2},
                 {8, 2.5},
                 {5, 3.3},
                 {3, 5.8},
                 {2.7, 9},
                 {4.2, 11.8},
                 {7, 13.4},
                 {10, 13},
                 {12.4, 11.3},
                 {13.4, 8.8}}};
    case LineIcon::Kill:
        return {{{5, 3}, {5, 6}},
                {{9, 3}, {9, 6}},
                {{2.5, 6}, {11.5, 6}, {11.5, 8}, {9.5, 10.5}, {4.5, 10.5}, {2.5, 8}, {2.5, 6}},
                {{10, 10.5}, {14.5, 15}},
                {{14.5, 10.5}, {10, 15}}};
    case LineIcon::Branch:
        return {{{1.5, 4}, {14, 4}}, {{5, 4}, {8, 11.5}, {14, 11.5}}, {{11.5, 9}, {14, 11.5}, {11.5, 14}}};
    case LineIcon::Breakpoint:
        return {{{8, 3}, {11.5, 4.5}, {13, 8}, {11.5, 11.5}, {8, 13}, {4.5, 11.5}, {3, 8}, {4.5, 4.5}, {8, 3}},
                {{8, 6}, {8, 10}},
                {{6, 8}, {10, 8}}};
    case LineIcon::RunOnSave:
        return {{{6.5, 14}, {2, 14}, {2, 2}, {11.5, 2}, {14, 4.5}, {14, 6.5}},
                {{5, 2}, {5, 5.5}, {10.5, 5.5}, {10.5, 2}},
                {{9, 8}, {14.5, 11.5}, {9, 15}, {9, 8}}};
    case LineIcon::Trace:
        return {{{2, 3}, {3.5, 3}},        {{6, 3}, {14, 3}},
                {{2, 6.3}, {3.5, 6.3}},    {{6, 6.3}, {11, 6.3}},
                {{2, 9.6}, {3.5, 9.6}},    {{6, 9.6}, {9, 9.6}},
                {{8.5, 13.5}, {14, 13.5}}, {{11.5, 11}, {14, 13.5}, {11.5, 16}}};
    case LineIcon::Type:
        return {{{1.5, 4}, {14.5, 4}, {14.5, 12}, {1.5, 12}, {1.5, 4}},
                {{4, 6.5}, {6, 8}, {4, 9.5}},
                {{8, 9.5}, {11, 9.5}}};
    case LineIcon::Message:
        return {{{1.5, 3.5}, {14.5, 3.5}, {14.5, 12.5}, {1.5, 12.5}, {1.5, 3.5}}, {{1.5, 4}, {8, 9}, {14.5, 4}}};
    case LineIcon::NextPlugin:
        return {{{1.5, 8}, {6.5, 8}},
                {{4.5, 5.5}, {7, 8}, {4.5, 10.5}},
                {{9.5, 4.5}, {12.5, 4.5}, {14, 6.5}, {14, 9.5}, {12.5, 11.5}, {9.5, 11.5}, {9.5, 4.5}},
                {{9.5, 6.5}, {8.2, 6.5}},
                {{9.5, 9.5}, {8.2, 9.5}}};
    case LineIcon::NextStop:
        return {{{1.5, 8}, {8, 8}},
                {{5.5, 5}, {8.5, 8}, {5.5, 11}},
                {{13.5, 8},
                 {12.9, 9.4},
                 {11.5, 10},
                 {10.1, 9.4},
                 {9.5, 8},
                 {10.1, 6.6},
                 {11.5, 6},
                 {12.9, 6.6},
                 {13.5, 8}}};
    case LineIcon::NextCommand:
        return {{{1.5, 3}, {9, 3}},
                {{1.5, 12.5}, {14.5, 12.5}},
                {{5, 6}, {12, 6}, {12, 10}},
                {{9.8, 8}, {12, 10.2}, {14.2, 8}}};
    case LineIcon::TransactionEnd: return {{{1.5, 4}, {11, 8}, {1.5, 12}, {1.5, 4}}, {{13.5, 3}, {13.5, 13}}};
    case LineIcon::ToCursor:
        return {{{1.5, 8}, {8, 8}},
                {{5.5, 5}, {8.5, 8}, {5.5, 11}},
                {{10.5, 2.5}, {14.5, 2.5}},
                {{12.5, 2.5}, {12.5, 13.5}},
                {{10.5, 13.5}, {14.5, 13.5}}};
    case LineIcon::PreviousPlugin: return mirrored(strokesOf(LineIcon::NextPlugin));
    case LineIcon::PreviousStop: return mirrored(strokesOf(LineIcon::NextStop));
    case LineIcon::PreviousCommand: return mirrored(strokesOf(LineIcon::NextCommand));
    case LineIcon::TransactionStart: return mirrored(strokesOf(LineIcon::TransactionEnd));
    case LineIcon::BackToCursor: return mirrored(strokesOf(LineIcon::ToCursor));
    case LineIcon::BackToStart:
        return {{{13.5, 3.5}, {8.5, 8}, {13.5, 12.5}, {13.5, 3.5}},
                {{8, 3.5}, {3, 8}, {8, 12.5}, {8, 3.5}},
                {{1.5, 3}, {1.5, 13}}};
    case LineIcon::RunAll:
        return {{{1.5, 2.5}, {8, 8}, {1.5, 13.5}, {1.5, 2.5}}, {{8, 2.5}, {14.5, 8}, {8, 13.5}, {8, 2.5}}};
    case LineIcon::RunFailed:
        return {{{1.5, 2.5}, {9, 8}, {1.5, 13.5}, {1.5, 2.5}}, {{10, 9.5}, {15, 14.5}}, {{15, 9.5}, {10, 14.5}}};
    case LineIcon::Accept: return {{{2.5, 8.5}, {6.3, 12.3}, {13.5, 4}}};
    case LineIcon::Record:
        return {{{1.5, 2.5}, {14.5, 2.5}, {14.5, 7}},
                {{1.5, 2.5}, {1.5, 11}, {4, 11}, {4, 14}, {7, 11}},
                {{4.5, 5.5}, {11.5, 5.5}},
                {{12, 8.5}, {14.5, 11}, {12, 13.5}, {9.5, 11}, {12, 8.5}}};
    }
    return {};
}

class LineIconEngine : public QIconEngine
{
public:
    explicit LineIconEngine(LineIcon icon) : m_strokes(strokesOf(icon)) {}

    void paint(QPainter* painter, const QRect& rect, QIcon::Mode mode, QIcon::State) override
    {
        const auto group = mode == QIcon::Disabled ? QPalette::Disabled : QPalette::Active;
        const auto role = mode == QIcon::Selected ? QPalette::HighlightedText : QPalette::WindowText;
        painter->save();
        painter->setRenderHint(QPainter::Antialiasing);
        painter->translate(rect.topLeft());
        painter->scale(rect.width() / gridSize, rect.height() / gridSize);
        painter->setPen(
            QPen(QGuiApplication::palette().color(group, role), lineWidth, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
        for (const QPolygonF& stroke : m_strokes)
            painter->drawPolyline(stroke);
        painter->restore();
    }

    QPixmap pixmap(const QSize& size, QIcon::Mode mode, QIcon::State state) override
    {
        QPixmap pixmap(size);
        pixmap.fill(Qt::transparent);
        QPainter painter(&pixmap);
        paint(&painter, QRect(QPoint(), size), mode, state);
        return pixmap;
    }

    QIconEngine* clone() const override { return new LineIconEngine(*this); }

private:
    Strokes m_strokes;
};

} // namespace

QIcon lineIcon(LineIcon icon)
{
    return QIcon(new LineIconEngine(icon)); // QIcon takes it over
}

} // namespace spp::workbench
