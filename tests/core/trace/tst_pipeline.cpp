// SPDX-License-Identifier: MIT
#include "core/trace/pipeline.h"
#include "tests/support/printing.h"
#include "tests/support/test_main.h"
#include "tests/support/timeline_of.h"

#include <csignal>

using namespace spp;
using namespace spp::test;
using namespace std::string_literals;
using trace::Outcome;

namespace
{

const SessionOptions asQmailSpp{.dialect = "qmail-spp"};

/// A line for each plugin: section, name, runs, outcomes, skips, why.
std::string show(const trace::PipelineSections& sections)
{
    std::string result;
    for (const auto& section : sections)
        for (const auto& plugin : section.plugins) {
            result += section.section ? std::string(control::formatSection(*section.section)) : "none";
            result += " " + std::to_string(section.runs) + " " + plugin.line + " " + std::to_string(plugin.runs);
            for (const auto& [outcome, count] : plugin.outcomes)
                result += " " + std::string(trace::formatOutcome(outcome)) + ":" + std::to_string(count);
            result += " skipped:" + std::to_string(plugin.skips);
            for (const auto& [why, count] : plugin.skipReasons)
                result += " (" + why + (count > 1 ? " " + std::to_string(count) : "") + ")";
            result += plugin.whyNever.empty() ? "\n" : " (" + plugin.whyNever + ")\n";
        }
    return result;
}

/// Taken in report by report; at once it must come to the same.
std::string pipelineOf(const SessionTester& client)
{
    trace::Pipeline pipeline;
    trace::Timeline timeline;
    for (const auto& report : client.reports()) {
        timeline.add({report.at, report});
        pipeline.update(timeline);
    }
    const auto all = trace::Pipeline::ofRange(timeline, 0, timeline.size());
    if (all != pipeline.sections())
        qFatal("the pipeline depends on when it is looked at:\n%s\n%s", show(all).c_str(),
               show(pipeline.sections()).c_str());
    return show(all);
}

/// Two plugins in [mail], of which the first does this.
std::string afterFirst(FakePlugin first)
{
    SessionTester client{home().plugin("mail", std::move(first)).plugin("mail", says("")), asQmailSpp};
    client.say("MAIL FROM:<>");
    const std::string all = pipelineOf(client);
    return all.substr(all.find('\n') + 1);
}

} // namespace

class TestPipeline : public QObject
{
    Q_OBJECT

private slots:
    void runsAreCountedByTheirOutcome()
    {
        int run = 0;
        SessionTester client{
            home()
                .plugin("rcpt", [&run](const plugin::Call&) { return says(run++ == 1 ? "E550 no\n" : ""); })
                .plugin("rcpt", says("")),
            asQmailSpp};
        client.say("MAIL FROM:<>");
        for (int i = 0; i < 3; ++i)
            client.say("RCPT TO:<x@example.org>");
        QCOMPARE(pipelineOf(client),
                 "rcpt 3 plugins/rcpt-1 3 accepted:2 refused:1 skipped:0\n"
                 "rcpt 3 plugins/rcpt-2 2 accepted:2 skipped:1 (refused before: E by plugins/rcpt-1)\n"s);
    }

    void whySomeWereSkipped()
    {
        const auto skipped = [](const std::string& why) { return "mail 1 plugins/mail-2 0 skipped:1 (" + why + ")\n"; };
        QCOMPARE(afterFirst(says("N\n")), skipped("N by plugins/mail-1"));
        QCOMPARE(afterFirst(says("Sx=1\nO\n")), skipped("O by plugins/mail-1"));
        QCOMPARE(afterFirst(says("A\n")), skipped("accepted early: A by plugins/mail-1"));
        QCOMPARE(afterFirst(says("E550 no\n")), skipped("refused before: E by plugins/mail-1"));
        QCOMPARE(afterFirst(says("R550 no\n")), skipped("connection closed before: R by plugins/mail-1"));
        QCOMPARE(afterFirst(says("D\n")), skipped("connection closed before: D by plugins/mail-1"));
        QCOMPARE(afterFirst(dies(SIGKILL)), skipped("plugins/mail-1 failed before it"));
        QCOMPARE(afterFirst(says("")), "mail 1 plugins/mail-2 1 accepted:1 skipped:0\n"s);
    }

    void anEarlierAcceptSwitchesLaterSectionsOff()
    {
        SessionTester client{home().plugin("helo", says("A\n")).plugin("mail", says("")), asQmailSpp};
        client.say("HELO x");
        client.say("MAIL FROM:<>");
        QCOMPARE(pipelineOf(client),
                 "helo 1 plugins/helo-1 1 accepted:1 skipped:0\n"
                 "mail 0 plugins/mail-2 0 skipped:1 (accepted early: A by plugins/helo-1)\n"s);
    }

    void whatWasNeverReachedSaysWhy()
    {
        const FakeHome all = home()
                                 .plugin("connection", says(""))
                                 .plugin("helo", says(""))
                                 .plugin("mail", says(""))
                                 .plugin("rcpt", says(""))
                                 .plugin("pass", says(""))
                                 .plugin("data", says(""))
                                 .plugin("auth", says(""));
        SessionTester client{all, asQmailSpp};
        client.say("QUIT");
        QCOMPARE(pipelineOf(client),
                 "connection 1 plugins/connection-1 1 accepted:1 skipped:0\n"
                 "helo 0 plugins/helo-2 0 skipped:0 (the client never said HELO or EHLO)\n"
                 "auth 0 plugins/auth-7 0 skipped:0 (this dialect has no AUTH)\n"
                 "mail 0 plugins/mail-3 0 skipped:0 (the client never said MAIL)\n"
                 "rcpt 0 plugins/rcpt-4 0 skipped:0 (the client never said RCPT)\n"
                 "pass 0 plugins/pass-5 0 skipped:0 (this dialect has no [pass])\n"
                 "data 0 plugins/data-6 0 skipped:0 (the client never said DATA)\n"s);
        SessionTester modern{all};
        const std::string seen = pipelineOf(modern);
        QVERIFY(seen.find("auth 0 plugins/auth-7 0 skipped:0 (nobody logged in)") != std::string::npos);
        QVERIFY(seen.find("(no recipient passed all checks)") != std::string::npos);
    }

    void aCommandThatTheServerAnsweredItself()
    {
        SessionTester client{
            home().plugin("rcpt", says("")).plugin("helo", says("LM550 no\n")).plugin("mail", says("")), asQmailSpp};
        client.say("RCPT TO:<x@example.org>");
        client.say("HELO x");
        client.say("MAIL FROM:<>");
        QCOMPARE(pipelineOf(client),
                 "helo 1 plugins/helo-2 1 accepted:1 skipped:0\n"
                 "mail 0 plugins/mail-3 0 skipped:0 (a text that a plugin kept answered MAIL: “550 no”)\n"
                 "rcpt 0 plugins/rcpt-1 0 skipped:0 (the server itself answered RCPT: “503 MAIL first (#5.5.1)”)\n"s);
    }

    void linesOfNoSectionAreShownToo()
    {
        SessionTester client{home().file("smtpplugins", "plugins/lost\n[helo]\n:exit 0\n"), asQmailSpp};
        client.say("HELO x");
        QCOMPARE(pipelineOf(client),
                 "helo 1 :exit 0 1 accepted:1 skipped:0\n"
                 "none 0 plugins/lost 0 skipped:0 (stands below no section that there is)\n"s);
    }

    void aPluginThatRunsHoldsTheOthersBack()
    {
        FakePlugin stays;
        stays.stays = true;
        SessionTester client{home().plugin("mail", stays).plugin("mail", says("")), asQmailSpp};
        client.say("MAIL FROM:<>");
        QVERIFY(pipelineOf(client).find("mail-2 0 skipped:0 (the client never said MAIL)") != std::string::npos);
        client.handle(session::PluginOutputEnded{});
        client.handle(session::PluginExited{});
        QCOMPARE(pipelineOf(client),
                 "mail 1 plugins/mail-1 1 accepted:1 skipped:0\n"
                 "mail 1 plugins/mail-2 1 accepted:1 skipped:0\n"s);
    }

    void aRangeHasRunsOfItsOwn()
    {
        SessionTester client{home().plugin("mail", says("")), asQmailSpp};
        client.say("MAIL FROM:<>");
        client.say("MAIL FROM:<>");
        const trace::Timeline timeline = timelineOf(client);
        std::size_t second = timeline.size();
        while (timeline.steps()[--second].kind != trace::StepKind::ClientLine) {
        }
        QCOMPARE(trace::Pipeline::ofRange(timeline, second, timeline.size()).front().plugins.front().runs,
                 std::size_t{1});
        QCOMPARE(trace::Pipeline::ofRange(timeline, 0, timeline.size()).front().plugins.front().runs, std::size_t{2});
        QCOMPARE(*trace::Pipeline::ofRange(timeline, second, timeline.size()).front().plugins.front().lastRun,
                 second + 2);
    }

    void withoutPluginsThereIsNothing()
    {
        SessionTester client{home().plugin("mail", says("")), {.dialect = "qmail-spp", .pluginsOn = false}};
        client.say("MAIL FROM:<>");
        QCOMPARE(pipelineOf(client), ""s);
    }
};

SPP_TEST(TestPipeline)
#include "tst_pipeline.moc"
