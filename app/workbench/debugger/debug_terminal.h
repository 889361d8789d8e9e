// SPDX-License-Identifier: MIT
/// A plugin under its debugger in the person's terminal, which stays open until they have seen the end.
/// What runs there goes through a script of this user's alone, which removes itself: so no terminal, and no shell, reads anything into the
/// environment's bytes. For the window's thread; the terminal runs on its own.
#pragma once

#include "core/base/error.h"
#include "core/plugin/call.h"

#include <QString>
#include <QStringList>

namespace spp::workbench
{

/// How a terminal is told to run a program: its path, and what stands in front of the program.
struct TerminalProgram
{
    QString path;
    QStringList arguments;
};

/// The one that TERMINAL names, or else the first that is installed of those known.
/// @param wanted what TERMINAL says: a name or a path, maybe with arguments; may be empty
/// @param folders where programs are looked for; empty: along PATH
Result<TerminalProgram> findTerminal(const QString& wanted, const QStringList& folders = {});

/// Starts it. The error says what is missing.
Result<void> debugInTerminal(const plugin::Call& call);

} // namespace spp::workbench
