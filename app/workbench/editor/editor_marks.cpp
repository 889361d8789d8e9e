// SPDX-License-Identifier: MIT
#include "app/workbench/editor/editor_marks.h"

#include "app/workbench/editor/code_editor.h"
#include "app/workbench/editor/line_editing.h"

namespace spp::workbench
{

using KSyntaxHighlighting::Theme;

namespace
{

using Marks = QList<QTextEdit::ExtraSelection>;

QTextCursor partOf(const CodeEditor& editor, int begin, int end)
{
    QTextCursor part(editor.document());
    part.setPosition(begin);
    part.setPosition(end, QTextCursor::KeepAnchor);
    return part;
}

QTextEdit::ExtraSelection currentLineOf(const CodeEditor& editor)
{
    QTextEdit::ExtraSelection mark;
    mark.format.setBackground(editor.themeColour(Theme::CurrentLine));
    mark.format.setProperty(QTextFormat::FullWidthSelection, true);
    mark.cursor = editor.textCursor();
    mark.cursor.clearSelection();
    return mark;
}

Marks underlinesOf(const CodeEditor& editor)
{
    Marks marks;
    for (const auto& each : editor.code().underlined()) {
        QTextEdit::ExtraSelection mark;
        mark.cursor = each.part;
        mark.format.setUnderlineStyle(QTextCharFormat::WaveUnderline);
        mark.format.setUnderlineColor(foreground(each.meaning, editor.palette()));
        marks.append(mark);
    }
    return marks;
}

Marks bracketMarksOf(const CodeEditor& editor)
{
    Marks marks;
    if (const auto pair = bracketsAt(editor.textCursor()))
        for (const int position : {pair->first, pair->second}) {
            QTextEdit::ExtraSelection mark;
            mark.format.setBackground(editor.themeColour(Theme::BracketMatching));
            mark.cursor = partOf(editor, position, position + 1);
            marks.append(mark);
        }
    return marks;
}

Marks occurrencesIn(const CodeEditor& editor, const QTextBlock& line, const QRegularExpression& wanted)
{
    Marks marks;
    for (auto each = wanted.globalMatch(line.text()); each.hasNext();) {
        const auto match = each.next();
        if (match.capturedLength() == 0)
            continue;
        QTextEdit::ExtraSelection mark;
        mark.format.setBackground(editor.themeColour(Theme::SearchHighlight));
        // A comment's grey can't be read on it.
        mark.format.setForeground(QColor::fromRgba(editor.theme().textColor(Theme::Normal)));
        mark.cursor = partOf(editor, line.position() + static_cast<int>(match.capturedStart()),
                             line.position() + static_cast<int>(match.capturedEnd()));
        marks.append(mark);
    }
    return marks;
}

} // namespace

QList<QTextEdit::ExtraSelection> marksOf(const CodeEditor& editor, const QRegularExpression& wanted)
{
    Marks marks = Marks{currentLineOf(editor)} + underlinesOf(editor) + bracketMarksOf(editor);
    if (!wanted.pattern().isEmpty())
        for (const auto& each : editor.visibleLines())
            marks += occurrencesIn(editor, each.line, wanted);
    return marks;
}

} // namespace spp::workbench
