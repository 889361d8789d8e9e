// SPDX-License-Identifier: MIT
#include "app/workbench/simulator/elided_label.h"

#include <QPainter>

namespace spp::workbench
{

void ElidedLabel::setText(const QString& text, std::optional<Meaning> meaning)
{
    if (text == m_text && meaning == m_meaning)
        return;
    m_text = text;
    m_meaning = meaning;
    setToolTip(text.isEmpty() ? QString() : QStringLiteral("<p>%1</p>").arg(text.toHtmlEscaped()));
    updateGeometry();
    update();
}

QSize ElidedLabel::sizeHint() const
{
    return {fontMetrics().horizontalAdvance(m_text) + 1, fontMetrics().height()};
}

QSize ElidedLabel::minimumSizeHint() const
{
    return {0, fontMetrics().height()};
}

void ElidedLabel::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    painter.setPen(m_meaning ? foreground(*m_meaning, palette()) : palette().color(foregroundRole()));
    painter.drawText(rect(), Qt::AlignLeft | Qt::AlignVCenter,
                     fontMetrics().elidedText(m_text, Qt::ElideRight, width()));
}

} // namespace spp::workbench
