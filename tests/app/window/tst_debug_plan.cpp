// SPDX-License-Identifier: MIT
#include "app/workbench/debugger/breakpoints_view.h"
#include "app/workbench/debugger/debug_views.h"
#include "app/workbench/debugger/hold_panel.h"
#include "app/workbench/debugger/plan_settings.h"
#include "tests/app/window/simulator.h"
#include "tests/support/test_main.h"

#include <QLineEdit>
#include <QListView>
#include <QSettings>
#include <QTest>

#include <memory>

using namespace spp;
using namespace spp::workbench;
using State = Engine::State;

namespace
{

/// A session with a plugin in [helo] and one in [mail], and the debugger's lists.
struct Planned : Simulator
{
    Planned() : Simulator("[helo]\nplugins/tag\n[mail]\nplugins/check\n")
    {
        plugin("tag", "echo STAG=1\n");
        plugin("check", "echo 'E550 not you'\n");
        dialog("S: 220\nC: HELO mail.example.net\nS: 250\nC: MAIL FROM:<a@example.net>\nC: QUIT\nS: 221\n");
    }
    void run()
    {
        action("Run")->trigger();
        QTRY_VERIFY(engine.state() == State::Held || engine.state() == State::Idle);
    }
    BreakpointsModel& breakpoints() { return panel.plan().breakpoints(); }
    OverridesModel& overrides() { return panel.plan().overrides(); }
    QString reason() const { return panel.findChild<HoldPanel*>()->reason(); }

    std::unique_ptr<QWidget> views{panel.makeDebugViews()};
};

debug::Override answering(const std::string& plugin, const std::string& output)
{
    debug::Override override;
    override.name = "a name";
    override.plugin = plugin;
    override.what.answer = plugin::Answer{output, {}, {}};
    return override;
}

} // namespace

class TestDebugPlan : public QObject
{
    Q_OBJECT

private slots:
    void init() { QSettings().clear(); }

    void aRunHoldsAtABreakpointAndSaysWhich()
    {
        Planned s;
        QVERIFY(s.breakpoints().add("plugin plugins/check"));
        s.run();
        QCOMPARE(s.engine.state(), State::Held);
        QCOMPARE(s.openPlugin(), "plugins/check");
        QCOMPARE(s.reason(), "The breakpoint “plugin plugins/check” was hit.");
        QTRY_COMPARE(s.breakpoints().index(0, BreakpointsModel::HitsColumn).data().toInt(), 1);
    }

    void aBreakpointThatIsOffDoesNotHold()
    {
        Planned s;
        QVERIFY(s.breakpoints().add("letter E"));
        s.breakpoints().setData(s.breakpoints().index(0, 0), Qt::Unchecked, Qt::CheckStateRole);
        s.run();
        QCOMPARE(s.engine.state(), State::Idle);
    }

    void goingBackStopsAtBreakpointsToo()
    {
        Planned s;
        QVERIFY(s.breakpoints().add("plugin plugins/tag"));
        s.run();
        s.action("Continue")->trigger();
        QTRY_COMPARE(s.engine.state(), State::Idle);
        s.action("Back to the Start")->trigger();
        QCOMPARE(s.steps()[s.panel.steps().stepOf(s.view->currentIndex())].title, std::string("plugins/tag"));
    }

    void whatIsTypedIsCheckedAtOnce()
    {
        Planned s;
        auto* view = s.views->findChild<BreakpointsView*>();
        auto* line = view->findChild<QLineEdit*>();
        QTest::keyClicks(line, "plugn");
        QVERIFY(!view->trouble().isEmpty());
        QTest::keyClick(line, Qt::Key_Return);
        QCOMPARE(s.breakpoints().rowCount(), 0);
        line->clear();
        QTest::keyClicks(line, "reply 5xx");
        QVERIFY2(view->trouble().isEmpty(), qPrintable(view->trouble()));
        QTest::keyClick(line, Qt::Key_Return);
        QCOMPARE(s.breakpoints().rowCount(), 1);
        QVERIFY(line->text().isEmpty());
        QVERIFY(!s.breakpoints().setData(s.breakpoints().index(0, 0), "nonsense", Qt::EditRole));
        QVERIFY(!view->trouble().isEmpty());
        QCOMPARE(s.breakpoints().index(0, 0).data().toString(), "reply 5xx");
    }

    void aLogPointIsReadInTheLog()
    {
        Planned s;
        QVERIFY(s.breakpoints().add("plugin plugins/check log \"now checking\""));
        s.run();
        QCOMPARE(s.engine.state(), State::Idle);
        auto* log = s.views->findChild<QListView*>()->model();
        QTRY_COMPARE(log->rowCount(), 1);
        QCOMPARE(log->index(0, 0).data().toString(), "now checking");
    }

    void theCursorsLineTogglesABreakpoint()
    {
        Planned s;
        s.panel.setEditorCursor(s.home.path("control/smtpplugins"), 4);
        s.action("Toggle Breakpoint")->trigger();
        QCOMPARE(s.breakpoints().index(0, 0).data().toString(), "plugin control/smtpplugins:4");
        QCOMPARE(s.panel.breakpointLines(s.home.path("control/smtpplugins")), QSet<int>{4});
        s.run();
        QCOMPARE(s.openPlugin(), "plugins/check");
        s.action("Toggle Breakpoint")->trigger();
        QCOMPARE(s.breakpoints().rowCount(), 0);

        s.panel.toggleBreakpoint(s.home.path("dialogs/test.spp"), 3);
        QCOMPARE(s.breakpoints().index(0, 0).data().toString(), "line 4"); // the client's line behind an expectation
        QCOMPARE(s.panel.breakpointLines(s.home.path("dialogs/test.spp")), QSet<int>{4});
    }

    void anOverrideAnswersInEachRun()
    {
        Planned s;
        s.overrides().add(answering("plugins/check", "N\n"));
        for (int run = 0; run < 2; ++run) {
            s.run();
            QVERIFY(!s.find("550 not you"));
        }
        s.overrides().setData(s.overrides().index(0, 0), Qt::Unchecked, Qt::CheckStateRole);
        s.run();
        QTRY_VERIFY(s.find("550 not you"));
    }

    void whatIsKeptAtAHoldIsAnOverride()
    {
        Planned s;
        emit s.panel.findChild<HoldPanel*>()->keepWanted(answering("plugins/check", "E450 later\n"));
        s.run();
        QTRY_VERIFY(s.find("450 later"));
    }

    void theListsBelongToTheDialogAndAreKept()
    {
        Planned s;
        QVERIFY(s.breakpoints().add("reply 5xx"));
        s.overrides().add(answering("plugins/check", "N\n"));
        s.panel.loadDialog(s.home.write("dialogs/other.spp", "C: QUIT\n"));
        QCOMPARE(s.breakpoints().rowCount(), 0);
        s.panel.loadDialog(s.home.path("dialogs/test.spp"));
        QCOMPARE(s.breakpoints().index(0, 0).data().toString(), "reply 5xx");
        QCOMPARE(s.overrides().overrides(), std::vector{answering("plugins/check", "N\n")});
    }

    void allOfAnOverrideIsKept()
    {
        debug::Plan plan;
        debug::Override override = answering("plugins/\xff", std::string("Sa=\xfe\0b\n", 8));
        override.run = 3;
        override.enabled = false;
        override.what.answer->exit = {plugin::Exit::Kind::Signal, 11, {}};
        override.what.environment = plugin::Environment({"A=1", "B=\xff"});
        override.what.fault = debug::Fault::SlowOutput;
        override.what.delay = std::chrono::milliseconds(1500);
        plan.overrides = {override, answering("plugins/other", "")};
        plan.breakpoints.push_back(*debug::parseBreakpoint("reply 5xx off"));
        writePlan("/home", "/dialog", plan);
        QCOMPARE(readPlan("/home", "/dialog").overrides, plan.overrides);
        QCOMPARE(readPlan("/home", "/dialog").breakpoints, plan.breakpoints);
        QVERIFY(readPlan("/home", "/another").overrides.empty());
    }

private:
};

SPP_TEST(TestDebugPlan)
#include "tst_debug_plan.moc"
