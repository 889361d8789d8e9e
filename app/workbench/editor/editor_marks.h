// SPDX-License-Identifier: MIT
/// What stands out in an editor's text: the current line, what is wrong, brackets in pairs, and what is looked for. Only what can be seen is
/// searched, so that the cost does not grow with the file. Not thread-safe: for the window's thread.
#pragma once

#include <QRegularExpression>
#include <QTextEdit>

namespace spp::workbench
{

class CodeEditor;

/// @param wanted is marked wherever it occurs within a line; an empty pattern nowhere
QList<QTextEdit::ExtraSelection> marksOf(const CodeEditor& editor, const QRegularExpression& wanted);

} // namespace spp::workbench
