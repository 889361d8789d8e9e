// SPDX-License-Identifier: MIT
#include "core/runtime/process.h"
#include "core/scenario/hearing.h"
#include "tests/core/scenario/plans.h"
#include "tests/core/scenario/simulated.h"
#include "tests/support/printing.h"
#include "tests/support/test_main.h"

using namespace spp;
using namespace spp::test;
using namespace std::string_literals;

namespace
{

/// "plugins/a: refused: 550 no", one a line.
std::string show(const std::vector<debug::Opinion>& opinions)
{
    std::string text;
    for (const auto& opinion : opinions)
        text += opinion.line + ": " + std::string(opinion.verdict ? session::formatVerdict(*opinion.verdict) : "-") +
                ": " + text::printable(opinion.reply) + "\n";
    return text;
}

} // namespace

class TestHearing : public QObject
{
    Q_OBJECT

    Folder m_home;

    void setPlugins(const std::vector<std::string>& scripts)
    {
        std::string list = "[rcpt]\n";
        for (std::size_t i = 0; i < scripts.size(); ++i) {
            const std::string name = "plugins/" + std::string(1, char('a' + int(i)));
            list += name + "\n";
            m_home.script(name, scripts[i]);
        }
        writeHome(m_home, list + "[pass]\nplugins/a\n");
    }

    /// A run in which the first RCPT is refused, and the plan to hear the others.
    scenario::HearingPlan planOfRefusal(const Simulated& run)
    {
        const auto& steps = run.steps();
        for (std::size_t i = 0; i < steps.size(); ++i) {
            if (steps[i].kind != trace::StepKind::Section)
                continue;
            const auto deciding = debug::decidingPlugin(steps, i);
            if (!deciding)
                break;
            const auto* stop = debug::stopBeforePlugin(run.stops(), steps[*deciding]);
            return scenario::planHearing(run.simulation(), stop->position, debug::answerOf(*steps[*deciding].plugin));
        }
        qFatal("no plugin ended its section before others");
    }

    std::vector<debug::Opinion> hear(scenario::HearingPlan plan, bool stopAtOnce = false)
    {
        Loop loop;
        std::vector<debug::Opinion> heard;
        bool isFinished = false;
        const auto hearing = std::make_shared<scenario::Hearing>(
            loop.context(), std::move(plan),
            scenario::Hearing::Observer{.heard = [&](debug::Opinion opinion) { heard.push_back(std::move(opinion)); },
                                        .finished = [&] { isFinished = true; }});
        hearing->run();
        if (stopAtOnce) {
            loop.runUntil([&] { return m_home.contains("started"); });
            hearing->stop();
        }
        loop.runUntil([&] { return isFinished; });
        return heard;
    }

    static constexpr std::string_view dialog = "C: HELO x\nC: MAIL FROM:<>\nC: RCPT TO:<b@example.org>\nC: QUIT\n";

private slots:
    void initTestCase() { runtime::prepareSignals(); }

    void eachPluginBehindARefusalIsAsked()
    {
        setPlugins({"echo x >> ran-a; echo SSEEN=1; echo E550 no", "echo E450 later",
                    "echo \"P250-$SEEN\"; echo log >&2", "kill -9 $$", "echo N", "echo R554 bye"});
        Simulated run(m_home, dialog);
        run.finish();
        QCOMPARE(run.titles(trace::StepKind::Reply)[3], "550 no"s);
        const auto opinions = hear(planOfRefusal(run));
        QCOMPARE(show(opinions),
                 "plugins/a: refused: 550 no\\r\\n\n"
                 "plugins/b: refused: 450 later\\r\\n\n"
                 "plugins/c: -: \n"
                 "plugins/d: refused: 451 4.3.0 qmail-spp failure: plugins/d: child crashed\\r\\n\n"
                 "plugins/e: accepted: \n"
                 "plugins/f: disconnected: 554 bye\\r\\n\n"s);
        QCOMPARE(opinions[2].answer.output, "P250-1\n"s); // what was set before has its effect
        QCOMPARE(opinions[2].answer.log, "log\n"s);
        QCOMPARE(opinions[5].place, "control/smtpplugins:7"s);
        QCOMPARE(m_home.read("ran-a"), "x\n"s); // it is not run again, here or in [pass]
    }

    void theRunItselfIsNotTouched()
    {
        setPlugins({"echo E550 no", "echo SY=1"});
        Simulated run(m_home, dialog);
        run.finish();
        const std::size_t events = run.simulation().recording().size();
        hear(planOfRefusal(run));
        QCOMPARE(run.simulation().recording().size(), events);
    }

    void pluginsAreAskedThoughOneHadTurnedThemOff()
    {
        setPlugins({"echo A", "echo E550 no"});
        Simulated run(m_home, dialog);
        run.finish();
        QCOMPARE(show(hear(planOfRefusal(run))), "plugins/a: accepted: \nplugins/b: refused: 550 no\\r\\n\n"s);
    }

    void pluginsRunWhereTheyArePlaced()
    {
        setPlugins({"echo E550 no", "echo 'E450 not this one'"});
        m_home.script("plugins/placed", "echo E450 placed");
        Simulated run(m_home, dialog);
        run.finish();
        scenario::HearingPlan plan = planOfRefusal(run);
        plan.place = [](runtime::ProcessSpec spec) {
            spec.program = "plugins/placed";
            return spec;
        };
        QCOMPARE(show(hear(std::move(plan))),
                 "plugins/a: refused: 550 no\\r\\n\nplugins/b: refused: 450 placed\\r\\n\n"s);
    }

    void aHearingMayBeStopped()
    {
        setPlugins({"echo E550 no", "touch started; echo started >&2; exec sleep 1000", "touch never"});
        Simulated run(m_home, dialog);
        run.finish();
        const auto opinions = hear(planOfRefusal(run), true);
        QCOMPARE(show(opinions), "plugins/a: refused: 550 no\\r\\n\n"s);
        QVERIFY(!m_home.contains("never"));
    }
};

SPP_TEST(TestHearing)
#include "tst_hearing.moc"
