// SPDX-License-Identifier: MIT
/// The window: the home's tree on the left, editors in the middle, the session panel below them. Holds the parts together and knows
/// nothing of what they do. Not thread-safe: a widget.
#pragma once

#include "app/workbench/models/home_model.h"

#include <KSyntaxHighlighting/Repository>

#include <QMainWindow>
#include <QSet>

#include <functional>
#include <utility>

class QDockWidget;
class QLabel;
class QMenu;
class QSplitter;
class QStackedWidget;
class QToolBar;
class QToolButton;

namespace spp::workbench
{

class CodeEditor;
class EditorArea;
class EditorTabs;
class HomeDock;
class NoticeBar;
class QuickOpen;
class SearchView;

class MainWindow : public QMainWindow
{
    Q_OBJECT

public:
    /// `repository` must live longer than the window.
    explicit MainWindow(const KSyntaxHighlighting::Repository& repository, QWidget* parent = nullptr);

    /// Shows the home and its smtpplugins; the open files are closed, after a question if they were changed. On failure the window
    /// says why and stays as it was.
    Result<void> openHome(const QString& path);
    /// Shows the file in a tab; a dialog (*.spp) becomes the one that a session runs.
    void openFile(const QString& path);
    /// The same, at a line, from 1.
    void openFileAt(const QString& path, int line);
    /// The same, with something selected. @param column in characters, from 0
    void openHit(const QString& path, int line, int column, int length);

    /// Says something that did not work, above the editors.
    void tell(const QString& sentence);
    /// Some words about what goes on or went well, in the status bar for a while; empty: what stands there is over.
    void tellBriefly(const QString& words);

    /// Puts a session panel below the editors; its actions make the Session menu and stand in the tool bar. To be called once.
    void setSessionPanel(QWidget* panel);

    /// Puts a menu before the View menu.
    void addMenu(const QString& title, const QList<QAction*>& actions);
    /// Puts a panel behind the home's tree, with a tab for each.
    void addHomePanel(const QString& title, QWidget* panel);
    /// Puts that panel before the home's tree.
    void showHomePanel();
    /// Puts a panel below the home's tree.
    void addSidePanel(const QString& title, QWidget* panel);
    /// Puts a panel below everything, closed at first; the button opens and closes it, and stands in the status bar.
    void addBottomPanel(const QString& title, QWidget* panel, QToolButton* button);
    /// Puts an action into the View menu.
    void addViewAction(QAction* action);
    /// Marks the lines with a breakpoint in every open file. @param lines of a file
    void markBreakpoints(const std::function<QSet<int>(const QString& path)>& lines);

    QString home() const { return m_homeModel.home(); }
    EditorTabs* editors() const { return m_editors; }
    EditorArea* editorArea() const { return m_area; }
    QuickOpen* quickOpen() const { return m_quickOpen; }
    SearchView* search() const { return m_search; }
    NoticeBar* notice() const { return m_notice; }

signals:
    void homeChanged(const QString& home);
    void dialogChosen(const QString& path);
    /// The cursor of the editor in front is at another line, from 1; an empty path: no editor is in front.
    void cursorMoved(const QString& path, int line);
    /// The person has clicked beside a line.
    void breakpointToggled(const QString& path, int line);
    /// The person wants to bring the home to where it runs.
    void deployWanted();
    /// The person wants something that is not there yet.
    void newPluginWanted();
    void newHomeWanted();
    void libraryPluginWanted();
    /// An editor was opened, so its marks are wanted.
    void marksWanted();

protected:
    void closeEvent(QCloseEvent* event) override;

private:
    struct Actions
    {
        QAction* newPlugin = nullptr;
        QAction* libraryPlugin = nullptr;
        QAction* save = nullptr;
        QAction* saveAll = nullptr;
        QAction* close = nullptr;
        QAction* undo = nullptr;
        QAction* redo = nullptr;
        QAction* cut = nullptr;
        QAction* copy = nullptr;
        QAction* paste = nullptr;
        QAction* selectAll = nullptr;
        QAction* find = nullptr;
        QAction* findNext = nullptr;
        QAction* findPrevious = nullptr;
        QAction* replace = nullptr;
        QAction* comment = nullptr;
        QAction* goToLine = nullptr;
        QAction* goToFile = nullptr;
        QAction* findInHome = nullptr;
        QAction* split = nullptr;
        QAction* nextProblem = nullptr;
        QAction* previousProblem = nullptr;
        QAction* fixProblem = nullptr;
    };

    QWidget* makeCenter();
    QWidget* makeStartPage();
    QDockWidget* newDock(const QString& title, const QString& name, QWidget* panel);
    QDockWidget* addBottomDock(const QString& title, const QString& name, QWidget* panel);
    void addFileMenu();
    void addEditMenu();
    void addFoldingMenu(QMenu* edit);
    void addViewMenu();
    void addHelpMenu();
    void addToolBar();
    void addStatusBar();

    void askForHome();
    void askForFile();
    void askToDeploy();
    void askForLine();
    void findInHome();
    void fillRecentHomes();
    void showState();
    void showAbout();
    void restoreLayout();
    void keepLayout() const;
    void restoreDocks();

    HomeModel m_homeModel;
    HomeDock* m_homeDock;
    NoticeBar* m_notice;
    QStackedWidget* m_center;
    EditorArea* m_area;
    EditorTabs* m_editors;
    SearchView* m_search;
    QDockWidget* m_searchDock = nullptr;
    QDockWidget* m_homePanelDock = nullptr;
    QuickOpen* m_quickOpen;
    QSplitter* m_splitter;
    QAction* m_openHome = nullptr;
    QMenu* m_recentHomes = nullptr;
    QAction* m_deploy = nullptr;
    QMenu* m_foldingMenu = nullptr;
    QMenu* m_viewMenu = nullptr;
    QToolBar* m_toolBar = nullptr;
    Actions m_actions;
    std::pair<QString, int> m_cursor;
    QLabel* m_path = nullptr;
    QLabel* m_description = nullptr;
    QLabel* m_position = nullptr;
};

} // namespace spp::workbench
