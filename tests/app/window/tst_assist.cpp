// SPDX-License-Identifier: MIT
/// Completion and tips in the editors of a home, with the real checker on its own thread.
#include "app/workbench/assist/assist.h"

#include "app/workbench/assist/completion_popup.h"
#include "app/workbench/editor/code_editor.h"
#include "app/workbench/editor/editor_tab.h"
#include "app/workbench/editor/editor_tabs.h"
#include "app/workbench/editor/language.h"
#include "app/workbench/smtpplugins/sections_view.h"
#include "tests/app/temporary_home.h"
#include "tests/support/test_main.h"

#include <QAction>
#include <QApplication>
#include <QSettings>
#include <QSignalSpy>

#include <memory>

using namespace spp;
using namespace spp::workbench;

class TestAssist : public QObject
{
    Q_OBJECT

    struct Bench
    {
        TemporaryHome home;
        HomeChecker checker;
        std::unique_ptr<KSyntaxHighlighting::Repository> repository = makeSyntaxRepository();
        EditorTabs editors{*repository};
        Assist assist{checker, editors};

        Bench()
        {
            home.write("plugins/policy", "#!/bin/sh\n# policy: says yes.\ntrue\n", TemporaryHome::executable);
            home.write("plugins/sub/other", "#!/bin/sh\ntrue\n", TemporaryHome::executable);
            home.write("dialogs/a.spp", "");
            editors.resize(700, 300);
            editors.show();
            QApplication::setActiveWindow(&editors);
        }
        bool look()
        {
            assist.setHome(home.path());
            QSignalSpy found(&checker, &HomeChecker::programsFound);
            checker.check({home.path(), "modern", {}});
            return found.wait(60'000);
        }
        CodeEditor* edit(const QString& file)
        {
            CodeEditor* editor = editors.open(home.path(file))->editor();
            editor->moveCursor(QTextCursor::End);
            editor->setFocus();
            return editor;
        }
        CompletionPopup* popup() { return editors.current()->findChild<CompletionPopup*>(); }
    };

    std::unique_ptr<Bench> m_bench;

private slots:
    void init()
    {
        QSettings().clear();
        m_bench = std::make_unique<Bench>();
        QVERIFY(m_bench->look());
    }
    void cleanup() { m_bench.reset(); }

    void sectionsAndPathsAreProposedAsOneTypes()
    {
        CodeEditor* editor = m_bench->edit("control/smtpplugins");
        QTest::keyClicks(editor, "[");
        QCOMPARE(m_bench->popup()->proposals().size(), 7);
        QTest::keyClicks(editor, "m");
        QCOMPARE(m_bench->popup()->proposals(), QStringList{"[mail]"});
        choose();
        QTest::keyClick(editor, Qt::Key_Return);
        QVERIFY(!m_bench->popup()->isOpen());
        QTest::keyClicks(editor, "p");
        QCOMPARE(m_bench->popup()->proposals(), QStringList{"plugins/"});
        choose();
        QCOMPARE(m_bench->popup()->proposals(), QStringList({"plugins/sub/", "plugins/policy"}));
        QTest::keyClicks(editor, "po");
        choose();
        QVERIFY(!m_bench->popup()->isOpen());
        QCOMPARE(editor->text(), QStringLiteral("[rcpt]\nplugins/policy\n[mail]\nplugins/policy"));
    }

    void escapeAndOtherWordsCloseIt()
    {
        CodeEditor* editor = m_bench->edit("control/smtpplugins");
        QTest::keyClicks(editor, "p");
        QVERIFY(m_bench->popup()->isOpen());
        QTest::keyClick(QApplication::activePopupWidget(), Qt::Key_Escape);
        QVERIFY(!m_bench->popup()->isOpen());
        QTest::keyClicks(editor, "l");
        QVERIFY(m_bench->popup()->isOpen());
        QTest::keyClicks(editor, "x");
        QVERIFY(!m_bench->popup()->isOpen());
        QVERIFY(editor->text().endsWith("plx"));
    }

    void itIsAskedFor()
    {
        CodeEditor* editor = m_bench->edit("plugins/policy");
        QTest::keyClicks(editor, "echo $");
        QVERIFY(!m_bench->popup()->isOpen());
        QTest::keyClick(editor, Qt::Key_Space, Qt::ControlModifier);
        QVERIFY(m_bench->popup()->proposals().contains("SMTPRCPTTO"));
        QTest::keyClick(QApplication::activePopupWidget(), Qt::Key_Escape);
        QTest::keyClicks(editor, "SMTPM");
        QTest::keyClick(QApplication::activePopupWidget(), Qt::Key_Escape);
        QTest::keyClick(editor, Qt::Key_Space, Qt::ControlModifier); // there is one alone
        QVERIFY(editor->text().endsWith("echo $SMTPMAILFROM"));
    }

    void whatIsPastedOrUndoneOpensNothing()
    {
        CodeEditor* editor = m_bench->edit("control/smtpplugins");
        editor->insertPlainText("p");
        QVERIFY(!m_bench->popup()->isOpen());
        editor->undo();
        QVERIFY(!m_bench->popup()->isOpen());
    }

    void aMessageInADialogIsLeftAlone()
    {
        CodeEditor* editor = m_bench->edit("dialogs/a.spp");
        QTest::keyClicks(editor, "C: ma");
        QCOMPARE(m_bench->popup()->proposals(), QStringList{"MAIL FROM:<"});
        choose();
        QCOMPARE(editor->text(), QStringLiteral("C: MAIL FROM:<"));
        editor->setPlainText("C: DATA\nS: 354\n");
        editor->moveCursor(QTextCursor::End);
        QTest::keyClicks(editor, "C: ma");
        QVERIFY(!m_bench->popup()->isOpen());
    }

    void tipsAreOfTheHomeThatIsOpen()
    {
        CodeEditor* editor = m_bench->edit("control/smtpplugins");
        const auto tipAt = [editor](int line, int column) {
            return editor->hover()(editor->document()->findBlockByNumber(line - 1).position() + column);
        };
        QVERIFY(tipAt(1, 2).contains("once for each recipient"));
        QVERIFY(tipAt(2, 2).contains("policy: says yes."));
    }

    void theStructuredViewIsShownAndHidden()
    {
        m_bench->edit("control/smtpplugins");
        const auto* view = m_bench->assist.sectionsOf(m_bench->editors.current());
        QVERIFY(view && view->isVisible());
        m_bench->assist.sectionsAction()->toggle();
        QVERIFY(!view->isVisible());
        m_bench->edit("plugins/policy");
        QVERIFY(!m_bench->assist.sectionsOf(m_bench->editors.current()));
        const Assist again(m_bench->checker, m_bench->editors);
        QVERIFY(!again.sectionsAction()->isChecked());
    }

    void whatIsWrongIsShownThere()
    {
        CodeEditor* editor = m_bench->edit("control/smtpplugins");
        editor->insertPlainText("plugins/none\n");
        auto* view = m_bench->assist.sectionsOf(m_bench->editors.current());
        m_bench->checker.check(
            {m_bench->home.path(), "modern", {{"control/smtpplugins", editor->text().toStdString()}}});
        QTRY_VERIFY_WITH_TIMEOUT(view->model().indexOf(3).data(SmtpPluginsModel::SeverityRole).isValid(), 60'000);
    }

private:
    static void choose() { QTest::keyClick(QApplication::activePopupWidget(), Qt::Key_Return); }

    void whatAnAnswerOfAScenarioWouldDoIsSaidWhileItIsTyped()
    {
        Bench bench;
        QSignalSpy hinted(&bench.assist, &Assist::hinted);
        CodeEditor* editor = bench.edit("dialogs/a.spp");
        editor->insertPlainText("answer plugins/policy E451 wait");
        QVERIFY(!hinted.isEmpty());
        QVERIFY2(hinted.last().first().toString().contains("451 wait"), qPrintable(hinted.last().first().toString()));
        editor->insertPlainText("\nC: NOOP");
        QCOMPARE(hinted.last().first().toString(), QString());
    }
};

SPP_TEST(TestAssist)
#include "tst_assist.moc"
