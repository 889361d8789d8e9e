// SPDX-License-Identifier: MIT
#include "core/runtime/process.h"
#include "tests/core/scenario/plans.h"
#include "tests/core/scenario/simulated.h"
#include "tests/support/printing.h"
#include "tests/support/test_main.h"

using namespace spp;
using namespace spp::test;
using namespace std::string_literals;
using debug::Place;
using trace::StepKind;

namespace
{

constexpr std::string_view twoMails =
    "C: HELO x\n"
    "C: MAIL FROM:<a@example.net>\n"
    "C: RCPT TO:<b@example.org>\n"
    "C: DATA\n"
    "S: 354\n"
    "C: Subject: x\n"
    "C: .\n"
    "S: 250\n"
    "C: MAIL FROM:<c@example.net>\n"
    "C: RCPT TO:<d@example.org>\n"
    "S: 250\n"
    "C: QUIT\n"
    "S: 221\n";

/// The steps from a stop on, without what differs from run to run: times, costs.
std::string stepsFrom(const std::vector<trace::Step>& steps, std::size_t first)
{
    std::string text;
    for (std::size_t i = first; i < steps.size(); ++i) {
        text += steps[i].title + ": " + std::string(trace::formatOutcome(steps[i].outcome)) + "\n";
        for (const auto& entry : steps[i].environment().entries())
            text += steps[i].plugin ? "  " + entry + "\n" : "";
    }
    return text;
}

} // namespace

class TestSimulation : public QObject
{
    Q_OBJECT

    Folder m_home;

private slots:
    void initTestCase()
    {
        runtime::prepareSignals();
        writeHome(m_home, "[mail]\nplugins/mail\n[rcpt]\nplugins/count\nplugins/policy\n[data]\nplugins/data\n");
        m_home.script("plugins/mail", "echo SFROM=$SMTPMAILFROM");
        m_home.script("plugins/count", "echo SCOUNT=$((${COUNT:-0} + 1))");
        m_home.script("plugins/policy", "echo x >> ran; echo N");
        m_home.script("plugins/data", "echo HX-Count: $COUNT");
    }

    void aBranchAtEachStopGoesOnAsTheRunDid()
    {
        Simulated run(m_home, twoMails, {}, debug::Pace::Stop);
        run.finish();
        QVERIFY(run.result().mismatches.empty());
        QVERIFY(run.stops().size() > 20);
        for (const auto& stop : run.stops()) {
            if (stop.place == Place::AfterOutput)
                continue; // it goes on from its plugin's start
            Simulated branch(run, stop);
            branch.finish();
            QVERIFY(branch.result().mismatches.empty() && branch.result().error.empty());
            QCOMPARE(branch.result().unsaidLines, std::size_t{0});
            // The step of a plugin that stands there was begun by the run itself.
            const std::string whole = stepsFrom(run.steps(), run.stepsAt(stop));
            const std::string rest = stepsFrom(branch.steps(), 0);
            QVERIFY2(rest.ends_with(whole) || whole.ends_with(rest), (rest + "\n---\n" + whole).c_str());
        }
    }

    void aBranchGoesOnFromItsPluginWithoutRunningWhatCameBefore()
    {
        Simulated run(m_home, twoMails, planOf({"plugin plugins/policy hits 2"}));
        QVERIFY(run.untilHeld());
        const debug::PastStop at = run.held().past;
        run.finish();
        m_home.write("ran", "");
        Simulated branch(run, at);
        branch.finish();
        QCOMPARE(m_home.read("ran"), "x\n"s);
        QCOMPARE(branch.titles(StepKind::ClientLine), std::vector{"QUIT"s});
    }

    void aBranchMayBeginWithAnIntervention()
    {
        Simulated run(m_home, twoMails, planOf({"plugin plugins/policy hits 2"}));
        QVERIFY(run.untilHeld());
        const debug::PastStop at = run.held().past;
        run.finish();
        Simulated branch(run, at, answering("E550 no\n"));
        branch.finish();
        QCOMPARE(branch.result().mismatches.size(), std::size_t{1});
        QCOMPARE(branch.result().mismatches.front().got, "550 no\\r\\n"s);
    }

    void overridesCountTheRunsBeforeABranch()
    {
        Simulated run(m_home, twoMails, planOf({"plugin plugins/count hits 2"}));
        QVERIFY(run.untilHeld());
        const debug::PastStop at = run.held().past;
        run.finish();
        Simulated branch(run, at, {}, overriding("plugins/count", answering("E550 second\n"), 2));
        branch.finish();
        QCOMPARE(branch.result().mismatches.size(), std::size_t{1});
    }

    void aBranchInsideAMessageQueuesAllOfIt()
    {
        Simulated run(m_home, twoMails, {}, debug::Pace::Stop);
        run.finish();
        const auto reply = std::find_if(run.stops().begin(), run.stops().end(), [](const debug::PastStop& stop) {
            return stop.place == Place::BeforeReply && stop.dialogLine == 4 && stop.inTransaction;
        });
        QVERIFY(reply != run.stops().end());
        Simulated branch(run, *reply);
        branch.finish();
        QVERIFY(branch.result().mismatches.empty());
        QCOMPARE(branch.titles(StepKind::Queue), run.titles(StepKind::Queue));
        QCOMPARE(branch.titles(StepKind::Message), run.titles(StepKind::Message));
    }

    void stopsKnowTheirRecordsInABranchToo()
    {
        Simulated run(m_home, twoMails, {}, debug::Pace::Stop);
        run.finish();
        QCOMPARE(run.stepsAt(run.stops().back()), run.steps().size());
        const auto middle = run.stops()[run.stops().size() / 2];
        Simulated branch(run, middle);
        branch.finish();
        QCOMPARE(branch.stops().front().records, middle.records);
        QCOMPARE(branch.stops().back().records, run.stops().back().records);
    }

    void linesMayBeAddedWhileItRuns()
    {
        Simulated run(m_home, "C: HELO x\n", planOf({"command HELO"}));
        QVERIFY(run.untilHeld());
        run.simulation().say("NOOP");
        run.decide({});
        run.finish();
        QCOMPARE(run.titles(StepKind::ClientLine), (std::vector{"HELO x"s, "NOOP"s}));
    }

    void aHomeThatCantBeReadIsToldInTheResult()
    {
        const Folder empty;
        Simulated run(empty, twoMails);
        run.finish();
        QVERIFY(!run.result().error.empty());
    }
};

SPP_TEST(TestSimulation)
#include "tst_simulation.moc"
