// SPDX-License-Identifier: MIT
#include "app/workbench/trace/waterfall_canvas.h"

#include "app/workbench/models/words.h"
#include "app/workbench/trace/time_axis.h"

#include <QApplication>
#include <QHelpEvent>
#include <QKeyEvent>
#include <QMouseEvent>
#include <QScrollBar>
#include <QToolTip>
#include <QWheelEvent>

#include <algorithm>
#include <cmath>

namespace spp::workbench
{

namespace
{

constexpr double zoomStep = 1.5;
constexpr double pageShare = 0.8;
constexpr int scrollUnits = 1'000'000; // of the whole session
constexpr int reachPixels = 4;         // of the pointer
constexpr Nanoseconds shortestSpan{20'000};
constexpr int wheelNotch = 120; // Qt's unit
constexpr qsizetype maxToolTipText = 300;

} // namespace

WaterfallCanvas::WaterfallCanvas(QWidget* parent) : QAbstractScrollArea(parent)
{
    setFrameShape(QFrame::NoFrame);
    setFocusPolicy(Qt::StrongFocus);
    setAccessibleName(tr("Waterfall"));
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOn); // it comes and goes with the zoom otherwise
    viewport()->setBackgroundRole(QPalette::Base);
}

void WaterfallCanvas::showRun(const trace::Timeline& timeline)
{
    clear();
    m_timeline = &timeline;
    refresh();
}

void WaterfallCanvas::clear()
{
    m_timeline = nullptr;
    m_waterfall.clear();
    m_currentStep.reset();
    m_fits = true;
    clearRange();
    zoomToFit();
}

bool WaterfallCanvas::refresh()
{
    if (m_timeline == nullptr)
        return true;
    const bool isComplete = m_waterfall.update(*m_timeline);
    if (m_fits)
        zoomToFit();
    else
        look(m_from, m_span);
    return isComplete;
}

void WaterfallCanvas::setCurrentStep(std::optional<std::size_t> step)
{
    m_currentStep = step;
    if (m_timeline == nullptr || !step || *step >= m_timeline->size())
        return viewport()->update();
    setAccessibleDescription(describe(*step));
    const Nanoseconds moment = m_timeline->steps()[*step].began;
    if (!m_fits && (moment < m_from || moment > m_from + m_span))
        look(moment - m_span / 2, m_span);
    viewport()->update();
}

std::optional<std::pair<Nanoseconds, Nanoseconds>> WaterfallCanvas::range() const
{
    if (!m_range)
        return std::nullopt;
    return std::minmax(m_range->first, m_range->second);
}

bool WaterfallCanvas::isInRange(Nanoseconds moment) const
{
    const auto selected = range();
    return selected && moment >= selected->first && moment <= selected->second;
}

void WaterfallCanvas::setRange(Nanoseconds from, Nanoseconds to)
{
    m_range = std::pair(from, to);
    viewport()->update();
    emit rangeChanged();
}

void WaterfallCanvas::clearRange()
{
    if (!m_range)
        return;
    m_range.reset();
    viewport()->update();
    emit rangeChanged();
}

Nanoseconds WaterfallCanvas::whole() const
{
    return std::max(m_waterfall.end() - m_waterfall.begin(), shortestSpan);
}

void WaterfallCanvas::zoomIn()
{
    zoom(1 / zoomStep, gutter() + plotWidth() / 2.0);
}

void WaterfallCanvas::zoomOut()
{
    zoom(zoomStep, gutter() + plotWidth() / 2.0);
}

void WaterfallCanvas::zoomToFit()
{
    // A little room at either side, or the first and last marks are cut off.
    const Nanoseconds room = whole() / 50;
    look(m_waterfall.begin() - room, whole() + 2 * room);
    m_fits = true;
}

/// What is under the anchor stays there.
void WaterfallCanvas::zoom(double factor, qreal anchor)
{
    const double longest = static_cast<double>(whole().count()) * 1.04;
    const double wanted = static_cast<double>(m_span.count()) * factor;
    if (wanted >= longest * 0.999) // rounded, it may fall short of it
        return zoomToFit();
    const Nanoseconds span(static_cast<Nanoseconds::rep>(std::max(wanted, static_cast<double>(shortestSpan.count()))));
    const Nanoseconds moment = momentAt(anchor);
    const double share = (anchor - gutter()) / plotWidth();
    look(moment - Nanoseconds(static_cast<Nanoseconds::rep>(static_cast<double>(span.count()) * share)), span);
}

void WaterfallCanvas::move(double pages)
{
    look(m_from + Nanoseconds(static_cast<Nanoseconds::rep>(static_cast<double>(m_span.count()) * pages)), m_span);
}

void WaterfallCanvas::look(Nanoseconds from, Nanoseconds span)
{
    const Nanoseconds room = whole() / 50;
    m_span = span;
    m_from = std::clamp(from, m_waterfall.begin() - room,
                        std::max(m_waterfall.begin() - room, m_waterfall.end() + room - span));
    m_fits = false;
    showScrollBars();
    viewport()->update();
}

void WaterfallCanvas::showScrollBars()
{
    m_settingBars = true;
    const double all = static_cast<double>(whole().count()) * 1.04;
    const double page = std::min(1.0, static_cast<double>(m_span.count()) / all);
    const double start = static_cast<double>((m_from - m_waterfall.begin()).count()) / all + 0.02;
    QScrollBar* across = horizontalScrollBar();
    across->setRange(0, static_cast<int>(std::lround((1 - page) * scrollUnits)));
    across->setPageStep(std::max(1, static_cast<int>(std::lround(page * scrollUnits))));
    across->setSingleStep(std::max(1, across->pageStep() / 10));
    across->setValue(static_cast<int>(std::lround(start * scrollUnits)));
    QScrollBar* down = verticalScrollBar();
    const int height = axisHeight() + static_cast<int>(m_waterfall.lanes().size()) * laneHeight();
    down->setPageStep(viewport()->height());
    down->setSingleStep(laneHeight());
    down->setRange(0, std::max(0, height - viewport()->height()));
    m_settingBars = false;
}

void WaterfallCanvas::scrollContentsBy(int dx, int)
{
    if (!m_settingBars && dx != 0) {
        const double share = static_cast<double>(horizontalScrollBar()->value()) / scrollUnits - 0.02;
        look(m_waterfall.begin() +
                 Nanoseconds(static_cast<Nanoseconds::rep>(static_cast<double>(whole().count()) * 1.04 * share)),
             m_span);
    }
    viewport()->update();
}

int WaterfallCanvas::gutter() const
{
    int widest = 0;
    for (const WaterfallLane& lane : m_waterfall.lanes())
        widest = std::max(widest, fontMetrics().horizontalAdvance(lane.title));
    return widest + 2 * fontMetrics().averageCharWidth();
}

int WaterfallCanvas::laneHeight() const
{
    return fontMetrics().height() + 10;
}

int WaterfallCanvas::axisHeight() const
{
    return fontMetrics().height() + 8;
}

int WaterfallCanvas::plotWidth() const
{
    return std::max(1, viewport()->width() - gutter());
}

qreal WaterfallCanvas::xOf(Nanoseconds moment) const
{
    return gutter() + static_cast<qreal>((moment - m_from).count()) / static_cast<qreal>(m_span.count()) * plotWidth();
}

Nanoseconds WaterfallCanvas::momentAt(qreal x) const
{
    return m_from + ofPixels(x - gutter());
}

Nanoseconds WaterfallCanvas::ofPixels(qreal pixels) const
{
    return Nanoseconds(static_cast<Nanoseconds::rep>(pixels / plotWidth() * static_cast<qreal>(m_span.count())));
}

QRectF WaterfallCanvas::laneRect(std::size_t lane) const
{
    return {static_cast<qreal>(gutter()),
            static_cast<qreal>(axisHeight() + static_cast<int>(lane) * laneHeight() - verticalScrollBar()->value()),
            static_cast<qreal>(plotWidth()), static_cast<qreal>(laneHeight())};
}

std::optional<std::size_t> WaterfallCanvas::stepAt(const QPoint& point) const
{
    for (std::size_t lane = 0; lane < m_waterfall.lanes().size(); ++lane) {
        if (!laneRect(lane).contains(point))
            continue;
        const auto* item = m_waterfall.itemAt(lane, momentAt(point.x()), ofPixels(reachPixels));
        return item != nullptr ? std::optional(item->step) : std::nullopt;
    }
    return std::nullopt;
}

QPoint WaterfallCanvas::placeOf(std::size_t step) const
{
    const auto found = m_waterfall.find(step);
    if (!found)
        return {-1, -1};
    const qreal x = xOf(found->second.begin + (found->second.end - found->second.begin) / 2);
    return QPointF(x, laneRect(found->first).center().y()).toPoint();
}

QString WaterfallCanvas::describe(std::size_t step) const
{
    if (step >= m_timeline->size())
        return {};
    const trace::Step& each = m_timeline->steps()[step];
    QStringList parts{QString::fromStdString(each.title).left(maxToolTipText)};
    if (each.outcome != trace::Outcome::None)
        parts.append(QString::fromUtf8(trace::formatOutcome(each.outcome)));
    if (const auto found = m_waterfall.find(step); found && !m_waterfall.lanes()[found->first].isMarks)
        parts.append(tr("took %1").arg(formatDuration(found->second.end - found->second.begin)));
    parts.append(tr("%1 after the connection").arg(formatDuration(each.began)));
    return parts.join(QStringLiteral(", "));
}

void WaterfallCanvas::resizeEvent(QResizeEvent* event)
{
    QAbstractScrollArea::resizeEvent(event);
    showScrollBars();
}

void WaterfallCanvas::wheelEvent(QWheelEvent* event)
{
    const double notches = static_cast<double>(event->angleDelta().y()) / wheelNotch;
    if (event->modifiers().testFlag(Qt::ShiftModifier))
        move(-notches / 8);
    else
        zoom(std::pow(zoomStep, -notches), event->position().x());
    event->accept();
}

void WaterfallCanvas::mousePressEvent(QMouseEvent* event)
{
    if (event->button() == Qt::LeftButton)
        m_pressedAt = event->position().toPoint();
}

void WaterfallCanvas::mouseMoveEvent(QMouseEvent* event)
{
    if (!m_pressedAt)
        return;
    const QPoint point = event->position().toPoint();
    m_dragging = m_dragging || std::abs(point.x() - m_pressedAt->x()) >= QApplication::startDragDistance();
    if (!m_dragging)
        return;
    m_range = std::pair(momentAt(std::max(m_pressedAt->x(), gutter())), momentAt(std::max(point.x(), gutter())));
    viewport()->update();
    emit rangeDrawn();
}

void WaterfallCanvas::mouseReleaseEvent(QMouseEvent* event)
{
    if (!m_pressedAt)
        return;
    m_pressedAt.reset();
    if (std::exchange(m_dragging, false))
        return emit rangeChanged();
    const auto step = stepAt(event->position().toPoint());
    if (!step || !isInRange(momentAt(event->position().x())))
        clearRange();
    if (step) {
        setCurrentStep(step);
        emit stepSelected(*step);
    }
}

void WaterfallCanvas::keyPressEvent(QKeyEvent* event)
{
    const bool extend = event->modifiers().testFlag(Qt::ShiftModifier);
    switch (event->key()) {
    case Qt::Key_Plus:
    case Qt::Key_Equal: return zoomIn();
    case Qt::Key_Minus: return zoomOut();
    case Qt::Key_0: return zoomToFit();
    case Qt::Key_Left: return goToStep(-1, extend);
    case Qt::Key_Right: return goToStep(1, extend);
    case Qt::Key_PageUp: return move(-pageShare);
    case Qt::Key_PageDown: return move(pageShare);
    case Qt::Key_Home: return look(m_waterfall.begin(), m_span);
    case Qt::Key_End: return look(m_waterfall.end(), m_span);
    case Qt::Key_Escape: return clearRange();
    default: return QAbstractScrollArea::keyPressEvent(event);
    }
}

/// To the next step that stands in a lane.
void WaterfallCanvas::goToStep(int direction, bool extend)
{
    if (m_timeline == nullptr || m_timeline->size() == 0)
        return;
    const auto size = static_cast<std::ptrdiff_t>(m_timeline->size());
    auto step = m_currentStep ? static_cast<std::ptrdiff_t>(*m_currentStep) + direction : 0;
    while (step >= 0 && step < size && !m_waterfall.find(static_cast<std::size_t>(step)))
        step += direction;
    if (step < 0 || step >= size)
        return;
    const Nanoseconds before = m_timeline->steps()[m_currentStep.value_or(0)].began;
    setCurrentStep(static_cast<std::size_t>(step));
    emit stepSelected(static_cast<std::size_t>(step));
    if (extend)
        setRange(m_range ? m_range->first : before, m_timeline->steps()[static_cast<std::size_t>(step)].began);
}

bool WaterfallCanvas::viewportEvent(QEvent* event)
{
    if (event->type() == QEvent::ToolTip) {
        const auto* help = static_cast<QHelpEvent*>(event);
        const auto step = stepAt(help->pos());
        QToolTip::showText(help->globalPos(),
                           step ? QStringLiteral("<p>%1</p>").arg(describe(*step).toHtmlEscaped()) : QString(),
                           viewport());
        return true;
    }
    return QAbstractScrollArea::viewportEvent(event);
}

} // namespace spp::workbench
