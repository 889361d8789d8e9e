// SPDX-License-Identifier: MIT
#include "core/trace/timeline.h"
#include "tests/support/printing.h"
#include "tests/support/session_tester.h"
#include "tests/support/test_main.h"
#include "tests/support/timeline_of.h"

#include <csignal>

using namespace spp;
using namespace spp::test;
using namespace std::chrono_literals;
using namespace std::string_literals;
using trace::Timeline;

namespace
{

/// One line for each step: indented below its parent, with its outcome.
std::string show(const Timeline& timeline)
{
    std::string result;
    for (const auto& step : timeline.steps()) {
        for (auto parent = step.parent; parent; parent = timeline.steps()[*parent].parent)
            result += "  ";
        result += step.title;
        const auto outcome = trace::formatOutcome(step.outcome);
        result += (outcome.empty() ? "" : ": " + std::string(outcome)) + "\n";
    }
    return result;
}

const trace::Step* findStep(const Timeline& timeline, std::string_view title)
{
    for (const auto& step : timeline.steps())
        if (step.title.starts_with(title))
            return &step;
    return nullptr;
}

} // namespace

class TestTimeline : public QObject
{
    Q_OBJECT

private slots:
    void aReplyThatWasChangedByHandIsWhatWasSent_data()
    {
        QTest::addColumn<QString>("sent");
        QTest::addColumn<QString>("shown");
        const auto row = [](const char* name, const char* sent, const char* shown) {
            QTest::newRow(name) << sent << shown;
        };
        row("the last line", "250-one\r\n550 no\r\n", "250-one: accepted\n550 no: refused, was 250 two\n");
        row("fewer lines", "450 no\r\n", "450 no: deferred, was 250-one\n(nothing was sent):, was 250 two\n");
        row("more lines", "250-one\r\n250-a\r\n250 b\r\n",
            "250-one: accepted\n250-a\\r\\n250 b: accepted, was 250 two\n");
        row("nothing", "", "(nothing was sent):, was 250-one\n(nothing was sent):, was 250 two\n");
    }

    void aReplyThatWasChangedByHandIsWhatWasSent()
    {
        QFETCH(QString, sent);
        QFETCH(QString, shown);
        Timeline timeline;
        const auto reply = [](std::string text) {
            return trace::Record{{}, session::Report{session::ReplySent{std::move(text), false}, {}, nullptr}};
        };
        for (const char* text : {"220 hi\r\n", "250-one\r\n", "250 two\r\n", "250 of a later wish\r\n"})
            timeline.add(reply(text));
        const std::size_t changed =
            timeline.add({{}, trace::ReplyChanged{"250-one\r\n250 two\r\n", sent.toStdString()}});
        QCOMPARE(changed, std::size_t{1});
        std::string text;
        for (const std::size_t i : {1, 2}) {
            const trace::Step& step = timeline.steps()[i];
            text += step.title + ":" + (step.outcome == trace::Outcome::None ? "" : " ") +
                    std::string(trace::formatOutcome(step.outcome));
            text += step.meant ? ", was " + step.meant->substr(0, step.meant->size() - 2) + "\n" : "\n";
        }
        QCOMPARE(text, shown.toStdString());
        QVERIFY(!timeline.steps()[0].meant && !timeline.steps()[3].meant);
    }

    void aChangeOfRepliesThatWereNeverReportedChangesNothing()
    {
        Timeline timeline;
        QCOMPARE(timeline.add({{}, trace::ReplyChanged{"250 x\r\n", "550 y\r\n"}}), std::size_t{0});
        QCOMPARE(timeline.size(), std::size_t{0});
    }

    void aSessionBecomesSteps()
    {
        SessionTester client{
            home().plugin("helo", says("Sx=1\n")).plugin("helo", says("N\n")).plugin("helo", says(""))};
        client.say("HELO x");
        client.deliver("hi\r\n");
        client.say("QUIT");
        QCOMPARE(show(timelineOf(client)),
                 "Client connected\n"
                 "  220 mx.example.org ESMTP: accepted\n"
                 "HELO x\n"
                 "  [helo] 3 plugins: accepted: accepted\n"
                 "    plugins/helo-1: accepted\n"
                 "    plugins/helo-2: accepted\n"
                 "    plugins/helo-3: not run\n"
                 "  250 mx.example.org: accepted\n"
                 "MAIL FROM:<a@example.net>\n"
                 "  250 2.0.0 ok: accepted\n"
                 "RCPT TO:<b@example.org>\n"
                 "  250 2.0.0 ok: accepted\n"
                 "DATA\n"
                 "  354 go ahead: accepted\n"
                 "  Message of 3 bytes, 0 hops\n"
                 "  Queued for 1 recipient from <a@example.net>: accepted\n"
                 "  250 2.0.0 ok 1767225600 qp 4711: accepted\n"
                 "QUIT\n"
                 "  221 2.0.0 mx.example.org: accepted\n"
                 "Connection closed: the client said QUIT\n"s);
    }

    void refusalDeferralFailureAndDisconnectionAreTold()
    {
        const auto outcome = [](FakePlugin fake) {
            SessionTester client{home().plugin("mail", std::move(fake))};
            client.say("MAIL FROM:<>");
            const Timeline timeline = timelineOf(client);
            const auto* plugin = findStep(timeline, "plugins/mail-1");
            const auto* section = findStep(timeline, "[mail]");
            return std::string(trace::formatOutcome(plugin->outcome)) + "/" +
                   std::string(trace::formatOutcome(section->outcome));
        };
        QCOMPARE(outcome(says("E550 no\n")), "refused/refused"s);
        QCOMPARE(outcome(says("E451 later\n")), "deferred/deferred"s);
        QCOMPARE(outcome(says("R554 bye\n")), "disconnected/disconnected"s);
        QCOMPARE(outcome(says("D\n")), "disconnected/disconnected"s);
        QCOMPARE(outcome(dies(SIGKILL, "E550 no\n")), "failed/failed"s);
        QCOMPARE(outcome(exits(120)), "failed/failed"s);
        QCOMPARE(outcome(says("P250-x\nO\n")), "accepted/accepted"s);
    }

    void aCheckOfARecipientIsAStepOfItsCommand()
    {
        const auto stepsOf = [](plugin::Exit exit) {
            SessionOptions options;
            options.environment = {"RCPTCHECK=bin/check"};
            options.recipientCheck = std::move(exit);
            SessionTester client{home().plugin("rcpt", says("")), options};
            client.say("MAIL FROM:<>", "250");
            client.say("RCPT TO:<b@example.org>");
            return timelineOf(client);
        };
        const Timeline timeline = stepsOf({});
        const auto* check = findStep(timeline, "RCPTCHECK: bin/check");
        QVERIFY(check != nullptr && check->kind == trace::StepKind::Check);
        QVERIFY(check->outcome == trace::Outcome::Accepted);
        QCOMPARE(timeline.steps()[*check->parent].title, "RCPT TO:<b@example.org>"s);
        QCOMPARE(check->environment().value("RECIPIENT"), std::optional<std::string_view>("b@example.org"));
        // What is its own is new in it, and not gone in what follows.
        const auto index = static_cast<std::size_t>(check - timeline.steps().data());
        QCOMPARE(timeline.environmentChanges(index).size(), std::size_t{3});
        for (const auto& change : timeline.environmentChanges(index + 1))
            QCOMPARE(change.name, "SMTPRCPTCOUNT"s);
        const auto outcome = [&](plugin::Exit exit) {
            return findStep(stepsOf(std::move(exit)), "RCPTCHECK")->outcome;
        };
        QVERIFY(outcome({plugin::Exit::Kind::Code, 100, {}}) == trace::Outcome::Refused);
        QVERIFY(outcome({plugin::Exit::Kind::Code, 120, {}}) == trace::Outcome::Failed);
        QVERIFY(outcome({plugin::Exit::Kind::Signal, SIGKILL, {}}) == trace::Outcome::Failed);
    }

    void aPluginThatRunsIsRunning()
    {
        FakePlugin stays;
        stays.stays = true;
        SessionTester client{home().plugin("mail", stays)};
        client.say("MAIL FROM:<>");
        const Timeline timeline = timelineOf(client);
        QVERIFY(findStep(timeline, "plugins/mail-1")->outcome == trace::Outcome::Running);
        QVERIFY(findStep(timeline, "[mail]")->outcome == trace::Outcome::Running);
    }

    void aPluginKeepsItsLinesLogAndCost()
    {
        FakePlugin stays;
        stays.stays = true;
        SessionTester client{home().plugin("mail", stays)};
        client.say("MAIL FROM:<>");
        Timeline timeline;
        std::size_t told = 0;
        const auto tell = [&] {
            for (; told < client.reports().size(); ++told)
                timeline.add({client.reports()[told].at, client.reports()[told]});
        };
        tell();
        const std::size_t index = timeline.add({{}, trace::PluginLog{"first "}});
        client.handle(session::PluginOutput{"Sx=1\nE550 no\n"});
        tell();
        timeline.add({{}, trace::PluginLog{"second\n"}});
        trace::PluginResources cost;
        cost.wall = 5ms;
        timeline.add({{}, cost});
        client.handle(session::PluginExited{});
        tell();
        const trace::PluginStep& plugin = *timeline.steps().at(index).plugin;
        QCOMPARE(plugin.log, "first second\n"s);
        QVERIFY(plugin.resources->wall == 5ms);
        QCOMPARE(plugin.output.size(), std::size_t{2});
        QCOMPARE(plugin.output[1].command.text, "550 no"s);
        QVERIFY(plugin.exit == plugin::Exit{});
        QCOMPARE(plugin.call.place, "control/smtpplugins:2"s);
    }

    void aStepKnowsTheStateAfterIt()
    {
        SessionTester client{home().plugin("mail", says("Sx=1\n"))};
        client.beginMail();
        client.say("RCPT TO:<b@example.org>");
        const Timeline timeline = timelineOf(client);
        QVERIFY(!findStep(timeline, "MAIL")->state->transaction);
        QVERIFY(timeline.steps().back().state->transaction);
        QCOMPARE(timeline.steps().back().state->transaction->recipients, std::vector{"b@example.org"s});
        QVERIFY(findStep(timeline, "plugins/mail-1")->state->environment.contains("x"));
    }

    void aPluginsEnvironmentIsComparedWithThePluginBefore()
    {
        SessionTester client{home()
                                 .plugin("helo", says("Sx=1\n"))
                                 .plugin("helo", says("Sx=2\nSy=3\nUTCPREMOTEIP\n"))
                                 .plugin("helo", says("")),
                             {.dialect = "qmail-spp", .environment = {"TCPREMOTEIP=192.0.2.25"}}};
        client.say("HELO x");
        const Timeline timeline = timelineOf(client);
        const auto changesOf = [&](std::string_view title) {
            std::string result;
            const auto index = static_cast<std::size_t>(findStep(timeline, title) - timeline.steps().data());
            for (const auto& change : timeline.environmentChanges(index))
                result += change.name + ":" + change.before.value_or("-") + ">" + change.after.value_or("-") + ";";
            return result;
        };
        QCOMPARE(changesOf("Client connected"), ""s);
        QCOMPARE(changesOf("plugins/helo-1"), "SMTPHELOHOST:->x;"s);
        QCOMPARE(changesOf("plugins/helo-2"), "x:->1;"s);
        QCOMPARE(changesOf("plugins/helo-3"), "y:->3;x:1>2;TCPREMOTEIP:192.0.2.25>-;"s);
        QCOMPARE(changesOf("250 mx.example.org"), ""s);
        QVERIFY(timeline.environmentChanges(1000).empty());
    }

    void titlesHideControlBytes()
    {
        SessionTester client{home(), {.dialect = "qmail-spp"}};
        client.say("HELO \x1b[2J");
        QVERIFY(findStep(timelineOf(client), "HELO \\x1b[2J") != nullptr);
    }

    void aLongMessageIsCutForDisplay()
    {
        SessionTester client{home()};
        client.say("MAIL FROM:<>");
        client.say("RCPT TO:<b@example.org>");
        client.say("DATA");
        for (int i = 0; i < 100; ++i)
            client.send(std::string(10'000, 'x'));
        client.send("\r\n.\r\n");
        const Timeline timeline = timelineOf(client);
        const auto* message = findStep(timeline, "Message of 1000001 bytes");
        QVERIFY(message != nullptr);
        QCOMPARE(message->text.size(), trace::maxShownMessage);
        QVERIFY(client.lastMessage().size() > 1'000'000);
    }

    void twoMessagesAreTwoSteps()
    {
        SessionTester client{home()};
        client.deliver("one\r\n");
        client.deliver("three\r\n");
        const Timeline timeline = timelineOf(client);
        QVERIFY(findStep(timeline, "Message of 4 bytes") != nullptr);
        QVERIFY(findStep(timeline, "Message of 6 bytes") != nullptr);
    }

    void anUnreadableHomeIsAFailure()
    {
        SessionTester client{home().unreadable("me")};
        const Timeline timeline = timelineOf(client);
        QCOMPARE(timeline.steps().front().text, "control/me: permission denied"s);
        QVERIFY(timeline.steps().front().outcome == trace::Outcome::Failed);
        QVERIFY(timeline.steps().back().outcome == trace::Outcome::Failed);
    }

    void eachLineOfALogHasTheTimeAtWhichItBegan()
    {
        Timeline timeline;
        const auto at = [](std::chrono::nanoseconds time) { return session::Moment{time, {}}; };
        timeline.add({at(0ms), session::Report{session::SessionStarted{}, at(0ms), {}}});
        timeline.add({at(1ms), session::Report{session::PluginStarted{}, at(1ms), {}}});
        timeline.add({at(2ms), trace::PluginLog{"one\ntw"}});
        timeline.add({at(7ms), trace::PluginLog{"o\n"}});
        timeline.add({at(9ms), trace::PluginLog{"three"}});
        std::string shown;
        for (const auto& line : timeline.steps().back().plugin->logLines())
            shown += std::string(line.bytes) + "@" + std::to_string(line.at / 1ms) + " ";
        QCOMPARE(shown, "one@2 two@2 three@9 "s);
    }

    void whatAShellRanHasItsTimes()
    {
        Timeline timeline;
        const auto at = [](std::chrono::nanoseconds time) { return session::Moment{time, {}}; };
        timeline.add({at(0ms), session::Report{session::SessionStarted{}, at(0ms), {}}});
        QCOMPARE(timeline.add({at(1ms), trace::PluginTrace{{{2, "", "nobody's"}}}}), timeline.size());
        timeline.add({at(1ms), session::Report{session::PluginStarted{}, at(1ms), {}}});
        timeline.add({at(2ms), trace::PluginTrace{{{2, "", "one"}, {3, "lib", "two"}}}});
        timeline.add({at(7ms), trace::PluginTrace{{{0, "", "goes on", true}, {4, "", "three"}}}});
        std::string shown;
        for (const auto& line : timeline.steps().back().plugin->trace)
            shown += std::to_string(line.ran.line) + line.ran.file + " " + line.ran.text + "@" +
                     std::to_string(line.at / 1ms) + "; ";
        QCOMPARE(shown, "2 one@2; 3lib two\ngoes on@2; 4 three@7; "s);
    }

    void aVariableIsTracedToWhoSetIt()
    {
        SessionTester client{home()
                                 .plugin("connection", says("SKIND=list\n"))
                                 .plugin("mail", says("SOTHER=1\nSKIND=person\nUOTHER\n"))
                                 .plugin("rcpt", says(""))};
        client.say("MAIL FROM:<a@example.org>");
        client.say("RCPT TO:<b@example.org>");
        const Timeline timeline = timelineOf(client);
        const auto setterIn = [&](std::string_view step, std::string_view name) -> std::string {
            const trace::Step* found = findStep(timeline, step);
            const auto* setter = timeline.setterOf(static_cast<std::size_t>(found - timeline.steps().data()), name);
            if (setter == nullptr)
                return "nobody";
            const std::string line = setter->line ? " line " + std::to_string(*setter->line) : "";
            return timeline.steps()[*setter->step].title + line;
        };
        QCOMPARE(setterIn("plugins/connection-1", "KIND"), "nobody"s);
        QCOMPARE(setterIn("plugins/mail-2", "KIND"), "plugins/connection-1 line 0"s);
        QCOMPARE(setterIn("plugins/mail-2", "SMTPMAILFROM"), "MAIL FROM:<a@example.org>"s);
        QCOMPARE(setterIn("plugins/rcpt-3", "KIND"), "plugins/mail-2 line 1"s);
        QCOMPARE(setterIn("plugins/rcpt-3", "OTHER"), "plugins/mail-2 line 2"s); // which took it away
        QCOMPARE(setterIn("plugins/rcpt-3", "SMTPRCPTTO"), "RCPT TO:<b@example.org>"s);
        QCOMPARE(setterIn("plugins/rcpt-3", "NEVER"), "nobody"s);
    }

    void everyStepKnowsTheRecordThatBeganIt()
    {
        SessionTester client{home().plugin("helo", says("Sx=1\n"))};
        client.say("HELO x");
        Timeline timeline;
        std::size_t records = 0;
        for (const auto& report : client.reports()) {
            const std::size_t before = timeline.size();
            timeline.add({report.at, report});
            QCOMPARE(timeline.stepsAfter(records), before);
            QCOMPARE(timeline.stepsAfter(++records), timeline.size());
        }
        QCOMPARE(timeline.stepsAfter(0), std::size_t{0});
        QVERIFY(records > timeline.size());
    }

    void recordsOfNoPluginAreLeftOut()
    {
        Timeline timeline;
        QCOMPARE(timeline.add({{}, trace::PluginLog{"x"}}), std::size_t{0});
        QCOMPARE(timeline.add({{}, trace::PluginResources{}}), std::size_t{0});
        QCOMPARE(timeline.size(), std::size_t{0});
    }

    void aCodeTellsTheOutcome()
    {
        QVERIFY(trace::outcomeOfReply("250 ok") == trace::Outcome::Accepted);
        QVERIFY(trace::outcomeOfReply("354") == trace::Outcome::Accepted);
        QVERIFY(trace::outcomeOfReply("451") == trace::Outcome::Deferred);
        QVERIFY(trace::outcomeOfReply("550") == trace::Outcome::Refused);
        QVERIFY(trace::outcomeOfReply("") == trace::Outcome::None);
        QVERIFY(trace::outcomeOfReply("hello") == trace::Outcome::None);
    }
};

SPP_TEST(TestTimeline)
#include "tst_timeline.moc"
