// SPDX-License-Identifier: MIT
/// The structured view of control/smtpplugins beside its text: what is changed here changes the text in the editor, as one step that
/// can be undone there, and what is typed there shows here. Not thread-safe: a widget.
#pragma once

#include "app/workbench/models/home_facts.h"
#include "app/workbench/models/smtpplugins_model.h"
#include "core/check/finding.h"

#include <QWidget>

#include <vector>

class QAction;
class QLabel;
class QTreeView;

namespace spp::workbench
{

class CodeEditor;

class SectionsView : public QWidget
{
    Q_OBJECT

public:
    /// `editor` must live longer than the view.
    explicit SectionsView(CodeEditor* editor, QWidget* parent = nullptr);

    void setFacts(const HomeFacts& facts);
    /// Of this file.
    void setFindings(std::vector<check::Finding> findings);

    SmtpPluginsModel& model() { return m_model; }
    QTreeView* tree() const { return m_tree; }

signals:
    /// The file of a plugin is to be opened.
    void openRequested(const QString& path, int line);

protected:
    void showEvent(QShowEvent* event) override;

private:
    void addActions();
    void followText();
    void edit(const QString& text, int line);
    void followCursor();
    void goToLine();
    void showActions();
    void showMenu(const QPoint& at);
    void askForPlugin();
    void openProgram();
    QString programPath(const QModelIndex& index) const;

    CodeEditor* m_editor;
    SmtpPluginsModel m_model;
    HomeFacts m_facts;
    QTreeView* m_tree;
    QLabel* m_tooLong;
    QAction* m_add;
    QAction* m_up;
    QAction* m_down;
    QAction* m_remove;
    QAction* m_arguments;
    QAction* m_open;
    bool m_isFollowing = false; ///< what is selected follows the cursor, not the other way round
};

} // namespace spp::workbench
