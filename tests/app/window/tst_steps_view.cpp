// SPDX-License-Identifier: MIT
#include "app/workbench/simulator/byte_view.h"
#include "app/workbench/simulator/environment_view.h"
#include "app/workbench/simulator/shell_view.h"
#include "app/workbench/simulator/step_inspector.h"
#include "app/workbench/simulator/steps_bar.h"
#include "app/workbench/simulator/steps_pane.h"
#include "app/workbench/simulator/steps_view.h"
#include "tests/app/record_list.h"
#include "tests/app/temporary_home.h"
#include "tests/support/test_main.h"

#include <QApplication>
#include <QClipboard>
#include <QLabel>
#include <QLineEdit>
#include <QMenu>
#include <QSignalSpy>
#include <QTabWidget>
#include <QTableView>
#include <QTest>
#include <QToolButton>

using namespace spp;
using namespace spp::workbench;
using control::Section;
using session::Verdict;
using trace::StepLine;

namespace
{

/// A pane with an inspector beside it, and a session of two plugins: one sets KIND and logs, the other refuses.
struct Pane
{
    Pane()
    {
        records.state.environment.set("PATH", "/bin");
        records.connect().reply("220 mx.example.org");
        records.client("MAIL FROM:<a@example.org>").section(Section::Mail, 1).plugin("plugins/kind", 4);
        records.add(trace::PluginLog{"looking\n"}).add(trace::PluginLog{"found\xff\n"});
        records.state.environment.set("KIND", "list");
        records.says("SKIND=list").ends().sectionEnds(Section::Mail, Verdict::Accept).reply("250 ok");
        records.client("RCPT TO:<b@example.org>").section(Section::Rcpt, 1).plugin("plugins/limit", 5);
        records.says("E452 too many").ends().sectionEnds(Section::Rcpt, Verdict::Refuse).reply("452 too many", true);
        steps.addRecords(records.take());
        window.resize(1100, 500);
        inspector->setParent(&window);
        inspector->setGeometry(600, 0, 500, 500);
        pane->setGeometry(0, 0, 600, 500);
        window.show();
        window.activateWindow();
        if (!QTest::qWaitForWindowActive(&window))
            qFatal("the window has no keyboard");
    }

    std::size_t find(const std::string& title) const
    {
        for (std::size_t step = 0; step < steps.timeline().size(); ++step)
            if (steps.timeline().steps()[step].title == title)
                return step;
        qFatal("no step %s", title.c_str());
    }
    QString current() const { return view->currentIndex().siblingAtColumn(0).data().toString(); }
    QString tab() const { return tabs->tabText(tabs->currentIndex()); }
    void press(int key, Qt::KeyboardModifiers modifiers = {}) const
    {
        view->setFocus();
        QTest::keyClick(view, static_cast<Qt::Key>(key), modifiers);
    }
    QAction* entry(const QString& text) const
    {
        for (QMenu* menu : window.findChildren<QMenu*>())
            for (QAction* each : menu->actions())
                if (each->text().remove('&') == text)
                    return each;
        qFatal("no menu entry %s", qPrintable(text));
    }
    QToolButton* button(const QString& text) const
    {
        for (auto* each : window.findChildren<QToolButton*>())
            if (each->text() == text)
                return each;
        qFatal("no button %s", qPrintable(text));
    }

    RecordList records;
    TimelineModel steps;
    QWidget window;
    StepsView* view = new StepsView(steps);
    StepInspector* inspector = new StepInspector(steps);
    StepsPane* pane = new StepsPane(view, inspector, &window);
    QTabWidget* tabs = inspector->findChild<QTabWidget*>();
    QLineEdit* needle = pane->findChild<StepsBar*>()->findChild<QLineEdit*>();
};

} // namespace

class TestStepsView : public QObject
{
    Q_OBJECT

private slots:
    void leftAndRightFoldAndMove()
    {
        Pane p;
        p.view->select(StepLine{p.find("plugins/kind"), 0});
        QCOMPARE(p.current(), "SKIND=list");
        p.press(Qt::Key_Left);
        QCOMPARE(p.current(), "plugins/kind");
        const int rows = p.view->model()->rowCount();
        p.press(Qt::Key_Left);
        QCOMPARE(p.view->model()->rowCount(), rows - 1);
        QCOMPARE(p.current(), "plugins/kind");
        p.press(Qt::Key_Right);
        QCOMPARE(p.view->model()->rowCount(), rows);
        p.press(Qt::Key_Right);
        QCOMPARE(p.current(), "SKIND=list");
    }

    void theArrowFolds()
    {
        Pane p;
        p.view->select(p.find("MAIL FROM:<a@example.org>"));
        const int rows = p.view->model()->rowCount();
        const QPoint arrow = p.view->visualRect(p.view->currentIndex()).topLeft() + QPoint(5, 6);
        QTest::mouseClick(p.view->viewport(), Qt::LeftButton, {}, arrow);
        QCOMPARE(p.view->model()->rowCount(), rows - 4);
        QTest::mouseClick(p.view->viewport(), Qt::LeftButton, {}, arrow);
        QCOMPARE(p.view->model()->rowCount(), rows);
    }

    void aLineLeadsToItsPluginItsReplyItsLogAndBack()
    {
        Pane p;
        const StepLine line{p.find("plugins/limit"), 0};
        p.view->select(line);
        QCOMPARE(p.tab(), "Output (1)");
        p.press(Qt::Key_R);
        QCOMPARE(p.current(), "S: 452 too many");
        p.press(Qt::Key_P);
        QCOMPARE(p.view->place(), line); // whose words the reply has
        p.press(Qt::Key_C);
        QCOMPARE(p.current(), "C: RCPT TO:<b@example.org>");
        p.press(Qt::Key_L);
        QCOMPARE(p.current(), "plugins/limit");
        QCOMPARE(p.tab(), "Log (0)");
        p.press(Qt::Key_Left, Qt::AltModifier);
        QCOMPARE(p.current(), "C: RCPT TO:<b@example.org>");
        p.press(Qt::Key_Left, Qt::AltModifier);
        QCOMPARE(p.view->place(), line);
        p.press(Qt::Key_Right, Qt::AltModifier);
        QCOMPARE(p.current(), "C: RCPT TO:<b@example.org>");
    }

    void aStepLeadsToItsPlaceInFiles()
    {
        TemporaryHome home;
        const QString file = home.write("plugins/check", "#!/bin/sh\n");
        Pane p;
        plugin::Call call;
        call.line = ":LIMIT=2 plugins/check two | cat";
        call.place = "control/smtpplugins:9";
        call.directory = home.path().toStdString();
        p.records.client("DATA").section(Section::Data, 1).report(session::PluginStarted{call});
        p.steps.addRecords(p.records.take());
        const QSignalSpy asked(p.pane, &StepsPane::placeChosen);
        p.view->select(p.find(call.line));
        p.press(Qt::Key_Return);
        p.press(Qt::Key_Return, Qt::ControlModifier);
        QCOMPARE(asked.count(), 2);
        QCOMPARE(asked[0], QVariantList{"control/smtpplugins:9"});
        QCOMPARE(asked[1], QVariantList{file + ":1"});
    }

    void whatIsFoundIsSelectedAndUnfolded()
    {
        Pane p;
        p.entry("To Commands")->trigger();
        QCOMPARE(p.view->model()->rowCount(), 3);
        QTest::keyClicks(p.needle, "too many");
        QCOMPARE(p.current(), "E452 too many");
        QTest::keyClick(p.needle, Qt::Key_Return);
        QCOMPARE(p.current(), "S: 452 too many");
        const auto* state = p.pane->findChild<StepsBar*>()->findChild<QLabel*>();
        QCOMPARE(state->text(), "2 of 2");
        p.press(Qt::Key_F3);
        QCOMPARE(p.current(), "E452 too many");
        p.press(Qt::Key_F3, Qt::ShiftModifier);
        QCOMPARE(p.current(), "S: 452 too many");
        QTest::keyClick(p.needle, Qt::Key_Escape);
        QVERIFY(p.needle->text().isEmpty() && state->text().isEmpty());
    }

    void whatIsShownIsChosen()
    {
        Pane p;
        const int rows = p.view->model()->rowCount();
        p.entry("Only Refusals")->trigger();
        QCOMPARE(p.view->model()->rowCount(), 5);
        QVERIFY(p.button("Refusals"));
        p.entry("Only Refusals")->trigger();
        p.pane->findChild<StepsBar*>()->showOnlyPlugin("plugins/kind");
        QCOMPARE(p.view->model()->rowCount(), 4);
        QVERIFY(p.button("One plugin"));
        p.entry("Everything")->trigger();
        QCOMPARE(p.view->model()->rowCount(), rows);
        QTest::keyClicks(p.needle, "kind");
        p.entry("Only What Is Found")->trigger();
        QCOMPARE(p.view->model()->rowCount(), 4);
    }

    void theSelectionOutlivesFoldsAndFilters()
    {
        Pane p;
        const StepLine line{p.find("plugins/limit"), 0};
        p.view->select(line);
        p.entry("Only Refusals")->trigger();
        QCOMPARE(p.current(), "E452 too many");
        p.entry("Only Refusals")->trigger();
        QCOMPARE(p.current(), "E452 too many");
        QCOMPARE(p.view->place(), line);
    }

    void theSelectedRowsAreCopied()
    {
        Pane p;
        p.view->select(p.find("plugins/limit"));
        p.press(Qt::Key_Down, Qt::ShiftModifier);
        p.press(Qt::Key_C, Qt::ControlModifier);
        QCOMPARE(QApplication::clipboard()->text(),
                 "    plugins/limit  (deferred, 5.0 ms)\n      E452 too many  (defers)\n");
        p.view->copyAll();
        QVERIFY(QApplication::clipboard()->text().startsWith("Client connected\n"));
        QCOMPARE(QApplication::clipboard()->text().count('\n'), p.view->model()->rowCount());
    }

    void theEnvironmentTellsWhoSetWhat()
    {
        Pane p;
        p.view->select(p.find("plugins/limit"));
        const auto* environment = p.inspector->findChild<EnvironmentView*>();
        auto* table = environment->findChild<QTableView*>();
        const auto cell = [&](int row, int column) { return table->model()->index(row, column).data().toString(); };
        QCOMPARE(cell(0, 0), "KIND");
        QVERIFY2(cell(0, 2).startsWith("new: plugins/kind, "), qPrintable(cell(0, 2)));
        QCOMPARE(cell(1, 2), "from the start");

        QSignalSpy asked(p.inspector, &StepInspector::stepChosen);
        emit table->doubleClicked(table->model()->index(0, 0));
        QCOMPARE(asked.count(), 1);
        QCOMPARE(p.view->place(), (StepLine{p.find("plugins/kind"), 0}));
        p.press(Qt::Key_Left, Qt::AltModifier);
        QCOMPARE(p.current(), "plugins/limit");
    }

    void theEnvironmentIsFilteredAndCopied()
    {
        Pane p;
        p.view->select(p.find("plugins/limit"));
        auto* environment = p.inspector->findChild<EnvironmentView*>();
        const auto* table = environment->findChild<QTableView*>();
        environment->copy(EnvironmentModel::Format::Shell);
        QCOMPARE(QApplication::clipboard()->text(), "KIND=list\nPATH=/bin\n");
        environment->findChild<QLineEdit*>()->setText("BIN");
        QCOMPARE(table->model()->rowCount(), 1);
        environment->copy(EnvironmentModel::Format::Text);
        QCOMPARE(QApplication::clipboard()->text(), "PATH=/bin\n");
        environment->findChild<QLineEdit*>()->clear();
        p.button("Only changed")->click();
        QCOMPARE(table->model()->rowCount(), 1);
        QCOMPARE(table->model()->index(0, 0).data().toString(), "KIND");
    }

    void theLogHasTimesAndBytesOnDemand()
    {
        Pane p;
        p.view->select(p.find("plugins/kind"));
        p.press(Qt::Key_L);
        const auto* log = qobject_cast<const ByteView*>(p.tabs->currentWidget());
        QVERIFY(log);
        QCOMPARE(log->toPlainText(), "    1.0 ms  looking\n    2.0 ms  found\\xff");
        p.button("Bytes")->click();
        QCOMPARE(log->toPlainText().section('\n', 0, 0),
                 "000000  6c 6f 6f 6b 69 6e 67 0a  66 6f 75 6e 64 ff 0a     looking.found..");
        p.button("Bytes")->click();
        QVERIFY(log->toPlainText().startsWith("    1.0 ms  looking"));
    }

    void theRunCanBeCopiedForAShell()
    {
        Pane p;
        p.view->select(p.find("plugins/limit"));
        p.inspector->findChild<ShellView*>()->copy();
        const QString command = QApplication::clipboard()->text();
        QVERIFY2(command.contains("env -i PATH=/bin KIND=list "), qPrintable(command));
    }

    void anotherSessionForgetsTheOldOne()
    {
        Pane p;
        p.view->select(p.find("plugins/limit"));
        p.steps.clear();
        QVERIFY(!p.view->place());
        p.press(Qt::Key_P);
        p.press(Qt::Key_Left, Qt::AltModifier);
        p.press(Qt::Key_Return);
        QCOMPARE(p.view->model()->rowCount(), 0);
    }
};

SPP_TEST(TestStepsView)
#include "tst_steps_view.moc"
