// SPDX-License-Identifier: MIT
/// Breakpoints and overrides of a dialog, kept in the person's settings by home and dialog. Not thread-safe: for the window's thread.
#pragma once

#include "core/debug/plan.h"

#include <QString>

namespace spp::workbench
{

/// What is kept; what can no longer be understood is left out. @param dialog its file; empty: lines that are typed
debug::Plan readPlan(const QString& home, const QString& dialog);

/// The pretence is not kept here: it is the client's.
void writePlan(const QString& home, const QString& dialog, const debug::Plan& plan);

} // namespace spp::workbench
