// SPDX-License-Identifier: MIT
/// The window's menus and its tool bar.
#include "app/workbench/editor/code_editor.h"
#include "app/workbench/editor/editor_area.h"
#include "app/workbench/editor/editor_tab.h"
#include "app/workbench/editor/editor_tabs.h"
#include "app/workbench/editor/find_bar.h"
#include "app/workbench/editor/finding_bar.h"
#include "app/workbench/home_dock.h"
#include "app/workbench/main_window.h"
#include "app/workbench/search/quick_open.h"
#include "app/workbench/settings/icons.h"

#include <QMenu>
#include <QMenuBar>
#include <QToolBar>

#include <optional>

namespace spp::workbench
{

namespace
{

QAction* newAction(QMenu* menu, std::optional<LineIcon> icon, const QString& text, const QKeySequence& shortcut)
{
    QAction* action = menu->addAction(text);
    if (icon)
        action->setIcon(lineIcon(*icon));
    action->setShortcut(shortcut);
    return action;
}

} // namespace

void MainWindow::addFileMenu()
{
    QMenu* menu = menuBar()->addMenu(tr("&File"));
    m_openHome = newAction(menu, LineIcon::Home, tr("Open &Home…"), QKeySequence(tr("Ctrl+Shift+O")));
    m_recentHomes = menu->addMenu(tr("&Recent Homes"));
    QAction* open = newAction(menu, LineIcon::Open, tr("&Open…"), QKeySequence::Open);
    m_actions.goToFile = newAction(menu, std::nullopt, tr("&Go to File…"), QKeySequence(tr("Ctrl+P")));
    menu->addSeparator();
    m_actions.newPlugin = newAction(menu, LineIcon::Plugin, tr("&New Plugin…"), QKeySequence::New);
    m_actions.libraryPlugin = newAction(menu, std::nullopt, tr("Insert Plugin from Li&brary…"), {});
    QAction* newHome = newAction(menu, std::nullopt, tr("New Ho&me…"), {});
    menu->addSeparator();
    m_actions.save = newAction(menu, LineIcon::Save, tr("&Save"), QKeySequence::Save);
    m_actions.saveAll = newAction(menu, LineIcon::SaveAll, tr("Save A&ll"), QKeySequence(tr("Ctrl+Shift+S")));
    menu->addSeparator();
    m_deploy = newAction(menu, std::nullopt, tr("&Deploy…"), QKeySequence());
    menu->addSeparator();
    m_actions.close = newAction(menu, std::nullopt, tr("&Close"), QKeySequence::Close);
    QAction* quit = newAction(menu, std::nullopt, tr("&Quit"), QKeySequence::Quit);
    quit->setMenuRole(QAction::QuitRole);

    connect(m_openHome, &QAction::triggered, this, &MainWindow::askForHome);
    connect(m_actions.newPlugin, &QAction::triggered, this, &MainWindow::newPluginWanted);
    connect(m_actions.libraryPlugin, &QAction::triggered, this, &MainWindow::libraryPluginWanted);
    connect(newHome, &QAction::triggered, this, &MainWindow::newHomeWanted);
    m_homeDock->addMenu({m_actions.newPlugin, m_actions.libraryPlugin});
    connect(m_recentHomes, &QMenu::aboutToShow, this, &MainWindow::fillRecentHomes);
    connect(open, &QAction::triggered, this, &MainWindow::askForFile);
    connect(m_actions.save, &QAction::triggered, this, [this] { m_area->active().tab->save(); });
    connect(m_actions.saveAll, &QAction::triggered, m_editors, &EditorTabs::saveAll);
    connect(m_deploy, &QAction::triggered, this, &MainWindow::askToDeploy);
    connect(m_actions.close, &QAction::triggered, m_area, &EditorArea::closeActive);
    connect(m_actions.goToFile, &QAction::triggered, this, [this] { m_quickOpen->open(home()); });
    connect(quit, &QAction::triggered, this, &QWidget::close);
}

void MainWindow::addEditMenu()
{
    QMenu* menu = menuBar()->addMenu(tr("&Edit"));
    const auto onEditor = [this](QAction* action, auto deed) {
        connect(action, &QAction::triggered, this, [this, deed] { (m_area->active().editor->*deed)(); });
        return action;
    };
    const auto onFindBar = [this](QAction* action, auto deed) {
        connect(action, &QAction::triggered, this, [this, deed] { (m_area->active().findBar->*deed)(); });
        return action;
    };
    m_actions.undo = onEditor(newAction(menu, LineIcon::Undo, tr("&Undo"), QKeySequence::Undo), &CodeEditor::undo);
    m_actions.redo = onEditor(newAction(menu, LineIcon::Redo, tr("&Redo"), QKeySequence::Redo), &CodeEditor::redo);
    menu->addSeparator();
    m_actions.cut = onEditor(newAction(menu, std::nullopt, tr("Cu&t"), QKeySequence::Cut), &CodeEditor::cut);
    m_actions.copy = onEditor(newAction(menu, std::nullopt, tr("&Copy"), QKeySequence::Copy), &CodeEditor::copy);
    m_actions.paste = onEditor(newAction(menu, std::nullopt, tr("&Paste"), QKeySequence::Paste), &CodeEditor::paste);
    m_actions.selectAll =
        onEditor(newAction(menu, std::nullopt, tr("Select &All"), QKeySequence::SelectAll), &CodeEditor::selectAll);
    menu->addSeparator();
    m_actions.find = onFindBar(newAction(menu, LineIcon::Find, tr("&Find…"), QKeySequence::Find), &FindBar::open);
    m_actions.findNext =
        onFindBar(newAction(menu, std::nullopt, tr("Find &Next"), QKeySequence(Qt::Key_F3)), &FindBar::findNext);
    m_actions.findPrevious =
        onFindBar(newAction(menu, std::nullopt, tr("Find Pre&vious"), QKeySequence(Qt::SHIFT | Qt::Key_F3)),
                  &FindBar::findPrevious);
    m_actions.replace =
        onFindBar(newAction(menu, std::nullopt, tr("&Replace…"), QKeySequence(tr("Ctrl+H"))), &FindBar::openReplace);
    m_actions.findInHome = newAction(menu, std::nullopt, tr("Find &in Home…"), QKeySequence(tr("Ctrl+Shift+F")));
    connect(m_actions.findInHome, &QAction::triggered, this, &MainWindow::findInHome);
    menu->addSeparator();
    m_actions.comment = onEditor(newAction(menu, std::nullopt, tr("Toggle Co&mment"), QKeySequence(tr("Ctrl+/"))),
                                 &CodeEditor::toggleComment);
    menu->addSeparator();
    const auto onFindingBar = [this](QAction* action, auto deed) {
        connect(action, &QAction::triggered, this, [this, deed] { (m_editors->current()->findingBar()->*deed)(); });
        return action;
    };
    m_actions.nextProblem = onFindingBar(newAction(menu, std::nullopt, tr("Next &Problem"), QKeySequence(Qt::Key_F4)),
                                         &FindingBar::goToNext);
    m_actions.previousProblem =
        onFindingBar(newAction(menu, std::nullopt, tr("P&revious Problem"), QKeySequence(Qt::SHIFT | Qt::Key_F4)),
                     &FindingBar::goToPrevious);
    m_actions.fixProblem = onFindingBar(
        newAction(menu, std::nullopt, tr("Fi&x Problem"), QKeySequence(Qt::ALT | Qt::Key_Return)), &FindingBar::fix);
    menu->addSeparator();
    m_actions.goToLine = newAction(menu, std::nullopt, tr("&Go to Line…"), QKeySequence(tr("Ctrl+G")));
    connect(m_actions.goToLine, &QAction::triggered, this, &MainWindow::askForLine);
    addFoldingMenu(menu);
}

void MainWindow::addFoldingMenu(QMenu* edit)
{
    m_foldingMenu = edit->addMenu(tr("Fo&lding"));
    const auto add = [this](const QString& text, const QKeySequence& shortcut, auto deed) {
        QAction* action = newAction(m_foldingMenu, std::nullopt, text, shortcut);
        connect(action, &QAction::triggered, this, [this, deed] { (m_area->active().editor->*deed)(); });
    };
    add(tr("&Fold"), QKeySequence(tr("Ctrl+-")), &CodeEditor::foldHere);
    add(tr("&Unfold"), QKeySequence(tr("Ctrl++")), &CodeEditor::unfoldHere);
    add(tr("Fold &All"), QKeySequence(tr("Ctrl+Alt+-")), &CodeEditor::foldAll);
    add(tr("U&nfold All"), QKeySequence(tr("Ctrl+Alt++")), &CodeEditor::unfoldAll);
}

void MainWindow::addViewMenu()
{
    m_viewMenu = menuBar()->addMenu(tr("&View"));
    m_actions.split = newAction(m_viewMenu, std::nullopt, tr("&Split Editor"), QKeySequence(tr("Ctrl+\\")));
    connect(m_actions.split, &QAction::triggered, m_area, &EditorArea::toggleSide);
    m_viewMenu->addSeparator();
    m_viewMenu->addAction(m_homeDock->toggleViewAction());
}

void MainWindow::addHelpMenu()
{
    QMenu* menu = menuBar()->addMenu(tr("&Help"));
    QAction* about = menu->addAction(tr("&About spp-workbench"));
    about->setMenuRole(QAction::AboutRole);
    connect(about, &QAction::triggered, this, &MainWindow::showAbout);
}

void MainWindow::addToolBar()
{
    m_toolBar = QMainWindow::addToolBar(tr("Tool Bar"));
    m_toolBar->setObjectName(QStringLiteral("toolBar")); // the window's saved state knows it by this name
    m_toolBar->setMovable(false);
    m_toolBar->setIconSize({18, 18});
    m_toolBar->addActions({m_openHome, m_actions.save, m_actions.saveAll});
    m_toolBar->addSeparator();
    m_toolBar->addActions({m_actions.undo, m_actions.redo, m_actions.find});
    m_viewMenu->addAction(m_toolBar->toggleViewAction());
}

} // namespace spp::workbench
