// SPDX-License-Identifier: MIT
#include "app/workbench/settings/colours.h"

namespace spp::workbench
{

namespace
{

/// Foreground colours with a contrast of at least 4.5 to 1 (WCAG 2 level AA) on usual light and dark windows.
struct Shades
{
    QColor onLight;
    QColor onDark;
};

Shades shadesOf(Meaning meaning)
{
    switch (meaning) {
    case Meaning::Accept: return {QColor(0x1a, 0x73, 0x3a), QColor(0x6f, 0xcf, 0x88)};
    case Meaning::Defer: return {QColor(0x8a, 0x5a, 0x00), QColor(0xe8, 0xb3, 0x4d)};
    case Meaning::Reject: return {QColor(0xb0, 0x2a, 0x2a), QColor(0xf2, 0x8b, 0x82)};
    case Meaning::Error: return {QColor(0xa1, 0x1a, 0x6b), QColor(0xf0, 0x8f, 0xd0)};
    case Meaning::Changed: return {QColor(0x1b, 0x5f, 0xaa), QColor(0x7f, 0xb5, 0xf0)};
    }
    return {};
}

QColor mix(const QColor& over, const QColor& under, float share)
{
    const auto channel = [share](float above, float below) { return share * above + (1 - share) * below; };
    return QColor::fromRgbF(channel(over.redF(), under.redF()), channel(over.greenF(), under.greenF()),
                            channel(over.blueF(), under.blueF()));
}

} // namespace

bool isDark(const QPalette& palette)
{
    return palette.color(QPalette::Window).lightness() < 128;
}

QColor foreground(Meaning meaning, const QPalette& palette)
{
    const Shades shades = shadesOf(meaning);
    return isDark(palette) ? shades.onDark : shades.onLight;
}

QColor background(Meaning meaning, const QPalette& palette)
{
    const float share = isDark(palette) ? 0.25F : 0.15F;
    return mix(foreground(meaning, palette), palette.color(QPalette::Base), share);
}

} // namespace spp::workbench
