// SPDX-License-Identifier: MIT
/// A text edit for code: line numbers, the current line marked, syntax colours that follow the palette's lightness, and marks for what
/// is being searched. Knows nothing of files. Not thread-safe: a widget.
#pragma once

#include "app/workbench/settings/colours.h"

#include <KSyntaxHighlighting/Definition>
#include <KSyntaxHighlighting/Repository>
#include <KSyntaxHighlighting/Theme>

#include <QPlainTextEdit>
#include <QRegularExpression>
#include <QSet>
#include <QTextCursor>

#include <functional>
#include <utility>

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

class CodeEditor : public QPlainTextEdit
{
    Q_OBJECT

public:
    /// `repository` must live longer than the editor.
    explicit CodeEditor(const KSyntaxHighlighting::Repository& repository, QWidget* parent = nullptr);

    void setLanguage(const KSyntaxHighlighting::Definition& language);
    /// For a person: "Python", "Plain Text".
    QString languageName() const;

    KSyntaxHighlighting::Theme theme() const { return m_theme; }

    /// The whole text with every character as it is (toPlainText turns no-break spaces into blanks); lines end in LF.
    QString text() const;
    /// Replaces the text as one step that can be undone; what is the same at its beginning and end is not touched, and the cursor
    /// stays in its line.
    void replaceText(const QString& text);

    /// Marks every visible occurrence, within a line; an empty pattern marks none.
    void markOccurrences(const QRegularExpression& pattern);

    /// The selected lines, or the cursor's: a comment, or no longer one.
    void toggleComment();

    /// Marks lines in the gutter; numbers from 1.
    void markLines(const QSet<int>& lines);
    const QSet<int>& markedLines() const { return m_markedLines; }

    /// Takes the place of those before. They move with the text when it is edited.
    void setUnderlines(const QList<Underline>& underlines);

    /// What is told where the mouse rests on a character, as rich text; empty: nothing.
    using Hover = std::function<QString(int position)>;
    void setHover(Hover hover) { m_hover = std::move(hover); }
    QString hoverAt(int position) const { return m_hover ? m_hover(position) : QString(); }

    void goToLine(int line); ///< from 1; beyond the end means the last line

signals:
    /// The person has clicked beside a line, from 1.
    void lineToggled(int line);
    /// Other lines are marked than before.
    void markedLinesChanged();

protected:
    void changeEvent(QEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    bool viewportEvent(QEvent* event) override;

private:
    struct Underlined
    {
        QTextCursor part;
        Meaning meaning;
        QString text;
    };

    void followPalette();
    void paintGutter(QPaintEvent* event);
    int lineAt(int y) const;
    int gutterWidth() const;
    void layOutGutter();
    void updateMarks();
    QString underlinedTextAt(const QPoint& position) const;
    QString hoverTextAt(const QPoint& position) const;
    QList<QTextEdit::ExtraSelection> underlines() const;
    QList<QTextEdit::ExtraSelection> bracketMarks() const;
    QList<QTextEdit::ExtraSelection> visibleOccurrences() const;
    QList<QTextEdit::ExtraSelection> occurrencesIn(const QTextBlock& block) const;
    QColor themeColour(KSyntaxHighlighting::Theme::EditorColorRole role) const;

    class Gutter;

    const KSyntaxHighlighting::Repository& m_repository;
    KSyntaxHighlighting::Theme m_theme;
    KSyntaxHighlighting::SyntaxHighlighter* m_highlighter;
    Gutter* m_gutter;
    QSet<int> m_markedLines;
    QList<Underlined> m_underlined;
    Hover m_hover;
    QRegularExpression m_wanted; ///< empty: none is marked
};

} // namespace spp::workbench
