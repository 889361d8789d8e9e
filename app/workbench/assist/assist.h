// SPDX-License-Identifier: MIT
/// Helps in the open editors with what is known of the home: completion, tips where the mouse rests, and beside smtpplugins its
/// structured view. Not thread-safe: lives in the window's thread.
#pragma once

#include "app/workbench/engine/home_checker.h"
#include "app/workbench/models/home_facts.h"

#include <QObject>

#include <vector>

class QAction;

namespace spp::workbench
{

class CodeEditor;
class EditorTab;
class EditorTabs;
class SectionsView;

class Assist : public QObject
{
    Q_OBJECT

public:
    /// Both must live longer than this, and nobody may work in the editors when it is gone.
    Assist(HomeChecker& checker, EditorTabs& editors, QObject* parent = nullptr);

    void setHome(const QString& home);
    void setDialect(const QString& name);

    /// Completes in a second view of a file, too.
    void addCompletion(CodeEditor& editor, const QString& path);

    /// Shows and hides the structured view; what was chosen is remembered.
    QAction* sectionsAction() const { return m_showsSections; }
    /// nullptr: the tab has none.
    SectionsView* sectionsOf(const EditorTab* tab) const;

signals:
    void openRequested(const QString& path, int line);
    /// What the line at the cursor of a scenario would do; empty: nothing is to be said any more.
    void hinted(const QString& words);

private:
    void attachToNew();
    void attach(EditorTab* tab);
    void addSections(EditorTab* tab);
    void addHints(CodeEditor* editor);
    void hint(const QString& words);
    void tellFacts();
    void showFindings(const QString& home, const std::vector<check::Finding>& findings);

    EditorTabs& m_editors;
    HomeFacts m_facts;
    QAction* m_showsSections;
    QString m_hint; ///< as it was told last
    std::vector<check::Finding> m_findings;
};

} // namespace spp::workbench
