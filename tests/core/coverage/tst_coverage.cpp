// SPDX-License-Identifier: MIT
#include "core/coverage/coverage.h"
#include "tests/core/check/table_home.h"
#include "tests/support/printing.h"
#include "tests/support/test_main.h"
#include "tests/support/timeline_of.h"

#include <csignal>

using namespace spp;
using namespace spp::test;

namespace
{

/// One session up to RCPT; its plugins stand in [rcpt].
trace::Timeline sessionWith(const std::vector<std::pair<std::string, FakePlugin>>& plugins)
{
    FakeHome fake = home();
    std::string lines = "[rcpt]\n";
    for (const auto& [line, answer] : plugins) {
        lines += line + "\n";
        fake.program(line, [answer = answer](const plugin::Call&) { return answer; });
    }
    SessionTester client{fake.file("smtpplugins", lines)};
    client.say("HELO client.example.net");
    client.say("MAIL FROM:<a@example.net>");
    client.say("RCPT TO:<b@example.org>");
    return timelineOf(client);
}

debug::Override answering(const std::string& plugin)
{
    debug::Override override{.name = "test", .plugin = plugin, .what = {}};
    override.what.answer = plugin::Answer{};
    return override;
}

/// "pass 1, E550 0!, failure 0": with a mark if it is wanted and missing, and in brackets if it is not announced.
std::string format(const coverage::PluginCoverage& plugin)
{
    std::string text;
    for (const auto& row : plugin.outcomes) {
        if (row.times == 0 && !row.isWanted)
            continue;
        const std::string words = formatOutcome(row.outcome) + " " + std::to_string(row.times);
        text += (text.empty() ? "" : ", ") + (row.isAnnounced ? words : "(" + words + ")");
        text += row.isMissing() ? "!" : "";
    }
    return text;
}

} // namespace

class TestCoverage : public QObject
{
    Q_OBJECT

    TableHome m_home;

    std::string coverageOf(const std::vector<trace::Timeline>& timelines,
                           const std::vector<debug::Override>& overrides = {})
    {
        coverage::Coverage coverage(m_home);
        for (const auto& timeline : timelines)
            coverage.add(timeline, overrides, "a.spp");
        std::string text;
        for (const auto& plugin : coverage.plugins())
            text += (text.empty() ? "" : "; ") + plugin.name + ": " + (plugin.hasRun() ? "" : "never ran, ") +
                    format(plugin);
        return text;
    }
    bool isFull(const std::vector<trace::Timeline>& timelines) const
    {
        coverage::Coverage coverage(m_home);
        for (const auto& timeline : timelines)
            coverage.add(timeline, {}, "a.spp");
        return coverage::isFull(coverage.plugins());
    }

private slots:
    void init() { m_home = {}; }

    void whatTheHeadAnnouncesIsWanted()
    {
        m_home.policy("#!/bin/sh\n# Prints  E   550 for some\n#         E   451 for others\n#         H   a header\n");
        const auto passes = sessionWith({{"plugins/policy", says("HX-A: 1\n")}});
        const auto refuses = sessionWith({{"plugins/policy", says("E550 no\n")}});
        QCOMPARE(coverageOf({}), std::string("plugins/policy: never ran, pass 0!, E550 0!, E451 0!, H 0!"));
        QCOMPARE(coverageOf({passes, refuses, refuses}), std::string("plugins/policy: pass 1, E550 2, E451 0!, H 1"));
        QVERIFY(!isFull({passes, refuses}));
        QVERIFY(isFull({passes, refuses, sessionWith({{"plugins/policy", says("E451 later\n")}})}));
    }
    void rowsSayWhatTheHeadSays()
    {
        m_home.policy("#!/bin/sh\n# Prints  E   550 for some\n#         E   550 and for others\n");
        coverage::Coverage coverage(m_home);
        coverage.add(sessionWith({{"plugins/policy", says("E550 no\n")}}), {}, "first.spp");
        coverage.add(sessionWith({{"plugins/policy", says("E550 no\n")}}), {}, "second.spp");
        const auto plugin = coverage.plugins().front();
        QCOMPARE(plugin.outcomes[1].meaning, std::string("for some; and for others"));
        QCOMPARE(plugin.outcomes[1].first, std::string("first.spp"));
        QCOMPARE(plugin.lines.front(), std::string("control/smtpplugins:2 [rcpt] plugins/policy"));
        QCOMPARE(plugin.lines.size(), 1U);
        QCOMPARE(plugin.wanted(), 2U);
        QCOMPARE(plugin.missing(), 1U);
    }
    void aLetterWithoutACodeStandsForAnyCode()
    {
        m_home.policy("#!/bin/sh\n# Prints  E   refuses\n#         LR  later\n");
        QCOMPARE(coverageOf({sessionWith({{"plugins/policy", says("E550 no\n")}}),
                             sessionWith({{"plugins/policy", says("E451 no\n")}})}),
                 std::string("plugins/policy: pass 0!, E451 1, E550 1, LR 0!"));
    }
    void whatIsNotAnnouncedIsTold()
    {
        m_home.policy("#!/bin/sh\n# Prints  E   550 for some\n");
        const auto timeline = sessionWith({{"plugins/policy", says("Sx=1\nR421 away\n")}});
        QCOMPARE(coverageOf({timeline}), std::string("plugins/policy: pass 0!, E550 0!, (S 1), (R421 1)"));
        coverage::Coverage coverage(m_home);
        coverage.add(timeline, {}, "a.spp");
        QCOMPARE(coverage.plugins().front().unannounced().size(), 2U);
    }
    void withoutAHeadTheSourceTells()
    {
        m_home.policy("#!/bin/sh\n[ x = y ] || echo 'E550 no'\n");
        const auto timeline = sessionWith({{"plugins/policy", says("Sx=1\n")}});
        QCOMPARE(coverageOf({timeline}), std::string("plugins/policy: pass 1, E550 0!, (S 1)"));
        coverage::Coverage coverage(m_home);
        coverage.add(timeline, {}, "a.spp");
        QVERIFY(coverage.plugins().front().origin == coverage::Origin::Source);
        QVERIFY(coverage.plugins().front().unannounced().empty()); // the source is no promise
    }
    void ofWhomNothingIsKnownAPassIsWanted()
    {
        m_home.policy("#!/bin/sh\nexec perl -e '…'\n");
        QVERIFY(!isFull({sessionWith({{"plugins/policy", says("E550 no\n")}})}));
        QVERIFY(isFull({sessionWith({{"plugins/policy", says("Sx=1\n")}})}));
    }
    void aHeadMaySayThatNothingPasses()
    {
        m_home.policy("#!/bin/sh\n# Prints  E   550 to all\n# Passes  never\n");
        QVERIFY(isFull({sessionWith({{"plugins/policy", says("E550 no\n")}})}));
        QCOMPARE(coverageOf({sessionWith({{"plugins/policy", says("")}})}),
                 std::string("plugins/policy: (pass 1), E550 0!"));
    }
    void failuresAreWantedIfTheyAreAnnounced()
    {
        m_home.policy("#!/bin/sh\n# Prints  nothing\n# Ends    120  without a limit\n");
        QCOMPARE(coverageOf({sessionWith({{"plugins/policy", exits(0)}})}),
                 std::string("plugins/policy: pass 1, failure 0!"));
        QCOMPARE(coverageOf({sessionWith({{"plugins/policy", exits(120)}}),
                             sessionWith({{"plugins/policy", dies(SIGSEGV, "Sx=1\n")}})}),
                 std::string("plugins/policy: pass 0!, (S 1), failure 2"));
    }
    void whatTakesTenSecondsIsATimeOut()
    {
        m_home.policy("#!/bin/sh\n# Prints  nothing\n");
        trace::Timeline timeline;
        SessionTester client{home().plugin("rcpt", says(""))};
        client.say("HELO x");
        client.say("MAIL FROM:<>");
        client.say("RCPT TO:<b@example.org>");
        for (const auto& report : client.reports()) {
            timeline.add({report.at, report});
            if (std::holds_alternative<session::PluginStarted>(report.body))
                timeline.add({report.at, trace::PluginResources{1, trace::slowPlugin, {}, {}, {}}});
        }
        QVERIFY(coverageOf({timeline}).ends_with("pass 1, (time-out 1)"));
    }
    void pluginsThatNeverRanAreTold()
    {
        m_home.smtpPlugins("[mail]\nplugins/policy\n[pass]\n:plugins/policy strict\n:echo N\n");
        m_home.policy("#!/bin/sh\n# Prints  nothing\n");
        QCOMPARE(coverageOf({sessionWith({{":plugins/policy strict", says("")}})}),
                 std::string("plugins/policy: pass 1; :echo N: never ran, pass 0!, N 0!"));
        QVERIFY(!isFull({sessionWith({{"plugins/policy", says("")}})}));
    }
    void skippedAndPretendedRunsDoNotCount()
    {
        m_home.with("plugins/second", {"#!/bin/sh\n# Prints  nothing\n"});
        m_home.policy("#!/bin/sh\n# Prints  E   550 to some\n");
        const auto timeline = sessionWith({{"plugins/policy", says("E550 no\n")}, {"plugins/second", says("")}});
        QCOMPARE(coverageOf({timeline}),
                 std::string("plugins/policy: pass 0!, E550 1; plugins/second: never ran, pass 0!"));
        QCOMPARE(coverageOf({timeline}, {answering("plugins/policy")}),
                 std::string("plugins/policy: never ran, pass 0!, E550 0!; plugins/second: never ran, pass 0!"));
    }
    void aWrapperRunsWithWhatItWraps()
    {
        m_home.with("plugins/rbl", {"#!/bin/sh\n# Prints  E   550 to some\n"});
        m_home.with("plugins/limit.c", {"// Prints  E   452 to some\n// Ends    120  at times\n", false});
        m_home.smtpPlugins({}).policy("#!/bin/sh\n# Ends    120  if it can't\n");
        QCOMPARE(coverageOf({sessionWith({{":A=b exec ./plugins/policy plugins/rbl", says("E550 no\n")}})}),
                 std::string("plugins/policy: pass 0!, failure 0!; plugins/rbl: pass 0!, E550 1"));
        QCOMPARE(coverageOf({sessionWith({{":plugins/policy limit 2", says("")}}),
                             sessionWith({{":plugins/policy limit 2", exits(120)}})}),
                 std::string("plugins/policy: pass 1, failure 1; plugins/limit: pass 1, E452 0!, failure 1"));
    }
    void aCompiledPluginHasItsSourceBesideIt()
    {
        m_home
            .policy(std::string("\x7f"
                                "ELF\0",
                                5))
            .with("plugins/policy.c", {"// Prints  E   452 to some\n", false});
        QCOMPARE(coverageOf({sessionWith({{"plugins/policy", says("E452 no\n")}})}),
                 std::string("plugins/policy: pass 0!, E452 1"));
    }
};

SPP_TEST(TestCoverage)
#include "tst_coverage.moc"
