// SPDX-License-Identifier: MIT
/// Finding in all files of the home, and going to a file by some letters of its name.
#include "app/workbench/editor/code_editor.h"
#include "app/workbench/editor/editor_tab.h"
#include "app/workbench/editor/editor_tabs.h"
#include "app/workbench/editor/language.h"
#include "app/workbench/models/text_file.h"
#include "app/workbench/search/quick_open.h"
#include "app/workbench/search/search_view.h"
#include "tests/app/temporary_home.h"
#include "tests/support/test_main.h"

#include <QAbstractItemModelTester>
#include <QLineEdit>
#include <QListView>
#include <QPushButton>
#include <QSignalSpy>
#include <QTest>
#include <QToolButton>
#include <QTreeView>

#include <memory>

using namespace spp::workbench;

class TestSearch : public QObject
{
    Q_OBJECT

    std::unique_ptr<TemporaryHome> m_home;
    QHash<QString, QString> m_unsaved;
    std::unique_ptr<SearchView> m_view;

    /// What is in the list: "control/me:1 text".
    QStringList search(const QString& needle)
    {
        QSignalSpy finished(m_view.get(), &SearchView::finished);
        m_view->needle()->setText(needle);
        QTest::keyClick(m_view->needle(), Qt::Key_Return);
        if (m_view->isSearching() && !finished.wait(60'000))
            qFatal("the search does not end");
        QStringList rows;
        for (int row = 0; row < m_view->model().rowCount(); ++row)
            rows << m_view->model().index(row, HitsModel::Place).data().toString() + u' ' +
                        m_view->model().index(row, HitsModel::Excerpt).data().toString();
        return rows;
    }

private slots:
    void init()
    {
        m_home = std::make_unique<TemporaryHome>();
        m_unsaved.clear();
        m_view = std::make_unique<SearchView>([this] { return m_unsaved; });
        m_view->setHome(m_home->path());
        m_view->show();
    }

    void placesInAllFilesAreListed()
    {
        const QAbstractItemModelTester tester(m_view->list()->model());
        m_home->write("plugins/policy", "#!/bin/sh\n  echo Example.org\n");
        QCOMPARE(search("example.org"),
                 QStringList({"control/me:1 mx.example.org", "plugins/policy:2 echo Example.org"}));
        QCOMPARE(m_view->state(), QStringLiteral("2 places in 2 of 3 files"));
        m_view->matchCaseButton()->click();
        QCOMPARE(search("Example.org").size(), 1);
        m_view->regularExpressionButton()->click();
        QCOMPARE(search("^mx\\.[a-z]+"), QStringList("control/me:1 mx.example.org"));
    }

    void whatWasFoundIsReplacedInTabsThatUndoTakesBack()
    {
        const auto repository = makeSyntaxRepository();
        EditorTabs editors(*repository);
        m_home->write("control/a", "one two\n");
        m_home->write("control/b", "two two\n");
        QVERIFY(!m_view->replaceButton()->isEnabled());
        m_view->regularExpressionButton()->click();
        QCOMPARE(search("t(w)o").size(), 3);
        QVERIFY(m_view->replaceButton()->isEnabled());
        QString told;
        connect(m_view.get(), &SearchView::replaceWanted, this,
                [&](const Replacement& replacement) { told = replaceInFiles(editors, replacement); });
        m_view->replacement()->setText("\\1\\1");
        QSignalSpy finished(m_view.get(), &SearchView::finished);
        m_view->replaceButton()->click();
        QCOMPARE(told, "3 places replaced in 2 files, which are open now and not saved yet.");
        QCOMPARE(editors.find(m_home->path("control/b"))->editor()->text(), "ww ww\n");
        QCOMPARE(m_home->read("control/b"), "two two\n");
        QCOMPARE(editors.find(m_home->path("control/a"))->editor()->text(), "one ww\n");
        editors.find(m_home->path("control/a"))->editor()->undo();
        QCOMPARE(editors.find(m_home->path("control/a"))->editor()->text(), "one two\n");
        QVERIFY(!m_view->isSearching() || finished.wait(60'000));
    }

    void inTooManyFilesNothingIsReplaced()
    {
        const auto repository = makeSyntaxRepository();
        EditorTabs editors(*repository);
        QStringList paths;
        for (int i = 0; i <= maxReplacedFiles; ++i)
            paths.append(m_home->path(QString::number(i)));
        QVERIFY(
            replaceInFiles(editors, {{"x", true, false}, "y", paths}).startsWith("It was found in more than 40 files"));
        QVERIFY(editors.tabs().isEmpty());
    }

    void tipsShowTagsAsTheyAre()
    {
        m_home->write("control/tags", "<img src=x> needle\n");
        QCOMPARE(search("needle").size(), 1);
        const QModelIndex excerpt = m_view->model().index(0, HitsModel::Excerpt);
        QCOMPARE(excerpt.data(Qt::ToolTipRole).toString(), QStringLiteral("<qt>&lt;img src=x&gt; needle</qt>"));
    }

    void nothingFoundIsSaid()
    {
        QCOMPARE(search("nowhere"), QStringList());
        QCOMPARE(m_view->state(), QStringLiteral("Not found in 2 files"));
    }

    void whatIsNoExpressionIsSaid()
    {
        m_view->regularExpressionButton()->click();
        QCOMPARE(search("("), QStringList());
        QVERIFY2(m_view->state().startsWith("No regular expression"), qPrintable(m_view->state()));
    }

    void filesThatHoldNoTextAreNotLookedAtAndThatIsSaid()
    {
        m_home->write("control/more.cdb", QByteArray("needle\0", 7));
        m_home->write("control/log", QByteArray(maxTextFileSize, 'x') + "needle");
        QCOMPARE(search("needle"), QStringList());
        QCOMPARE(m_view->state(), QStringLiteral("Not found in 2 files; not looked at: 1 binary, 1 larger than 8 MiB"));
    }

    void unsavedTextIsSearchedInsteadOfTheFile()
    {
        m_unsaved.insert(m_home->path("control/me"), "typed, not saved\n");
        QCOMPARE(search("not saved"), QStringList("control/me:1 typed, not saved"));
        QCOMPARE(search("mx.example"), QStringList());
    }

    void tooManyPlacesEndTheSearch()
    {
        m_home->write("control/many", QByteArray(3'000, 'q'));
        QCOMPARE(search("q").size(), qsizetype(maxSearchHits));
        QVERIFY2(m_view->state().endsWith("there are more"), qPrintable(m_view->state()));
    }

    void newSearchTakesThePlaceOfTheOneThatRuns()
    {
        for (int file = 0; file < 200; ++file)
            m_home->write(QStringLiteral("plugins/%1").arg(file), QByteArray(20'000, 'x') + "needle\n");
        m_view->needle()->setText("needle");
        m_view->start();
        QVERIFY(m_view->isSearching());
        QCOMPARE(search("mx.example"), QStringList("control/me:1 mx.example.org"));
    }

    void searchCanBeStopped()
    {
        for (int file = 0; file < 200; ++file)
            m_home->write(QStringLiteral("plugins/%1").arg(file), "needle\n");
        m_view->needle()->setText("needle");
        m_view->start();
        QTest::keyClick(m_view->needle(), Qt::Key_Escape);
        QVERIFY(!m_view->isSearching());
        const int found = m_view->model().rowCount();
        QVERIFY2(m_view->state().startsWith("Stopped"), qPrintable(m_view->state()));
        QCOMPARE(search("mx.example").size(), 1); // comes behind all that the stopped one could still tell
        QVERIFY(found <= 200);
    }

    void clickGoesToThePlace()
    {
        QCOMPARE(search("example").size(), 1);
        const QSignalSpy chosen(m_view.get(), &SearchView::hitChosen);
        QTreeView* list = m_view->list();
        QTest::mouseClick(list->viewport(), Qt::LeftButton, {}, list->visualRect(m_view->model().index(0, 0)).center());
        QCOMPARE(chosen.value(0), QVariantList({m_home->path("control/me"), 1, 3, 7}));
    }

    void fileIsChosenByKeys()
    {
        QWidget window;
        window.resize(800, 600);
        window.show();
        QuickOpen quick(&window);
        const QSignalSpy chosen(&quick, &QuickOpen::chosen);
        quick.open(m_home->path());
        QTRY_COMPARE(quick.list()->model()->rowCount(), 2);
        QTest::keyClicks(quick.field(), "con");
        QCOMPARE(quick.list()->currentIndex().row(), 0);
        QTest::keyClick(quick.field(), Qt::Key_Down);
        QCOMPARE(quick.list()->currentIndex().data().toString(), QStringLiteral("control/smtpplugins"));
        QTest::keyClick(quick.field(), Qt::Key_Return);
        QVERIFY(quick.isHidden());
        QCOMPARE(chosen.value(0), QVariantList({m_home->path("control/smtpplugins"), 0}));
    }

    void lineMayStandBehindTheName()
    {
        QWidget window;
        window.resize(800, 600);
        QuickOpen quick(&window);
        const QSignalSpy chosen(&quick, &QuickOpen::chosen);
        quick.open(m_home->path());
        QTRY_COMPARE(quick.list()->model()->rowCount(), 2);
        QTest::keyClicks(quick.field(), "smtpp:12");
        QTest::keyClick(quick.field(), Qt::Key_Return);
        QCOMPARE(chosen.value(0), QVariantList({m_home->path("control/smtpplugins"), 12}));
        quick.open(m_home->path());
        QVERIFY(quick.field()->text().isEmpty());
        QTest::keyClicks(quick.field(), "nowhere");
        QTest::keyClick(quick.field(), Qt::Key_Return);
        QVERIFY(!quick.isHidden()); // there is nothing to open
        QTest::keyClick(quick.field(), Qt::Key_Escape);
        QVERIFY(quick.isHidden());
        QCOMPARE(chosen.count(), 1);
    }
};

SPP_TEST(TestSearch)
#include "tst_search.moc"
