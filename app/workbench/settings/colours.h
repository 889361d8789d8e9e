// SPDX-License-Identifier: MIT
/// The meaning of colours in the workbench. The only file with colour literals: everything else asks here, or asks the palette or the
/// syntax theme. Each colour is made for the palette's lightness, light or dark. Thread-safe: pure functions.
#pragma once

#include <QColor>
#include <QPalette>

namespace spp::workbench
{

/// What a colour says: how a section or plugin ended (Accept, Defer, Reject), that something failed (Error), or that a value
/// is not what it was before (Changed).
enum class Meaning { Accept, Defer, Reject, Error, Changed };

/// True if the palette's windows are dark.
bool isDark(const QPalette& palette);

/// For text and lines on the palette's Base or Window colour.
QColor foreground(Meaning meaning, const QPalette& palette);

/// A soft tint for areas behind text in the palette's own text colour.
QColor background(Meaning meaning, const QPalette& palette);

} // namespace spp::workbench
