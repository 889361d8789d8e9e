// SPDX-License-Identifier: MIT
#include "core/debug/comparison.h"
#include "tests/support/printing.h"
#include "tests/support/session_tester.h"
#include "tests/support/test_main.h"
#include "tests/support/timeline_of.h"

#include <csignal>
#include <utility>

using namespace spp;
using namespace spp::test;
using namespace std::string_literals;
using debug::Comparison;
using trace::Timeline;

namespace
{

const std::vector<std::string> usualLines{"HELO x",
                                          "MAIL FROM:<a@example.net>",
                                          "RCPT TO:<b@example.org>",
                                          "RCPT TO:<c@example.org>",
                                          "DATA",
                                          "Subject: x\r\n\r\nhello\r\n.",
                                          "QUIT"};

Timeline runOf(FakeHome home, const std::vector<std::string>& lines = usualLines, const SessionOptions& options = {})
{
    SessionTester client{std::move(home), options};
    for (const auto& line : lines)
        client.say(line);
    return timelineOf(client);
}

/// One line for each pair that differs: its steps, and how.
std::string compared(const Timeline& left, const Timeline& right)
{
    const Comparison comparison = debug::compare(left.steps(), right.steps());
    std::string text;
    for (const auto& pair : comparison.pairs) {
        if (!pair.isDifferent())
            continue;
        if (!pair.right)
            text += "- " + left.steps()[*pair.left].title + "\n";
        else if (!pair.left)
            text += "+ " + right.steps()[*pair.right].title + "\n";
        for (const auto& difference : pair.differences)
            text += left.steps()[*pair.left].title + " | " + describe(difference) + "\n";
    }
    return text;
}

FakeHome rcptHome(FakePlugin first, FakePlugin second = says(""))
{
    return home().plugin("mail", says("")).plugin("rcpt", std::move(first)).plugin("rcpt", std::move(second));
}

} // namespace

class TestComparison : public QObject
{
    Q_OBJECT

private slots:
    void equalRunsHaveNoDifference()
    {
        const Timeline run = runOf(rcptHome(says("SX=1\nHX-A: b\n")));
        const Comparison comparison = debug::compare(run.steps(), run.steps());
        QVERIFY(!comparison.firstDifferent);
        QCOMPARE(comparison.pairs.size(), run.size());
        for (std::size_t i = 0; i < run.size(); ++i)
            QVERIFY(comparison.pairs[i].left == i && comparison.pairs[i].right == i);
    }

    void whatDiffersInEachRunIsNoDifference()
    {
        auto later = usualLines;
        SessionTester client{rcptHome(says(""))};
        client.wait(std::chrono::seconds(100)); // Received line and reply tell the time
        client.queue().answer.id = "99";
        for (const auto& line : later)
            client.say(line);
        QCOMPARE(compared(runOf(rcptHome(says(""))), timelineOf(client)), ""s);
    }

    void aReplyThatWasChangedByHandIsComparedAsItWasSent()
    {
        const Timeline left = runOf(rcptHome(says("")));
        std::vector<trace::Step> right = left.steps();
        for (auto& step : right)
            if (step.text == "250 2.0.0 ok\r\n" && !step.meant) {
                step.meant = std::exchange(step.text, "450 later\r\n");
                break;
            }
        const Comparison comparison = debug::compare(left.steps(), right);
        QVERIFY(comparison.firstDifferent.has_value());
        QCOMPARE(describe(comparison.pairs[*comparison.firstDifferent].differences.front()),
                 "the reply: “250 2.0.0 ok\\r\\n”, then “450 later\\r\\n(changed by hand)”"s);
    }

    void anotherLogIsADifferenceButTheTimesInItAreNot()
    {
        const auto logging = [](std::string log) {
            Timeline timeline = runOf(rcptHome(says("")));
            std::vector<trace::Step> steps = timeline.steps();
            for (auto& step : steps)
                if (step.plugin)
                    step.plugin->log = log;
            return steps;
        };
        const auto left = logging("12:00:01 check[12]: looked up in 1.5 ms\n");
        QVERIFY(!debug::compare(left, logging("12:00:02 check[99]: looked up in 21 ms\n")).firstDifferent);
        const auto right = logging("12:00:02 check[99]: not found in 21 ms\n");
        const Comparison comparison = debug::compare(left, right);
        QVERIFY(comparison.firstDifferent.has_value());
        QCOMPARE(describe(comparison.pairs[*comparison.firstDifferent].differences.front()),
                 "standard error: “12:00:01 check[12]: looked up in 1.5 ms\\n”, then "
                 "“12:00:02 check[99]: not found in 21 ms\\n”"s);
    }

    void anotherOutputAndWhatItDoes()
    {
        const auto only = [](std::string to, std::string output) {
            return [=](const plugin::Call& call) {
                return call.environment.value("SMTPRCPTTO") == to ? says(output) : says("");
            };
        };
        const Timeline left = runOf(home().plugin("rcpt", only("c@example.org", "")));
        const Timeline right = runOf(home().plugin("rcpt", only("c@example.org", "SX=1\nE550 no\n")));
        QCOMPARE(
            compared(left, right),
            "[rcpt] 1 plugin: accepted | the outcome: “[rcpt] 1 plugin: accepted”, then “[rcpt] 1 plugin: refused”\n"
            "plugins/rcpt-1 | the output: “”, then “SX=1\\nE550 no\\n”\n"
            "250 2.0.0 ok | the reply: “250 2.0.0 ok\\r\\n”, then “550 no\\r\\n”\n"
            "250 2.0.0 ok | SMTPRCPTCOUNT: “2”, then “1”\n"
            "250 2.0.0 ok | X: not set, then “1”\n"
            "250 2.0.0 ok | the envelope: “from <a@example.net>, to <b@example.org>, to <c@example.org>”, then “from "
            "<a@example.net>, to <b@example.org>”\n"
            "Queued for 2 recipients from <a@example.net> | the outcome: “Queued for 2 recipients from "
            "<a@example.net>”, then “Queued for 1 recipient from <a@example.net>”\n"s);
    }

    void anotherExitAndPluginsThatWereNotReached()
    {
        const Timeline left = runOf(rcptHome(says("")), {"HELO x", "MAIL FROM:<>", "RCPT TO:<b@example.org>"});
        const Timeline right = runOf(rcptHome(dies(SIGKILL)), {"HELO x", "MAIL FROM:<>", "RCPT TO:<b@example.org>"});
        const std::string text = compared(left, right);
        QVERIFY2(text.find("plugins/rcpt-2 | the exit: “exit 0”, then “killed") != std::string::npos, text.c_str());
        QVERIFY2(text.find("plugins/rcpt-3 | the exit: “exit 0”, then “not run: the plugin before it failed”") !=
                     std::string::npos,
                 text.c_str());
    }

    void headersAndMessages()
    {
        const Timeline left = runOf(rcptHome(says("")));
        const Timeline right = runOf(rcptHome(says(""), says("HX-Spam: yes\n")));
        const std::string text = compared(left, right);
        QVERIFY2(text.find("headers for the message: “”, then “X-Spam: yes\\n”") != std::string::npos, text.c_str());
        QVERIFY2(text.find("| the message: “Subject: x\\n\\nhello\\n”, then “X-Spam: yes\\nX-Spam: yes\\nSubject") !=
                     std::string::npos,
                 text.c_str());
    }

    void aVariableCountsWhereItBecomesDifferent()
    {
        SessionOptions options;
        options.environment = {"A=1", "B=2"};
        SessionOptions other;
        other.environment = {"A=2", "C=3"};
        QCOMPARE(compared(runOf(rcptHome(says("")), usualLines, options), runOf(rcptHome(says("")), usualLines, other)),
                 "Client connected | A: “1”, then “2”\n"
                 "Client connected | C: not set, then “3”\n"
                 "Client connected | B: “2”, then not set\n"s);
    }

    void commandsOfTheSameVerbBelongTogether()
    {
        const Timeline left = runOf(home(), {"HELO x", "MAIL FROM:<a@example.net>", "RCPT TO:<b@example.org>", "QUIT"});
        const Timeline right = runOf(home(), {"HELO x", "NOOP", "MAIL FROM:<a@example.net>",
                                              "RCPT TO:<c@elsewhere.example>", "RCPT TO:<c@example.org>", "QUIT"});
        QCOMPARE(
            compared(left, right),
            "+ NOOP\n"
            "+ 250 2.0.0 ok\n"
            "RCPT TO:<b@example.org> | the command: “RCPT TO:<b@example.org>”, then “RCPT TO:<c@elsewhere.example>”\n"
            "250 2.0.0 ok | the reply: “250 2.0.0 ok\\r\\n”, then “553 5.7.1 sorry, that domain isn't in my list of "
            "allowed rcpthosts\\r\\n”\n"
            "250 2.0.0 ok | SMTPRCPTCOUNT: “1”, then “0”\n"
            "250 2.0.0 ok | SMTPRCPTHOSTSOK: “1”, then “0”\n"
            "250 2.0.0 ok | SMTPRCPTTO: “b@example.org”, then “c@elsewhere.example”\n"
            "250 2.0.0 ok | the envelope: “from <a@example.net>, to <b@example.org>”, then “from <a@example.net>”\n"
            "+ RCPT TO:<c@example.org>\n"
            "+ 250 2.0.0 ok\n"
            "QUIT | SMTPRCPTTO: “b@example.org”, then “c@example.org”\n"
            "QUIT | SMTPRCPTCOUNTALL: “1”, then “2”\n"
            "QUIT | the envelope: “from <a@example.net>, to <b@example.org>”, then “from <a@example.net>, to "
            "<c@example.org>”\n"s);
    }

    void pluginsOfTheSameLineBelongTogether()
    {
        const Timeline left = runOf(rcptHome(says("")), {"HELO x", "MAIL FROM:<>"});
        const Timeline right =
            runOf(home().plugin("mail", says("")).plugin("mail", says("")), {"HELO x", "MAIL FROM:<>"});
        const std::string text = compared(left, right);
        QVERIFY2(text.find("+ plugins/mail-2\n") != std::string::npos, text.c_str());
        QVERIFY2(text.find("plugins/mail-1 |") == std::string::npos, text.c_str());
    }

    void theFirstDifferenceIsTold()
    {
        const Timeline left = runOf(rcptHome(says("")));
        const Timeline right = runOf(rcptHome(says(""), says("E450 later\n")));
        const Comparison comparison = debug::compare(left.steps(), right.steps());
        const auto& first = comparison.pairs[*comparison.firstDifferent];
        QCOMPARE(left.steps()[*first.left].title, "plugins/rcpt-3"s); // not its section, which it decides
        QVERIFY(first.differences.front().what == debug::Difference::What::Output);
    }

    void everyStepIsInOnePair()
    {
        const Timeline left = runOf(rcptHome(says("E450 x\n")));
        const Timeline right = runOf(home(), {"EHLO y", "RSET", "QUIT"});
        std::vector<int> leftSeen(left.size());
        std::vector<int> rightSeen(right.size());
        for (const auto& pair : debug::compare(left.steps(), right.steps()).pairs) {
            QVERIFY(pair.left || pair.right);
            if (pair.left)
                ++leftSeen.at(*pair.left);
            if (pair.right)
                ++rightSeen.at(*pair.right);
        }
        QCOMPARE(std::count(leftSeen.begin(), leftSeen.end(), 1), std::ptrdiff_t(left.size()));
        QCOMPARE(std::count(rightSeen.begin(), rightSeen.end(), 1), std::ptrdiff_t(right.size()));
    }

    void nothingIsComparedWithNothing()
    {
        QVERIFY(debug::compare({}, {}).pairs.empty());
        const Timeline run = runOf(home(), {"QUIT"});
        const Comparison comparison = debug::compare({}, run.steps());
        QCOMPARE(comparison.pairs.size(), run.size());
        QCOMPARE(*comparison.firstDifferent, std::size_t{0});
    }
};

SPP_TEST(TestComparison)
#include "tst_comparison.moc"
