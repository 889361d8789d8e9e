// SPDX-License-Identifier: MIT
/// The strip beside an editor's text: breakpoints, line numbers, and triangles for what can be folded. Not thread-safe: a widget.
#pragma once

#include <QWidget>

class QTextBlock;

namespace spp::workbench
{

class CodeEditor;

class Gutter : public QWidget
{
    Q_OBJECT

public:
    /// Its parent, too.
    explicit Gutter(CodeEditor* editor);

    QSize sizeHint() const override;

signals:
    /// The person has clicked at the number of a line, from 1, or at the left of it.
    void lineClicked(int line);

protected:
    void paintEvent(QPaintEvent* event) override;
    void wheelEvent(QWheelEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;

private:
    bool isAtTriangles(const QPoint& position) const;
    bool hidesMarked(const QTextBlock& line) const;
    void paintMark(QPainter& painter, const QTextBlock& line, int top) const;
    void paintTriangle(QPainter& painter, const QTextBlock& line, int top) const;

    CodeEditor* m_editor;
};

} // namespace spp::workbench
