// SPDX-License-Identifier: MIT
/// Lines of files that a session comes to: the client's lines of the dialog, and the plugins of smtpplugins. Pure.
#pragma once

#include "core/debug/breakpoint.h"
#include "core/debug/stepper.h"

#include <QSet>
#include <QString>

#include <vector>

namespace spp::workbench
{

struct LoadedDialog;

/// What stands at a line of a file. @param dialog may be nullptr
debug::Cursor cursorAt(const QString& home, const LoadedDialog* dialog, const QString& path, int line);

/// The lines of a file that have a breakpoint.
QSet<int> breakpointLines(const std::vector<debug::Breakpoint>& breakpoints, const QString& home,
                          const LoadedDialog* dialog, const QString& path);

} // namespace spp::workbench
