// SPDX-License-Identifier: MIT
/// Scenarios in the window: they run as spp run runs them, and what failed can be looked at, debugged and accepted.
#include "app/workbench/editor/code_editor.h"
#include "app/workbench/editor/editor_tab.h"
#include "app/workbench/editor/editor_tabs.h"
#include "app/workbench/editor/language.h"
#include "app/workbench/scenarios/acceptance.h"
#include "app/workbench/scenarios/recording.h"
#include "app/workbench/scenarios/scenarios.h"
#include "app/workbench/scenarios/scenarios_view.h"
#include "tests/app/window/simulator.h"
#include "tests/support/test_main.h"

#include <QSignalSpy>
#include <QTreeView>

#include <memory>

using namespace spp::workbench;
using Kind = ScenariosModel::Kind;

namespace
{

/// In milliseconds: programs run, and the machine may be busy.
constexpr int patience = 60'000;

/// Refuses nobody@…, and says in a file outside the home that it ran. Later runs in the same home add a header.
constexpr const char* policy =
    "echo ran >>%1\n"
    "case $SMTPRCPTTO in nobody@*) echo 'E550 no such user';; esac\n"
    "[ -e seen ] && echo 'HX-Seen: yes'\n"
    "echo >seen\n";

const QByteArray hello = "S: 220\nC: HELO mail.example.net\nS: 250\nC: MAIL FROM:<a@example.net>\nS: 250\n";

} // namespace

class TestScenarios : public QObject
{
    Q_OBJECT

    struct Bench : Simulator
    {
        Bench() : Simulator("[rcpt]\nplugins/policy\n")
        {
            home.write("control/rcpthosts", "example.org\n");
            plugin("policy", QByteArray(policy).replace("%1", ranFile().toUtf8()));
            QObject::connect(&panel, &SimulatorPanel::dialogLoaded, &scenarios, &Scenarios::setLoaded);
            QObject::connect(&panel, &SimulatorPanel::acceptWanted, &scenarios, &Scenarios::accept);
            QObject::connect(&scenarios, &Scenarios::showRequested, &panel, &SimulatorPanel::showPlayed);
            QObject::connect(&scenarios, &Scenarios::playRequested, &panel, &SimulatorPanel::playSession);
            QObject::connect(&scenarios, &Scenarios::loadRequested, &panel, &SimulatorPanel::loadSession);
            QObject::connect(&scenarios, &Scenarios::debugRequested, &panel, &SimulatorPanel::debugSession);
            scenarios.setHome(home.path());
        }

        QString ranFile() const { return outside.filePath("ran"); }
        int timesRan() const
        {
            QFile file(ranFile());
            return file.open(QIODevice::ReadOnly) ? static_cast<int>(file.readAll().count('\n')) : 0;
        }
        QString write(const QString& name, const QByteArray& text) { return home.write("dialogs/" + name, text); }

        QAction* deed(const QString& text) const
        {
            for (QAction* each : list.actions())
                if (each->text().remove(u'&') == text)
                    return each;
            qFatal("no action %s", qPrintable(text));
        }
        /// The row that has this in its name; waits for it.
        QModelIndex row(const QString& text)
        {
            QModelIndex found;
            (void)QTest::qWaitFor([&] { return (found = rowBelow({}, text)).isValid(); }, patience);
            return found;
        }
        QModelIndex rowBelow(const QModelIndex& parent, const QString& text)
        {
            for (int row = 0; row < model.rowCount(parent); ++row) {
                const QModelIndex index = model.index(row, 0, parent);
                if (index.data().toString().contains(text))
                    return index;
                if (const QModelIndex below = rowBelow(index, text); below.isValid())
                    return below;
            }
            return {};
        }
        bool waitForCases(int count)
        {
            return QTest::qWaitFor(
                [&] {
                    const auto counts = model.counts();
                    return std::accumulate(counts.begin(), counts.end(), 0) == count;
                },
                patience);
        }
        /// Triggers it and waits until all of it has run.
        QString run(const QString& action)
        {
            QSignalSpy ended(&scenarios, &Scenarios::ended);
            if (!QTest::qWaitFor([&] { return deed(action)->isEnabled(); }, patience))
                return QStringLiteral("it is not enabled");
            deed(action)->trigger();
            return ended.wait(patience) ? model.summary() : QStringLiteral("it did not end");
        }
        QString runAll() { return run("Run All Scenarios"); }
        void select(const QString& text) { list.tree()->setCurrentIndex(row(text)); }
        void open(const QString& text) { emit list.tree()->activated(row(text)); }
        QString selectedReply() const
        {
            const auto step = panel.findChild<StepsView*>()->selectedStep();
            return step ? QString::fromStdString(steps()[*step].text).trimmed() : QString();
        }

        QTemporaryDir outside;
        std::unique_ptr<KSyntaxHighlighting::Repository> repository = makeSyntaxRepository();
        EditorTabs editors{*repository};
        Rehearser rehearser;
        ScenariosView list;
        ScenariosModel& model = list.model();
        Scenarios scenarios{rehearser, editors, list, [this] { return panel.conditions(); }};
    };

private slots:
    void allRunInCopiesOfTheHomeAndAreCounted()
    {
        Bench bench;
        bench.write("good.spp", "title Good\n" + hello + "C: RCPT TO:<carla@example.org>\nS: 250\n");
        bench.write("bad.spp", hello + "C: RCPT TO:<nobody@example.org>\nS: 250\n");
        QVERIFY(bench.waitForCases(2));
        QCOMPARE(bench.model.summary(), QStringLiteral("2 cases, not run yet"));
        QCOMPARE(bench.runAll(), QStringLiteral("1 of 2 as expected, 1 failed"));
        QCOMPARE(bench.timesRan(), 2);
        QVERIFY(!QFile::exists(bench.home.path("seen")));
        QCOMPARE(bench.row("expected").data().toString(),
                 QStringLiteral("line 7: expected 250, got “550 no such user”"));
        QTRY_COMPARE_WITH_TIMEOUT(bench.list.summary(), QStringLiteral("1 of 2 as expected, 1 failed"), patience);
        QCOMPARE(bench.run("Run Failed Scenarios"), QStringLiteral("1 of 2 as expected, 1 failed"));
        QCOMPARE(bench.timesRan(), 3);
    }

    void aRowOfATableRunsAlone()
    {
        Bench bench;
        bench.write("table.spp", "| who | reply |\n| carla | 250 |\n| nobody | 250 |\n" + hello +
                                     "C: RCPT TO:<${who}@example.org>\nS: ${reply}\n");
        bench.select("who nobody");
        QCOMPARE(bench.run("Run Selected Scenario"), QStringLiteral("0 of 1 as expected, 1 failed, 1 not run"));
        QCOMPARE(bench.timesRan(), 1);
        bench.select("table.spp");
        QCOMPARE(bench.run("Run Selected Scenario"), QStringLiteral("1 of 2 as expected, 1 failed"));
    }

    void whatRunsCanBeStopped()
    {
        Bench bench;
        bench.plugin("policy", "echo ran >>" + bench.ranFile().toUtf8() + "\nexec sleep 1000\n");
        bench.write("slow.spp", hello + "C: RCPT TO:<carla@example.org>\nS: 250\n");
        QVERIFY(bench.waitForCases(1));
        QVERIFY(!bench.deed("Stop Scenarios")->isEnabled());
        QTRY_VERIFY_WITH_TIMEOUT(bench.deed("Run All Scenarios")->isEnabled(), patience);
        QSignalSpy ended(&bench.scenarios, &Scenarios::ended);
        bench.deed("Run All Scenarios")->trigger();
        QVERIFY(!bench.deed("Run All Scenarios")->isEnabled());
        QTRY_COMPARE_WITH_TIMEOUT(bench.timesRan(), 1, patience);
        bench.deed("Stop Scenarios")->trigger();
        QVERIFY(ended.wait(patience));
        QCOMPARE(bench.model.summary(), QStringLiteral("1 case, not run yet"));
        QVERIFY(bench.deed("Run All Scenarios")->isEnabled());
    }

    void whatChangesOnDiskIsSeen()
    {
        Bench bench;
        const QString path = bench.write("a.spp", hello);
        QVERIFY(bench.waitForCases(1));
        QCOMPARE(bench.runAll(), QStringLiteral("1 of 1 as expected"));
        bench.write("sub/b.spp", "C: HELO x\nexepct queued\n");
        QVERIFY(bench.row("sub/b.spp").isValid());
        QVERIFY(bench.row("line 2, column 1").isValid());
        bench.write("a.spp", hello + "C: QUIT\nS: 221\n");
        QTRY_VERIFY_WITH_TIMEOUT(bench.model.summary().endsWith("; changed since"), patience);
        QVERIFY(QFile::remove(path));
        QTRY_COMPARE_WITH_TIMEOUT(bench.model.rowCount(), 1, patience);
        bench.write("sub/b.spp", hello);
        QTRY_COMPARE_WITH_TIMEOUT(bench.model.summary(), QStringLiteral("1 case, not run yet"), patience);
    }

    void aPluginThatIsSavedMakesResultsStale()
    {
        Bench bench;
        bench.write("a.spp", hello);
        QVERIFY(bench.waitForCases(1));
        QCOMPARE(bench.runAll(), QStringLiteral("1 of 1 as expected"));
        bench.plugin("policy", "exit 0 # something else\n");
        QTRY_VERIFY_WITH_TIMEOUT(bench.model.summary().endsWith("; changed since"), patience);
        QCOMPARE(bench.runAll(), QStringLiteral("1 of 1 as expected"));
    }

    void theLoadedOneIsThereThoughItLiesElsewhere()
    {
        Bench bench;
        const QString path = bench.outside.filePath("else.spp");
        QFile file(path);
        QVERIFY(file.open(QIODevice::WriteOnly) && file.write(hello) > 0);
        file.close();
        bench.panel.loadDialog(path);
        QVERIFY(bench.row(path).isValid());
        QVERIFY(bench.waitForCases(1));
        QCOMPARE(bench.runAll(), QStringLiteral("1 of 1 as expected")); // in the window's home
    }

    void aHomeThatIsOpenedAgainBeginsAnew()
    {
        Bench bench;
        bench.write("a.spp", hello);
        QVERIFY(bench.waitForCases(1));
        QCOMPARE(bench.runAll(), QStringLiteral("1 of 1 as expected"));
        bench.scenarios.setHome(bench.home.path());
        QVERIFY(bench.waitForCases(1));
        QCOMPARE(bench.model.summary(), QStringLiteral("1 case, not run yet"));
    }

    void aFailureLeadsToTheRunThatFailed()
    {
        Bench bench;
        const QString path =
            bench.write("bad.spp", hello + "C: RCPT TO:<nobody@example.org>\nS: 250\nC: QUIT\nS: 250\n");
        QVERIFY(bench.waitForCases(1));
        (void)bench.runAll();
        QSignalSpy opened(&bench.scenarios, &Scenarios::openRequested);
        bench.open("line 9");
        QCOMPARE(opened.count(), 1);
        QCOMPARE(opened.first(), (QVariantList{path, 9}));
        QVERIFY(bench.selectedReply().startsWith("221"));
        bench.open("line 7");
        QCOMPARE(bench.selectedReply(), QStringLiteral("550 no such user"));
        QCOMPARE(bench.timesRan(), 1); // nothing ran again
        const auto plugin = bench.find("plugins/policy");
        QVERIFY(plugin);
        QCOMPARE(QString::fromStdString(bench.steps()[*plugin].plugin->call.directory), bench.home.path());
        QVERIFY(bench.panel.status().startsWith("Line 7: expected 250"));

        // What was passed can be looked at, and nothing goes on from there.
        bench.action("Previous Plugin")->trigger();
        QVERIFY(bench.panel.debugger().past());
        QVERIFY(!bench.action("Go On from Here")->isEnabled());
        bench.action("Run")->trigger(); // the session itself
        QTRY_COMPARE_WITH_TIMEOUT(bench.engine.state(), Engine::State::Idle, patience);
        QTRY_COMPARE_WITH_TIMEOUT(bench.timesRan(), 2, patience);
    }

    void aSessionIsDebuggedBehindThoseBeforeIt()
    {
        Bench bench;
        const QByteArray mail = "C: RCPT TO:<carla@example.org>\nS: 250\nC: DATA\nS: 354\nC: .\nS: 250\n";
        bench.write("two.spp",
                    "session one\n" + hello + mail + "session two\n" + hello + mail + "expect header X-Seen: yes\n");
        bench.select("two");
        bench.select("two.spp");
        QCOMPARE(bench.runAll(), QStringLiteral("1 of 1 as expected"));
        bench.list.tree()->setCurrentIndex(bench.rowBelow(bench.row("two.spp"), "two"));
        bench.deed("Debug Selected Session")->trigger();
        QTRY_COMPARE_WITH_TIMEOUT(bench.engine.state(), Engine::State::Held, patience);
        QCOMPARE(bench.openPlugin(), QStringLiteral("plugins/policy"));
        bench.action("Continue")->trigger();
        QTRY_COMPARE_WITH_TIMEOUT(bench.engine.state(), Engine::State::Idle, patience);
        QTRY_COMPARE_WITH_TIMEOUT(bench.panel.status(),
                                  QStringLiteral("Every reply was as expected. It ran in a copy of the home."),
                                  patience);
        QVERIFY(!QFile::exists(bench.home.path("seen")));
    }

    void debuggingCanBeStoppedBeforeTheSessionBegins()
    {
        Bench bench;
        bench.plugin("policy", "echo ran >>" + bench.ranFile().toUtf8() + "\nexec sleep 1000\n");
        const QByteArray mail = "C: RCPT TO:<carla@example.org>\nS: 250\n";
        bench.write("two.spp", "session one\n" + hello + mail + "session two\n" + hello + mail);
        (void)bench.row("two.spp");
        QVERIFY(bench.waitForCases(1));
        bench.panel.debugSession({bench.home.path("dialogs/two.spp"), 0, 1});
        QTRY_COMPARE_WITH_TIMEOUT(bench.timesRan(), 1, patience);
        bench.action("Stop")->trigger();
        QTRY_COMPARE_WITH_TIMEOUT(bench.engine.state(), Engine::State::Idle, patience);
        QTRY_VERIFY_WITH_TIMEOUT(bench.panel.status().startsWith("The session was stopped."), patience);
    }

    void acceptingChangesTheTextInTheEditorAlone()
    {
        Bench bench;
        const QByteArray text = hello + "C: RCPT TO:<nobody@example.org>\nS: 250\nC: QUIT\nS: 250\n";
        const QString path = bench.write("bad.spp", text);
        QVERIFY(bench.waitForCases(1));
        (void)bench.runAll();
        bench.select("line 7");
        bench.deed("Accept What Happened")->trigger();
        CodeEditor* editor = bench.editors.find(path)->editor();
        QCOMPARE(editor->text(), QString(hello + "C: RCPT TO:<nobody@example.org>\nS: 550\nC: QUIT\nS: 250\n"));
        QCOMPARE(bench.home.read("dialogs/bad.spp"), text);
        QCOMPARE(bench.row("bad.spp").data().toString(), QStringLiteral("bad.spp *"));
        editor->undo();
        QCOMPARE(editor->text(), QString(text));

        // All of a file; what was typed above it meanwhile shifts the lines.
        editor->moveCursor(QTextCursor::Start);
        editor->insertPlainText("# a remark\n\n");
        bench.select("bad.spp");
        bench.deed("Accept What Happened")->trigger();
        QCOMPARE(editor->text(),
                 QString("# a remark\n\n" + hello + "C: RCPT TO:<nobody@example.org>\nS: 550\nC: QUIT\nS: 221\n"));
        QVERIFY(bench.editors.find(path)->save());
        QTRY_VERIFY_WITH_TIMEOUT(bench.model.summary().endsWith("; changed since"), patience);
        QCOMPARE(bench.runAll(), QStringLiteral("1 of 1 as expected"));
    }

    void acceptingInATableIsForAllOfItsRows()
    {
        Bench bench;
        const QString path = bench.write(
            "table.spp", "| who |\n| carla |\n| anna |\n" + hello + "C: RCPT TO:<${who}@example.org>\nS: 251\n");
        QVERIFY(bench.waitForCases(2));
        (void)bench.runAll();
        bench.select("line 10");
        QSignalSpy told(&bench.scenarios, &Scenarios::told);
        bench.deed("Accept What Happened")->trigger();
        QVERIFY(bench.editors.find(path)->editor()->text().endsWith("S: 250\n"));
        QCOMPARE(told.count(), 1);
    }

    void whatCantBeAcceptedIsSaid()
    {
        Bench bench;
        const QString path = bench.write("table.spp", "| who | reply |\n| carla | 251 |\n| nobody | 250 |\n" + hello +
                                                          "C: RCPT TO:<${who}@example.org>\nS: ${reply}\n");
        QVERIFY(bench.waitForCases(2));
        (void)bench.runAll();
        bench.select("table.spp");
        QSignalSpy failed(&bench.scenarios, &Scenarios::failed);
        bench.deed("Accept What Happened")->trigger();
        QVERIFY(!bench.editors.find(path)->isModified());
        QCOMPARE(failed.count(), 1);
        QVERIFY2(failed.first().first().toString().contains("line 10: what is expected stands in a variable"),
                 qPrintable(failed.first().first().toString()));
    }

    void aReplyIsAcceptedInTheSimulator()
    {
        Bench bench;
        bench.dialog(hello + "C: RCPT TO:<nobody@example.org>\nS: 250\n");
        QAction* accept = nullptr;
        for (QAction* each : bench.view->actions())
            if (each->text().remove(u'&') == "Accept What Happened")
                accept = each;
        QVERIFY(accept && !accept->isEnabled());
        bench.action("Run")->trigger();
        QTRY_VERIFY_WITH_TIMEOUT(bench.panel.status().startsWith("Line 7"), patience);
        QCOMPARE(bench.selectedReply(), QStringLiteral("550 no such user"));
        QVERIFY(accept->isEnabled());
        accept->trigger();
        QVERIFY(bench.editors.find(bench.home.path("dialogs/test.spp"))->editor()->text().endsWith("S: 550\n"));
        bench.view->select(0);
        QVERIFY(!accept->isEnabled());
    }

    void changesFindTheirLines()
    {
        using spp::scenario::LineChange;
        const std::vector<LineChange> changes{{2, {"S: 550"}}, {4, {"S: 221"}}};
        const auto moved = moveChanges(changes, "C: A\nS: 250\nC: B\nS: 250\n", "#\nC: A\nS: 550\nC: B\nS: 250\n");
        QCOMPARE(moved, (std::vector<LineChange>{{5, {"S: 221"}}})); // the other is another line by now
        QCOMPARE(moveChanges(changes, "a\r\nb\r\nc\r\nd\r\n", "a\nb\nc\nd\n"), changes);
        QVERIFY(moveChanges(changes, "a\nb\nc\nd\n", "").empty());
    }

    void aTypedSessionBecomesAScenarioThatPasses()
    {
        Bench bench;
        bench.action("Interactive Session")->trigger();
        for (const char* line :
             {"HELO mail.example.net", "MAIL FROM:<a@example.net>", "RCPT TO:<nobody@example.org>", "QUIT"}) {
            QTRY_COMPARE_WITH_TIMEOUT(bench.engine.state(), Engine::State::AwaitingInput, patience);
            QTest::keyClicks(bench.input, line);
            QTest::keyClick(bench.input, Qt::Key_Return);
        }
        QTRY_COMPARE_WITH_TIMEOUT(bench.engine.state(), Engine::State::Idle, patience);
        const auto path = pathOfScenario(bench.home.path(), "typed");
        QVERIFY(path);
        QCOMPARE(*path, bench.home.path("dialogs/typed.spp"));
        const std::string text = scenarioOf(*bench.panel.debugger().shown(), bench.panel.steps().timeline(), *path);
        QVERIFY2(QByteArray::fromStdString(text).contains("S: 550 no such user\nexpect plugin plugins/policy refused"),
                 text.c_str());
        QVERIFY(writeScenario(*path, text));
        QSignalSpy ended(&bench.scenarios, &Scenarios::ended);
        bench.scenarios.runSoon(*path);
        QVERIFY(ended.wait(patience));
        QCOMPARE(bench.model.summary(), QStringLiteral("1 of 1 as expected"));
        QVERIFY(!writeScenario(*path, text)); // nothing is overwritten
    }

    void namesOfScenariosAreLookedAt()
    {
        TemporaryHome home;
        home.write("dialogs/there.spp", "C: QUIT\n");
        QCOMPARE(*pathOfScenario(home.path(), " mine.spp "), home.path("dialogs/mine.spp"));
        for (const char* name : {"", "../out", "a/b", ".hidden", "there", "there.spp"})
            QVERIFY2(!pathOfScenario(home.path(), name), name);
    }
};

SPP_TEST(TestScenarios)
#include "tst_scenarios.moc"
