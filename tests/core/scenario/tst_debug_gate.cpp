// SPDX-License-Identifier: MIT
#include "core/debug/recall.h"
#include "core/runtime/process.h"
#include "tests/core/scenario/plans.h"
#include "tests/core/scenario/simulated.h"
#include "tests/support/printing.h"
#include "tests/support/test_main.h"

using namespace spp;
using namespace spp::test;
using namespace std::string_literals;
using debug::Pace;
using debug::Place;

namespace
{

constexpr std::string_view twoRecipients =
    "C: HELO x\n"
    "C: MAIL FROM:<a@example.net>\n"
    "C: RCPT TO:<good@example.org>\n"
    "C: RCPT TO:<bad@example.org>\n"
    "S: 550 no\n"
    "C: QUIT\n";

/// "4 O policy": the client's line, the place (C, P, O, R) and the plugin or the verb.
std::string placeOf(const debug::Stop& stop)
{
    static constexpr std::string_view letters = "CPOR";
    std::string text = std::to_string(stop.dialogLine) + " " + letters[static_cast<std::size_t>(stop.place)] + " ";
    if (stop.place == Place::BeforePlugin || stop.place == Place::AfterOutput)
        return text + stop.plugin.substr(stop.plugin.find('/') + 1);
    return text + std::string(smtp::formatVerb(stop.verb));
}

/// Where it is held, going on each time.
std::string holdsOf(Simulated& run)
{
    std::string holds;
    while (run.untilHeld()) {
        holds += (holds.empty() ? "" : ", ") + placeOf(run.held().stop);
        run.decide({});
    }
    return holds;
}

} // namespace

/// What the debugger does to real plugins: small shell scripts.
class TestDebugGate : public QObject
{
    Q_OBJECT

    Folder m_home;

private slots:
    void initTestCase()
    {
        runtime::prepareSignals();
        writeHome(m_home,
                  "[helo]\nplugins/helo\n[mail]\nplugins/mail\n[rcpt]\nplugins/first\nplugins/policy\n"
                  "plugins/last\n");
        m_home.script("plugins/helo", "echo SSEEN=1; echo SRUNS=1");
        m_home.script("plugins/mail", "echo \"H$SMTPMAILFROM\"");
        m_home.script("plugins/first", "echo \"log of first\" >&2; echo");
        m_home.script("plugins/policy", "case $SMTPRCPTTO in bad@*) echo E550 no;; esac");
        m_home.script("plugins/last", "touch ran-last; echo SLAST=$SMTPRCPTTO");
    }

    void withoutBreakpointsNothingHolds()
    {
        Simulated run(m_home, twoRecipients);
        QVERIFY(!run.untilHeld());
        QVERIFY(run.result().mismatches.empty() && run.result().error.empty());
        QCOMPARE(run.plugin("plugins/helo").plugin->output.size(), std::size_t{2});
    }

    void breakpointsHold_data()
    {
        QTest::addColumn<QString>("holds");
        const auto row = [](const char* text, const char* holds) { QTest::newRow(text) << holds; };
        row("section rcpt", "3 P first, 4 P first");
        row("section rcpt after", "3 O last, 4 O policy");
        row("plugin plugins/policy", "3 P policy, 4 P policy");
        row("plugin control/smtpplugins:7 after", "3 O policy, 4 O policy");
        row("plugin plugins/policy if SMTPRCPTTO startsWith \"bad\"", "4 P policy");
        row("plugin plugins/policy hits 2", "4 P policy");
        row("verdict refused", "4 O policy");
        row("verdict accepted", "1 O helo, 2 O mail, 3 O last");
        row("letter E", "4 O policy");
        row("letter S", "1 O helo, 3 O last");
        row("changes SEEN", "1 O helo");
        row("changes SMTPRCPTTO", "3 P first, 4 P first");
        row("changes LAST if LAST contains \"good\"", "3 O last");
        row("command MAIL", "2 C MAIL");
        row("command RCPT after", "3 R RCPT, 4 R RCPT");
        row("line 4", "4 C RCPT");
        row("line 4 after", "4 R RCPT");
        row("reply 5xx", "4 R RCPT");
        row("reply 250 every 2", "2 R MAIL");
        row("reply 220", "0 R ?");
        row("reply 5xx off", "");
        row("letter E log \"x\"", "");
    }

    void breakpointsHold()
    {
        QFETCH(QString, holds);
        Simulated run(m_home, twoRecipients, planOf({QTest::currentDataTag()}));
        QCOMPARE(holdsOf(run), holds.toStdString());
        QVERIFY(run.result().mismatches.empty());
    }

    void aHoldSaysWhichBreakpointWasHit()
    {
        Simulated run(m_home, twoRecipients, planOf({"letter H", "verdict refused", "letter E"}));
        QVERIFY(run.untilHeld());
        QCOMPARE(formatBreakpoint(*run.held().breakpoint), "letter H"s);
        QVERIFY(run.held().past.isBreak);
        run.decide({});
        QVERIFY(run.untilHeld());
        QCOMPARE(formatBreakpoint(*run.held().breakpoint), "verdict refused"s);
        run.decide({}, Pace::Stop);
        QVERIFY(run.untilHeld());
        QVERIFY(!run.held().breakpoint && !run.held().past.isBreak);
    }

    void logPointsLogAndGoOn()
    {
        Simulated run(m_home, twoRecipients, planOf({"section rcpt after log \"{SMTPRCPTTO}: {verdict} {code}\""}));
        run.finish();
        QCOMPARE(run.logged(), (std::vector{"good@example.org: accepted 250"s, "bad@example.org: refused 550"s}));
    }

    void aNewPlanKeepsTheCountsOfBreakpointsThatStay()
    {
        Simulated run(m_home, twoRecipients, planOf({"command MAIL", "plugin plugins/first hits 2"}));
        QVERIFY(run.untilHeld());
        run.simulation().setPlan(planOf({"plugin plugins/first hits 2", "line 4"}));
        run.decide({});
        QCOMPARE(holdsOf(run), "4 C RCPT, 4 P first"s);
    }

    void outputsThatNobodyWatchedAreMomentsOfThePastToo()
    {
        Simulated watched(m_home, twoRecipients, {}, Pace::Stop);
        watched.finish();
        Simulated run(m_home, twoRecipients);
        run.finish();
        QCOMPARE(run.stops().size(), watched.stops().size());
        for (std::size_t i = 0; i < run.stops().size(); ++i) {
            const debug::PastStop& stop = run.stops()[i];
            QCOMPARE(int(stop.place), int(watched.stops()[i].place));
            const auto held = debug::recall(run.simulation().recording(), run.stops(), i).held;
            const auto same = debug::recall(watched.simulation().recording(), watched.stops(), i).held;
            QCOMPARE(placeOf(held.stop), placeOf(same.stop));
            QCOMPARE(held.stop.reply, same.stop.reply);
            if (stop.place == Place::AfterOutput)
                QCOMPARE(std::get<plugin::Answer>(held.subject).output, std::get<plugin::Answer>(same.subject).output);
        }
    }

    void whatAPluginPrintsComesAsItPrintsItWhileNobodyWatches()
    {
        Folder home;
        writeHome(home, "[mail]\nplugins/mail\n");
        home.script("plugins/mail", "echo P250-wait; while ! test -e go; do sleep 0.01; done");
        Simulated run(home, "C: HELO x\nC: MAIL FROM:<>\nC: QUIT\n");
        run.runUntil([&] {
            return run.titles(trace::StepKind::Plugin).size() == 1 &&
                   !run.plugin("plugins/mail").plugin->output.empty();
        });
        QVERIFY(!run.plugin("plugins/mail").plugin->exit);
        home.write("go", "");
        run.finish();
        QVERIFY(run.plugin("plugins/mail").plugin->exit);
    }

    void itIsHeldAtEachPace_data()
    {
        QTest::addColumn<int>("pace");
        QTest::addColumn<QString>("holds");
        QTest::newRow("run") << int(Pace::Run) << "";
        QTest::newRow("plugin") << int(Pace::Plugin)
                                << "1 P helo, 2 P mail, 3 P first, 3 P policy, 3 P last, 4 P first, 4 P policy";
        QTest::newRow("command") << int(Pace::Command) << "1 C HELO, 2 C MAIL, 3 C RCPT, 4 C RCPT, 6 C QUIT";
        QTest::newRow("stop") << int(Pace::Stop)
                              << "0 R ?, 1 C HELO, 1 P helo, 1 O helo, 1 R HELO, 2 C MAIL, 2 P mail, 2 O mail, "
                                 "2 R MAIL, 3 C RCPT, 3 P first, 3 O first, 3 P policy, 3 O policy, 3 P last, 3 O "
                                 "last, 3 R RCPT, 4 C RCPT, 4 P first, 4 O first, 4 P policy, 4 O policy, 4 R RCPT, 6 "
                                 "C QUIT, 6 R QUIT";
    }

    void itIsHeldAtEachPace()
    {
        QFETCH(int, pace);
        QFETCH(QString, holds);
        Simulated run(m_home, twoRecipients, {}, static_cast<Pace>(pace));
        QCOMPARE(holdsOf(run), holds.toStdString());
    }
};

SPP_TEST(TestDebugGate)
#include "tst_debug_gate.moc"
