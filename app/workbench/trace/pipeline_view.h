// SPDX-License-Identifier: MIT
/// The plugins of smtpplugins as a picture: a row for each section, a box for each plugin, with what became of it in the run.
/// The arrow keys go from box to box; Enter shows the step, Shift+Enter the line; the widget's actions stand in a
/// box's menu, for the step that it shows. Not thread-safe: a widget.
#pragma once

#include "app/workbench/models/pipeline_words.h"

#include <QAbstractScrollArea>

#include <optional>
#include <vector>

namespace spp::workbench
{

class PipelineView : public QAbstractScrollArea
{
    Q_OBJECT

public:
    explicit PipelineView(QWidget* parent = nullptr);

    /// Keeps its place; nothing happens if that is what is shown already.
    void showRows(std::vector<PipelineRow> rows);
    /// What is said when there is no row.
    void setEmptyText(const QString& text);
    /// Makes the plugin at this place ("control/smtpplugins:12") the current one.
    void setCurrentPlace(const QString& place);
    /// nullptr: there is none.
    const PipelineBox* currentBox() const { return m_current ? &boxAt(*m_current) : nullptr; }
    /// Where the box stands, in the viewport; empty if there is none.
    QRect boxRect(const QString& place) const;

signals:
    void stepSelected(std::size_t step);
    void stepActivated(std::size_t step);
    void placeActivated(const QString& place);

protected:
    void paintEvent(QPaintEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void mouseDoubleClickEvent(QMouseEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void contextMenuEvent(QContextMenuEvent* event) override;
    void focusInEvent(QFocusEvent* event) override;
    bool viewportEvent(QEvent* event) override;

private:
    /// A box of m_rows, and where it stands in the whole picture.
    struct PlacedBox
    {
        std::size_t row = 0;
        std::size_t box = 0;
        QRect rect;
    };

    const PipelineBox& boxAt(std::size_t placed) const;
    void layOut();
    int heightOf(const PipelineBox& box, int width) const;
    void paintRows(QPainter& painter) const;
    void paintArrow(QPainter& painter, std::size_t placed) const;
    void paintBox(QPainter& painter, std::size_t placed) const;
    void paintTexts(QPainter& painter, const PipelineBox& box, const QRect& inner) const;
    void paintOutcomes(QPainter& painter, const PipelineBox& box, const QRect& strip) const;
    std::optional<std::size_t> placedAt(const QPoint& inViewport) const;
    QRect lineRect(std::size_t placed) const;
    void setCurrent(std::size_t placed);
    void moveUpOrDown(int direction);
    void activateStep();
    void activatePlace();

    std::vector<PipelineRow> m_rows;
    std::vector<PlacedBox> m_placed;
    std::vector<int> m_rowTops;
    std::optional<std::size_t> m_current; ///< in m_placed
    QString m_emptyText;
};

} // namespace spp::workbench
