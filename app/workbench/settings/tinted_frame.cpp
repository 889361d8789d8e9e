// SPDX-License-Identifier: MIT
#include "app/workbench/settings/tinted_frame.h"

#include <QEvent>
#include <QGuiApplication>

namespace spp::workbench
{

TintedFrame::TintedFrame(Meaning meaning, QWidget* parent) : QFrame(parent), m_meaning(meaning)
{
    setAutoFillBackground(true);
    setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Maximum);
    followPalette();
}

void TintedFrame::setMeaning(Meaning meaning)
{
    m_meaning = meaning;
    followPalette();
}

void TintedFrame::changeEvent(QEvent* event)
{
    QFrame::changeEvent(event);
    if (event->type() == QEvent::PaletteChange)
        followPalette();
}

/// Setting the tint changes the palette again; it is the same then, and the circle ends.
void TintedFrame::followPalette()
{
    QPalette colours = QGuiApplication::palette();
    const QColor tint = background(m_meaning, colours);
    if (palette().color(QPalette::Window) == tint)
        return;
    colours.setColor(QPalette::Window, tint);
    setPalette(colours);
}

} // namespace spp::workbench
