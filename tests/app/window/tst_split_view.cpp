// SPDX-License-Identifier: MIT
/// Two views of the files that are open: what is edited in one is edited in the other, and commands go to where the person works.
#include "app/workbench/editor/code_editor.h"
#include "app/workbench/editor/editor_area.h"
#include "app/workbench/editor/editor_tab.h"
#include "app/workbench/editor/editor_tabs.h"
#include "app/workbench/editor/find_bar.h"
#include "app/workbench/editor/language.h"
#include "app/workbench/editor/side_view.h"
#include "tests/app/temporary_home.h"
#include "tests/support/test_main.h"

#include <QComboBox>
#include <QLineEdit>
#include <QSignalSpy>
#include <QTest>

#include <memory>

using namespace spp::workbench;

class TestSplitView : public QObject
{
    Q_OBJECT

    std::unique_ptr<KSyntaxHighlighting::Repository> m_repository = makeSyntaxRepository();
    std::unique_ptr<TemporaryHome> m_home;
    std::unique_ptr<EditorArea> m_area;
    EditorTab* m_me = nullptr;
    EditorTab* m_policy = nullptr;

    SideView* side() const { return m_area->side(); }

private slots:
    void init()
    {
        m_home = std::make_unique<TemporaryHome>();
        m_home->write("plugins/policy", "check() {\n    echo A\n}\n");
        m_area = std::make_unique<EditorArea>(*m_repository);
        m_area->resize(900, 500);
        m_area->show();
        QVERIFY(QTest::qWaitForWindowActive(m_area.get())); // focus counts
        m_me = m_area->tabs()->open(m_home->path("control/me"));
        m_policy = m_area->tabs()->open(m_home->path("plugins/policy"));
        m_policy->editor()->code().setLanguage(m_repository->definitionForName("Bash"));
        m_area->toggleSide();
    }

    void secondViewShowsTheSameText()
    {
        QCOMPARE(side()->tab(), m_policy);
        QVERIFY(side()->isVisible());
        QVERIFY(side()->editor() != m_policy->editor());
        side()->editor()->insertPlainText("# typed at the side\n");
        QVERIFY(m_policy->editor()->text().startsWith("# typed at the side\n"));
        QVERIFY(m_policy->isModified());
        m_policy->editor()->undo();
        QCOMPARE(side()->editor()->text(), QStringLiteral("check() {\n    echo A\n}\n"));
        QVERIFY(!m_policy->isModified());
    }

    void eachViewHasItsOwnCursor()
    {
        m_policy->editor()->goToLine(3);
        side()->editor()->goToLine(1);
        QCOMPARE(m_policy->editor()->textCursor().blockNumber(), 2);
        m_policy->editor()->textCursor().insertText("x");
        QCOMPARE(side()->editor()->textCursor().blockNumber(), 0);
    }

    void marksAndFoldsAreTheSame()
    {
        Folds& folds = side()->editor()->code().folds();
        QTRY_VERIFY(folds.canFold(side()->editor()->document()->firstBlock()));
        side()->editor()->goToLine(2);
        side()->editor()->foldHere();
        QCOMPARE(m_policy->editor()->visibleLines().size(), 3);
        QVERIFY(m_policy->editor()->textCursor().block().isVisible());
        m_policy->editor()->goToLine(2);
        QCOMPARE(side()->editor()->visibleLines().size(), 4);
        m_policy->editor()->code().setUnderlines({{2, 4, 4, Meaning::Error, "wrong"}});
        QVERIFY(side()->editor()->extraSelections().size() >= 2);
    }

    void anotherOpenFileCanBeChosen()
    {
        QComboBox* files = side()->files();
        QCOMPARE(files->count(), 2);
        QCOMPARE(files->currentText(), QStringLiteral("policy"));
        files->setCurrentIndex(0);
        emit files->activated(0);
        QCOMPARE(side()->tab(), m_me);
        QCOMPARE(side()->editor()->text(), QStringLiteral("mx.example.org\n"));
        side()->editor()->insertPlainText("x");
        QCOMPARE(files->currentText(), QStringLiteral("me *"));
        QVERIFY(m_me->save());
        QCOMPARE(files->currentText(), QStringLiteral("me"));
        QCOMPARE(m_home->read("control/me"), QByteArray("xmx.example.org\n"));
    }

    void commandsGoToWhereThePersonWorks()
    {
        emit side()->files()->activated(0);
        side()->editor()->setFocus();
        QTRY_COMPARE(m_area->active().tab, m_me);
        QCOMPARE(m_area->active().editor, side()->editor());
        m_area->active().findBar->open();
        m_area->active().findBar->needle()->setText("example");
        QCOMPARE(m_area->active().findBar->state(), QStringLiteral("1 of 1"));
        QVERIFY(m_me->findBar()->isHidden());
        m_policy->editor()->setFocus();
        QTRY_COMPARE(m_area->active().tab, m_policy);
        m_area->closeActive();
        QCOMPARE(m_area->tabs()->count(), 1);
        QVERIFY(side()->tab());
        side()->editor()->setFocus();
        QTRY_COMPARE(m_area->active().editor, side()->editor());
        m_area->closeActive();
        QVERIFY(!side()->tab());
        QCOMPARE(m_area->tabs()->count(), 1);
    }

    void closedFileLeavesTheSecondViewToo()
    {
        QVERIFY(m_area->tabs()->closeTab(m_area->tabs()->indexOf(m_policy)));
        QVERIFY(!side()->tab());
        QVERIFY(side()->isHidden());
        m_area->toggleSide();
        QCOMPARE(side()->tab(), m_me);
        QVERIFY(m_area->tabs()->closeAll());
        QVERIFY(side()->isHidden());
        QCOMPARE(m_area->active().tab, nullptr);
        m_area->toggleSide(); // nothing to show
        QVERIFY(side()->isHidden());
    }

    void textOutlivesTheFirstOfItsViews()
    {
        auto first = std::make_unique<CodeEditor>(*m_repository);
        first->setPlainText("kept");
        CodeEditor second(*m_repository, first->sharedCode());
        first.reset();
        second.insertPlainText("still ");
        QCOMPARE(second.text(), QStringLiteral("still kept"));
    }

    void clickBesideALineIsToldWithItsFile()
    {
        const QSignalSpy toggled(m_area->tabs(), &EditorTabs::lineToggled);
        emit side()->editor()->lineToggled(2);
        QCOMPARE(toggled.value(0), QVariantList({m_home->path("plugins/policy"), 2}));
    }
};

SPP_TEST(TestSplitView)
#include "tst_split_view.moc"
