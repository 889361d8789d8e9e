// SPDX-License-Identifier: MIT
#include "app/workbench/editor/folds.h"

#include <KSyntaxHighlighting/Definition>
#include <KSyntaxHighlighting/SyntaxHighlighter>

#include <QPlainTextDocumentLayout>
#include <QTextDocument>

#include <algorithm>
#include <utility>

namespace spp::workbench
{

namespace
{

constexpr int tabWidth = 8; // Python's

int columnsOfIndent(const QString& line)
{
    int columns = 0;
    for (const QChar each : line) {
        if (each == u'\t')
            columns += tabWidth - columns % tabWidth;
        else if (each == u' ')
            ++columns;
        else
            break;
    }
    return columns;
}

/// A line that is hidden takes no room.
void setShown(QTextBlock line, bool isShown)
{
    line.setVisible(isShown);
    line.setLineCount(isShown ? std::max(1, line.layout()->lineCount()) : 0);
}

} // namespace

Folds::Folds(QTextDocument& text, const KSyntaxHighlighting::SyntaxHighlighter& highlighter)
    : m_text(text), m_highlighter(highlighter), m_revision(text.revision())
{
    connect(&m_text, &QTextDocument::contentsChange, this, [this](int position, int, int added) {
        // Colours change the contents too, but not the revision.
        if (std::exchange(m_revision, m_text.revision()) != m_text.revision())
            m_edited = std::pair(position, position + added);
    });
    connect(&m_text, &QTextDocument::contentsChanged, this, &Folds::showEdited);
}

void Folds::setLanguage(const KSyntaxHighlighting::Definition& language)
{
    m_hasLanguage = language.isValid();
    m_isByIndent = language.indentationBasedFoldingEnabled();
    m_emptyLines.clear();
    for (const QString& pattern : language.foldingIgnoreList())
        m_emptyLines.append(QRegularExpression(QRegularExpression::anchoredPattern(pattern)));
}

bool Folds::canFold(const QTextBlock& line) const
{
    return isFolded(line) || endOf(line).isValid();
}

bool Folds::isFolded(const QTextBlock& line) const
{
    return line.isVisible() && line.next().isValid() && !line.next().isVisible();
}

std::pair<QTextBlock, QTextBlock> Folds::hiddenBelow(const QTextBlock& line) const
{
    if (!isFolded(line))
        return {};
    const QTextBlock first = line.next();
    QTextBlock last = first;
    while (last.next().isValid() && !last.next().isVisible())
        last = last.next();
    return {first, last};
}

void Folds::fold(const QTextBlock& line)
{
    if (!line.isVisible() || isFolded(line))
        return;
    hide(line);
    tell();
}

void Folds::unfold(const QTextBlock& line)
{
    if (!isFolded(line))
        return;
    for (QTextBlock hidden = line.next(); hidden.isValid() && !hidden.isVisible(); hidden = hidden.next())
        setShown(hidden, true);
    tell();
}

void Folds::toggle(const QTextBlock& line)
{
    isFolded(line) ? unfold(line) : fold(line);
}

void Folds::foldAround(const QTextBlock& line)
{
    for (QTextBlock above = line; above.isValid(); above = above.previous())
        if (!isFolded(above) && endOf(above).blockNumber() >= line.blockNumber())
            return fold(above);
}

void Folds::foldAll()
{
    for (QTextBlock line = m_text.begin(); line.isValid();) {
        const QTextBlock last = endOf(line);
        if (last.isValid())
            hide(line);
        line = last.isValid() ? last.next() : line.next();
    }
    tell();
}

void Folds::unfoldAll()
{
    for (QTextBlock line = m_text.begin(); line.isValid(); line = line.next())
        if (!line.isVisible())
            setShown(line, true);
    tell();
}

void Folds::reveal(const QTextBlock& line)
{
    if (!line.isValid() || line.isVisible())
        return;
    for (QTextBlock above = line; above.isValid() && !above.isVisible(); above = above.previous())
        setShown(above, true);
    for (QTextBlock below = line.next(); below.isValid() && !below.isVisible(); below = below.next())
        setShown(below, true);
    tell();
}

/// The last line that is hidden when this one is folded; invalid if there is none.
QTextBlock Folds::endOf(const QTextBlock& line) const
{
    const QTextBlock end = m_isByIndent ? endByIndent(line) : QTextBlock();
    return end.isValid() ? end : endByRegion(line);
}

QTextBlock Folds::endByIndent(const QTextBlock& line) const
{
    if (countsAsEmpty(line.text()))
        return {};
    const int indent = columnsOfIndent(line.text());
    QTextBlock end;
    for (QTextBlock below = line.next(); below.isValid(); below = below.next()) {
        const QString text = below.text();
        if (countsAsEmpty(text))
            continue;
        if (columnsOfIndent(text) <= indent)
            break;
        end = below;
    }
    return end;
}

/// The line that ends the part stays; what has no end goes on to that of the text.
QTextBlock Folds::endByRegion(const QTextBlock& line) const
{
    if (!m_hasLanguage || !m_highlighter.startsFoldingRegion(line))
        return {};
    const QTextBlock closing = m_highlighter.findFoldingRegionEnd(line);
    QTextBlock end = closing.isValid() ? closing.previous() : m_text.lastBlock();
    // Behind an empty line comments speak of what follows.
    for (QTextBlock above = end; above != line && countsAsEmpty(above.text()); above = above.previous())
        if (above.text().trimmed().isEmpty())
            end = above.previous();
    return end == line ? QTextBlock() : end;
}

bool Folds::countsAsEmpty(const QString& line) const
{
    return line.trimmed().isEmpty() || std::ranges::any_of(m_emptyLines, [&line](const QRegularExpression& pattern) {
               return pattern.match(line).hasMatch();
           });
}

void Folds::hide(const QTextBlock& line)
{
    const int last = endOf(line).blockNumber(); // of none it is -1
    for (QTextBlock below = line.next(); below.isValid() && below.blockNumber() <= last; below = below.next())
        setShown(below, false);
}

/// An edit must never go unseen, whoever made it: undo, a fix, the other view.
void Folds::showEdited()
{
    if (!m_edited)
        return;
    const auto [begin, end] = *std::exchange(m_edited, std::nullopt);
    reveal(m_text.findBlock(begin));
    reveal(m_text.findBlock(end));
    reveal(m_text.firstBlock()); // nothing above it could show it
}

void Folds::tell()
{
    auto* layout = qobject_cast<QPlainTextDocumentLayout*>(m_text.documentLayout());
    layout->requestUpdate();
    emit layout->documentSizeChanged(layout->documentSize());
    emit changed();
}

} // namespace spp::workbench
