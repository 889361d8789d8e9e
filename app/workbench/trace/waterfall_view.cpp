// SPDX-License-Identifier: MIT
#include "app/workbench/trace/waterfall_view.h"

#include "app/workbench/models/words.h"
#include "app/workbench/simulator/elided_label.h"

#include <QHBoxLayout>
#include <QToolButton>
#include <QVBoxLayout>

#include <algorithm>

namespace spp::workbench
{

WaterfallView::WaterfallView(QWidget* parent)
    : QWidget(parent), m_canvas(new WaterfallCanvas), m_bar(new QWidget), m_words(new ElidedLabel)
{
    auto* row = new QHBoxLayout(m_bar);
    row->setContentsMargins(6, 2, 6, 2);
    row->setSpacing(2);
    connect(addButton(QStringLiteral("−"), tr("Zoom out"), QStringLiteral("-")), &QToolButton::clicked, m_canvas,
            &WaterfallCanvas::zoomOut);
    connect(addButton(QStringLiteral("+"), tr("Zoom in"), QStringLiteral("+")), &QToolButton::clicked, m_canvas,
            &WaterfallCanvas::zoomIn);
    connect(addButton(tr("Fit"), tr("Show the whole session"), QStringLiteral("0")), &QToolButton::clicked, m_canvas,
            &WaterfallCanvas::zoomToFit);
    row->addSpacing(8);
    row->addWidget(m_words, 1);
    m_clearRange = addButton(tr("Show All"), tr("Drop the range"), tr("Esc"));
    connect(m_clearRange, &QToolButton::clicked, m_canvas, &WaterfallCanvas::clearRange);

    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(m_bar);
    column->addWidget(m_canvas, 1);
    connect(m_canvas, &WaterfallCanvas::rangeChanged, this, &WaterfallView::tellRange);
    connect(m_canvas, &WaterfallCanvas::rangeDrawn, this, &WaterfallView::showWords);
    connect(m_canvas, &WaterfallCanvas::stepSelected, this, &WaterfallView::stepSelected);
    connect(m_canvas, &WaterfallCanvas::stepSelected, this, &WaterfallView::showWords);
    showWords();
}

QToolButton* WaterfallView::addButton(const QString& text, const QString& name, const QString& keys)
{
    auto* button = new QToolButton;
    button->setText(text);
    button->setAccessibleName(name);
    button->setToolTip(QStringLiteral("%1 (%2)").arg(name, keys));
    button->setAutoRaise(true);
    button->setFocusPolicy(Qt::StrongFocus);
    m_bar->layout()->addWidget(button);
    return button;
}

void WaterfallView::showRun(const trace::Timeline& timeline)
{
    m_timeline = &timeline;
    m_canvas->showRun(timeline);
    showWords();
}

void WaterfallView::clear()
{
    m_timeline = nullptr;
    m_canvas->clear();
    showWords();
}

void WaterfallView::setCurrentStep(std::size_t step)
{
    m_canvas->setCurrentStep(step);
    showWords();
}

void WaterfallView::tellRange()
{
    const auto range = m_canvas->range();
    const auto steps =
        range && m_timeline != nullptr ? stepsBetween(*m_timeline, range->first, range->second) : std::nullopt;
    if (steps)
        emit rangeSelected(
            steps->first, steps->second,
            tr("%1 to %2").arg(formatDuration(std::max(range->first, Nanoseconds())), formatDuration(range->second)));
    else if (m_hasRange)
        emit rangeCleared();
    m_hasRange = steps.has_value();
    showWords();
}

void WaterfallView::showWords()
{
    const auto range = m_canvas->range();
    const auto step = m_canvas->currentStep();
    m_clearRange->setVisible(range.has_value());
    if (range && m_timeline != nullptr) {
        const auto steps = stepsBetween(*m_timeline, range->first, range->second);
        const std::size_t count = steps ? steps->second - steps->first + 1 : 0;
        m_words->setText(
            tr("%1 selected: %2").arg(formatDuration(range->second - range->first), formatCount(count, tr("step"))),
            Meaning::Changed);
    } else if (step && m_timeline != nullptr && *step < m_timeline->size()) {
        m_words->setText(m_canvas->describe(*step));
    } else {
        m_words->setText(tr("Click a step, drag over a range, turn the wheel to zoom."));
    }
}

} // namespace spp::workbench
