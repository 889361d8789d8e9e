// SPDX-License-Identifier: MIT
/// Sources that are built when they are saved, with a real compiler and the real checker.
#include "app/workbench/build/builds.h"

#include "app/workbench/checks/checks.h"
#include "app/workbench/checks/findings_view.h"
#include "app/workbench/debugger/run_on_save.h"
#include "app/workbench/editor/code_editor.h"
#include "app/workbench/editor/editor_tab.h"
#include "app/workbench/editor/editor_tabs.h"
#include "app/workbench/editor/finding_bar.h"
#include "app/workbench/editor/language.h"
#include "app/workbench/editor/notice_bar.h"
#include "tests/app/temporary_home.h"
#include "tests/support/test_main.h"

#include <QPushButton>
#include <QSignalSpy>
#include <QTest>

#include <memory>

using namespace spp;
using namespace spp::workbench;

class TestBuilds : public QObject
{
    Q_OBJECT

    static constexpr int patience = 60'000; // a compiler may be slow, and fails a test only if it never ends

    static QByteArray source(const QByteArray& body)
    {
        return "// build: cc -o count count.c\n#include <stdio.h>\nint main(void)\n{\n    " + body + "\n}\n";
    }

    struct Bench
    {
        TemporaryHome home;
        HomeChecker checker;
        Builder builder;
        std::unique_ptr<KSyntaxHighlighting::Repository> repository = makeSyntaxRepository();
        EditorTabs editors{*repository};
        FindingsView view;
        Checks checks{checker, editors, view};
        Builds builds{builder, editors, checks};
        QSignalSpy built{&builder, &Builder::built};

        Bench()
        {
            home.write("control/rcpthosts", "example.org\n");
            home.write("control/smtpplugins", "[rcpt]\nplugins/count\n");
            home.write("plugins/count.c", source("puts(\"N\");"));
            home.write("plugins/count", "#!/bin/sh\necho N\n", TemporaryHome::executable); // of before
            checks.setHome(home.path());
            builds.setHome(home.path());
            editors.resize(700, 300);
            editors.show();
        }
        EditorTab* open() { return editors.open(home.path("plugins/count.c")); }
        bool saveAs(const QByteArray& text)
        {
            EditorTab* tab = open();
            tab->editor()->setPlainText(QString::fromUtf8(text));
            tab->editor()->document()->setModified(true);
            const auto before = built.size();
            return tab->save() && (built.size() > before || built.wait(patience));
        }
        QStringList problems()
        {
            QStringList lines;
            for (const auto& finding : view.model().findings())
                if (finding.file == "plugins/count.c")
                    lines << QString::fromStdString(formatPlace(finding) + " ") +
                                 QString::fromUtf8(rowOf(finding.rule).name.data());
            return lines;
        }
    };

    std::unique_ptr<Bench> m_bench;

private slots:
    void init() { m_bench = std::make_unique<Bench>(); }
    void cleanup() { m_bench.reset(); }

    void aSourceThatIsSavedIsBuilt()
    {
        QSignalSpy told(&m_bench->builds, &Builds::told);
        QVERIFY(m_bench->saveAs(source("puts(\"O\");")));
        QVERIFY(m_bench->home.read("plugins/count")
                    .startsWith("\x7f"
                                "ELF"));
        QCOMPARE(told.first().first().toString(), "Building plugins/count.c…");
        QCOMPARE(told.last().first().toString(), "Built plugins/count.c");
        QCOMPARE(m_bench->problems(), QStringList());
        QVERIFY(m_bench->open()->notice()->isHidden());
    }

    void whatTheCompilerSaysIsToldAndMarked()
    {
        QVERIFY(m_bench->saveAs(source("puts(mistake);")));
        QVERIFY(m_bench->home.read("plugins/count").startsWith("#!")); // that of before
        QCOMPARE(m_bench->problems(), QStringList{"plugins/count.c:5:10 build-error"});
        EditorTab* tab = m_bench->open();
        QVERIFY(!tab->notice()->isHidden());
        QVERIFY(tab->notice()->sentence().contains("mistake"));
        QVERIFY(tab->findingBar()->text().startsWith("Line 5: "));
        tab->notice()->findChild<QPushButton*>()->click();
        QTRY_COMPARE(tab->editor()->textCursor().blockNumber(), 4);

        // A check of the home takes nothing of it away.
        QSignalSpy checked(&m_bench->checks, &Checks::checked);
        QVERIFY(m_bench->checks.isUpToDate() || checked.wait(patience));
        QCOMPARE(m_bench->problems(), QStringList{"plugins/count.c:5:10 build-error"});

        QVERIFY(m_bench->saveAs(source("puts(\"N\");")));
        QCOMPARE(m_bench->problems(), QStringList());
        QVERIFY(tab->notice()->isHidden());
    }

    void whatNamesNoCommandIsNotBuilt()
    {
        m_bench->home.write("plugins/note.c", "int x;\n");
        EditorTab* tab = m_bench->editors.open(m_bench->home.path("plugins/note.c"));
        QSignalSpy told(&m_bench->builds, &Builds::told);
        tab->editor()->setPlainText("int y;\n");
        tab->editor()->document()->setModified(true);
        QVERIFY(tab->save());
        QVERIFY(told.isEmpty());
    }

    void anotherHomesSourceIsNotBuilt()
    {
        m_bench->builds.setHome("/somewhere/else");
        QSignalSpy told(&m_bench->builds, &Builds::told);
        EditorTab* tab = m_bench->open();
        tab->editor()->setPlainText("// build: cc\n");
        tab->editor()->document()->setModified(true);
        QVERIFY(tab->save());
        QVERIFY(told.isEmpty());
    }

    void aBuildThatGoesOnIsEndedByTheNext()
    {
        // The first never ends by itself.
        EditorTab* tab = m_bench->open();
        tab->editor()->setPlainText("// build: sleep 1000\n");
        tab->editor()->document()->setModified(true);
        QVERIFY(tab->save());
        QVERIFY(m_bench->saveAs(source("puts(\"N\");")));
        QCOMPARE(m_bench->built.size(), 1);
        QVERIFY(m_bench->built.first().first().value<BuiltSource>().succeeded);
    }

    /// The dialog runs again once the program is there, not when its source was saved.
    void theProgramIsWhatRunOnSaveWaitsFor()
    {
        RunOnSave watch;
        watch.setHome(m_bench->home.path());
        watch.setEnabled(true);
        QSignalSpy saved(&watch, &RunOnSave::saved);
        QVERIFY(m_bench->saveAs(source("puts(\"O\");")));
        QVERIFY(!saved.isEmpty() || saved.wait(patience));
        QCOMPARE(saved.first().first().toString(), "plugins/count");
    }
};

SPP_TEST(TestBuilds)
#include "tst_builds.moc"
