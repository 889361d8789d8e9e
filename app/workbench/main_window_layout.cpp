// SPDX-License-Identifier: MIT
/// What others put around the editors, and how it was left.
#include "app/workbench/home_dock.h"
#include "app/workbench/main_window.h"

#include <QDockWidget>
#include <QMenu>
#include <QMenuBar>
#include <QSettings>
#include <QSplitter>
#include <QStatusBar>
#include <QToolBar>
#include <QToolButton>

namespace spp::workbench
{

namespace
{

constexpr QSize firstSize{1280, 800};
constexpr int firstDockWidth = 310;
constexpr int firstEditorHeight = 330;
constexpr int firstPanelHeight = 400;

/// Another version's arrangement is not taken over: it knows other panels.
constexpr int layoutVersion = 1;

const QString geometryKey = QStringLiteral("window/geometry");
const QString stateKey = QStringLiteral("window/state");
const QString splitterKey = QStringLiteral("window/splitter");

} // namespace

void MainWindow::setSessionPanel(QWidget* panel)
{
    m_splitter->addWidget(panel);
    m_splitter->setStretchFactor(0, 1);
    m_splitter->setStretchFactor(1, 1);
    if (!m_splitter->restoreState(QSettings().value(splitterKey).toByteArray()))
        m_splitter->setSizes({firstEditorHeight, firstPanelHeight});

    addMenu(tr("&Session"), panel->actions());
    m_toolBar->addSeparator();
    m_toolBar->addActions(panel->actions());
}

void MainWindow::addMenu(const QString& title, const QList<QAction*>& actions)
{
    auto* menu = new QMenu(title, this);
    menu->addActions(actions);
    menuBar()->insertMenu(m_viewMenu->menuAction(), menu);
}

void MainWindow::addHomePanel(const QString& title, QWidget* panel)
{
    m_homePanelDock = newDock(title, QStringLiteral("homePanelDock"), panel);
    setTabPosition(Qt::LeftDockWidgetArea, QTabWidget::North);
    addDockWidget(Qt::LeftDockWidgetArea, m_homePanelDock);
    tabifyDockWidget(m_homeDock, m_homePanelDock);
    m_homeDock->raise();
    restoreDocks();
}

void MainWindow::showHomePanel()
{
    m_homePanelDock->show();
    m_homePanelDock->raise();
}

void MainWindow::addSidePanel(const QString& title, QWidget* panel)
{
    QDockWidget* dock = newDock(title, QStringLiteral("sidePanelDock"), panel);
    addDockWidget(Qt::LeftDockWidgetArea, dock);
    resizeDocks({dock}, {firstDockWidth}, Qt::Horizontal);
    restoreDocks();
}

void MainWindow::addBottomPanel(const QString& title, QWidget* panel, QToolButton* button)
{
    QDockWidget* dock = addBottomDock(title, QStringLiteral("bottomPanelDock"), panel);
    connect(button, &QToolButton::clicked, dock->toggleViewAction(), &QAction::trigger);
    statusBar()->addPermanentWidget(button);
    tabifyDockWidget(m_searchDock, dock);
    restoreDocks();
}

/// Closed at first.
QDockWidget* MainWindow::addBottomDock(const QString& title, const QString& name, QWidget* panel)
{
    QDockWidget* dock = newDock(title, name, panel);
    addDockWidget(Qt::BottomDockWidgetArea, dock);
    dock->hide();
    return dock;
}

/// @param name by which the window's saved state knows it
QDockWidget* MainWindow::newDock(const QString& title, const QString& name, QWidget* panel)
{
    auto* dock = new QDockWidget(title, this);
    dock->setObjectName(name);
    dock->setFeatures(QDockWidget::DockWidgetClosable | QDockWidget::DockWidgetMovable);
    dock->setWidget(panel);
    m_viewMenu->addAction(dock->toggleViewAction());
    return dock;
}

void MainWindow::restoreLayout()
{
    resize(firstSize);
    resizeDocks({m_homeDock}, {firstDockWidth}, Qt::Horizontal);
    restoreGeometry(QSettings().value(geometryKey).toByteArray());
    restoreDocks();
}

void MainWindow::restoreDocks()
{
    restoreState(QSettings().value(stateKey).toByteArray(), layoutVersion);
}

void MainWindow::keepLayout() const
{
    QSettings settings;
    settings.setValue(geometryKey, saveGeometry());
    settings.setValue(stateKey, saveState(layoutVersion));
    settings.setValue(splitterKey, m_splitter->saveState());
}

} // namespace spp::workbench
