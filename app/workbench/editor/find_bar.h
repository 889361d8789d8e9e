// SPDX-License-Identifier: MIT
/// Finds text in an editor: next and previous, beyond the end from the start again, with the number of matches. Not thread-safe: a
/// widget. The editor must live longer than the bar.
#pragma once

#include <QWidget>

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
    /// Hides the bar and its marks; the editor has the keyboard again.
    void dismiss();
    /// Both open the bar first if it is hidden.
    void findNext();
    void findPrevious();

    /// "2 of 7", "Not found", or empty while nothing is looked for.
    QString state() const;

protected:
    void keyPressEvent(QKeyEvent* event) override;

private:
    void search();
    void findFromStartOfSelection();
    void countMatches();
    void select(std::size_t match);
    void showState();
    Qt::CaseSensitivity caseSensitivity() const;

    CodeEditor* m_editor;
    QLineEdit* m_needle;
    QToolButton* m_matchCase;
    QLabel* m_state;
    std::vector<int> m_matches; ///< positions in the text, ascending
};

} // namespace spp::workbench
