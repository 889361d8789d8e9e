// SPDX-License-Identifier: MIT
#include "core/trace/links.h"
#include "core/trace/timeline.h"
#include "tests/support/printing.h"
#include "tests/support/session_tester.h"
#include "tests/support/test_main.h"
#include "tests/support/timeline_of.h"

using namespace spp;
using namespace spp::test;
using namespace std::string_literals;

namespace
{

/// A timeline whose steps are found by their titles.
struct Steps
{
    explicit Steps(const SessionTester& client) : timeline(timelineOf(client)) {}

    std::size_t find(std::string_view title) const
    {
        for (std::size_t step = 0; step < timeline.size(); ++step)
            if (timeline.steps()[step].title.starts_with(title))
                return step;
        qFatal("no step %s", std::string(title).c_str());
    }
    std::string show(std::optional<trace::StepLine> place) const
    {
        if (!place)
            return "nothing";
        return timeline.steps()[place->step].title + (place->line ? " line " + std::to_string(*place->line) : "");
    }
    std::string pluginOf(std::string_view title) const { return show(trace::pluginOf(timeline.steps(), find(title))); }
    std::string replyOf(std::string_view title, std::optional<std::size_t> line = std::nullopt) const
    {
        const auto reply = trace::replyOf(timeline.steps(), {find(title), line});
        return reply ? timeline.steps()[*reply].title : "nothing";
    }

    trace::Timeline timeline;
};

} // namespace

class TestLinks : public QObject
{
    Q_OBJECT

private slots:
    void aReplyIsOwedToThePluginWhoseWordsItHas()
    {
        SessionTester client{home().plugin("helo", says("Sx=1\nE550 not you\n")).plugin("helo", says(""))};
        client.say("HELO x");
        const Steps steps(client);
        QCOMPARE(steps.pluginOf("550 not you"), "plugins/helo-1 line 1"s);
        QCOMPARE(steps.pluginOf("HELO x"), "plugins/helo-1"s);
        QCOMPARE(steps.pluginOf("[helo]"), "plugins/helo-1"s);
        QCOMPARE(steps.replyOf("plugins/helo-1"), "550 not you"s);
        QCOMPARE(steps.replyOf("plugins/helo-1", 1), "550 not you"s);
        QCOMPARE(steps.replyOf("[helo]"), "550 not you"s);
    }

    void aKeptReplyLeadsBackToAnEarlierCommand()
    {
        SessionTester client{home().plugin("mail", says("LR550 later\n")).plugin("rcpt", says(""))};
        client.say("MAIL FROM:<>");
        client.say("RCPT TO:<b@example.org>");
        const Steps steps(client);
        QCOMPARE(steps.pluginOf("550 later"), "plugins/mail-1 line 0"s);
    }

    void theServersOwnReplyEndsTheCommand()
    {
        SessionTester client{home().plugin("helo", says("P250-hello\n"))};
        client.say("HELO x");
        client.say("NOOP");
        const Steps steps(client);
        QCOMPARE(steps.pluginOf("NOOP"), "nothing"s);
        QVERIFY(steps.replyOf("NOOP").starts_with("250"));
        QCOMPARE(trace::commandOf(steps.timeline.steps(), steps.find("plugins/helo-1")), steps.find("HELO x"));
        QVERIFY(steps.replyOf("plugins/helo-1").starts_with("250"));
    }

    void aPluginThatDidNotRunHasNoWords()
    {
        SessionTester client{home().plugin("helo", says("E550 no\n")).plugin("helo", says("E550 no\n"))};
        client.say("HELO x");
        const Steps steps(client);
        QCOMPARE(steps.pluginOf("550 no"), "plugins/helo-1 line 0"s);
        QCOMPARE(steps.pluginOf("plugins/helo-2"), "plugins/helo-2"s); // itself
    }
};

SPP_TEST(TestLinks)
#include "tst_links.moc"
