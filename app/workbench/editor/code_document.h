// SPDX-License-Identifier: MIT
/// A text with its language's colours, its folds and its marks: what an editor shows, or two beside each other. Knows nothing of files.
/// Not thread-safe: for the window's thread.
#pragma once

#include "app/workbench/editor/folds.h"
#include "app/workbench/settings/colours.h"

#include <KSyntaxHighlighting/Definition>
#include <KSyntaxHighlighting/Theme>

#include <QSet>
#include <QTextCursor>
#include <QTextDocument>

namespace KSyntaxHighlighting
{
class SyntaxHighlighter;
}

namespace spp::workbench
{

/// A part of the text that a wavy line stands under.
struct Underline
{
    int line = 1;    ///< from 1
    int column = 0;  ///< in characters, from 0
    int length = -1; ///< in characters; negative: to the end of the line
    Meaning meaning = Meaning::Error;
    QString text; ///< shown where the mouse rests on it
};

class CodeDocument : public QTextDocument
{
    Q_OBJECT

public:
    CodeDocument();

    void setLanguage(const KSyntaxHighlighting::Definition& language);
    KSyntaxHighlighting::Definition language() const;
    /// For a person: "Python", "Plain Text".
    QString languageName() const;
    void setTheme(const KSyntaxHighlighting::Theme& theme);

    /// The whole text with every character as it is (toPlainText turns no-break spaces into blanks); lines end in LF.
    QString text() const;
    /// Replaces the text as one step that can be undone; what is the same at its beginning and end is not touched.
    void replaceText(const QString& text);

    Folds& folds() { return m_folds; }
    const Folds& folds() const { return m_folds; }

    /// Marks lines in the gutter; numbers from 1.
    void markLines(const QSet<int>& lines);
    const QSet<int>& markedLines() const { return m_markedLines; }

    struct Underlined
    {
        QTextCursor part;
        Meaning meaning;
        QString text;
    };
    /// Takes the place of those before. They move with the text when it is edited.
    void setUnderlines(const QList<Underline>& underlines);
    const QList<Underlined>& underlined() const { return m_underlined; }

signals:
    void markedLinesChanged();
    void underlinesChanged();

private:
    KSyntaxHighlighting::SyntaxHighlighter* m_highlighter;
    Folds m_folds;
    QSet<int> m_markedLines;
    QList<Underlined> m_underlined;
};

} // namespace spp::workbench
