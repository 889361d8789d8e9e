// SPDX-License-Identifier: MIT
/// The signs of how scenarios went: told apart by their shape, and by their colour in the palette at hand. For the window's thread.
#pragma once

#include "app/workbench/models/scenario_file.h"

#include <QColor>
#include <QPalette>
#include <QRectF>

class QPainter;

namespace spp::workbench
{

QColor colourOf(ScenarioMark mark, const QPalette& palette);

/// @param ground what is behind the sign
void paintMark(QPainter& painter, const QRectF& place, ScenarioMark mark, const QColor& colour, const QColor& ground);

} // namespace spp::workbench
