// SPDX-License-Identifier: MIT
#include "core/runtime/process.h"
#include "tests/core/scenario/plans.h"
#include "tests/core/scenario/simulated.h"
#include "tests/support/printing.h"
#include "tests/support/test_main.h"

#include <csignal>
#include <thread>

using namespace spp;
using namespace spp::test;
using namespace std::chrono_literals;
using namespace std::string_literals;
using trace::StepKind;

namespace
{

constexpr std::string_view oneMail =
    "C: HELO x\n"
    "C: MAIL FROM:<a@example.net>\n"
    "C: RCPT TO:<b@example.org>\n"
    "C: QUIT\n";

/// The reply to MAIL, behind those to the greeting and to HELO.
std::string mailReply(const Simulated& run)
{
    const auto replies = run.titles(StepKind::Reply);
    return replies.size() > 2 ? replies[2] : "(none)";
}

std::string valueOf(const trace::Step& plugin, std::string_view name)
{
    return std::string(plugin.environment().value(name).value_or("(not set)"));
}

} // namespace

/// Faults, overrides and what is decided at a hold, with real plugins.
class TestInterventions : public QObject
{
    Q_OBJECT

    Folder m_home;

    /// The home's [mail] plugin does so, and leaves a mark in the home that it ran.
    Folder& mailPlugin(const std::string& script)
    {
        QFile::remove(QString::fromStdString(m_home.path("ran")));
        m_home.script("plugins/mail", "echo x > ran\n" + script);
        return m_home;
    }

private slots:
    void initTestCase()
    {
        runtime::prepareSignals();
        writeHome(m_home, "[mail]\nplugins/mail\n[rcpt]\nplugins/rcpt\n");
        m_home.script("plugins/rcpt", "echo \"P250-$SEEN\"");
    }

    void eachFaultIsTheSameEveryTime_data()
    {
        QTest::addColumn<int>("fault");
        QTest::addColumn<QString>("exit");
        QTest::addColumn<QString>("reply");
        const auto row = [](const char* name, debug::Fault fault, const char* exit, const char* reply) {
            QTest::newRow(name) << int(fault) << exit << reply;
        };
        row("exit 120", debug::Fault::Exit120, "exit 120, which means “could not be executed”",
            "451 4.3.0 qmail-spp failure: plugins/mail: can't execute");
        row("crash", debug::Fault::Crash, "crashed: invalid memory access (signal 11, SIGSEGV)",
            "451 4.3.0 qmail-spp failure: plugins/mail: child crashed");
        row("no newline", debug::Fault::NoNewline, "exit 0", "550 n");
        row("flood", debug::Fault::Flood, "cut off: it printed more than 1048576 bytes in one run",
            "451 4.3.0 qmail-spp failure: plugins/mail: too much output");
        row("client gone", debug::Fault::ClientGone, "exit 0", "550 no");
    }

    void eachFaultIsTheSameEveryTime()
    {
        QFETCH(int, fault);
        QFETCH(QString, exit);
        QFETCH(QString, reply);
        const auto kind = static_cast<debug::Fault>(fault);
        mailPlugin(kind == debug::Fault::NoNewline || kind == debug::Fault::ClientGone ? "echo E550 no" : "echo");
        for (int time = 0; time < 2; ++time) {
            Simulated run(m_home, oneMail, overriding("plugins/mail", withFault(kind)));
            run.finish();
            QCOMPARE(plugin::describe(*run.plugin("plugins/mail").plugin->exit), exit.toStdString());
            QCOMPARE(mailReply(run), reply.toStdString());
            QCOMPARE(run.result().unsaidLines, std::size_t(kind == debug::Fault::ClientGone ? 2 : 0));
        }
    }

    void aPluginThatHangsIsThereUntilItIsKilled()
    {
        mailPlugin("echo E550 no");
        Simulated run(m_home, oneMail, overriding("plugins/mail", withFault(debug::Fault::Hang)));
        run.runUntil([&] { return !run.titles(StepKind::Plugin).empty(); });
        run.simulation().killPlugin();
        run.finish();
        QVERIFY(run.plugin("plugins/mail").plugin->exit->crashed());
        QVERIFY(run.plugin("plugins/mail").plugin->output.empty());
        QVERIFY(mailReply(run).starts_with("451"));
        QVERIFY(!m_home.contains("ran"));
    }

    void slowOutputTakesASecondForEachLine()
    {
        mailPlugin("echo; echo E550 no");
        Simulated run(m_home, oneMail, overriding("plugins/mail", withFault(debug::Fault::SlowOutput)));
        run.finish();
        const auto& step = run.plugin("plugins/mail");
        QCOMPARE(step.plugin->output.size(), std::size_t{2});
        QVERIFY(step.ended - step.began >= 2s); // one for each line
        QVERIFY(mailReply(run).starts_with("550"));
    }

    void aBreakpointBehindTheOutputHoldsFaultsThatReplaceThePlugin_data()
    {
        QTest::addColumn<int>("fault");
        QTest::newRow("hang") << int(debug::Fault::Hang);
        QTest::newRow("flood") << int(debug::Fault::Flood);
        QTest::newRow("slow") << int(debug::Fault::SlowOutput);
    }

    void aBreakpointBehindTheOutputHoldsFaultsThatReplaceThePlugin()
    {
        QFETCH(int, fault);
        mailPlugin("echo");
        debug::Plan plan = overriding("plugins/mail", withFault(static_cast<debug::Fault>(fault)));
        plan.breakpoints = planOf({"plugin plugins/mail after"}).breakpoints;
        Simulated run(m_home, oneMail, plan);
        if (static_cast<debug::Fault>(fault) == debug::Fault::Hang) {
            run.runUntil([&] { return !run.titles(StepKind::Plugin).empty(); });
            run.simulation().killPlugin();
        }
        QVERIFY(run.untilHeld());
        QVERIFY(run.held().stop.place == debug::Place::AfterOutput);
        QVERIFY(run.plugin("plugins/mail").plugin->output.empty());
    }

    void aFloodMayBeDelayed()
    {
        mailPlugin("echo");
        debug::Intervention what = withFault(debug::Fault::Flood);
        what.delay = 150ms;
        Simulated run(m_home, oneMail, overriding("plugins/mail", what));
        run.finish();
        const auto& step = run.plugin("plugins/mail");
        QVERIFY(step.ended - step.began >= 150ms);
        QVERIFY(mailReply(run).starts_with("451"));
    }

    void anAnswerStandsInAPluginsPlace()
    {
        mailPlugin("echo E550 no");
        Simulated run(m_home, oneMail, overriding("plugins/mail", answering("E450 later\n")));
        run.finish();
        QVERIFY2(mailReply(run).starts_with("450"), mailReply(run).c_str());
        QVERIFY(!m_home.contains("ran"));
    }

    void aPluginRunsWithAnotherEnvironment()
    {
        mailPlugin("echo \"SSEEN=$SMTPMAILFROM\"");
        debug::Intervention what;
        what.environment = plugin::Environment({"PATH=/usr/bin:/bin", "SMTPMAILFROM=other"});
        Simulated run(m_home, oneMail, overriding("plugins/mail", what));
        run.finish();
        QCOMPARE(valueOf(run.plugin("plugins/rcpt"), "SEEN"), "other"s);
        // The session's own stays.
        QCOMPARE(valueOf(run.plugin("plugins/rcpt"), "SMTPMAILFROM"), "a@example.net"s);
    }

    void anAnswerMayBeDelayed()
    {
        mailPlugin("echo E550 no");
        debug::Intervention what;
        what.delay = 150ms;
        Simulated run(m_home, oneMail, overriding("plugins/mail", what));
        run.finish();
        const auto& step = run.plugin("plugins/mail");
        QVERIFY(step.ended - step.began >= 150ms);
        QVERIFY(mailReply(run).starts_with("550"));
    }

    void anOverrideMayBeForOneRun()
    {
        mailPlugin("echo");
        Simulated run(m_home,
                      "C: HELO x\nC: MAIL FROM:<>\nC: RSET\nC: MAIL FROM:<>\nS: 450\nC: RSET\nC: MAIL FROM:<>\nS: "
                      "250\nC: QUIT\n",
                      overriding("plugins/mail", answering("E450 second\n"), 2));
        run.finish();
        QVERIFY(run.result().mismatches.empty());
        QVERIFY(mailReply(run).starts_with("250"));
    }

    void aHeldPluginMayBeSkippedOrAnsweredFor()
    {
        mailPlugin("echo E550 no");
        Simulated run(m_home, oneMail, planOf({"plugin plugins/mail"}));
        QVERIFY(run.untilHeld());
        QCOMPARE(std::get<plugin::Call>(run.held().subject).line, "plugins/mail"s);
        run.decide(doing(answering("")));
        run.finish();
        QVERIFY(mailReply(run).starts_with("250"));
        QVERIFY(!m_home.contains("ran"));
    }

    void aHeldPluginMayGetAnotherEnvironment()
    {
        mailPlugin("echo \"SSEEN=$FOO\"");
        Simulated run(m_home, oneMail, planOf({"plugin plugins/mail"}));
        QVERIFY(run.untilHeld());
        debug::Intervention what;
        what.environment = std::get<plugin::Call>(run.held().subject).environment;
        what.environment->set("FOO", "bar");
        run.decide(doing(what));
        run.finish();
        QCOMPARE(valueOf(run.plugin("plugins/rcpt"), "SEEN"), "bar"s);
        // Its step tells what it was given and by whom; the next plugin's step does not tell that it was taken back.
        QCOMPARE(valueOf(run.plugin("plugins/mail"), "FOO"), "bar"s);
        const auto indexOf = [&](const trace::Step& step) {
            return static_cast<std::size_t>(&step - run.steps().data());
        };
        const std::size_t mail = indexOf(run.plugin("plugins/mail"));
        QVERIFY(run.timeline().isByHand(mail, "FOO"));
        QVERIFY(!run.timeline().isByHand(mail, "SMTPMAILFROM"));
        for (const auto& change : run.timeline().environmentChanges(indexOf(run.plugin("plugins/rcpt"))))
            QVERIFY2(change.name != "FOO", change.name.c_str());
    }

    void aHeldOutputShowsWhatItWillDoAndMayBeChanged()
    {
        mailPlugin("echo \"log\" >&2; echo SSEEN=1; echo E550 no");
        Simulated run(m_home, oneMail, planOf({"plugin plugins/mail after"}));
        QVERIFY(run.untilHeld());
        const auto& held = run.held();
        const auto& answer = std::get<plugin::Answer>(held.subject);
        QCOMPARE(answer.output, "SSEEN=1\nE550 no\n"s);
        QCOMPARE(answer.log, "log\n"s);
        QVERIFY(held.preview->verdict == session::Verdict::Refuse);
        QVERIFY(held.preview->replies.starts_with("550"));
        QVERIFY(held.preview->state->environment.value("SEEN") == "1");
        QVERIFY(!held.stop.environment.entries().empty() && held.stop.changed.size() == 1);
        plugin::Answer changed = answer;
        changed.output = "SSEEN=2\n";
        debug::Intervention what;
        what.answer = changed;
        run.decide(doing(what));
        run.finish();
        QVERIFY(mailReply(run).starts_with("250"));
        QCOMPARE(valueOf(run.plugin("plugins/rcpt"), "SEEN"), "2"s);
    }

    void aHeldOutputMayBecomeACrash()
    {
        mailPlugin("echo SSEEN=1");
        Simulated run(m_home, oneMail, planOf({"letter S"}));
        QVERIFY(run.untilHeld());
        run.decide(doing(withFault(debug::Fault::Crash)));
        run.finish();
        QVERIFY(run.plugin("plugins/mail").plugin->exit->crashed());
        QVERIFY(mailReply(run).starts_with("451"));
    }

    void aHeldReplyMayBeChanged()
    {
        mailPlugin("echo");
        Simulated run(m_home, "C: HELO x\nC: MAIL FROM:<>\nS: 299 changed\nC: QUIT\n", planOf({"command MAIL after"}));
        QVERIFY(run.untilHeld());
        QVERIFY(std::get<std::string>(run.held().subject).starts_with("250"));
        debug::Decision decision;
        decision.text = "299 changed\r\n";
        run.decide(decision);
        run.finish();
        QVERIFY(run.result().mismatches.empty());
        const auto sent = std::find_if(run.steps().begin(), run.steps().end(),
                                       [](const trace::Step& step) { return step.meant.has_value(); });
        QVERIFY(sent != run.steps().end());
        QCOMPARE(sent->text, "299 changed\r\n"s);
        QVERIFY(sent->meant->starts_with("250"));
    }

    void theSessionsTimeStandsStillWhileItIsHeld()
    {
        mailPlugin("echo");
        Simulated run(m_home, oneMail, planOf({"command MAIL after"}));
        QVERIFY(run.untilHeld());
        const auto before = run.records().back().at.elapsed;
        const auto held = std::chrono::steady_clock::now();
        std::this_thread::sleep_for(200ms); // it is the person who takes that long
        run.decide({});
        run.finish();
        const auto passed = std::chrono::steady_clock::now() - held;
        QVERIFY(run.records().back().at.elapsed - before <= passed - 200ms);
    }

    void aHeldSessionIsNotCutOffByTheServersTimeOut()
    {
        mailPlugin("echo");
        m_home.write("control/timeoutsmtpd", "1\n");
        {
            Simulated run(m_home, "C: HELO x\nC: MAIL FROM:<>\n", planOf({"command MAIL after"}), debug::Pace::Run, {},
                          nullptr, scenario::DialogClient::AtEnd::Waits);
            QVERIFY(run.untilHeld());
            std::this_thread::sleep_for(1100ms); // longer than the server waits for a client
            run.decide({});
            run.runUntil([&] { return run.isWaiting() || run.isFinished(); });
            run.simulation().say("QUIT");
            run.finish();
            QVERIFY(run.titles(StepKind::Reply).back().starts_with("221"));
        }
        QFile::remove(QString::fromStdString(m_home.path("control/timeoutsmtpd")));
    }

    void aHeldCommandMayBeChanged()
    {
        mailPlugin("echo");
        Simulated run(m_home, oneMail, planOf({"command MAIL"}));
        QVERIFY(run.untilHeld());
        QCOMPARE(std::get<std::string>(run.held().subject), "MAIL FROM:<a@example.net>\r\n"s);
        debug::Decision decision;
        decision.text = "MAIL FROM:<other@example.net>\r\n";
        run.decide(decision);
        run.finish();
        QCOMPARE(valueOf(run.plugin("plugins/mail"), "SMTPMAILFROM"), "other@example.net"s);
    }

    void theClientMayGoAwayAtEachPlace_data()
    {
        QTest::addColumn<QString>("breakpoint");
        for (const char* text :
             {"command MAIL", "plugin plugins/mail", "plugin plugins/mail after", "command MAIL after"})
            QTest::newRow(text) << text;
    }

    void theClientMayGoAwayAtEachPlace()
    {
        QFETCH(QString, breakpoint);
        mailPlugin("echo");
        Simulated run(m_home, oneMail, planOf({breakpoint.toStdString()}));
        QVERIFY(run.untilHeld());
        debug::Decision decision;
        decision.clientGone = true;
        run.decide(decision);
        QVERIFY(!run.untilHeld());
        QVERIFY(run.steps().back().kind == StepKind::End);
        QVERIFY(run.titles(StepKind::ClientLine).size() <= 2 && run.result().unsaidLines >= 2);
    }

    void aHeldSessionMayBeStopped()
    {
        mailPlugin("echo");
        Simulated run(m_home, oneMail, planOf({"plugin plugins/mail"}));
        QVERIFY(run.untilHeld());
        run.simulation().stop();
        QVERIFY(!run.untilHeld());
        QVERIFY(run.result().stopped && !m_home.contains("ran"));
    }

    void tlsAndLoginsMayBePretended()
    {
        debug::Plan plan;
        plan.pretence = {true, debug::Pretence::Logins::AcceptAll};
        const std::string dialog = "C: EHLO x\nC: STARTTLS\nS: 220\nC: EHLO x\nS: 250\nC: AUTH PLAIN AGEAYg==\n";
        Simulated accepted(m_home, dialog + "S: 235\n", plan);
        accepted.finish();
        QVERIFY(accepted.result().mismatches.empty());
        QVERIFY(accepted.steps().back().state->cipher == "TLS_PRETENDED");
        plan.pretence.logins = debug::Pretence::Logins::RefuseAll;
        Simulated refused(m_home, dialog + "S: 535\n", plan);
        refused.finish();
        QVERIFY(refused.result().mismatches.empty());
        Simulated without(m_home, dialog);
        without.finish();
        QVERIFY(!without.titles(StepKind::Reply)[2].starts_with("220"));
    }
};

SPP_TEST(TestInterventions)
#include "tst_interventions.moc"
