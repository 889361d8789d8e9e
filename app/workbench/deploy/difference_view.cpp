// SPDX-License-Identifier: MIT
#include "app/workbench/deploy/difference_view.h"

#include "app/workbench/models/words.h"
#include "app/workbench/settings/colours.h"

#include <QEvent>
#include <QFontDatabase>
#include <QTextBlock>

namespace spp::workbench
{

using deploy::DiffLine;

namespace
{

/// Of more than so many lines the rest is not shown.
constexpr std::size_t maxShownLines = 5000;

QString sign(DiffLine::Kind kind)
{
    switch (kind) {
    case DiffLine::Kind::Same: return QStringLiteral(" ");
    case DiffLine::Kind::Gone: return QStringLiteral("−");
    case DiffLine::Kind::New: return QStringLiteral("+");
    case DiffLine::Kind::Gap: return QStringLiteral("⋮");
    }
    return {};
}

QString formatNumber(std::size_t number)
{
    return number == 0 ? QString(5, u' ') : QStringLiteral("%1").arg(number, 5);
}

} // namespace

DifferenceView::DifferenceView(QWidget* parent) : QPlainTextEdit(parent)
{
    setReadOnly(true);
    setUndoRedoEnabled(false);
    setLineWrapMode(QPlainTextEdit::NoWrap);
    setFont(QFontDatabase::systemFont(QFontDatabase::FixedFont));
    setAccessibleName(tr("Difference"));
}

void DifferenceView::show(const deploy::Difference& difference)
{
    const deploy::ShownDifference shown = deploy::show(difference);
    m_kinds.clear();
    QStringList lines;
    for (const DiffLine& line : shown.lines) {
        if (m_kinds.size() == maxShownLines) {
            lines.append(tr("… there are more lines than are shown"));
            break;
        }
        m_kinds.push_back(line.kind);
        lines.append(formatNumber(line.before) + formatNumber(line.after) + QStringLiteral("  ") + sign(line.kind) +
                     u' ' + shownLine(line.text));
    }
    const QString instead = shownWords(shown.instead);
    setPlaceholderText(shown.lines.empty() && instead.isEmpty() ? tr("An empty file.") : QString());
    setPlainText(instead.isEmpty() ? lines.join(u'\n') : instead.left(1).toUpper() + instead.mid(1) + u'.');
    mark();
}

void DifferenceView::showNothing()
{
    m_kinds.clear();
    setPlaceholderText(tr("Choose a file to see what is different in it."));
    setPlainText(QString());
    mark();
}

void DifferenceView::changeEvent(QEvent* event)
{
    QPlainTextEdit::changeEvent(event);
    if (event->type() == QEvent::PaletteChange)
        mark();
}

void DifferenceView::mark()
{
    QList<QTextEdit::ExtraSelection> marks;
    QTextBlock block = document()->firstBlock();
    for (std::size_t line = 0; line < m_kinds.size() && block.isValid(); ++line, block = block.next()) {
        if (m_kinds[line] == DiffLine::Kind::Same)
            continue;
        QTextEdit::ExtraSelection mark;
        mark.cursor = QTextCursor(block);
        if (m_kinds[line] == DiffLine::Kind::Gap) {
            mark.cursor.select(QTextCursor::LineUnderCursor);
            mark.format.setForeground(palette().color(QPalette::PlaceholderText));
        } else {
            mark.format.setBackground(
                background(m_kinds[line] == DiffLine::Kind::New ? Meaning::Accept : Meaning::Reject, palette()));
            mark.format.setProperty(QTextFormat::FullWidthSelection, true);
        }
        marks.append(mark);
    }
    setExtraSelections(marks);
}

} // namespace spp::workbench
