// SPDX-License-Identifier: MIT
#include "app/workbench/simulator/byte_view.h"

#include "app/workbench/models/hex_dump.h"
#include "app/workbench/settings/colours.h"
#include "core/base/text.h"

#include <QEvent>
#include <QFontDatabase>
#include <QScrollBar>
#include <QTextBlock>

#include <algorithm>
#include <utility>

namespace spp::workbench
{

namespace
{

std::string formatLines(std::string_view bytes)
{
    std::string shown;
    for (const std::string_view line : text::lines(bytes))
        shown += text::printable(line) + '\n';
    if (!shown.empty())
        shown.pop_back();
    return shown;
}

} // namespace

ByteView::ByteView(QWidget* parent) : QPlainTextEdit(parent)
{
    setReadOnly(true);
    setUndoRedoEnabled(false);
    setFont(QFontDatabase::systemFont(QFontDatabase::FixedFont));
    setWordWrapMode(QTextOption::WrapAtWordBoundaryOrAnywhere);
}

void ByteView::show(std::string_view bytes, int markedLines)
{
    QString text = QString::fromStdString(formatLines(bytes.substr(0, maxShownBytes)));
    if (bytes.size() > maxShownBytes)
        text += tr("\n… the first %1 KiB are shown").arg(maxShownBytes / 1024);
    showText(std::move(text), markedLines);
}

void ByteView::showRaw(std::string_view bytes)
{
    QString text = formatHexDump(bytes.substr(0, maxRawBytes));
    if (bytes.size() > maxRawBytes)
        text += tr("\n… the first %1 KiB are shown").arg(maxRawBytes / 1024);
    showText(std::move(text), 0);
}

void ByteView::showText(QString text, int markedLines)
{
    if (text == m_text && markedLines == m_markedLines)
        return;
    const bool grows = !m_text.isEmpty() && text.startsWith(m_text);
    const int place = verticalScrollBar()->value();
    m_text = std::move(text);
    m_markedLines = markedLines;
    setPlainText(m_text);
    if (grows)
        verticalScrollBar()->setValue(place);
    mark();
}

void ByteView::changeEvent(QEvent* event)
{
    QPlainTextEdit::changeEvent(event);
    if (event->type() == QEvent::PaletteChange)
        mark();
}

void ByteView::mark()
{
    QList<QTextEdit::ExtraSelection> marks;
    for (int line = 0; line < std::min(m_markedLines, blockCount()); ++line) {
        QTextEdit::ExtraSelection mark;
        mark.cursor = QTextCursor(document()->findBlockByNumber(line));
        mark.cursor.movePosition(QTextCursor::NextBlock, QTextCursor::KeepAnchor); // all of it, if it is wrapped
        mark.format.setBackground(background(Meaning::Changed, palette()));
        mark.format.setProperty(QTextFormat::FullWidthSelection, true);
        marks.append(mark);
    }
    setExtraSelections(marks);
}

} // namespace spp::workbench
