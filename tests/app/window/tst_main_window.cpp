// SPDX-License-Identifier: MIT
#include "app/workbench/editor/code_editor.h"
#include "app/workbench/editor/editor_area.h"
#include "app/workbench/editor/editor_tab.h"
#include "app/workbench/editor/editor_tabs.h"
#include "app/workbench/editor/language.h"
#include "app/workbench/editor/notice_bar.h"
#include "app/workbench/editor/side_view.h"
#include "app/workbench/home_dock.h"
#include "app/workbench/main_window.h"
#include "app/workbench/search/quick_open.h"
#include "app/workbench/search/search_view.h"
#include "app/workbench/settings/recent_homes.h"
#include "tests/app/temporary_home.h"
#include "tests/support/test_main.h"

#include <QApplication>
#include <QLineEdit>
#include <QListView>
#include <QMenuBar>
#include <QMessageBox>
#include <QPushButton>
#include <QSettings>
#include <QSignalSpy>
#include <QTimer>
#include <QToolBar>
#include <QTreeView>

#include <memory>

using namespace spp::workbench;

class TestMainWindow : public QObject
{
    Q_OBJECT

private slots:
    void init()
    {
        QSettings().clear();
        m_home = std::make_unique<TemporaryHome>();
        m_home->write("plugins/policy", "#!/bin/sh\n", TemporaryHome::executable);
        m_home->write("dialogs/tour.spp", "> QUIT\n");
        m_window = std::make_unique<MainWindow>(*m_repository);
    }

    void openedHomeShowsItsTreeAndItsPlugins()
    {
        const QSignalSpy opened(m_window.get(), &MainWindow::homeChanged);
        QVERIFY(m_window->openHome(m_home->path()));
        QCOMPARE(opened.count(), 1);
        QCOMPARE(m_window->findChild<QTreeView*>()->model()->rowCount(), 3);
        QCOMPARE(m_window->editors()->current()->path(), m_home->path("control/smtpplugins"));
        QCOMPARE(readRecentHomes(), QStringList(m_home->path()));
        QVERIFY(m_window->windowTitle().startsWith("smtpplugins[*]"));
    }

    void missingHomeIsToldInTheWindow()
    {
        const auto opened = m_window->openHome("/nowhere/at/all");
        QVERIFY(!opened);
        QVERIFY(!m_window->notice()->isHidden());
        QVERIFY(m_window->notice()->sentence().contains("/nowhere/at/all does not exist"));
        QVERIFY(readRecentHomes().isEmpty());
        QVERIFY(m_window->openHome(m_home->path()));
        QVERIFY(m_window->notice()->isHidden());
    }

    void missingHomeLeavesTheOpenOneAlone()
    {
        QVERIFY(m_window->openHome(m_home->path()));
        QVERIFY(!m_window->openHome("/nowhere/at/all"));
        QCOMPARE(m_window->home(), m_home->path());
        QCOMPARE(m_window->editors()->count(), 1);
    }

    void aPluginCanBeWantedOnceThereIsAHome()
    {
        QSignalSpy wanted(m_window.get(), &MainWindow::newPluginWanted);
        auto* tree = m_window->findChild<QTreeView*>();
        const auto actions = tree->actions(); // its context menu
        QCOMPARE(actions.size(), 2);
        actions.first()->trigger();
        QVERIFY(wanted.isEmpty());
        QVERIFY(m_window->openHome(m_home->path()));
        actions.first()->trigger();
        QCOMPARE(wanted.count(), 1);
    }

    void fileChosenInTheTreeOpensOnce()
    {
        QVERIFY(m_window->openHome(m_home->path()));
        auto* tree = m_window->findChild<QTreeView*>();
        const QModelIndex policy = tree->model()->index(0, 0, tree->model()->index(1, 0));
        emit tree->activated(policy);
        emit tree->activated(policy);
        QCOMPARE(m_window->editors()->count(), 2);
        QCOMPARE(m_window->editors()->current()->path(), m_home->path("plugins/policy"));
        emit tree->activated(tree->model()->index(1, 0)); // a group is no file
        QCOMPARE(m_window->editors()->count(), 2);
    }

    void openedDialogIsHandedToTheSession()
    {
        QVERIFY(m_window->openHome(m_home->path()));
        const QSignalSpy chosen(m_window.get(), &MainWindow::dialogChosen);
        m_window->openFile(m_home->path("dialogs/tour.spp"));
        m_window->openFile(m_home->path("control/me"));
        QCOMPARE(chosen.count(), 1);
        QCOMPARE(chosen.first().first().toString(), m_home->path("dialogs/tour.spp"));
    }

    void aClickBesideALineIsToldAndItsMarkIsAskedFor()
    {
        QVERIFY(m_window->openHome(m_home->path()));
        m_window->show();
        const QString path = m_home->path("control/smtpplugins");
        const QSignalSpy toggled(m_window.get(), &MainWindow::breakpointToggled);
        QTest::mouseClick(m_window->editors()->current()->editor()->childAt(3, 6), Qt::LeftButton, {}, QPoint(3, 6));
        QCOMPARE(toggled.count(), 1);
        QCOMPARE(toggled[0], (QVariantList{path, 1}));
        QStringList asked;
        m_window->markBreakpoints([&](const QString& file) {
            asked.append(file);
            return QSet<int>{1};
        });
        QCOMPARE(asked, QStringList{path});
    }

    void theCursorsLineIsTold()
    {
        QVERIFY(m_window->openHome(m_home->path()));
        const QSignalSpy moved(m_window.get(), &MainWindow::cursorMoved);
        m_window->openFileAt(m_home->path("plugins/policy"), 2);
        QCOMPARE(moved.last(), (QVariantList{m_home->path("plugins/policy"), 2}));
    }

    void changesAreMarkedInTabAndTitle()
    {
        QVERIFY(m_window->openHome(m_home->path()));
        EditorTabs* editors = m_window->editors();
        QVERIFY(!action("Save")->isEnabled());
        change();
        QVERIFY(m_window->isWindowModified());
        QCOMPARE(editors->tabText(editors->currentIndex()), QStringLiteral("smtpplugins *"));
        action("Save")->trigger();
        QVERIFY(!m_window->isWindowModified());
        QCOMPARE(editors->tabText(editors->currentIndex()), QStringLiteral("smtpplugins"));
        QVERIFY(m_home->read("control/smtpplugins").startsWith("# changed\n"));
    }

    void saveAllSavesEveryTab()
    {
        QVERIFY(m_window->openHome(m_home->path()));
        change();
        m_window->openFile(m_home->path("control/me"));
        change();
        action("Save All")->trigger();
        QVERIFY(!m_window->editors()->hasModified());
        QVERIFY(m_home->read("control/smtpplugins").startsWith("# changed\n"));
        QVERIFY(m_home->read("control/me").startsWith("# changed\n"));
        QVERIFY(!action("Save All")->isEnabled());
    }

    void closingAsksOnlyAboutChanges()
    {
        QVERIFY(m_window->openHome(m_home->path()));
        action("Close")->trigger(); // would wait for an answer if it asked
        QCOMPARE(m_window->editors()->count(), 0);
        QVERIFY(!action("Close")->isEnabled());
    }

    void closingAChangedTabAsks_data()
    {
        QTest::addColumn<QMessageBox::StandardButton>("answer");
        QTest::addColumn<int>("tabs");
        QTest::addColumn<bool>("saved");
        QTest::newRow("cancel") << QMessageBox::Cancel << 1 << false;
        QTest::newRow("discard") << QMessageBox::Discard << 0 << false;
        QTest::newRow("save") << QMessageBox::Save << 0 << true;
    }

    void closingAChangedTabAsks()
    {
        QFETCH(QMessageBox::StandardButton, answer);
        QFETCH(int, tabs);
        QFETCH(bool, saved);
        QVERIFY(m_window->openHome(m_home->path()));
        change();
        answerNextQuestion(answer);
        action("Close")->trigger();
        QCOMPARE(m_questions, 1);
        QCOMPARE(m_window->editors()->count(), tabs);
        QCOMPARE(m_home->read("control/smtpplugins").startsWith("# changed\n"), saved);
    }

    void closingTheWindowAsksOnceForAllChanges()
    {
        QVERIFY(m_window->openHome(m_home->path()));
        change();
        m_window->openFile(m_home->path("control/me"));
        change();
        m_window->show();
        answerNextQuestion(QMessageBox::Cancel);
        QVERIFY(!m_window->close());
        QCOMPARE(m_questions, 1);
        QVERIFY(m_window->isVisible());
        answerNextQuestion(QMessageBox::Save);
        QVERIFY(m_window->close());
        QVERIFY(m_home->read("control/me").startsWith("# changed\n"));
    }

    void tabWhoseSaveFailsStaysOpen()
    {
        QVERIFY(m_window->openHome(m_home->path()));
        m_home->write("control/greeting", "gr\xfc\xdf\n");
        m_window->openFile(m_home->path("control/greeting"));
        m_window->editors()->current()->editor()->insertPlainText(QStringLiteral("\u20ac"));
        answerNextQuestion(QMessageBox::Save);
        QVERIFY(!m_window->editors()->closeAll());
        QCOMPARE(m_window->editors()->count(), 2);
        QCOMPARE(m_window->editors()->current()->path(), m_home->path("control/greeting"));
    }

    void anotherHomeIsNotOpenedOverChangesThatAreKept()
    {
        TemporaryHome other;
        QVERIFY(m_window->openHome(m_home->path()));
        change();
        answerNextQuestion(QMessageBox::Cancel);
        (void)m_window->openHome(other.path());
        QCOMPARE(m_window->home(), m_home->path());
        answerNextQuestion(QMessageBox::Discard);
        QVERIFY(m_window->openHome(other.path()));
        QCOMPARE(m_window->home(), other.path());
        QCOMPARE(m_window->editors()->current()->path(), other.path("control/smtpplugins"));
    }

    void fileThatCantBeShownGetsATabThatSaysWhy()
    {
        QVERIFY(m_window->openHome(m_home->path()));
        m_window->openFile(m_home->write("control/morercpthosts.cdb", QByteArray("a\0b", 3)));
        QVERIFY(m_window->editors()->current()->problem().contains("binary"));
        QVERIFY(!action("Find…")->isEnabled());
        QVERIFY(action("Close")->isEnabled());
    }

    void sessionPanelBringsItsActions()
    {
        auto* panel = new QWidget;
        auto* run = new QAction("Run", panel);
        panel->addAction(run);
        m_window->setSessionPanel(panel);
        QVERIFY(m_window->isAncestorOf(panel));
        QVERIFY(m_window->findChild<QToolBar*>()->actions().contains(run));
        QStringList menus;
        for (const QAction* menu : m_window->menuBar()->actions())
            menus.append(menu->text());
        QCOMPARE(menus, QStringList({"&File", "&Edit", "&Session", "&View", "&Help"}));
    }

    void aPanelBehindTheHomesTreeIsPutBeforeIt()
    {
        auto* panel = new QWidget;
        m_window->addHomePanel("Scenarios", panel);
        m_window->show();
        m_window->showHomePanel();
        QTRY_VERIFY(!panel->visibleRegion().isEmpty());
        QVERIFY(m_window->findChild<HomeDock*>()->visibleRegion().isEmpty());
    }

    void fileOfTheHomeIsGoneToByItsName()
    {
        QVERIFY(!action("Go to File…")->isEnabled());
        QVERIFY(m_window->openHome(m_home->path()));
        m_window->show();
        action("Go to File…")->trigger();
        QuickOpen* quick = m_window->quickOpen();
        QTRY_VERIFY(quick->list()->model()->rowCount() > 0);
        QTest::keyClicks(quick->field(), "me:1");
        QTest::keyClick(quick->field(), Qt::Key_Return);
        QCOMPARE(m_window->editors()->current()->path(), m_home->path("control/me"));
    }

    void selectionIsFoundInAllFiles()
    {
        QVERIFY(!action("Find in Home…")->isEnabled());
        m_home->write("plugins/policy", "#!/bin/sh\nexit 0 # smtpplugins, [rcpt]\n", TemporaryHome::executable);
        QVERIFY(m_window->openHome(m_home->path()));
        m_window->show();
        m_window->editors()->current()->editor()->select(1, 1, 4);
        action("Find in Home…")->trigger();
        SearchView* search = m_window->search();
        QVERIFY(search->isVisible());
        QCOMPARE(search->needle()->text(), QStringLiteral("rcpt"));
        QSignalSpy finished(search, &SearchView::finished);
        search->start();
        QVERIFY(finished.wait(60'000));
        QCOMPARE(search->model().rowCount(), 2);
        emit search->list()->activated(search->model().index(1, 0));
        QCOMPARE(m_window->editors()->current()->path(), m_home->path("plugins/policy"));
        QCOMPARE(m_window->editors()->current()->editor()->textCursor().selectedText(), QStringLiteral("rcpt"));
        QCOMPARE(m_window->editors()->current()->editor()->textCursor().blockNumber(), 1);
    }

    void editorIsSplitAndJoined()
    {
        QVERIFY(!action("Split Editor")->isEnabled());
        QVERIFY(m_window->openHome(m_home->path()));
        action("Split Editor")->trigger();
        QVERIFY(m_window->editorArea()->side()->tab());
        action("Split Editor")->trigger();
        QVERIFY(!m_window->editorArea()->side()->tab());
    }

    void recentHomesAreFewAndTheLastComesFirst()
    {
        for (int home = 0; home < 12; ++home)
            writeRecentHome(QStringLiteral("/home/%1").arg(home));
        writeRecentHome("/home/7");
        QCOMPARE(readRecentHomes().size(), maxRecentHomes);
        QCOMPARE(readRecentHomes().first(), QStringLiteral("/home/7"));
        QCOMPARE(readRecentHomes().count("/home/7"), 1);
    }

private:
    void change() { m_window->editors()->current()->editor()->insertPlainText("# changed\n"); }

    QAction* action(const QString& text) const
    {
        for (QAction* action : m_window->findChildren<QAction*>()) {
            if (action->text().remove(u'&') == text && !action->isSeparator())
                return action;
        }
        qFatal("there is no action %s", qPrintable(text));
        return nullptr;
    }

    /// The question is modal, so the answer is given from within its event loop.
    void answerNextQuestion(QMessageBox::StandardButton answer)
    {
        m_questions = 0;
        QTimer::singleShot(0, this, [this, answer] {
            if (auto* question = qobject_cast<QMessageBox*>(QApplication::activeModalWidget())) {
                ++m_questions;
                question->button(answer)->click();
            }
        });
    }

    std::unique_ptr<KSyntaxHighlighting::Repository> m_repository = makeSyntaxRepository();
    std::unique_ptr<TemporaryHome> m_home;
    std::unique_ptr<MainWindow> m_window;
    int m_questions = 0;
};

SPP_TEST(TestMainWindow)
#include "tst_main_window.moc"
