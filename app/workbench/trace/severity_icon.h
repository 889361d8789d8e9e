// SPDX-License-Identifier: MIT
/// The signs of errors, warnings and notes: told apart by their shape, and by their colour in the palette at hand.
/// Not thread-safe: for the window's thread.
#pragma once

#include "app/workbench/settings/colours.h"
#include "core/trace/hazard.h"

#include <QIcon>
#include <QPalette>

namespace spp::workbench
{

Meaning meaningOf(trace::Severity severity);

QIcon severityIcon(trace::Severity severity, const QPalette& palette);
/// On the ground of a selected row.
QIcon selectedSeverityIcon(trace::Severity severity, const QPalette& palette);

} // namespace spp::workbench
