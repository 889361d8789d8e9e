// SPDX-License-Identifier: MIT
/// What an editor for code does with whole lines, and with brackets. Each change is one step that can be undone. Not thread-safe: for the
/// window's thread.
#pragma once

#include <QString>
#include <QTextCursor>

#include <optional>
#include <utility>

namespace spp::workbench
{

/// The selected lines, or the cursor's, one step deeper; empty lines stay empty. The step is what the text uses: a tab, or blanks.
void indentLines(QTextCursor cursor);
/// One step less deep, where there is one.
void unindentLines(QTextCursor cursor);

/// Puts the marker in front of the selected lines, or takes it away if all of them have it; empty lines don't count.
void toggleComment(QTextCursor cursor, const QString& marker);

/// A new line that begins as deep as this one.
void breakLine(QTextCursor cursor);

/// The positions of the bracket at the cursor and of its partner; nullopt if there is no bracket, or no partner within some thousand
/// characters.
std::optional<std::pair<int, int>> bracketsAt(const QTextCursor& cursor);

} // namespace spp::workbench
