// SPDX-License-Identifier: MIT
/// The waterfall with its buttons, and in words what is selected. Not thread-safe: a widget.
#pragma once

#include "app/workbench/trace/waterfall_canvas.h"

#include <QWidget>

class QToolButton;

namespace spp::workbench
{

class ElidedLabel;

class WaterfallView : public QWidget
{
    Q_OBJECT

public:
    explicit WaterfallView(QWidget* parent = nullptr);

    /// The timeline must live until clear(), or until another is shown.
    void showRun(const trace::Timeline& timeline);
    void clear();
    /// @return false: the run has grown by so much that there is more to take in
    bool refresh() { return m_canvas->refresh(); }
    void setCurrentStep(std::size_t step);
    void clearRange() { m_canvas->clearRange(); }

    WaterfallCanvas* canvas() const { return m_canvas; }

signals:
    void stepSelected(std::size_t step);
    /// The steps that were going on in the range. @param words "1.20 s to 1.85 s"
    void rangeSelected(std::size_t first, std::size_t last, const QString& words);
    void rangeCleared();

private:
    QToolButton* addButton(const QString& text, const QString& name, const QString& keys);
    void tellRange();
    void showWords();

    const trace::Timeline* m_timeline = nullptr;
    bool m_hasRange = false;
    WaterfallCanvas* m_canvas;
    QWidget* m_bar;
    ElidedLabel* m_words;
    QToolButton* m_clearRange;
};

} // namespace spp::workbench
