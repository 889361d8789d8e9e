// SPDX-License-Identifier: MIT
#include "app/workbench/trace/pipeline_view.h"

#include "app/workbench/trace/pipeline_measures.h"

#include <QAction>
#include <QContextMenuEvent>
#include <QHelpEvent>
#include <QKeyEvent>
#include <QMenu>
#include <QMouseEvent>
#include <QScrollBar>
#include <QToolTip>

#include <algorithm>
#include <cmath>
#include <utility>

namespace spp::workbench
{

using namespace pipeline_measures;

namespace
{

// In pixels.
constexpr int arrowWidth = 20;
constexpr int rowGap = 12;
constexpr int fewestLines = 2; // below the title
constexpr int mostLines = 5;
constexpr int narrowestBox = 32; // in characters
constexpr int widestBox = 46;

QString toolTipOf(const PipelineBox& box)
{
    QString text = QStringLiteral("<p><b>%1</b><br>%2</p>").arg(box.title.toHtmlEscaped(), box.words.toHtmlEscaped());
    if (!box.why.isEmpty())
        text += QStringLiteral("<p>%1</p>").arg(box.why.toHtmlEscaped());
    text += QStringLiteral("<p>%1</p>")
                .arg((box.step ? PipelineView::tr("Enter shows the step, Shift+Enter opens %1.")
                               : PipelineView::tr("Shift+Enter opens %1."))
                         .arg(box.place.toHtmlEscaped()));
    return text;
}

} // namespace

PipelineView::PipelineView(QWidget* parent) : QAbstractScrollArea(parent)
{
    setFrameShape(QFrame::NoFrame);
    setFocusPolicy(Qt::StrongFocus);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setAccessibleName(tr("Pipeline"));
    viewport()->setBackgroundRole(QPalette::Base);
}

void PipelineView::showRows(std::vector<PipelineRow> rows)
{
    if (rows == m_rows)
        return;
    const QString current = m_current ? boxAt(*m_current).place : QString();
    m_rows = std::move(rows);
    m_current.reset();
    layOut();
    if (!current.isEmpty())
        setCurrentPlace(current);
    viewport()->update();
}

void PipelineView::setEmptyText(const QString& text)
{
    m_emptyText = text;
    viewport()->update();
}

void PipelineView::setCurrentPlace(const QString& place)
{
    for (std::size_t placed = 0; placed < m_placed.size(); ++placed)
        if (boxAt(placed).place == place)
            return setCurrent(placed);
}

QRect PipelineView::boxRect(const QString& place) const
{
    for (std::size_t placed = 0; placed < m_placed.size(); ++placed)
        if (boxAt(placed).place == place)
            return m_placed[placed].rect.translated(0, -verticalScrollBar()->value());
    return {};
}

const PipelineBox& PipelineView::boxAt(std::size_t placed) const
{
    return m_rows[m_placed[placed].row].boxes[m_placed[placed].box];
}

/// From left to right, and below where the room ends. A line of boxes is as high as its longest text.
void PipelineView::layOut()
{
    const QFontMetrics metrics = fontMetrics();
    const int left = margin + metrics.averageCharWidth() * titleCharacters;
    const int room = std::max(viewport()->width() - margin - left, 1);
    const int narrowest = std::min(metrics.averageCharWidth() * narrowestBox, room);
    const int across = std::max(1, (room + arrowWidth) / (narrowest + arrowWidth));
    const int width = std::min((room + arrowWidth) / across - arrowWidth, metrics.averageCharWidth() * widestBox);
    m_placed.clear();
    m_rowTops.clear();
    int y = margin;
    for (std::size_t row = 0; row < m_rows.size(); ++row) {
        m_rowTops.push_back(y);
        const auto& boxes = m_rows[row].boxes;
        for (std::size_t first = 0; first < boxes.size(); first += static_cast<std::size_t>(across)) {
            const std::size_t behind = std::min(boxes.size(), first + static_cast<std::size_t>(across));
            int height = 0;
            for (std::size_t box = first; box < behind; ++box)
                height = std::max(height, heightOf(boxes[box], width));
            for (std::size_t box = first; box < behind; ++box) {
                const int x = left + static_cast<int>(box - first) * (width + arrowWidth);
                m_placed.push_back({row, box, QRect(x, y, width, height)});
            }
            y += height + (behind < boxes.size() ? rowGap / 2 : 0);
        }
        y += rowGap;
    }
    verticalScrollBar()->setPageStep(viewport()->height());
    verticalScrollBar()->setSingleStep(lineHeight(metrics));
    verticalScrollBar()->setRange(0, std::max(0, y - rowGap + margin - viewport()->height()));
}

int PipelineView::heightOf(const PipelineBox& box, int width) const
{
    const QRect room(0, 0, width - 2 * boxPadding, lineHeight(fontMetrics()) * mostLines);
    int text = 0;
    for (const QString& part : {box.words, box.why})
        if (!part.isEmpty())
            text += fontMetrics().boundingRect(room, Qt::TextWordWrap, part).height();
    const int line = lineHeight(fontMetrics());
    return line + std::clamp(text, line * fewestLines, line * mostLines) + 2 * boxPadding + stripHeight;
}

void PipelineView::resizeEvent(QResizeEvent* event)
{
    QAbstractScrollArea::resizeEvent(event);
    layOut();
}

std::optional<std::size_t> PipelineView::placedAt(const QPoint& inViewport) const
{
    const QPoint point = inViewport + QPoint(0, verticalScrollBar()->value());
    for (std::size_t placed = 0; placed < m_placed.size(); ++placed)
        if (m_placed[placed].rect.contains(point))
            return placed;
    return std::nullopt;
}

/// Where the number of the line stands.
QRect PipelineView::lineRect(std::size_t placed) const
{
    const QRect& box = m_placed[placed].rect;
    const int width = fontMetrics().horizontalAdvance(numberOf(boxAt(placed).place)) + 2 * boxPadding;
    return QRect(box.right() - width, box.top(), width, lineHeight(fontMetrics()) + boxPadding)
        .translated(0, -verticalScrollBar()->value());
}

void PipelineView::setCurrent(std::size_t placed)
{
    m_current = placed;
    const PipelineBox& box = boxAt(placed);
    setAccessibleDescription(
        QStringLiteral("%1 %2: %3. %4").arg(m_rows[m_placed[placed].row].title, box.title, box.words, box.why));
    const QRect& rect = m_placed[placed].rect;
    QScrollBar* bar = verticalScrollBar();
    if (rect.top() - margin < bar->value())
        bar->setValue(rect.top() - margin);
    else if (rect.bottom() + margin > bar->value() + viewport()->height())
        bar->setValue(rect.bottom() + margin - viewport()->height());
    viewport()->update();
}

void PipelineView::mousePressEvent(QMouseEvent* event)
{
    const auto placed = placedAt(event->position().toPoint());
    if (!placed || event->button() != Qt::LeftButton)
        return;
    setCurrent(*placed);
    if (lineRect(*placed).contains(event->position().toPoint()))
        activatePlace();
}

void PipelineView::mouseDoubleClickEvent(QMouseEvent* event)
{
    if (const auto placed = placedAt(event->position().toPoint());
        placed && !lineRect(*placed).contains(event->position().toPoint()))
        activateStep();
}

void PipelineView::keyPressEvent(QKeyEvent* event)
{
    const std::size_t current = m_current.value_or(0);
    switch (event->key()) {
    case Qt::Key_Left:
        if (m_current && current > 0)
            setCurrent(current - 1);
        return;
    case Qt::Key_Right:
        if (m_current && current + 1 < m_placed.size())
            setCurrent(current + 1);
        return;
    case Qt::Key_Up: return moveUpOrDown(-1);
    case Qt::Key_Down: return moveUpOrDown(1);
    case Qt::Key_Return:
    case Qt::Key_Enter: return event->modifiers().testFlag(Qt::ShiftModifier) ? activatePlace() : activateStep();
    default: return QAbstractScrollArea::keyPressEvent(event);
    }
}

/// To the nearest box of the line above or below.
void PipelineView::moveUpOrDown(int direction)
{
    if (!m_current)
        return;
    const QPoint from = m_placed[*m_current].rect.center();
    std::optional<std::size_t> best;
    const auto distance = [&](std::size_t placed) {
        const QPoint away = m_placed[placed].rect.center() - from;
        return 10 * std::abs(away.y()) + std::abs(away.x());
    };
    for (std::size_t placed = 0; placed < m_placed.size(); ++placed)
        if ((m_placed[placed].rect.center().y() - from.y()) * direction > 0 &&
            (!best || distance(placed) < distance(*best)))
            best = placed;
    if (best)
        setCurrent(*best);
}

void PipelineView::focusInEvent(QFocusEvent* event)
{
    QAbstractScrollArea::focusInEvent(event);
    if (!m_current && !m_placed.empty())
        setCurrent(0);
}

/// Of the step that the box shows, which becomes the selected one.
void PipelineView::contextMenuEvent(QContextMenuEvent* event)
{
    if (event->reason() == QContextMenuEvent::Mouse)
        if (const auto placed = placedAt(event->pos()))
            setCurrent(*placed);
    const PipelineBox* box = currentBox();
    if (box == nullptr)
        return;
    if (box->step)
        emit stepSelected(*box->step);
    QMenu menu;
    QAction* toStep = menu.addAction(tr("Show Its &Step"), this, &PipelineView::activateStep);
    toStep->setEnabled(box->step.has_value());
    menu.addAction(tr("&Open %1").arg(box->place), this, &PipelineView::activatePlace);
    menu.addSeparator();
    menu.addActions(actions());
    menu.exec(event->globalPos());
}

bool PipelineView::viewportEvent(QEvent* event)
{
    if (event->type() == QEvent::ToolTip) {
        const auto* help = static_cast<QHelpEvent*>(event);
        const auto placed = placedAt(help->pos());
        QToolTip::showText(help->globalPos(), placed ? toolTipOf(boxAt(*placed)) : QString(), viewport());
        return true;
    }
    return QAbstractScrollArea::viewportEvent(event);
}

void PipelineView::activateStep()
{
    if (const PipelineBox* box = currentBox(); box != nullptr && box->step)
        emit stepActivated(*box->step);
}

void PipelineView::activatePlace()
{
    if (const PipelineBox* box = currentBox())
        emit placeActivated(box->place);
}

} // namespace spp::workbench
