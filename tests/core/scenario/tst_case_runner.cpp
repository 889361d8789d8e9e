// SPDX-License-Identifier: MIT
/// Scenarios as they run: stages, demands, sessions, pipelining, and what is said of failures.
#include "core/runtime/process.h"
#include "core/scenario/case_runner.h"
#include "core/scenario/staged_home.h"
#include "tests/core/runtime/loop.h"
#include "tests/core/scenario/parsed.h"
#include "tests/core/scenario/simulated.h"
#include "tests/support/printing.h"
#include "tests/support/test_main.h"

using namespace spp;
using namespace spp::test;
using namespace std::string_literals;

class TestCaseRunner : public QObject
{
    Q_OBJECT

    Folder m_home;

    scenario::CaseRun run(std::string_view text, std::size_t number = 0,
                          std::optional<std::chrono::milliseconds> pluginLimit = {})
    {
        const auto scenario = parsed(text).cases.at(number);
        const auto home = scenario::StagedHome::make(m_home.path(), scenario.sessions.front().controls, false);
        auto world = world::World::make(home->path(), {});
        scenario::CaseRun result;
        bool finished = false;
        scenario::RunObserver observer;
        observer.finished = [&](scenario::CaseRun done) {
            result = std::move(done);
            finished = true;
        };
        asio::io_context loop(1);
        const scenario::RunPlace place{home->path(), "modern", std::make_shared<world::World>(std::move(*world)), false,
                                       pluginLimit};
        std::make_shared<scenario::CaseRunner>(loop, scenario, place, std::move(observer))->run();
        loop.run();
        if (!finished)
            qFatal("the case did not finish");
        return result;
    }

    /// "6: expected a, got b", one a line; empty: all as expected.
    std::string failures(std::string_view text)
    {
        const auto result = run(text);
        std::string all = result.error;
        for (const auto& session : result.sessions)
            for (const auto& failure : session.failures)
                all += std::to_string(failure.line) + ": " + describe(failure) + "\n";
        return all;
    }

    /// The head of a mail up to the recipient, for a demand behind it.
    static std::string rcpt(const std::string& address, const std::string& demand)
    {
        return "C: HELO x\nC: MAIL FROM:<a@example.net>\nC: RCPT TO:<" + address + ">\n" + demand + "\n";
    }

private slots:
    void initTestCase()
    {
        runtime::prepareSignals();
        writeHome(m_home, "[rcpt]\nplugins/policy\n:plugins/never 1\n[data]\n:echo HX-Checked: yes\n");
        m_home.script("plugins/policy",
                      "echo \"looking at $SMTPRCPTTO\" >&2\n"
                      "case $SMTPRCPTTO in\n"
                      "bad*) echo 'E550 5.7.1 not here';;\n"
                      "later*) echo 'E451 4.7.1 later'; exit 3;;\n"
                      "crash*) kill -SEGV $$;;\n"
                      "count*) echo x >>seen; echo \"SSEEN=$(wc -l <seen)\";;\n"
                      "*) echo SKIND=good;;\nesac\n");
        m_home.script("plugins/never", ":");
    }

    void demandsThatAreMetSayNothing_data()
    {
        QTest::addColumn<QByteArray>("text");
        const auto row = [](const std::string& address, const char* demand) {
            QTest::addRow("%s: %s", address.c_str(), demand) << QByteArray::fromStdString(rcpt(address, demand));
        };
        row("b@example.org", "expect plugin plugins/policy accepted");
        row("b@example.org", "expect plugin plugins/policy exit 0");
        row("b@example.org", "expect plugin plugins/policy stdout is SKIND=good");
        row("b@example.org", "expect plugin plugins/policy stderr contains at b@example");
        row("b@example.org", "expect plugin plugins/policy stderr matches ^looking.*org$");
        row("b@example.org", "expect plugin plugins/policy within 60s");
        row("b@example.org", "expect plugin \":plugins/never 1\" accepted");
        row("b@example.org", "expect plugin ':plugins/never 1' accepted");
        row("b@example.org", "expect plugin plugins/policy env SMTPRCPTTO is b@example.org");
        row("b@example.org", "expect plugin plugins/policy env KIND unset");
        row("b@example.org", "expect env KIND is good");
        row("b@example.org", "expect env KIND begins go");
        row("b@example.org", "expect env NOTHING unset");
        row("b@example.org", "expect not queued");
        row("bad@example.org", "expect plugin plugins/policy refused");
        row("bad@example.org", "expect plugin plugins/never not run");
        row("later@example.org", "expect plugin plugins/policy deferred");
        row("later@example.org", "expect plugin plugins/policy exit 3");
        row("crash@example.org", "expect plugin plugins/policy failed");
    }
    void demandsThatAreMetSayNothing()
    {
        QFETCH(QByteArray, text);
        QCOMPARE(failures(text.toStdString()), ""s);
    }

    void demandsThatAreNotMetSayWhatWasThere_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<QByteArray>("got");
        const auto row = [](const std::string& address, const char* demand, const char* got) {
            QTest::addRow("%s: %s", address.c_str(), demand)
                << QByteArray::fromStdString(rcpt(address, demand)) << QByteArray(got);
        };
        row("b@example.org", "expect plugin plugins/policy refused", "accepted");
        row("b@example.org", "expect plugin plugins/policy exit 1", "exit 0");
        row("b@example.org", "expect plugin plugins/policy stdout is E550", "“SKIND=good”");
        row("b@example.org", "expect plugin plugins/policy not run", "it ran");
        row("b@example.org", "expect plugin plugins/other accepted",
            "no such plugin stood in the sections that this command asked");
        row("b@example.org", "expect plugin plugins/policy env SMTPRCPTTO begins x", "“b@example.org”");
        row("b@example.org", "expect plugin plugins/policy env KIND is good", "it is not set");
        row("b@example.org", "expect env KIND is bad", "“good”");
        row("b@example.org", "expect env NOTHING is x", "it is not set");
        row("b@example.org", "expect env KIND unset", "“good”");
        row("b@example.org", "expect header X-Checked", "no message was queued");
        row("b@example.org", "expect queued", "no message was queued");
        row("b@example.org", "expect closed", "the session went on");
        row("bad@example.org", "expect plugin plugins/never accepted",
            "not run: the plugin before it refused the command (E)");
        row("crash@example.org", "expect plugin plugins/policy exit 0",
            "crashed: invalid memory access (signal 11, SIGSEGV)");
    }
    void demandsThatAreNotMetSayWhatWasThere()
    {
        QFETCH(QByteArray, text);
        QFETCH(QByteArray, got);
        const std::string said = failures(text.toStdString());
        QVERIFY2(said.starts_with("4: expected ") && said.ends_with(", got " + got.toStdString() + "\n"), said.c_str());
    }

    void whatWasThereCanBeAccepted_data() { demandsThatAreNotMetSayWhatWasThere_data(); }
    void whatWasThereCanBeAccepted()
    {
        QFETCH(QByteArray, text);
        const auto result = run(text.toStdString());
        const auto& failure = result.sessions.front().failures.front();
        if (failure.accepting.empty())
            QCOMPARE(failure.expected, "closed"s);
        else
            QCOMPARE(failures(scenario::revise(text.toStdString(), failure.accepting, 1).text), ""s);
    }

    void problemsAreJudged()
    {
        const std::string chatty = "plugin rcpt :echo hello; exit 1\n";
        const std::string plugin = "expect plugin \":echo hello; exit 1\" no problem";
        QCOMPARE(failures(rcpt("b@example.org", "expect plugin plugins/policy no problem")), ""s);
        QVERIFY(failures(chatty + rcpt("b@example.org", plugin)).starts_with("5: expected plugin"));
        QVERIFY(failures(chatty + rcpt("b@example.org", plugin + " unknown-line")).find("got unknown-line: ") !=
                std::string::npos);
        QVERIFY(failures(chatty + rcpt("b@example.org", plugin + " exit-without-meaning")) !=
                ""); // a note, if it is wanted
        QCOMPARE(failures(chatty + rcpt("b@example.org", plugin + " second-reply")), ""s);
        const auto unknown = scenario::parseDemand("plugin plugins/x no problem bad-weather", 1);
        QVERIFY(!unknown && unknown.error().message.find("there are no-newline, ") != std::string::npos);
    }

    void aPluginThatIsExpectedToTakeLessHasALimit()
    {
        const auto dialog = parsedDialog(rcpt("b@example.org",
                                              "expect plugin plugins/a within 200ms\nC: RCPT TO:<c@example.org>\n"
                                              "expect plugin plugins/a within 2s\nexpect plugin plugins/b exit 0"));
        const auto limitOf = [&](const char* line) {
            return limitFor(dialog, plugin::makeCall(control::Section::Rcpt, {line, 1}, {}, "/", "smtpplugins"));
        };
        QVERIFY(limitOf("plugins/a") == std::chrono::seconds(7)); // what takes too long is seen
        QVERIFY(limitOf(":exec plugins/a 1") == std::chrono::seconds(7));
        QVERIFY(!limitOf("plugins/b"));
    }

    void noPluginTakesLongerThanItsPlaceAllows()
    {
        const auto result = run("plugin rcpt :exec sleep 1000\nplugin mail :true\n" + rcpt("b@example.org", "C: NOOP"),
                                0, std::chrono::milliseconds(50));
        const auto& session = result.sessions.front();
        QCOMPARE(session.ended.size(), 1U);
        QCOMPARE(session.timeline.steps()[session.ended.front()].title, ":exec sleep 1000"s);
        QCOMPARE(session.timeline.steps().back().kind, trace::StepKind::End);
    }

    void aDialogWithoutExpectationsTakesAllReplies()
    {
        const std::string text =
            "C: HELO x\nC: MAIL FROM:<a@example.net>\nC: RCPT TO:<bad@example.org>\n"
            "C: RCPT TO:<b@example.org>\nC: DATA\nC: x\nC: .\n";
        const auto result = run(text);
        const auto dialog = parsed(text).cases.front().sessions.front();
        QVERIFY(!hasExpectations(dialog));
        QCOMPARE(scenario::revise(text, acceptReplies(dialog, result.sessions.front().timeline), 1).text,
                 "S: 220\nC: HELO x\nS: 250\nC: MAIL FROM:<a@example.net>\nS: 250\nC: RCPT TO:<bad@example.org>\n"
                 "S: 550 5.7.1 not here\nC: RCPT TO:<b@example.org>\nS: 250\nC: DATA\nS: 354\nC: x\nC: .\nS: 250\n"s);
    }

    void theQueuedMessageIsJudged()
    {
        const std::string mail = rcpt("b@example.org", "S: 250\nC: DATA\nS: 354\nC: Subject: hello\nC:\nC: .\nS: 250");
        QCOMPARE(failures(mail + "expect queued\nexpect header x-checked: yes\nexpect header Subject: hello\n"
                                 "expect no header X-Spam\nexpect sender <a@example.net>\n"
                                 "expect recipient <b@example.org>\nexpect no recipient <c@example.org>\n"),
                 ""s);
        QCOMPARE(failures(mail + "expect not queued\nexpect header X-Spam\nexpect no header X-Checked\n"
                                 "expect sender <b@x>\nexpect recipient <c@x>\nexpect no recipient <b@example.org>\n"),
                 "11: expected not queued, got a message was queued\n"
                 "12: expected header X-Spam, got there is no such header\n"
                 "13: expected no header X-Checked, got “X-Checked: yes”\n"
                 "14: expected sender <b@x>, got “<a@example.net>”\n"
                 "15: expected recipient <c@x>, got “<b@example.org>”\n"
                 "16: expected no recipient <b@example.org>, got it is among them\n"s);
    }

    void repliesAreJudgedOneByOneThoughTheirCommandsAreSentTogether()
    {
        const std::string together =
            "C: EHLO x\nC+ MAIL FROM:<a@example.net>\nS: 250\nC+ RCPT TO:<bad@example.org>\nS: ";
        QCOMPARE(failures(together + "550 5.7.1\nC: RCPT TO:<b@example.org>\nS: 250\nC: QUIT\nS: 221\n"), ""s);
        QCOMPARE(failures(together + "250\nC: RCPT TO:<b@example.org>\nS: 250\n"),
                 "5: expected “250”, got “550 5.7.1 not here”\n"s);
    }

    void sessionsShareTheirHome()
    {
        QCOMPARE(failures("control databytes 0\nsession first\n" + rcpt("count@example.org", "expect env SEEN is 1") +
                          "session second\n" + rcpt("count@example.org", "expect env SEEN is 2")),
                 ""s);
        QVERIFY(!m_home.contains("seen")); // it ran in a copy
    }

    void eachSessionMayHaveItsOwnTime()
    {
        QCOMPARE(failures("plugin rcpt :date -u +S%F\nsession first\nclock 2026-03-01T12:00Z\n" +
                          rcpt("b@example.org", "expect plugin \":date -u +S%F\" stdout is S2026-03-01") +
                          "session later\nclock 2026-03-02T12:00Z\n" +
                          rcpt("b@example.org", "expect plugin \":date -u +S%F\" stdout is S2026-03-02")),
                 ""s);
    }

    void theStageTakesTheHomesPlace()
    {
        QCOMPARE(
            failures("control rcpthosts example.com\nplugin rcpt :echo SKIND=staged\n" +
                     rcpt("b@example.com", "S: 250\nexpect env KIND is staged\nC: RCPT TO:<b@example.org>\nS: 553")),
            ""s);
        QCOMPARE(failures("answer plugins/policy E450 busy\n" + rcpt("b@example.org", "S: 450 busy")), ""s);
        QCOMPARE(
            failures("fault plugins/policy crash\n" + rcpt("b@example.org", "expect plugin plugins/policy failed")),
            ""s);
        QCOMPARE(failures("tls\nauth accept\nC: EHLO x\nS: 250\nC: STARTTLS\nS: 220\nC: EHLO x\nS: 250\n"
                          "C: AUTH PLAIN AGEAYg==\nS: 235\n"),
                 ""s);
    }

    void aRowOfATableIsItsCase()
    {
        const char* table =
            "| to | code |\n| b | 250 |\n| bad | 550 |\n| bad | 250 |\n"
            "C: HELO x\nC: MAIL FROM:<>\nC: RCPT TO:<${to}@example.org>\nS: ${code}\n";
        QVERIFY(run(table, 0).passed());
        QVERIFY(run(table, 1).passed());
        QVERIFY(!run(table, 2).passed());
    }

    void aClientThatHangsUpIsNotWaitedFor()
    {
        QCOMPARE(failures("C: HELO x\nS: 250\npause 10ms\nC: MAIL FROM:<>\nS: 250\nhangup\n"), ""s);
        QCOMPARE(failures("C: HELO x\nhangup\nexpect closed\n"), "3: expected closed, got the session went on\n"s);
    }

    void aSessionThatEndsEarlySaysSo()
    {
        QCOMPARE(failures("C: QUIT\nS: 221\nexpect closed\nC: NOOP\n"),
                 "0: expected all lines to be said, got the session ended before the client had said 1 of them\n"s);
        QCOMPARE(failures("C: QUIT\nC: NOOP\nS: 250\nexpect queued\n"),
                 "3: expected 250, got nothing: this was never said\n"
                 "4: expected queued, got nothing: this was never said\n"s);
    }
};

SPP_TEST(TestCaseRunner)
#include "tst_case_runner.moc"
