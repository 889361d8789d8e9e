// SPDX-License-Identifier: MIT
/// Where files are edited: the tabs, and beside them a second view when it is wanted. Knows which of the two is worked in. Not thread-safe:
/// a widget.
#pragma once

#include <KSyntaxHighlighting/Repository>

#include <QSplitter>

namespace spp::workbench
{

class CodeEditor;
class EditorTab;
class EditorTabs;
class FindBar;
class SideView;

class EditorArea : public QSplitter
{
    Q_OBJECT

public:
    /// `repository` must live longer than the area.
    explicit EditorArea(const KSyntaxHighlighting::Repository& repository, QWidget* parent = nullptr);

    EditorTabs* tabs() const { return m_tabs; }
    SideView* side() const { return m_side; }

    /// What commands are for.
    struct View
    {
        EditorTab* tab = nullptr;     ///< nullptr: no file is open
        CodeEditor* editor = nullptr; ///< nullptr: the file can't be shown as text
        FindBar* findBar = nullptr;
    };
    View active() const;

    /// Opens the second view with the file that is worked in, or closes it.
    void toggleSide();
    /// Closes the view that is worked in: the second one, or a tab.
    void closeActive();

signals:
    /// Something that a title, a status bar or a menu shows.
    void stateChanged();

private:
    void noteFocus(const QWidget* focused);

    EditorTabs* m_tabs;
    SideView* m_side;
    bool m_isInSide = false; ///< that is where the person has worked last
};

} // namespace spp::workbench
