// SPDX-License-Identifier: MIT
#include "app/workbench/editor/gutter.h"

#include "app/workbench/editor/code_document.h"
#include "app/workbench/editor/code_editor.h"

#include <QCoreApplication>
#include <QMouseEvent>
#include <QPainter>
#include <QTextBlock>

#include <algorithm>

namespace spp::workbench
{

using KSyntaxHighlighting::Theme;

namespace
{

constexpr int gutterPadding = 8;  // pixels on either side of the numbers
constexpr int triangleColumn = 9; // pixels, at the right of them

} // namespace

Gutter::Gutter(CodeEditor* editor) : QWidget(editor), m_editor(editor) {}

QSize Gutter::sizeHint() const
{
    const auto digits = std::max<qsizetype>(3, QString::number(m_editor->blockCount()).size());
    const int numbers = static_cast<int>(digits) * m_editor->fontMetrics().horizontalAdvance(u'9');
    return {numbers + 2 * gutterPadding + triangleColumn, 0};
}

void Gutter::paintEvent(QPaintEvent* event)
{
    QPainter painter(this);
    painter.setFont(m_editor->font());
    painter.setRenderHint(QPainter::Antialiasing);
    painter.fillRect(event->rect(), m_editor->themeColour(Theme::IconBorder));
    const int current = m_editor->textCursor().blockNumber();
    const int height = m_editor->fontMetrics().height();
    const int right = width() - gutterPadding - triangleColumn;

    for (const auto& [line, area] : m_editor->visibleLines()) {
        paintMark(painter, line, area.top());
        paintTriangle(painter, line, area.top());
        const bool isCurrent = line.blockNumber() == current;
        painter.setPen(m_editor->themeColour(isCurrent ? Theme::CurrentLineNumber : Theme::LineNumbers));
        painter.drawText(0, area.top(), right, height, Qt::AlignRight, QString::number(line.blockNumber() + 1));
    }
}

void Gutter::wheelEvent(QWheelEvent* event)
{
    QCoreApplication::sendEvent(m_editor->viewport(), event);
}

void Gutter::mousePressEvent(QMouseEvent* event)
{
    const QPoint position = event->position().toPoint();
    const QTextBlock line = m_editor->lineAt(position.y());
    if (!line.isValid())
        return;
    if (isAtTriangles(position) && m_editor->code().folds().canFold(line))
        m_editor->code().folds().toggle(line);
    else
        emit lineClicked(line.blockNumber() + 1);
}

bool Gutter::isAtTriangles(const QPoint& position) const
{
    return position.x() >= width() - triangleColumn - gutterPadding / 2;
}

bool Gutter::hidesMarked(const QTextBlock& line) const
{
    const auto [first, last] = m_editor->code().folds().hiddenBelow(line);
    return first.isValid() && std::ranges::any_of(m_editor->code().markedLines(),
                                                  [from = first.blockNumber(), to = last.blockNumber()](int marked) {
                                                      return marked - 1 >= from && marked - 1 <= to;
                                                  });
}

/// A disc; a ring where what is marked is hidden.
void Gutter::paintMark(QPainter& painter, const QTextBlock& line, int top) const
{
    const bool isMarked = m_editor->code().markedLines().contains(line.blockNumber() + 1);
    if (!isMarked && !hidesMarked(line))
        return;
    const int height = m_editor->fontMetrics().height();
    const QColor colour = foreground(Meaning::Reject, m_editor->palette());
    painter.setPen(isMarked ? QPen(Qt::NoPen) : QPen(colour, 1.5));
    painter.setBrush(isMarked ? QBrush(colour) : QBrush(Qt::NoBrush));
    painter.drawEllipse(QPoint(gutterPadding, top + height / 2), height / 4, height / 4);
}

/// Points down to what it can hide, and to the right where it is hidden.
void Gutter::paintTriangle(QPainter& painter, const QTextBlock& line, int top) const
{
    const Folds& folds = m_editor->code().folds();
    if (!folds.canFold(line))
        return;
    constexpr double half = triangleColumn / 2.0;
    const QPointF middle(width() - half - gutterPadding / 2.0, top + m_editor->fontMetrics().height() / 2.0);
    const bool isFolded = folds.isFolded(line);
    painter.setPen(Qt::NoPen);
    painter.setBrush(m_editor->themeColour(isFolded ? Theme::CurrentLineNumber : Theme::LineNumbers));
    const QPolygonF down{QPointF(-half, -half / 2), QPointF(half, -half / 2), QPointF(0, half / 2)};
    const QPolygonF right{QPointF(-half / 2, -half), QPointF(half / 2, 0), QPointF(-half / 2, half)};
    painter.drawPolygon((isFolded ? right : down).translated(middle));
}

} // namespace spp::workbench
