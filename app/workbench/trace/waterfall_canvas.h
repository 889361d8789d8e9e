// SPDX-License-Identifier: MIT
/// The session as a time line: one lane for each section's plugins, as bars, and lanes for what the client and the server said, as
/// marks. Painted by hand, and only what is seen of it. Not thread-safe: a widget.
///
/// Wheel: zoom at the pointer (with Shift: move). Click: a step; outside of the range it drops that. Drag: a range. Keys: + - 0 zoom, Left and Right the step before and
/// behind (with Shift: the range grows with it), Page Up and Down move, Home and End, Escape drops the range.
#pragma once

#include "app/workbench/models/waterfall.h"

#include <QAbstractScrollArea>

#include <optional>
#include <utility>

namespace spp::workbench
{

class WaterfallCanvas : public QAbstractScrollArea
{
    Q_OBJECT

public:
    explicit WaterfallCanvas(QWidget* parent = nullptr);

    /// The timeline must live until clear(), or until another is shown.
    void showRun(const trace::Timeline& timeline);
    void clear();
    /// The timeline has grown. @return false: it was so much that there is more to take in
    bool refresh();

    void setCurrentStep(std::optional<std::size_t> step);
    std::optional<std::size_t> currentStep() const { return m_currentStep; }
    /// The selected time, in its order.
    std::optional<std::pair<Nanoseconds, Nanoseconds>> range() const;
    void clearRange();

    void zoomIn();
    void zoomOut();
    void zoomToFit();
    /// The stretch of time that is seen.
    std::pair<Nanoseconds, Nanoseconds> seen() const { return {m_from, m_from + m_span}; }

    const Waterfall& waterfall() const { return m_waterfall; }
    /// Where a step stands, in the viewport.
    QPoint placeOf(std::size_t step) const;
    /// What is said of the step in its tool tip.
    QString describe(std::size_t step) const;

signals:
    void stepSelected(std::size_t step);
    /// The range has changed, or is gone.
    void rangeChanged();
    /// The range is being drawn.
    void rangeDrawn();

protected:
    void paintEvent(QPaintEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    void wheelEvent(QWheelEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void mouseReleaseEvent(QMouseEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    bool viewportEvent(QEvent* event) override;
    void scrollContentsBy(int dx, int dy) override;

private:
    Nanoseconds whole() const;
    int gutter() const;
    int laneHeight() const;
    int axisHeight() const;
    int plotWidth() const;
    qreal xOf(Nanoseconds moment) const;
    Nanoseconds momentAt(qreal x) const;
    Nanoseconds ofPixels(qreal pixels) const;
    QRectF laneRect(std::size_t lane) const;
    std::optional<std::size_t> stepAt(const QPoint& point) const;

    void look(Nanoseconds from, Nanoseconds span);
    void zoom(double factor, qreal anchor);
    void move(double pages);
    void showScrollBars();
    void goToStep(int direction, bool extend);
    bool isInRange(Nanoseconds moment) const;
    void setRange(Nanoseconds from, Nanoseconds to);

    void paintAxis(QPainter& painter) const;
    void paintLane(QPainter& painter, std::size_t lane) const;
    void paintBar(QPainter& painter, const QRectF& lane, const WaterfallSpan& span) const;
    void paintMark(QPainter& painter, const QRectF& lane, const WaterfallSpan& span, qreal textEnd) const;
    void paintRange(QPainter& painter) const;
    void paintCurrent(QPainter& painter) const;
    QString shortTitle(std::size_t step) const;

    const trace::Timeline* m_timeline = nullptr;
    Waterfall m_waterfall;
    Nanoseconds m_from{};
    Nanoseconds m_span{1};
    bool m_fits = true; ///< the whole session is to be seen, however it grows
    std::optional<std::size_t> m_currentStep;
    std::optional<std::pair<Nanoseconds, Nanoseconds>> m_range; ///< from where it was begun to where it was drawn
    std::optional<QPoint> m_pressedAt;
    bool m_dragging = false;
    bool m_settingBars = false;
};

} // namespace spp::workbench
