// SPDX-License-Identifier: MIT
#include "app/workbench/debugger/past_banner.h"
#include "tests/app/window/simulator.h"
#include "tests/support/test_main.h"

#include <QPlainTextEdit>
#include <QPushButton>
#include <QTest>

using namespace spp::workbench;
using State = Engine::State;

namespace
{

/// Three plugins that count their runs; the second says which run it is.
struct Counted : Simulator
{
    Counted() : Simulator("[connection]\nplugins/one\n[helo]\nplugins/two\n[mail]\nplugins/three\n")
    {
        for (const char* name : {"one", "two", "three"})
            plugin(name, QByteArray("echo x >> ") + name + "-runs\n");
        dialog(
            "S: 220\nC: HELO mail.example.net\nS: 250\nC: MAIL FROM:<a@example.net>\nS: 250\nC: RSET\nS: 250\n"
            "C: QUIT\nS: 221\n");
    }
    void run()
    {
        action("Run")->trigger();
        QTRY_COMPARE(panel.status(), "Every reply was as expected.");
    }
    qsizetype runs(const char* name) const
    {
        return QFile::exists(home.path(QStringLiteral("%1-runs").arg(name)))
                   ? home.read(QStringLiteral("%1-runs").arg(name)).count('x')
                   : 0;
    }
    std::string current() const { return steps()[panel.steps().stepOf(view->currentIndex())].title; }
    void select(const std::string& title) { view->select(*find(title)); }
    void press(const QString& text) const
    {
        for (auto* button : banner->findChildren<QPushButton*>())
            if (button->text() == text)
                return button->click();
        qFatal("no button %s", qPrintable(text));
    }

    PastBanner* banner = panel.findChild<PastBanner*>();
};

} // namespace

class TestDebugger : public QObject
{
    Q_OBJECT

private slots:
    void goesBackFromPluginToPluginAndForthWithoutRunningOne()
    {
        Counted s;
        s.run();
        QVERIFY(!s.banner->isVisible());
        s.action("Previous Plugin")->trigger();
        QCOMPARE(s.current(), std::string("plugins/three"));
        QVERIFY(s.banner->isVisible());
        s.action("Previous Plugin")->trigger();
        s.action("Previous Plugin")->trigger();
        QCOMPARE(s.current(), std::string("plugins/one"));
        s.action("Next Plugin")->trigger();
        QCOMPARE(s.current(), std::string("plugins/two"));
        s.action("Next Plugin")->trigger();
        s.action("Next Plugin")->trigger();
        QVERIFY(!s.banner->isVisible());
        QCOMPARE(s.panel.steps().stepOf(s.view->currentIndex()), s.steps().size() - 1);
        for (const char* name : {"one", "two", "three"})
            QCOMPARE(s.runs(name), 1);
    }

    void goesBackToAPluginsOutputThoughNobodyHadWatchedIt()
    {
        Counted s;
        s.run();
        s.select("QUIT");
        const auto placeOf = [&] { return s.panel.debugger().shown()->stops[*s.panel.debugger().past()].place; };
        while (s.current() != "plugins/three")
            s.action("Previous Stop")->trigger();
        QVERIFY(placeOf() == spp::debug::Place::AfterOutput);
        s.action("Previous Stop")->trigger();
        QCOMPARE(s.current(), std::string("plugins/three"));
        QVERIFY(placeOf() == spp::debug::Place::BeforePlugin);
        s.action("Next Stop")->trigger();
        QVERIFY(placeOf() == spp::debug::Place::AfterOutput);
        s.press("Go on from here");
        QTRY_COMPARE(s.engine.state(), State::Held);
        QCOMPARE(s.openPlugin(), "plugins/three");
        QCOMPARE(s.runs("three"), 1); // it is held before it
        s.engine.stop();
        QTRY_COMPARE(s.engine.state(), State::Idle);
    }

    void goesBackByCommandsTransactionsAndToTheStart()
    {
        Counted s;
        s.run();
        s.action("Previous Command")->trigger();
        QCOMPARE(s.current(), std::string("QUIT"));
        s.action("Start of Transaction")->trigger();
        QCOMPARE(s.current(), std::string("MAIL FROM:<a@example.net>"));
        s.action("Back to the Start")->trigger();
        QCOMPARE(s.panel.debugger().past(), std::size_t{0});
        QVERIFY(!s.action("Previous Stop")->isEnabled());
        s.action("Next Command")->trigger();
        QCOMPARE(s.current(), std::string("HELO mail.example.net"));
    }

    void saysWhereInThePastOneIsAndWhatWouldRunAgain()
    {
        Counted s;
        s.run();
        s.select("plugins/two");
        QVERIFY2(s.banner->sentence().startsWith("You are in the past: step 7 of"), qPrintable(s.banner->sentence()));
        QVERIFY2(s.banner->sentence().contains("may run plugins/two, plugins/three once more"),
                 qPrintable(s.banner->sentence()));
        s.select("QUIT");
        QVERIFY2(s.banner->sentence().contains("runs no plugin a second time"), qPrintable(s.banner->sentence()));
        s.press("To the newest");
        QVERIFY(!s.banner->isVisible());
    }

    void goesOnFromTheMiddleOfARun()
    {
        Counted s;
        s.run();
        const auto steps = s.steps().size();
        s.plugin("two", "echo x >> two-runs\necho 'E550 not you'\n");
        s.select("plugins/two");
        s.press("Go on from here");
        QTRY_COMPARE(s.engine.state(), State::Held);
        QCOMPARE(s.openPlugin(), "plugins/two");
        QCOMPARE(s.runs("one"), 1);
        QCOMPARE(s.runs("two"), 1);
        s.action("Continue")->trigger();
        QTRY_COMPARE(s.engine.state(), State::Idle);
        QVERIFY(s.find("550 not you"));
        QCOMPARE(s.runs("one"), 1);
        QCOMPARE(s.runs("two"), 2);
        QCOMPARE(s.steps().size(), steps);
        QCOMPARE(s.panel.debugger().shown()->from, quint64{1});
    }

    void goesOnFromALineThatIsSaidAgain()
    {
        Counted s;
        s.run();
        const auto steps = s.steps().size();
        s.select("MAIL FROM:<a@example.net>");
        s.press("Go on from here");
        QTRY_COMPARE(s.engine.state(), State::Held);
        QVERIFY2(s.panel.status().startsWith("Held before “MAIL"), qPrintable(s.panel.status()));
        s.action("Continue")->trigger();
        QTRY_COMPARE(s.panel.status(), "Every reply was as expected.");
        QCOMPARE(s.steps().size(), steps);
        QCOMPARE(s.runs("three"), 2);
    }

    void goesOnWithAnotherLine()
    {
        Counted s;
        s.run();
        s.select("MAIL FROM:<a@example.net>");
        s.action("Go On from Here")->trigger();
        QTRY_COMPARE(s.engine.state(), State::Held);
        s.panel.findChild<QPlainTextEdit*>("heldText")->setPlainText("NOOP");
        s.action("Continue")->trigger();
        QTRY_COMPARE(s.engine.state(), State::Idle);
        QVERIFY(s.find("NOOP"));
        QCOMPARE(s.runs("three"), 1);
        QVERIFY(!s.find("MAIL FROM:<a@example.net>"));
    }

    void goesToTheCursorInTheDialogAndInSmtpPlugins()
    {
        Counted s;
        s.panel.setEditorCursor(s.home.path("dialogs/test.spp"), 3); // an expectation: the client's line behind it
        s.action("To Cursor")->trigger();
        QTRY_COMPARE(s.engine.state(), State::Held);
        QVERIFY2(s.panel.status().startsWith("Held before “MAIL"), qPrintable(s.panel.status()));
        s.panel.setEditorCursor(s.home.path("control/smtpplugins"), 6);
        s.action("To Cursor")->trigger();
        QTRY_COMPARE(s.openPlugin(), "plugins/three");
        QTRY_COMPARE(s.engine.state(), State::Held);
        s.panel.setEditorCursor(s.home.path("control/smtpplugins"), 2);
        s.action("Back to Cursor")->trigger();
        QCOMPARE(s.current(), std::string("plugins/one"));
        s.panel.setEditorCursor(s.home.path("plugins/one"), 1);
        QVERIFY(!s.action("To Cursor")->isEnabled());
    }

    void aHeldRunIsLeftInThePastAndFoundAgain()
    {
        Counted s;
        s.action("Next Plugin")->trigger();
        QTRY_COMPARE(s.openPlugin(), "plugins/one");
        QTRY_COMPARE(s.engine.state(), State::Held);
        s.action("Next Plugin")->trigger();
        QTRY_COMPARE(s.openPlugin(), "plugins/two");
        QTRY_COMPARE(s.engine.state(), State::Held);
        s.action("Previous Plugin")->trigger();
        QCOMPARE(s.current(), std::string("plugins/one"));
        s.action("Next Plugin")->trigger();
        QVERIFY(!s.banner->isVisible());
        QCOMPARE(s.current(), std::string("plugins/two"));
        QCOMPARE(s.runs("two"), 0);
    }

    void pauseHoldsASessionThatGoesOn()
    {
        Counted s;
        s.action("Interactive Session")->trigger();
        QTRY_COMPARE(s.engine.state(), State::AwaitingInput);
        s.action("Pause")->trigger();
        s.engine.say("NOOP");
        QTRY_COMPARE(s.engine.state(), State::Held);
        QVERIFY2(s.panel.status().startsWith("Held before “NOOP”"), qPrintable(s.panel.status()));
    }

    void everyStopIsPassedOneByOne()
    {
        Counted s;
        s.action("Next Stop")->trigger();
        QStringList places;
        for (int stops = 0; stops < 5; ++stops) {
            QTRY_COMPARE(s.engine.state(), State::Held);
            places.append(s.panel.status().section(u':', 0, 0).section(u'“', 0, 0).trimmed());
            s.action("Next Stop")->trigger();
        }
        QCOMPARE(places,
                 (QStringList{"Held before plugins/one runs", "Held before the output of plugins/one has an effect",
                              "Held before the reply is sent", "Held before", "Held before plugins/two runs"}));
    }
};

SPP_TEST(TestDebugger)
#include "tst_debugger.moc"
