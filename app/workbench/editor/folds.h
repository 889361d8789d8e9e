// SPDX-License-Identifier: MIT
/// What of a text is folded: lines that are hidden below the one that stands for them. The language says what can be folded: from what it
/// begins to the line that ends it, or, where indentation is what counts, what stands deeper. Not thread-safe: for the window's thread.
#pragma once

#include <QObject>
#include <QRegularExpression>
#include <QTextBlock>

#include <optional>
#include <utility>

namespace KSyntaxHighlighting
{
class Definition;
class SyntaxHighlighter;
} // namespace KSyntaxHighlighting

class QTextDocument;

namespace spp::workbench
{

/// A line is folded if the one below it is hidden; nothing else is kept, so that text may come and go.
class Folds : public QObject
{
    Q_OBJECT

public:
    /// Both must live longer than this.
    Folds(QTextDocument& text, const KSyntaxHighlighting::SyntaxHighlighter& highlighter);

    void setLanguage(const KSyntaxHighlighting::Definition& language);

    bool canFold(const QTextBlock& line) const;
    bool isFolded(const QTextBlock& line) const;
    /// The first and last line that are hidden below this one; both invalid if it is not folded.
    std::pair<QTextBlock, QTextBlock> hiddenBelow(const QTextBlock& line) const;

    void fold(const QTextBlock& line);
    void unfold(const QTextBlock& line);
    void toggle(const QTextBlock& line);
    /// Folds the innermost part that the line is in, or begins.
    void foldAround(const QTextBlock& line);
    /// What is in nothing else.
    void foldAll();
    void unfoldAll();
    /// Unfolds what hides this line.
    void reveal(const QTextBlock& line);

signals:
    void changed();

private:
    QTextBlock endOf(const QTextBlock& line) const;
    QTextBlock endByIndent(const QTextBlock& line) const;
    QTextBlock endByRegion(const QTextBlock& line) const;
    bool countsAsEmpty(const QString& line) const;
    void hide(const QTextBlock& line);
    void showEdited();
    void tell();

    QTextDocument& m_text;
    const KSyntaxHighlighting::SyntaxHighlighter& m_highlighter;
    bool m_hasLanguage = false;
    bool m_isByIndent = false;
    QList<QRegularExpression> m_emptyLines; ///< what the language takes for as good as empty: comments
    int m_revision = 0;
    std::optional<std::pair<int, int>> m_edited; ///< where, until it was looked at
};

} // namespace spp::workbench
