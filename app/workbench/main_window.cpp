// SPDX-License-Identifier: MIT
#include "app/workbench/main_window.h"

#include "app/workbench/editor/code_editor.h"
#include "app/workbench/editor/editor_area.h"
#include "app/workbench/editor/editor_tab.h"
#include "app/workbench/editor/editor_tabs.h"
#include "app/workbench/editor/find_bar.h"
#include "app/workbench/editor/notice_bar.h"
#include "app/workbench/home_dock.h"
#include "app/workbench/search/quick_open.h"
#include "app/workbench/search/search_view.h"
#include "app/workbench/settings/icons.h"
#include "app/workbench/settings/recent_homes.h"

#include <QApplication>
#include <QCloseEvent>
#include <QFileDialog>
#include <QFileInfo>
#include <QInputDialog>
#include <QLabel>
#include <QMenuBar>
#include <QMessageBox>
#include <QSplitter>
#include <QStackedWidget>
#include <QStatusBar>
#include <QTextBlock>
#include <QToolButton>
#include <QVBoxLayout>

#include <chrono>
#include <optional>

namespace spp::workbench
{

namespace
{

constexpr std::chrono::milliseconds briefly{4000};
constexpr int statusMargin = 10; // pixels at either side of each text

QString lostSentence(const QString& home)
{
    return MainWindow::tr(
               "%1 is gone. What is open stays in its tabs, and what was typed is not lost; it can be saved when "
               "the folder is back, or as a copy.")
        .arg(home);
}

} // namespace

MainWindow::MainWindow(const KSyntaxHighlighting::Repository& repository, QWidget* parent)
    : QMainWindow(parent),
      m_homeDock(new HomeDock(&m_homeModel, this)),
      m_notice(new NoticeBar),
      m_center(new QStackedWidget),
      m_area(new EditorArea(repository)),
      m_editors(m_area->tabs()),
      m_search(new SearchView([this] { return m_editors->unsavedTexts(); })),
      m_quickOpen(new QuickOpen(this)),
      m_splitter(new QSplitter(Qt::Vertical))
{
    addDockWidget(Qt::LeftDockWidgetArea, m_homeDock);
    addFileMenu();
    addEditMenu();
    addViewMenu();
    addHelpMenu();
    addToolBar();
    addStatusBar();
    setCentralWidget(makeCenter());

    connect(m_homeDock, &HomeDock::fileChosen, this, &MainWindow::openFile);
    m_searchDock = addBottomDock(tr("Find in Home"), QStringLiteral("searchDock"), m_search);

    connect(&m_homeModel, &HomeModel::lost, m_editors, &EditorTabs::lookAgain);
    connect(&m_homeModel, &HomeModel::found, m_editors, &EditorTabs::lookAgain);
    connect(&m_homeModel, &HomeModel::lost, this, [this] { tell(lostSentence(home())); });
    connect(&m_homeModel, &HomeModel::found, this, [this] {
        if (m_notice->sentence() == lostSentence(home()))
            m_notice->hide();
    });
    connect(m_search, &SearchView::hitChosen, this, &MainWindow::openHit);
    connect(m_search, &SearchView::replaceWanted, this,
            [this](const Replacement& replacement) { tellBriefly(replaceInFiles(*m_editors, replacement)); });
    connect(m_quickOpen, &QuickOpen::chosen, this,
            [this](const QString& path, int line) { line > 0 ? openFileAt(path, line) : openFile(path); });
    connect(m_area, &EditorArea::stateChanged, this, &MainWindow::showState);
    connect(m_editors, &EditorTabs::lineToggled, this, &MainWindow::breakpointToggled);
    connect(m_editors, &EditorTabs::opened, this, &MainWindow::marksWanted);

    restoreLayout();
    showState();
}

Result<void> MainWindow::openHome(const QString& path)
{
    // Looked at before any file is closed for it.
    HomeModel candidate;
    if (auto checked = candidate.open(path); !checked) {
        m_notice->tell(Meaning::Error, QString::fromStdString(checked.error().message),
                       {{tr("Open Home…"), [this] { askForHome(); }}, {tr("Close"), [] {}}});
        return checked;
    }
    if (!m_editors->closeAll())
        return {};
    if (auto opened = m_homeModel.open(path); !opened)
        return opened;

    m_notice->hide();
    writeRecentHome(home());
    m_search->setHome(home());
    emit homeChanged(home());
    const QString plugins = home() + QStringLiteral("/control/smtpplugins");
    if (QFileInfo::exists(plugins))
        openFile(plugins);
    showState();
    return {};
}

void MainWindow::openFile(const QString& path)
{
    const EditorTab* tab = m_editors->open(path);
    if (tab->path().endsWith(QStringLiteral(".spp")))
        emit dialogChosen(tab->path());
}

void MainWindow::openFileAt(const QString& path, int line)
{
    // A file that can't be shown as text has no lines to go to.
    if (CodeEditor* editor = m_editors->open(path)->editor()) {
        editor->goToLine(line);
        editor->setFocus();
    }
}

void MainWindow::openHit(const QString& path, int line, int column, int length)
{
    if (CodeEditor* editor = m_editors->open(path)->editor()) {
        editor->select(line, column, length);
        editor->setFocus();
    }
}

void MainWindow::tell(const QString& sentence)
{
    m_notice->tell(Meaning::Error, sentence);
}

void MainWindow::tellBriefly(const QString& words)
{
    statusBar()->showMessage(words, static_cast<int>(briefly.count()));
}

void MainWindow::addViewAction(QAction* action)
{
    m_viewMenu->addAction(action);
}

void MainWindow::markBreakpoints(const std::function<QSet<int>(const QString& path)>& lines)
{
    for (int index = 0; index < m_editors->count(); ++index)
        if (CodeEditor* editor = m_editors->tab(index)->editor())
            editor->code().markLines(lines(m_editors->tab(index)->path()));
}

void MainWindow::closeEvent(QCloseEvent* event)
{
    if (!m_editors->closeAll()) {
        event->ignore();
        return;
    }
    keepLayout();
    event->accept();
}

QWidget* MainWindow::makeCenter()
{
    m_center->addWidget(makeStartPage());
    m_center->addWidget(m_area);
    m_splitter->addWidget(m_center);
    m_splitter->setCollapsible(0, false);

    auto* center = new QWidget;
    auto* column = new QVBoxLayout(center);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(m_notice);
    column->addWidget(m_splitter, 1);
    return center;
}

/// Stands in the middle while no file is open.
QWidget* MainWindow::makeStartPage()
{
    auto* page = new QWidget;
    auto* text = new QLabel(page);
    auto* button = new QToolButton(page);
    button->setDefaultAction(m_openHome);
    button->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    text->setAlignment(Qt::AlignCenter);
    auto* column = new QVBoxLayout(page);
    column->addStretch(1);
    column->addWidget(text);
    column->addWidget(button, 0, Qt::AlignHCenter);
    column->addStretch(2);

    const auto explain = [this, text, button] {
        const bool noHome = home().isEmpty();
        text->setText(noHome ? tr("Open a qmail home: the folder that holds control/ and plugins/, such as /var/qmail.")
                             : tr("Choose a file from the tree to edit it."));
        button->setVisible(noHome);
    };
    connect(&m_homeModel, &HomeModel::modelReset, text, explain);
    explain();
    return page;
}

void MainWindow::addStatusBar()
{
    m_path = new QLabel;
    m_description = new QLabel;
    m_position = new QLabel;
    m_path->setTextInteractionFlags(Qt::TextSelectableByMouse);
    m_path->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred); // a long path must not widen the window
    for (QLabel* label : {m_path, m_position, m_description})
        label->setContentsMargins(statusMargin, 0, statusMargin, 0);
    statusBar()->addWidget(m_path, 1);
    statusBar()->addPermanentWidget(m_position);
    statusBar()->addPermanentWidget(m_description);
}

void MainWindow::askForHome()
{
    const QString path = QFileDialog::getExistingDirectory(this, tr("Open Home"), home());
    if (!path.isEmpty())
        (void)openHome(path); // on failure the window has said why
}

/// What is on the disk is deployed.
void MainWindow::askToDeploy()
{
    if (m_editors->hasModified()) {
        const auto answer = QMessageBox::question(
            this, tr("Deploy"), tr("There are changes that are not saved. What is deployed is what is on the disk."),
            QMessageBox::SaveAll | QMessageBox::Cancel, QMessageBox::SaveAll);
        if (answer != QMessageBox::SaveAll || !m_editors->saveAll())
            return;
    }
    emit deployWanted();
}

void MainWindow::askForFile()
{
    const QString path =
        QFileDialog::getOpenFileName(this, tr("Open File"), home(), tr("All files (*);;Dialogs (*.spp)"));
    if (!path.isEmpty())
        openFile(path);
}

void MainWindow::askForLine()
{
    CodeEditor* editor = m_area->active().editor;
    bool accepted = false;
    const int line =
        QInputDialog::getInt(this, tr("Go to Line"), tr("Line (1 to %1):").arg(editor->blockCount()),
                             editor->textCursor().blockNumber() + 1, 1, editor->blockCount(), 1, &accepted);
    if (accepted)
        editor->goToLine(line);
}

/// What is selected is what is looked for.
void MainWindow::findInHome()
{
    const CodeEditor* editor = m_area->active().editor;
    const QString selected = editor ? editor->textCursor().selectedText() : QString();
    m_searchDock->show();
    m_searchDock->raise();
    m_search->open(selected.contains(QChar::ParagraphSeparator) ? QString() : selected);
}

void MainWindow::fillRecentHomes()
{
    m_recentHomes->clear();
    for (const QString& path : readRecentHomes())
        m_recentHomes->addAction(QString(path).replace(u'&', QStringLiteral("&&")), this,
                                 [this, path] { (void)openHome(path); });
    if (m_recentHomes->isEmpty())
        m_recentHomes->addAction(tr("None yet"))->setEnabled(false);
}

/// Title, status bar and actions from what is in front now.
void MainWindow::showState()
{
    const auto [tab, editor, findBar] = m_area->active();
    m_center->setCurrentIndex(tab ? 1 : 0);

    const QString homeName = home().isEmpty() ? QString() : QStringLiteral("%1 — ").arg(QFileInfo(home()).fileName());
    const QString fileName =
        tab ? QStringLiteral("%1[*] — ").arg(QFileInfo(tab->path()).fileName()) : QStringLiteral("[*]");
    setWindowTitle(fileName + homeName + QStringLiteral("spp-workbench"));
    setWindowModified(tab && tab->isModified());

    m_path->setText(tab ? tab->path() : home());
    m_description->setText(tab ? tab->description() : QString());
    m_position->clear();
    if (editor) {
        const QTextCursor cursor = editor->textCursor();
        m_position->setText(tr("Line %1, column %2").arg(cursor.blockNumber() + 1).arg(cursor.positionInBlock() + 1));
    }

    const std::pair cursor(editor ? tab->path() : QString(), editor ? editor->textCursor().blockNumber() + 1 : 0);
    if (std::exchange(m_cursor, cursor) != cursor)
        emit cursorMoved(cursor.first, cursor.second);

    const bool hasSelection = editor && editor->textCursor().hasSelection();
    for (QAction* action : {m_actions.newPlugin, m_actions.libraryPlugin})
        action->setEnabled(!home().isEmpty());
    m_actions.save->setEnabled(tab && tab->isModified());
    m_deploy->setEnabled(!home().isEmpty());
    m_actions.saveAll->setEnabled(m_editors->hasModified());
    m_actions.close->setEnabled(tab);
    m_actions.split->setEnabled(editor);
    m_actions.goToFile->setEnabled(!home().isEmpty());
    m_actions.findInHome->setEnabled(!home().isEmpty());
    m_actions.undo->setEnabled(editor && editor->document()->isUndoAvailable());
    m_actions.redo->setEnabled(editor && editor->document()->isRedoAvailable());
    m_actions.cut->setEnabled(hasSelection);
    m_actions.copy->setEnabled(hasSelection);
    // Paste is not asked of the clipboard: that may wait for another program, and this runs at every step of the cursor.
    for (QAction* action : {m_actions.paste, m_actions.selectAll, m_actions.find, m_actions.findNext,
                            m_actions.findPrevious, m_actions.goToLine, m_actions.nextProblem,
                            m_actions.previousProblem, m_actions.fixProblem, m_actions.replace, m_actions.comment})
        action->setEnabled(editor);
    for (QAction* action : m_foldingMenu->actions()) // a menu that is off leaves its shortcuts on
        action->setEnabled(editor);
}

void MainWindow::showAbout()
{
    QMessageBox::about(
        this, tr("About spp-workbench"),
        tr("<b>spp-workbench %1</b><p>A workbench for qmail-spp plugins: edit a qmail home, talk SMTP to it, and see "
           "what each plugin does.</p><p>MIT licence. Made with Qt %2 and KSyntaxHighlighting.</p>")
            .arg(QApplication::applicationVersion(), QString::fromLatin1(qVersion())));
}

} // namespace spp::workbench
