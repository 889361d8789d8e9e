// SPDX-License-Identifier: MIT
/// Finds text or a regular expression in an editor: next and previous, beyond the end from the start again, with the number of matches;
/// and replaces it, one match or all. Not thread-safe: a widget. The editor must live longer than the bar.
#pragma once

#include <QRegularExpression>
#include <QWidget>

#include <optional>
#include <vector>

class QLabel;
class QLineEdit;
class QToolButton;

namespace spp::workbench
{

class CodeEditor;

class FindBar : public QWidget
{
    Q_OBJECT

public:
    explicit FindBar(CodeEditor* editor, QWidget* parent = nullptr);

    /// Shows the bar, with the editor's selection as what to look for if it is within a line.
    void open();
    /// The same, with the line for what takes the place of the matches.
    void openReplace();
    /// Hides the bar and its marks; the editor has the keyboard again.
    void dismiss();
    /// Both open the bar first if it is hidden.
    void findNext();
    void findPrevious();
    /// Replaces the match that is selected, and goes to the next.
    void replace();
    /// One step that can be undone.
    void replaceAll();

    QLineEdit* needle() const { return m_needle; }
    QLineEdit* replacement() const { return m_replacement; }
    QToolButton* matchCaseButton() const { return m_matchCase; }
    QToolButton* regularExpressionButton() const { return m_isRegular; }
    /// "2 of 7", "Not found", or empty while nothing is looked for.
    QString state() const;

protected:
    void keyPressEvent(QKeyEvent* event) override;

private:
    struct Match
    {
        int begin = 0;
        int end = 0;
    };

    QWidget* makeFindRow();
    QWidget* makeReplaceRow();
    void search();
    void findFromStartOfSelection();
    void findMatches();
    void select(const Match& match);
    /// The match that begins where the selection does.
    std::optional<std::size_t> matchAtSelection() const;
    void showState();
    void showWrong(bool isWrong);
    QRegularExpression pattern() const;

    CodeEditor* m_editor;
    QLineEdit* m_needle;
    QLineEdit* m_replacement;
    QToolButton* m_matchCase;
    QToolButton* m_isRegular;
    QLabel* m_state;
    QWidget* m_replaceRow;
    std::vector<Match> m_matches; ///< positions in the text, ascending
};

} // namespace spp::workbench
