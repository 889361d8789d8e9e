// SPDX-License-Identifier: MIT
/// What a debugger shows of the past is what it showed when that was the present. Plugins are answered for: no process is started.
#include "core/debug/recall.h"
#include "core/scenario/simulation.h"
#include "tests/support/fake_home.h"
#include "tests/support/printing.h"
#include "tests/support/test_main.h"

#include <asio/io_context.hpp>

#include <utility>

using namespace spp;
using namespace spp::test;
using debug::Held;
using debug::Place;

namespace
{

/// A session that was held wherever it can be, and what was seen there.
struct Watched
{
    asio::io_context loop{1};
    std::vector<debug::PastStop> stops;
    std::vector<Held> seen;
    std::shared_ptr<scenario::Simulation> simulation;
};

debug::Override answers(std::string line, std::string output)
{
    debug::Override result{"answer", std::move(line), 0, true, {}};
    result.what.answer = plugin::Answer{std::move(output), {}, {}};
    return result;
}

session::Session sessionOf(const FakeHome& home)
{
    session::SessionConfig config;
    config.home = std::make_shared<const control::Home>(*home.parse());
    config.reports = true;
    return session::Session(std::move(config));
}

void watch(Watched& watched, const FakeHome& home, std::vector<debug::Override> overrides,
           const std::vector<std::string>& lines)
{
    scenario::SimulationPlan plan{sessionOf(home), {}, {}, {}, {}, debug::Pace::Stop, {}, {}, {}};
    for (const auto& line : lines)
        plan.script.lines.push_back({line, plan.script.lines.size() + 1, std::nullopt});
    plan.debug.overrides = std::move(overrides);
    const auto ignore = [](const auto&...) {};
    watched.simulation = std::make_shared<scenario::Simulation>(
        watched.loop, std::move(plan),
        scenario::SimulationObserver{.record = ignore,
                                     .passed = [&](const auto& stop) { watched.stops.push_back(stop); },
                                     .held =
                                         [&](const Held& held) {
                                             watched.seen.push_back(held);
                                             watched.simulation->decide({});
                                         },
                                     .logged = ignore,
                                     .counted = {},
                                     .waiting = ignore,
                                     .finished = ignore});
    watched.simulation->run();
    watched.loop.run();
}

/// All that a person is shown of a stop.
std::string show(const Held& held)
{
    const debug::Stop& stop = held.stop;
    std::string text = std::to_string(static_cast<int>(stop.place)) + " line " + std::to_string(stop.dialogLine) + " " +
                       stop.command + " | " + stop.plugin + " " + stop.pluginPlace + " | " + stop.reply;
    text += stop.section ? " [" + std::string(control::formatSection(*stop.section)) + "]" : "";
    text += stop.verdict ? " " + std::string(session::formatVerdict(*stop.verdict)) : "";
    for (const auto& command : stop.output)
        text += " printed " + command.line;
    for (const auto& change : stop.changed)
        text += " " + change.name + "=" + change.after.value_or("(none)");
    for (const auto& entry : stop.environment.entries())
        text += " " + entry;
    if (const auto* call = std::get_if<plugin::Call>(&held.subject))
        text += " starts " + call->program;
    else if (const auto* answer = std::get_if<plugin::Answer>(&held.subject))
        text += " answered " + answer->output;
    else if (const auto* bytes = std::get_if<std::string>(&held.subject))
        text += " bytes " + *bytes;
    return text + (held.preview ? " then " + held.preview->nextPlugin : "");
}

const std::vector<std::string> wholeTransaction{"HELO client.example.net",
                                                "MAIL FROM:<a@example.net>",
                                                "RCPT TO:<b@example.org>",
                                                "DATA",
                                                "Subject: x",
                                                "",
                                                "hello",
                                                ".",
                                                "QUIT"};

} // namespace

class TestRecall : public QObject
{
    Q_OBJECT

private slots:
    void everyStopIsAsItWas()
    {
        Watched watched;
        watch(watched, home().plugin("helo", says("")).plugin("rcpt", says("")).plugin("rcpt", says("")),
              {answers("plugins/helo-1", "SNAME=x\n"), answers("plugins/rcpt-1", "HX-Header: y\nPwait\nSA=1\n"),
               answers("plugins/rcpt-2", "O\n")},
              wholeTransaction);
        QVERIFY(watched.seen.size() > 15);
        QCOMPARE(watched.stops.size(), watched.seen.size());
        for (std::size_t i = 0; i < watched.stops.size(); ++i)
            QCOMPARE(show(debug::recall(watched.simulation->recording(), watched.stops, i).held),
                     show(watched.seen[i]));
    }

    void whatAPluginPrintedHasHadNoEffectYet()
    {
        Watched watched;
        watch(watched, home().plugin("helo", says("")), {answers("plugins/helo-1", "SNAME=x\nE550 no\n")},
              {"HELO client.example.net"});
        for (std::size_t i = 0; i < watched.stops.size(); ++i) {
            if (watched.stops[i].place != Place::AfterOutput)
                continue;
            const auto recalled = debug::recall(watched.simulation->recording(), watched.stops, i);
            QVERIFY(!recalled.state.environment.contains("NAME"));
            QVERIFY(recalled.held.stop.environment.contains("NAME"));
            QVERIFY(recalled.held.stop.verdict == session::Verdict::Refuse);
            return;
        }
        QFAIL("no plugin has answered");
    }

    void aLineThatWasNeverHeardIsNotKnown()
    {
        Watched watched;
        watch(watched, home(), {}, {"NOOP"});
        const auto& recording = watched.simulation->recording();
        std::vector<debug::PastStop> stops(1);
        stops[0].position = {recording.size(), 0};
        QCOMPARE(debug::recall(recording, stops, 0).held.stop.command, std::string());
    }
};

SPP_TEST(TestRecall)
#include "tst_recall.moc"
