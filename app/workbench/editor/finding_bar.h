// SPDX-License-Identifier: MIT
/// A line below an editor about what is wrong in its text: the mistake at the cursor or the next one below it, its fix, and the way to
/// the others. Not thread-safe: a widget. The editor must live longer than the bar.
#pragma once

#include "core/check/finding.h"

#include <QWidget>

#include <vector>

class QLabel;
class QToolButton;

namespace spp::workbench
{

class CodeEditor;
class ElidedLabel;

class FindingBar : public QWidget
{
    Q_OBJECT

public:
    explicit FindingBar(CodeEditor* editor, QWidget* parent = nullptr);

    /// Those of this file, in their order. Without any it is hidden.
    void setFindings(std::vector<check::Finding> findings);
    /// What is shown; nullptr if there is none.
    const check::Finding* shown() const;
    QString text() const;

    /// The cursor goes there; beyond the last it is the first again.
    void goToNext();
    void goToPrevious();
    /// Asks for the fix of what is shown, if there is one.
    void fix();

signals:
    void fixChosen(const spp::check::Fix& fix);

protected:
    void changeEvent(QEvent* event) override;

private:
    void goTo(std::size_t finding);
    void showAtCursor();
    void show(std::size_t finding);
    std::size_t cursorLine() const;

    CodeEditor* m_editor;
    QLabel* m_sign;
    ElidedLabel* m_sentence;
    QToolButton* m_fix;
    QLabel* m_number;
    std::vector<check::Finding> m_findings;
    std::size_t m_shown = 0;
};

} // namespace spp::workbench
