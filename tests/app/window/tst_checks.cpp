// SPDX-License-Identifier: MIT
/// Mistakes in a home while it is edited: found, shown, mended; with the real checker on its own thread.
#include "app/workbench/checks/checks.h"

#include "app/workbench/checks/findings_view.h"
#include "app/workbench/checks/summary_button.h"
#include "app/workbench/editor/code_editor.h"
#include "app/workbench/editor/editor_tab.h"
#include "app/workbench/editor/editor_tabs.h"
#include "app/workbench/editor/finding_bar.h"
#include "app/workbench/editor/language.h"
#include "tests/app/temporary_home.h"
#include "tests/support/test_main.h"

#include <QSignalSpy>
#include <QTest>
#include <QToolButton>
#include <QTreeView>

#include <memory>

using namespace spp;
using namespace spp::workbench;

class TestChecks : public QObject
{
    Q_OBJECT

    struct Bench
    {
        TemporaryHome home;
        HomeChecker checker;
        std::unique_ptr<KSyntaxHighlighting::Repository> repository = makeSyntaxRepository();
        EditorTabs editors{*repository};
        FindingsView view;
        Checks checks{checker, editors, view};

        Bench()
        {
            home.write("control/me", "mail.example.org\n");
            home.write("control/rcpthosts", "example.org\n");
            home.write("control/smtpplugins", "[rcpt]\nplugins/policy\n");
            home.write("plugins/policy", "#!/bin/sh\ntrue\n", TemporaryHome::executable);
            editors.resize(700, 300);
            editors.show();
        }
        bool open()
        {
            checks.setHome(home.path());
            return settle();
        }
        /// The list is of the texts as they are.
        bool settle()
        {
            QSignalSpy checked(&checks, &Checks::checked);
            return checks.isUpToDate() || checked.wait(60'000);
        }
        /// The rules that the list shows.
        QStringList rules()
        {
            QStringList names;
            for (const auto& finding : view.model().findings())
                if (finding.rule != check::Rule::ShellCheck)
                    names << QString::fromUtf8(rowOf(finding.rule).name.data(),
                                               static_cast<qsizetype>(rowOf(finding.rule).name.size()));
            return names;
        }
        CodeEditor* edit(const QString& file) { return editors.open(home.path(file))->editor(); }
    };

    std::unique_ptr<Bench> m_bench;

private slots:
    void init() { m_bench = std::make_unique<Bench>(); }
    void cleanup() { m_bench.reset(); }

    void aSoundHomeHasNoProblems()
    {
        QVERIFY(m_bench->open());
        QCOMPARE(m_bench->rules(), QStringList());
        const SummaryButton button(m_bench->view.model());
        QCOMPARE(button.text(), "No problems");
    }

    void aMistakeIsFoundAsItIsTyped()
    {
        QVERIFY(m_bench->open());
        CodeEditor* editor = m_bench->edit("plugins/policy");
        editor->goToLine(2);
        QTest::keyClicks(editor, "if ");
        QVERIFY(!m_bench->checks.isUpToDate());
        QVERIFY(m_bench->settle());
        QCOMPARE(m_bench->rules(), QStringList{"syntax-error"});
        QVERIFY(m_bench->editors.current()->findingBar()->text().startsWith("Line 2: "));
        editor->undo();
        QVERIFY(m_bench->settle());
        QCOMPARE(m_bench->rules(), QStringList());
        QCOMPARE(m_bench->editors.current()->findingBar()->text(), QString());
    }

    void whatWasWrongIsUnderlined()
    {
        m_bench->home.write("plugins/policy", "#!/bin/sh\ntrue # käse\ngrep \"ä\" $SMTPRCPTTO\n",
                            TemporaryHome::executable);
        QVERIFY(m_bench->open());
        CodeEditor* editor = m_bench->edit("plugins/policy");
        QStringList underlined;
        for (const auto& each : editor->extraSelections())
            if (each.format.underlineStyle() == QTextCharFormat::WaveUnderline)
                underlined << each.cursor.selectedText();
        QVERIFY2(underlined.contains("$SMTPRCPTTO"), qPrintable(underlined.join(u',')));
    }

    void aFixIsOneStepThatCanBeUndone()
    {
        m_bench->home.write("control/smtpplugins", "[rctp]\nplugins/policy\n");
        QVERIFY(m_bench->open());
        CodeEditor* editor = m_bench->edit("control/smtpplugins");
        FindingBar* bar = m_bench->editors.current()->findingBar();
        QVERIFY(bar->shown());
        bar->fix();
        QCOMPARE(editor->text(), "[rcpt]\nplugins/policy\n");
        QVERIFY(m_bench->settle());
        QCOMPARE(m_bench->rules(), QStringList());
        editor->undo();
        QCOMPARE(editor->text(), "[rctp]\nplugins/policy\n");
    }

    void lineEndsAreMended()
    {
        m_bench->home.write("plugins/policy", "#!/bin/sh\r\ntrue\r\n", TemporaryHome::executable);
        QVERIFY(m_bench->open());
        QVERIFY(m_bench->rules().contains("cr-lf"));
        m_bench->edit("plugins/policy");
        m_bench->editors.current()->findingBar()->fix();
        QVERIFY(m_bench->editors.current()->save());
        QCOMPARE(m_bench->home.read("plugins/policy"), QByteArray("#!/bin/sh\ntrue\n"));
        QVERIFY(m_bench->settle());
        QCOMPARE(m_bench->rules(), QStringList());
    }

    void aPluginIsMadeExecutableFromTheList()
    {
        m_bench->home.write("plugins/policy", "#!/bin/sh\ntrue\n");
        QVERIFY(m_bench->open());
        QCOMPARE(m_bench->rules(), QStringList{"not-executable"});
        m_bench->view.list()->setCurrentIndex(m_bench->view.model().index(0, 0));
        m_bench->view.fixButton()->click();
        QVERIFY(QFileInfo(m_bench->home.path("plugins/policy")).isExecutable());
        QVERIFY(m_bench->settle());
        QCOMPARE(m_bench->rules(), QStringList());
    }

    void whatOthersWriteIsNoticed()
    {
        QVERIFY(m_bench->open());
        m_bench->home.write("plugins/policy", "#!/bin/sh\nfi\n", TemporaryHome::executable);
        QTRY_COMPARE_WITH_TIMEOUT(m_bench->rules(), QStringList{"syntax-error"}, 60'000);
    }

    void aFixOfAnOlderTextIsRefused()
    {
        m_bench->home.write("control/smtpplugins", "[rctp]\nplugins/policy\n");
        QVERIFY(m_bench->open());
        const check::Fix fix = m_bench->view.model().finding(0).fix;
        QTest::keyClicks(m_bench->edit("control/smtpplugins"), "# ");
        QSignalSpy failed(&m_bench->checks, &Checks::failed);
        emit m_bench->editors.fixChosen(fix);
        QCOMPARE(failed.count(), 1);
        QCOMPARE(m_bench->editors.current()->editor()->text(), "# [rctp]\nplugins/policy\n");
    }

    void theDialectDecidesAboutSections()
    {
        m_bench->home.write("control/smtpplugins", "[pass]\n");
        QVERIFY(m_bench->open());
        QCOMPARE(m_bench->rules(), QStringList());
        m_bench->checks.setDialect("qmail-spp");
        QVERIFY(m_bench->settle());
        QCOMPARE(m_bench->rules(), QStringList{"section-not-in-dialect"});
    }

    void theListLeadsToTheLine()
    {
        m_bench->home.write("control/smtpplugins", "[rcpt]\nplugins/none\n");
        QVERIFY(m_bench->open());
        QSignalSpy requested(&m_bench->checks, &Checks::openRequested);
        emit m_bench->view.placeActivated(m_bench->view.model().finding(0));
        QCOMPARE(requested.count(), 1);
        QCOMPARE(requested[0][0].toString(), m_bench->home.path("control/smtpplugins"));
        QCOMPARE(requested[0][1].toInt(), 2);
    }

    void theBarGoesFromOneToTheNext()
    {
        m_bench->home.write("control/smtpplugins", "[rctp]\n:true\n[xyz]\n:true\n[rcpt]\nplugins/none\n");
        QVERIFY(m_bench->open());
        CodeEditor* editor = m_bench->edit("control/smtpplugins");
        FindingBar* bar = m_bench->editors.current()->findingBar();
        const auto line = [editor] { return editor->textCursor().blockNumber() + 1; };
        QVERIFY(bar->text().startsWith("Line 1: "));
        bar->goToNext();
        QCOMPARE(line(), 3);
        bar->goToNext();
        QCOMPARE(line(), 6);
        bar->goToNext();
        QCOMPARE(line(), 1);
        bar->goToPrevious();
        QCOMPARE(line(), 6);
        editor->goToLine(2);
        QVERIFY2(bar->text().startsWith("Line 3: "), qPrintable(bar->text()));
    }

    void aFileThatIsClosedIsCheckedAsItIsOnDisk()
    {
        QVERIFY(m_bench->open());
        QTest::keyClicks(m_bench->edit("control/smtpplugins"), "x");
        QVERIFY(m_bench->settle());
        QVERIFY(!m_bench->rules().isEmpty());
        m_bench->editors.current()->editor()->document()->setModified(false);
        QVERIFY(m_bench->editors.closeTab(0));
        QVERIFY(m_bench->settle());
        QCOMPARE(m_bench->rules(), QStringList());
    }
};

SPP_TEST(TestChecks)
#include "tst_checks.moc"
