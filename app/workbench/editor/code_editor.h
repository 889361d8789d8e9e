// SPDX-License-Identifier: MIT
/// A text edit for code: line numbers, folding, the current line marked, syntax colours that follow the palette's lightness, and marks for
/// what is being searched. Several may show the same text. Knows nothing of files. Not thread-safe: a widget.
#pragma once

#include "app/workbench/editor/code_document.h"

#include <KSyntaxHighlighting/Repository>
#include <KSyntaxHighlighting/Theme>

#include <QPlainTextEdit>
#include <QRegularExpression>
#include <QTextBlock>

#include <functional>
#include <memory>
#include <utility>

namespace spp::workbench
{

class Gutter;

class CodeEditor : public QPlainTextEdit
{
    Q_OBJECT

public:
    /// With a text of its own. `repository` must live longer than the editor.
    explicit CodeEditor(const KSyntaxHighlighting::Repository& repository, QWidget* parent = nullptr);
    /// Shows a text that others may show, too.
    CodeEditor(const KSyntaxHighlighting::Repository& repository, std::shared_ptr<CodeDocument> code,
               QWidget* parent = nullptr);
    ~CodeEditor() override;

    CodeDocument& code() const { return *m_code; }
    const std::shared_ptr<CodeDocument>& sharedCode() const { return m_code; }
    QString text() const { return m_code->text(); }
    /// See CodeDocument; the cursor stays in its line.
    void replaceText(const QString& text);

    /// Marks every visible occurrence, within a line; an empty pattern marks none.
    void markOccurrences(const QRegularExpression& pattern);

    /// The selected lines, or the cursor's: a comment, or no longer one.
    void toggleComment();

    /// The cursor's part of the text; once more, the one around it.
    void foldHere();
    void unfoldHere();
    void foldAll();
    void unfoldAll();

    /// What is told where the mouse rests on a character, as rich text; empty: nothing.
    using Hover = std::function<QString(int position)>;
    void setHover(Hover hover) { m_hover = std::move(hover); }
    const Hover& hover() const { return m_hover; }

    void goToLine(int line); ///< from 1; beyond the end means the last line
    /// Selects a part of the text. @param line from 1 @param column in characters, from 0 @param length may go beyond the line
    void select(int line, int column, int length);

    struct VisibleLine
    {
        QTextBlock line;
        QRect area; ///< in the viewport
    };
    /// From the top; a folded line is not among them.
    QList<VisibleLine> visibleLines() const;
    /// Invalid: below the last.
    QTextBlock lineAt(int y) const;

    KSyntaxHighlighting::Theme theme() const { return m_theme; }
    QColor themeColour(KSyntaxHighlighting::Theme::EditorColorRole role) const;

signals:
    /// The person has clicked beside a line, from 1.
    void lineToggled(int line);

protected:
    void changeEvent(QEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void paintEvent(QPaintEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    bool viewportEvent(QEvent* event) override;

private:
    void followPalette();
    void layOutGutter();
    void leaveHiddenLines();
    void updateMarks();
    QRect summaryArea(const VisibleLine& line) const;
    QTextBlock foldedAt(const QPoint& position) const;
    QString toolTipAt(const QPoint& position) const;
    QString hoverTextAt(const QPoint& position) const;

    const KSyntaxHighlighting::Repository& m_repository;
    std::shared_ptr<CodeDocument> m_code;
    KSyntaxHighlighting::Theme m_theme;
    Gutter* m_gutter;
    Hover m_hover;
    QRegularExpression m_wanted; ///< empty: none is marked
};

} // namespace spp::workbench
