// SPDX-License-Identifier: MIT
#include "app/workbench/simulator/elided_label.h"
#include "app/workbench/trace/problems_view.h"
#include "app/workbench/trace/trace_panel.h"
#include "app/workbench/trace/waterfall_view.h"
#include "tests/app/window/simulator.h"
#include "tests/support/test_main.h"

#include <QComboBox>
#include <QLabel>
#include <QPushButton>
#include <QSignalSpy>
#include <QTabWidget>
#include <QToolButton>

using namespace spp::workbench;
using State = Engine::State;
using spp::trace::Outcome;
using spp::trace::StepKind;

namespace
{

const QStringList forwards{"Next Plugin", "Next Stop", "Next Command", "End of Transaction"};
const QStringList backwards{"Back to the Start", "Previous Plugin", "Previous Stop", "Previous Command",
                            "Start of Transaction"};
const QByteArray hello = "title Hello\nS: 220\nC: HELO mail.example.net\nS: 250\nC: QUIT\nS: 221\n";

} // namespace

class TestSimulatorPanel : public QObject
{
    Q_OBJECT

private slots:
    void tellsTheNewcomerWhatToPress()
    {
        Simulator s;
        QCOMPARE(s.enabled(), (forwards + QStringList{"Interactive Session"}));
        s.dialog(hello);
        QCOMPARE(s.enabled(), (QStringList{"Run"} + forwards + QStringList{"Interactive Session"}));
        const auto labels = s.panel.findChildren<QLabel*>();
        QVERIFY(std::ranges::any_of(
            labels, [](const QLabel* l) { return l->isVisible() && l->text().contains("Press F5 to run “Hello”"); }));
    }

    void theRunAsAWholeLeadsToStepsAndLines()
    {
        Simulator s("[helo]\nplugins/tag\n");
        s.plugin("tag", "echo checking\n");
        s.dialog(hello);
        s.action("Run")->trigger();
        QTRY_COMPARE(s.panel.status(), "Every reply was as expected.");
        auto* trace = s.panel.findChild<TracePanel*>();
        const auto& problems = trace->problems()->model();
        QTRY_COMPARE(problems.rowCount(), 1);
        trace->setCurrentWidget(trace->problems());
        const std::size_t step = *problems.step(0);
        emit trace->problems()->stepActivated(step);
        QCOMPARE(step, *s.find("plugins/tag"));
        QCOMPARE(s.panel.steps().stepOf(s.view->currentIndex()), step);
        QCOMPARE(trace->currentWidget(), s.inspector);
        QCOMPARE(trace->waterfall()->canvas()->currentStep(), std::optional(step));
        const QSignalSpy opened(&s.panel, &SimulatorPanel::openRequested);
        emit trace->problems()->placeActivated(QString::fromStdString(problems.hazard(0).place));
        QCOMPARE(opened.count(), 1);
        QCOMPARE(opened.last().at(0).toString(), s.home.path("control/smtpplugins"));
        QCOMPARE(opened.last().at(1).toInt(), 2);
    }

    void runsADialogToItsEnd()
    {
        Simulator s("[helo]\nplugins/tag\n");
        s.plugin("tag", "echo SNAME=$SMTPHELOHOST\n");
        s.dialog(hello);
        s.action("Run")->trigger();
        QCOMPARE(s.engine.state(), State::Running);
        QTRY_COMPARE(s.panel.status(), "Every reply was as expected.");
        QCOMPARE(s.enabled(),
                 (QStringList{"Run", "Restart"} + forwards + backwards + QStringList{"Interactive Session"}));
        const auto plugin = s.find("plugins/tag");
        QVERIFY(plugin);
        QCOMPARE(s.steps()[*plugin].outcome, Outcome::Accepted);
        QCOMPARE(s.steps()[*plugin].plugin->output.front().command.text, "NAME=mail.example.net");
        QCOMPARE(s.panel.steps().stepOf(s.view->currentIndex()), s.steps().size() - 1);

        s.action("Restart")->trigger();
        QVERIFY(s.panel.status() != "Every reply was as expected.");
        QTRY_COMPARE(s.panel.status(), "Every reply was as expected.");
    }

    void runsTheDialogAsItIsOnDiskNow()
    {
        Simulator s;
        s.dialog(hello);
        s.home.write("dialogs/test.spp", "C: NOOP\nS: 250\n");
        s.action("Run")->trigger();
        QTRY_COMPARE(s.panel.status(), "Every reply was as expected.");
        QVERIFY(s.find("NOOP"));
    }

    void marksAReplyThatWasNotExpected()
    {
        Simulator s;
        s.dialog("C: NONSENSE\nS: 250\nC: QUIT\nS: 221\n");
        s.action("Run")->trigger();
        QTRY_VERIFY2(s.panel.status().startsWith("Line 2: expected 250, got “5"), qPrintable(s.panel.status()));
        const QModelIndex marked = s.view->currentIndex();
        QVERIFY(marked.data(TimelineModel::MismatchRole).toBool());
        QCOMPARE(s.steps()[s.panel.steps().stepOf(marked)].kind, StepKind::Reply);
    }

    void holdsBeforeEachPlugin()
    {
        Simulator s("[connection]\nplugins/one\n[helo]\nplugins/two\nplugins/three\n");
        for (const char* name : {"one", "two", "three"})
            s.plugin(name, QByteArray("touch ran-") + name + "\n");
        const auto ran = [&](const char* name) { return QFile::exists(s.home.path(QStringLiteral("ran-") + name)); };
        s.dialog(hello);

        s.action("Next Plugin")->trigger();
        QTRY_COMPARE(s.engine.state(), State::Held);
        QCOMPARE(s.openPlugin(), "plugins/one");
        QVERIFY(!ran("one"));
        QVERIFY2(s.panel.status().startsWith("Held before plugins/one runs: F10"), qPrintable(s.panel.status()));
        QCOMPARE(s.enabled(),
                 (QStringList{"Continue", "Stop", "Restart"} + forwards + QStringList{"Interactive Session"}));

        s.action("Next Plugin")->trigger();
        QTRY_COMPARE(s.openPlugin(), "plugins/two");
        QTRY_COMPARE(s.engine.state(), State::Held);
        QVERIFY(ran("one") && !ran("two"));

        s.action("Continue")->trigger();
        QTRY_COMPARE(s.panel.status(), "Every reply was as expected.");
        QVERIFY(ran("two") && ran("three"));
    }

    void aPluginThatSleepsDoesNotHoldTheWindowAndCanBeKilled()
    {
        Simulator s("[helo]\nplugins/sleeper\n");
        s.plugin("sleeper", "echo sleeping >&2\nexec sleep 1000\n");
        s.dialog(hello);
        s.action("Run")->trigger();
        QTRY_COMPARE(s.panel.status(), "Running plugins/sleeper");
        QTRY_VERIFY(!s.steps()[*s.panel.steps().openPlugin()].plugin->log.empty());
        QVERIFY(s.enabled().contains("Kill Plugin"));

        s.action("Kill Plugin")->trigger();
        QTRY_COMPARE(s.engine.state(), State::Idle);
        const auto& step = s.steps()[*s.find("plugins/sleeper")];
        QCOMPARE(step.outcome, Outcome::Failed);
        QVERIFY(step.plugin->exit->crashed());
        QTRY_VERIFY2(s.panel.status().startsWith("Line 4: expected 250, got “451"), qPrintable(s.panel.status()));
        QVERIFY(!s.enabled().contains("Kill Plugin"));
    }

    void aPluginThatFloodsIsCutOff()
    {
        Simulator s("[helo]\nplugins/flood\n");
        s.plugin("flood", "exec yes nothing\n");
        s.dialog(hello);
        s.action("Run")->trigger();
        QTRY_COMPARE_WITH_TIMEOUT(s.engine.state(), State::Idle, 60'000);
        QTRY_COMPARE(s.steps()[*s.find("plugins/flood")].outcome, Outcome::Failed); // a long run is shown bit by bit
        const auto& step = s.steps()[*s.find("plugins/flood")];
        QCOMPARE(spp::plugin::describe(*step.plugin->exit),
                 std::string("cut off: it printed more than 1048576 bytes in one run"));
    }

    void aPluginThatPrintsALotCanBeKilled()
    {
        Simulator s("[helo]\nplugins/flood\n");
        s.plugin("flood", "yes nothing | head -n 6000\nexec sleep 1000\n");
        s.dialog(hello);
        s.action("Run")->trigger();
        const auto printed = [&] {
            const auto step = s.panel.steps().openPlugin();
            return step ? s.steps()[*step].plugin->output.size() : 0;
        };
        QTRY_VERIFY(printed() > 5'000);
        QTRY_VERIFY(s.action("Kill Plugin")->isEnabled());
        s.action("Kill Plugin")->trigger();
        QTRY_COMPARE(s.engine.state(), State::Idle);
        QTRY_VERIFY(s.steps()[*s.find("plugins/flood")].outcome == Outcome::Failed); // a long run is shown bit by bit
        QVERIFY(s.steps()[*s.find("plugins/flood")].plugin->exit->crashed());
    }

    void aSessionCanBeStopped_data()
    {
        QTest::addColumn<QString>("begin");
        QTest::addColumn<State>("state");
        QTest::newRow("while a plugin runs") << "Run" << State::Running;
        QTest::newRow("while one is held") << "Next Plugin" << State::Held;
        QTest::newRow("while it waits") << "Interactive Session" << State::AwaitingInput;
    }

    void aSessionCanBeStopped()
    {
        QFETCH(QString, begin);
        QFETCH(State, state);
        Simulator s("[helo]\nplugins/sleeper\n");
        s.plugin("sleeper", "exec sleep 1000\n");
        s.dialog(hello);
        s.action(begin)->trigger();
        QTRY_VERIFY(s.engine.state() == state && (state == State::AwaitingInput || !s.openPlugin().isEmpty()));
        s.action("Stop")->trigger();
        QTRY_COMPARE(s.panel.status(), "The session was stopped.");
        QCOMPARE(s.engine.state(), State::Idle);
        QVERIFY(!s.action("Stop")->isEnabled());
    }

    void aTypedLineStartsASession()
    {
        Simulator s("[helo]\nplugins/tag\n");
        s.plugin("tag", "echo 'E550 not you'\n");
        QTest::keyClicks(s.input, "HELO mail.example.net");
        QTest::keyClick(s.input, Qt::Key_Return);
        QTRY_VERIFY(s.find("550 not you"));
        QTRY_COMPARE(s.engine.state(), State::AwaitingInput);
        QVERIFY(s.input->text().isEmpty());

        QTest::keyClicks(s.input, "QU");
        QTest::keyClick(s.input, Qt::Key_Up);
        QCOMPARE(s.input->text(), "HELO mail.example.net");
        QTest::keyClick(s.input, Qt::Key_Down);
        QCOMPARE(s.input->text(), "QU");
        QTest::keyClicks(s.input, "IT");
        QTest::keyClick(s.input, Qt::Key_Return);
        QTRY_COMPARE(s.panel.status(), "The session is over.");
    }

    void aSessionThatWaitsCanBeToldToHold()
    {
        Simulator s("[helo]\nplugins/tag\n");
        s.plugin("tag", "");
        s.action("Interactive Session")->trigger();
        QTRY_COMPARE(s.engine.state(), State::AwaitingInput);
        s.action("Next Plugin")->trigger();
        QVERIFY(s.panel.status().contains("will be held"));
        s.engine.say("HELO mail.example.net");
        QTRY_COMPARE(s.engine.state(), State::Held);
        QCOMPARE(s.openPlugin(), "plugins/tag");
        s.action("Continue")->trigger();
        QTRY_COMPARE(s.panel.status(), "The server waits for the client's next line.");
    }

    void aDialogThatCannotBeReadIsRefusedWithItsPlace()
    {
        Simulator s;
        s.dialog(hello);
        const QString bad = s.home.write("dialogs/bad.spp", "C: NOOP\nwrong\n");
        s.panel.loadDialog(bad);
        QPushButton* show = nullptr;
        for (auto* button : s.panel.findChildren<QPushButton*>())
            if (button->isVisible() && button->text() == "Show Line 2")
                show = button;
        QVERIFY(show);
        QSignalSpy asked(&s.panel, &SimulatorPanel::openRequested);
        show->click();
        QTRY_COMPARE(asked.count(), 1);
        QCOMPARE(asked[0], (QVariantList{bad, 2}));
        s.action("Run")->trigger();
        QTRY_COMPARE(s.panel.status(), "Every reply was as expected."); // the one before is still loaded
    }

    void thePlaceOfAPluginCanBeOpened()
    {
        Simulator s("# a comment\n[helo]\nplugins/tag\n");
        s.plugin("tag", "echo SX=1\n");
        s.dialog(hello);
        s.action("Run")->trigger();
        QTRY_COMPARE(s.panel.status(), "Every reply was as expected.");
        s.view->select(*s.find("plugins/tag"));
        const QSignalSpy asked(&s.panel, &SimulatorPanel::openRequested);
        for (auto* button : s.inspector->findChildren<QToolButton*>())
            if (button->text() == "smtpplugins:3")
                button->click();
        QCOMPARE(asked.count(), 1);
        QCOMPARE(asked[0], (QVariantList{s.home.path("control/smtpplugins"), 3}));
    }

    void aStepThatThePersonSelectedStaysSelected()
    {
        Simulator s;
        s.action("Interactive Session")->trigger();
        QTRY_COMPARE(s.engine.state(), State::AwaitingInput);
        s.engine.say("NOOP");
        QTRY_VERIFY(s.find("250 2.0.0 ok"));
        QTRY_COMPARE(s.panel.steps().stepOf(s.view->currentIndex()), s.steps().size() - 1);

        const std::size_t noop = *s.find("NOOP");
        s.view->setCurrentIndex(s.view->conversation().indexOf({noop, std::nullopt}));
        s.engine.say("QUIT");
        QTRY_COMPARE(s.panel.status(), "The session is over.");
        QCOMPARE(s.view->selectedStep(), std::optional(noop));
    }

    void theInspectorTellsWhatHappened()
    {
        Simulator s("[connection]\nplugins/first\n[helo]\nplugins/second\nplugins/third\n");
        s.plugin("first", "echo SKIND=list\n");
        s.plugin("second", "echo one >&2\necho two >&2\necho N\n");
        s.plugin("third", "");
        s.dialog(hello);
        s.action("Run")->trigger();
        QTRY_COMPARE(s.panel.status(), "Every reply was as expected.");
        const auto* tabs = s.inspector->findChild<QTabWidget*>();
        const auto titles = [&](const std::string& step) {
            s.view->select(*s.find(step));
            QStringList names;
            for (int tab = 0; tab < tabs->count(); ++tab)
                if (tabs->isTabVisible(tab))
                    names.append(tabs->tabText(tab));
            return names;
        };
        // KIND by the plugin before it, SMTPHELOHOST and SPP_EVENT by the server.
        QCOMPARE(titles("plugins/second"),
                 (QStringList{"Output (1)", "Environment (3 changed)", "Log (2)", "Shell", "Session"}));
        QCOMPARE(titles("plugins/third"), (QStringList{"Environment", "Session"}));
        QCOMPARE(titles("QUIT"), (QStringList{"Text", "Environment", "Session"}));
    }

    void theDialectOfTheDialogCountsFirst()
    {
        Simulator s;
        auto* dialects = s.panel.findChild<QComboBox*>("dialects");
        QCOMPARE(dialects->currentText(), "modern");
        s.dialog("dialect qmail-spp\nC: QUIT\nS: 221\n");
        QCOMPARE(dialects->currentText(), "qmail-spp");
        QVERIFY(!dialects->isEnabled());
        s.dialog(hello);
        QCOMPARE(dialects->currentText(), "modern");
        QVERIFY(dialects->isEnabled());
    }

    void whatAScenarioExpectsOfPluginsIsJudgedAndItsStageIsSet()
    {
        Simulator s("[mail]\nplugins/tag\n");
        s.plugin("tag", "echo STAG=home\n");
        s.dialog(
            "plugin mail :echo STAG=staged\nanswer :nothing\nC: HELO x\nC: MAIL FROM:<>\nS: 250\n"
            "expect env TAG is staged\nexpect env TAG is home\n");
        s.action("Run")->trigger();
        QTRY_COMPARE(s.engine.state(), State::Idle);
        QCOMPARE(s.panel.status(), "Line 7: expected env TAG is home, got “staged”.");
    }

    void ofSeveralSessionsTheFirstIsLoadedAndTheHeadSaysSo()
    {
        Simulator s;
        s.dialog("title Two\nsession a\nC: HELO x\nsession b\nC: NOOP\n");
        bool said = false;
        for (const auto* label : s.panel.findChildren<ElidedLabel*>())
            said = said || label->text().contains("Two, session 1 of 2");
        QVERIFY(said);
    }

    void aHomeThatIsNoneIsSaid()
    {
        Simulator s;
        s.panel.setHome(s.home.path("nowhere"));
        s.action("Interactive Session")->trigger();
        QTRY_COMPARE(s.engine.state(), State::Idle);
        QTRY_VERIFY2(s.panel.status().contains("nowhere"), qPrintable(s.panel.status()));
    }
};

SPP_TEST(TestSimulatorPanel)
#include "tst_simulator_panel.moc"
