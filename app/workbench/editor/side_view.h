// SPDX-License-Identifier: MIT
/// A second view beside the tabs, of any file that is open in one of them, the one in front, too. Text, undo, marks and folds are the
/// same; the cursor, what is scrolled to and what is looked for are its own. Not thread-safe: a widget.
#pragma once

#include <KSyntaxHighlighting/Repository>

#include <QWidget>

class QComboBox;
class QVBoxLayout;

namespace spp::workbench
{

class CodeEditor;
class EditorTab;
class EditorTabs;
class FindBar;

class SideView : public QWidget
{
    Q_OBJECT

public:
    /// Both must live longer than the view.
    SideView(EditorTabs& tabs, const KSyntaxHighlighting::Repository& repository, QWidget* parent = nullptr);

    /// Opens the view. Of a file that can't be shown as text there is none.
    void open(EditorTab* tab);
    void dismiss();

    /// All three are nullptr while the view is closed.
    EditorTab* tab() const { return m_tab; }
    CodeEditor* editor() const { return m_editor; }
    FindBar* findBar() const { return m_findBar; }
    QComboBox* files() const { return m_files; }

signals:
    /// Another file, another cursor, or closed.
    void stateChanged();
    void lineToggled(const QString& path, int line);

private:
    QWidget* makeHead();
    void clear();
    void listFiles();
    void showTitles();

    EditorTabs& m_tabs;
    const KSyntaxHighlighting::Repository& m_repository;
    QComboBox* m_files;
    QVBoxLayout* m_column;
    EditorTab* m_tab = nullptr;
    CodeEditor* m_editor = nullptr;
    FindBar* m_findBar = nullptr;
};

} // namespace spp::workbench
