// SPDX-License-Identifier: MIT
#include "app/workbench/editor/line_editing.h"

#include <QTextBlock>
#include <QTextDocument>

#include <algorithm>
#include <functional>
#include <limits>

namespace spp::workbench
{

namespace
{

/// So far is looked for a bracket's partner: it happens at every step of the cursor.
constexpr int farthestBracket = 20'000;

/// So many lines tell what a text is indented by.
constexpr int linesLookedAt = 200;

const QString brackets = QStringLiteral("()[]{}");

/// Calls it for each selected line. A line that the selection only begins, but holds nothing of, does not count.
void forEachLine(QTextCursor& cursor, const std::function<void(QTextCursor&, const QTextBlock&)>& change)
{
    const QTextDocument* document = cursor.document();
    const QTextBlock first = document->findBlock(cursor.selectionStart());
    QTextBlock last = document->findBlock(cursor.selectionEnd());
    if (last != first && cursor.selectionEnd() == last.position())
        last = last.previous();
    QTextCursor editing(first);
    editing.beginEditBlock();
    for (int number = first.blockNumber(); number <= last.blockNumber(); ++number)
        change(editing, document->findBlockByNumber(number));
    editing.endEditBlock();
}

int indentOf(const QString& line)
{
    const auto end = std::ranges::find_if(line, [](QChar c) { return c != u' ' && c != u'\t'; });
    return static_cast<int>(end - line.begin());
}

/// What the first indented line begins with.
QString indentStep(const QTextDocument& document)
{
    for (QTextBlock block = document.firstBlock(); block.isValid() && block.blockNumber() < linesLookedAt;
         block = block.next()) {
        const QString line = block.text();
        const int indent = indentOf(line);
        if (indent > 0 && indent < line.size())
            return line.startsWith(u'\t') ? QStringLiteral("\t") : QString(std::min(indent, 8), u' ');
    }
    return QStringLiteral("    ");
}

void insertAt(QTextCursor& editing, int position, const QString& text)
{
    editing.setPosition(position);
    editing.insertText(text);
}

void removeAt(QTextCursor& editing, int position, qsizetype size)
{
    editing.setPosition(position);
    editing.setPosition(position + static_cast<int>(size), QTextCursor::KeepAnchor);
    editing.removeSelectedText();
}

} // namespace

void indentLines(QTextCursor cursor)
{
    const QString step = indentStep(*cursor.document());
    forEachLine(cursor, [&step](QTextCursor& editing, const QTextBlock& line) {
        if (!line.text().isEmpty())
            insertAt(editing, line.position(), step);
    });
}

void unindentLines(QTextCursor cursor)
{
    const QString step = indentStep(*cursor.document());
    forEachLine(cursor, [&step](QTextCursor& editing, const QTextBlock& line) {
        const QString text = line.text();
        const qsizetype taken = text.startsWith(u'\t') ? 1 : std::min<qsizetype>(step.size(), indentOf(text));
        if (taken > 0)
            removeAt(editing, line.position(), taken);
    });
}

void toggleComment(QTextCursor cursor, const QString& marker)
{
    bool hasAll = true;
    int depth = std::numeric_limits<int>::max();
    forEachLine(cursor, [&](QTextCursor&, const QTextBlock& line) {
        const QString text = line.text();
        const int indent = indentOf(text);
        if (indent == text.size())
            return;
        hasAll = hasAll && text.mid(indent).startsWith(marker);
        depth = std::min(depth, indent);
    });
    forEachLine(cursor, [&](QTextCursor& editing, const QTextBlock& line) {
        const QString text = line.text();
        const int indent = indentOf(text);
        if (indent == text.size())
            return;
        if (!hasAll)
            return insertAt(editing, line.position() + depth, marker + u' ');
        const bool hasBlank = text.mid(indent + marker.size()).startsWith(u' ');
        removeAt(editing, line.position() + indent, marker.size() + (hasBlank ? 1 : 0));
    });
}

void breakLine(QTextCursor cursor)
{
    const QString line = cursor.block().text();
    const int indent = std::min(indentOf(line), cursor.positionInBlock());
    cursor.insertText(u'\n' + line.left(indent));
}

std::optional<std::pair<int, int>> bracketsAt(const QTextCursor& cursor)
{
    const QTextDocument* document = cursor.document();
    const auto kindOf = [document](int position) { return brackets.indexOf(document->characterAt(position)); };
    int from = cursor.position() - 1; // the one before the cursor first, as it was just typed
    if (from < 0 || kindOf(from) < 0)
        ++from;
    const auto kind = kindOf(from);
    if (document->characterAt(from).isNull() || kind < 0)
        return std::nullopt;
    const int step = kind % 2 == 0 ? 1 : -1;
    const auto partner = kind + step;
    int depth = 0;
    for (int at = from, looked = 0; at >= 0 && at < document->characterCount() && looked < farthestBracket;
         at += step, ++looked) {
        const auto here = kindOf(at);
        depth += here == kind ? 1 : here == partner ? -1 : 0;
        if (depth == 0)
            return std::pair(from, at);
    }
    return std::nullopt;
}

} // namespace spp::workbench
