// SPDX-License-Identifier: MIT
#include "core/debug/opinion.h"
#include "core/trace/links.h"
#include "tests/support/printing.h"
#include "tests/support/session_tester.h"
#include "tests/support/test_main.h"
#include "tests/support/timeline_of.h"

#include <csignal>

using namespace spp;
using namespace spp::test;
using namespace std::string_literals;
using session::Verdict;

namespace
{

debug::Opinion opinionOf(std::string output, plugin::Exit exit = {}, FakeHome home = test::home())
{
    FakePlugin stays;
    stays.stays = true;
    SessionTester client{home.plugin("mail", stays)};
    client.say("HELO x");
    client.say("MAIL FROM:<a@example.net>");
    return debug::opinionOf(client.session(), client.pluginRuns().back(), {std::move(output), {}, std::move(exit)}, {});
}

std::string neutral(std::string output)
{
    return debug::neutralised({std::move(output), {}, {}}).output;
}

trace::Timeline timelineOfMail(FakeHome home)
{
    SessionTester client{std::move(home)};
    client.say("MAIL FROM:<>");
    return timelineOf(client);
}

std::string decidingOf(const trace::Timeline& timeline)
{
    for (std::size_t i = 0; i < timeline.size(); ++i)
        if (timeline.steps()[i].kind == trace::StepKind::Section) {
            const auto deciding = debug::decidingPlugin(timeline.steps(), i);
            return deciding ? timeline.steps()[*deciding].title : "(none)";
        }
    return "(no section)";
}

} // namespace

class TestOpinion : public QObject
{
    Q_OBJECT

private slots:
    void oneWhoseFailureIsAcceptedHasNoObjection()
    {
        const plugin::Exit crash{plugin::Exit::Kind::Signal, SIGSEGV, {}};
        for (const char* output : {"", "A\n", "O\n"})
            QCOMPARE(debug::describe(opinionOf(output, crash, home().file("pluginfailures", "accept *\n"))),
                     "has no objection"s);
        QCOMPARE(debug::describe(opinionOf("", crash, home().file("pluginfailures", "refuse *\n"))), "would refuse"s);
    }

    void aPluginObjectsByRefusingFailingOrClosing()
    {
        const auto refused = opinionOf("SX=1\nE550 no\n");
        QVERIFY(refused.objects() && refused.verdict == Verdict::Refuse);
        QCOMPARE(refused.reply, "550 no\r\n"s);
        QCOMPARE(refused.output.size(), std::size_t{2});
        QCOMPARE(refused.line, "plugins/mail-1"s);
        QVERIFY(opinionOf("D\n").verdict == Verdict::Disconnect);
        const auto crashed = opinionOf("", {plugin::Exit::Kind::Signal, SIGSEGV, {}});
        QVERIFY(crashed.objects() && crashed.reply.starts_with("451"));
    }

    void otherAnswersAreNoObjection()
    {
        const auto silent = opinionOf("SX=1\nP250-x\n");
        QVERIFY(!silent.objects() && !silent.verdict && silent.reply.empty()); // though its section ends with it
        QVERIFY(opinionOf("N\n").verdict == Verdict::Accept && !opinionOf("N\n").objects());
        QVERIFY(opinionOf("O\n").verdict == Verdict::AcceptUnchecked);
    }

    void whatEndsASectionIsTakenOutOfAnAnswer()
    {
        QCOMPARE(neutral("SX=1\nP250-x\nHY: z\nE550 no\nSbehind=1\n"), "SX=1\nHY: z\n"s);
        QCOMPARE(neutral("N\n") + neutral("O\n") + neutral("A\n") + neutral("R421 x\n") + neutral("D\n"), ""s);
        QCOMPARE(neutral("\nSX=12"), "\nSX=1\n"s); // no newline: the last character is lost either way
        const auto failed = debug::neutralised({"SX=1\n", "log", {plugin::Exit::Kind::Code, 120, {}}});
        QVERIFY(!failed.exit.failed());
        QCOMPARE(failed.log, "log"s);
        QCOMPARE(debug::neutralised({"", "", {plugin::Exit::Kind::Code, 3, {}}}).exit.number, 3);
    }

    void theDecidingPluginIsTheLastThatRanBeforeOthers()
    {
        const auto of = [](FakePlugin second) {
            return decidingOf(timelineOfMail(
                home().plugin("mail", says("")).plugin("mail", std::move(second)).plugin("mail", says(""))));
        };
        QCOMPARE(of(says("E550 no\n")), "plugins/mail-2"s);
        QCOMPARE(of(says("N\n")), "plugins/mail-2"s);
        QCOMPARE(of(dies(SIGKILL)), "plugins/mail-2"s);
        QCOMPARE(of(says("")), "(none)"s);
        QCOMPARE(decidingOf(timelineOfMail(home().plugin("mail", says("E550 no\n")))),
                 "(none)"s); // nobody else was to come
    }

    void anyStepLeadsToThePluginThatEndedItsSection()
    {
        const auto timeline =
            timelineOfMail(home().plugin("mail", says("E550 no\n")).plugin("mail", says("")).plugin("mail", says("")));
        const auto& steps = timeline.steps();
        for (std::size_t i = 0; i < steps.size(); ++i) {
            const auto deciding = debug::decidingPluginOf(steps, i);
            const bool isOfMail = steps[trace::commandOf(steps, i)].title.starts_with("MAIL");
            QCOMPARE(deciding ? steps[*deciding].title : "(none)", isOfMail ? "plugins/mail-1"s : "(none)"s);
            if (deciding)
                QCOMPARE(debug::pluginsNotAsked(steps, *deciding), (std::vector{"plugins/mail-2"s, "plugins/mail-3"s}));
        }
    }

    void anOpinionIsSaidInWords()
    {
        QCOMPARE(std::string(describe(opinionOf("SX=1\n"))), "has no objection"s);
        QCOMPARE(std::string(describe(opinionOf("N\n"))), "would accept for all"s);
        QCOMPARE(std::string(describe(opinionOf("O\n"))), "would accept unchecked"s);
        QCOMPARE(std::string(describe(opinionOf("E550 no\n"))), "would refuse"s);
        QCOMPARE(std::string(describe(opinionOf("E450 later\n"))), "would defer"s);
        QCOMPARE(std::string(describe(opinionOf("D\n"))), "would hang up"s);
    }

    void anAnswerIsKnownFromItsStep()
    {
        const auto timeline = timelineOfMail(home().plugin("mail", says("SX=1\nE550 no\n")));
        const auto& steps = timeline.steps();
        const auto found =
            std::find_if(steps.begin(), steps.end(), [](const trace::Step& step) { return step.plugin; });
        QCOMPARE(debug::answerOf(*found->plugin).output, "SX=1\nE550 no\n"s);
    }
};

SPP_TEST(TestOpinion)
#include "tst_opinion.moc"
