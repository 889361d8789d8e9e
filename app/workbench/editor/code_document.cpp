// SPDX-License-Identifier: MIT
#include "app/workbench/editor/code_document.h"

#include <KSyntaxHighlighting/SyntaxHighlighter>

#include <QPlainTextDocumentLayout>
#include <QTextBlock>

#include <algorithm>

namespace spp::workbench
{

CodeDocument::CodeDocument()
    : m_highlighter(new KSyntaxHighlighting::SyntaxHighlighter(static_cast<QObject*>(this))),
      m_folds(*this, *m_highlighter)
{
    setDocumentLayout(new QPlainTextDocumentLayout(this));
}

void CodeDocument::setLanguage(const KSyntaxHighlighting::Definition& language)
{
    if (language == m_highlighter->definition())
        return;
    m_folds.unfoldAll(); // what the new one can't fold could not be told from what it can
    m_folds.setLanguage(language);
    m_highlighter->setDefinition(language);
    // Without a language it would look at every line all the same.
    QTextDocument* coloured = language.isValid() ? this : nullptr;
    if (m_highlighter->document() != coloured)
        m_highlighter->setDocument(coloured);
}

KSyntaxHighlighting::Definition CodeDocument::language() const
{
    return m_highlighter->definition();
}

QString CodeDocument::languageName() const
{
    return language().isValid() ? language().translatedName() : tr("Plain Text");
}

void CodeDocument::setTheme(const KSyntaxHighlighting::Theme& theme)
{
    if (theme.name() == m_highlighter->theme().name())
        return;
    m_highlighter->setTheme(theme);
    m_highlighter->rehighlight();
}

QString CodeDocument::text() const
{
    return toRawText().replace(QChar::ParagraphSeparator, u'\n');
}

void CodeDocument::replaceText(const QString& text)
{
    const QString before = this->text();
    const auto shorter = std::min(before.size(), text.size());
    auto head = std::mismatch(before.begin(), before.begin() + shorter, text.begin()).first - before.begin();
    auto tail =
        std::mismatch(before.rbegin(), before.rbegin() + (shorter - head), text.rbegin()).first - before.rbegin();
    if (head > 0 && before[head - 1].isHighSurrogate())
        --head; // the two halves of a character stay together
    if (tail > 0 && before[before.size() - tail].isLowSurrogate())
        --tail;
    QTextCursor cursor(this);
    cursor.setPosition(static_cast<int>(head));
    cursor.setPosition(static_cast<int>(before.size() - tail), QTextCursor::KeepAnchor);
    cursor.insertText(text.mid(head, text.size() - tail - head));
}

void CodeDocument::markLines(const QSet<int>& lines)
{
    if (lines == m_markedLines)
        return;
    m_markedLines = lines;
    emit markedLinesChanged();
}

void CodeDocument::setUnderlines(const QList<Underline>& underlines)
{
    m_underlined.clear();
    for (const auto& each : underlines) {
        const QTextBlock block = findBlockByNumber(each.line - 1);
        if (!block.isValid())
            continue;
        const int width = block.length() - 1; // without the end of the line
        const int begin = std::clamp(each.column, 0, width);
        const int end = each.length < 0 ? width : std::min(begin + each.length, width);
        QTextCursor part(block);
        part.setPosition(block.position() + std::min(begin, std::max(end - 1, 0)));
        part.setPosition(block.position() + end, QTextCursor::KeepAnchor);
        m_underlined.append({part, each.meaning, each.text});
    }
    emit underlinesChanged();
}

} // namespace spp::workbench
