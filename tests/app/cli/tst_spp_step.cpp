// SPDX-License-Identifier: MIT
/// spp step as a person at a terminal uses it: the real program, driven by what is typed, over small plugins in a home of its own.
#include "tests/app/cli/terminal_program.h"
#include "tests/app/temporary_home.h"
#include "tests/support/test_main.h"

#include <QProcess>
#include <QRegularExpression>

#include <csignal>
#include <memory>

class TestSppStep : public QObject
{
    Q_OBJECT

    std::unique_ptr<TemporaryHome> m_home;

    void plugin(const QString& name, const QByteArray& script)
    {
        m_home->write("plugins/" + name, "#!/bin/sh\n" + script, TemporaryHome::executable);
    }

    QStringList arguments() const { return {"step", m_home->path("test.spp")}; }

    /// What is printed when these lines are typed.
    QString typed(const QStringList& lines, const QStringList& arguments = {})
    {
        QProcess spp;
        spp.start(SPP_PROGRAM, arguments.isEmpty() ? this->arguments() : arguments);
        spp.write((lines.join('\n') + "\n").toUtf8());
        spp.closeWriteChannel();
        if (!spp.waitForFinished(60'000))
            return "(did not end)";
        m_status = spp.exitCode();
        m_errors = QString::fromUtf8(spp.readAllStandardError());
        return QString::fromUtf8(spp.readAllStandardOutput());
    }

    /// How often the plugin was run: it leaves a line each time.
    qsizetype runs() const { return m_home->read("ran").count('\n'); }

    int m_status = -1;
    QString m_errors;

private slots:
    void init()
    {
        m_home = std::make_unique<TemporaryHome>();
        m_home->write("control/rcpthosts", "example.org\n");
        m_home->write("control/smtpplugins", "[mail]\nplugins/first\n[rcpt]\nplugins/policy\n");
        plugin("first", "echo SKIND=ordinary\n");
        plugin("policy",
               "echo ran >>ran\necho \"looking at $SMTPRCPTTO\" >&2\n"
               "case $SMTPRCPTTO in bad*) echo 'E550 not here';; *) echo HX-Seen: yes;; esac\n");
        m_home->write("test.spp",
                      "C: HELO client.example.net\nC: MAIL FROM:<a@example.net>\nC: RCPT TO:<b@example.org>\n"
                      "S: 250\nC: DATA\nC: Subject: x\nC: .\nC: QUIT\n");
    }

    void itHoldsBeforeTheFirstCommand()
    {
        const QString output = typed({"quit", "next"});
        QVERIFY2(output.contains("The client says “HELO client.example.net”, line 1 of the dialog"),
                 qPrintable(output));
        QVERIFY(!output.contains("MAIL"));
        QCOMPARE(m_status, 0);
    }

    void eachMoveGoesItsWay()
    {
        const QString output = typed({"command", "next", "step", "step", "to 3", "finish", "continue"});
        const QStringList places{"says “MAIL FROM:<a@example.net>”",
                                 "Before plugins/first starts",
                                 "plugins/first has ended",
                                 "Before this reply is sent",
                                 "says “RCPT TO:<b@example.org>”, line 3",
                                 "says “QUIT”, line 8",
                                 "The session is over"};
        qsizetype place = 0;
        for (const auto& words : places) {
            place = output.indexOf(words, place);
            QVERIFY2(place >= 0, qPrintable(words + "\n" + output));
        }
    }

    void shellPluginsTellWhatTheyRanOnceThatIsWanted()
    {
        const QStringList moves{"to smtpplugins:4", "trace", "step", "trace"};
        const QString untold = typed(moves);
        QVERIFY2(untold.contains("not told: “trace on” first"), qPrintable(untold));
        const QString told = typed(QStringList{"trace on"} + moves);
        QVERIFY2(told.contains(QRegularExpression("   ran +~?3  echo looking at b@example.org\n")), qPrintable(told));
        QVERIFY(told.contains("stderr  looking at b@example.org\n"));
        QVERIFY(typed(QStringList{"trace off"} + moves, arguments() + QStringList{"--trace"}).contains("not told"));
        QVERIFY(typed({"trace maybe"}).contains("“trace” stands alone, or with on or off."));
    }

    void aHeldPluginIsDebuggedHere()
    {
        const QString output =
            typed({"debug", "to smtpplugins:4", "set SMTPRCPTTO bad $(touch touched)", "debug", "where"});
        QVERIFY2(output.contains("No plugin has run yet."), qPrintable(output));
        QVERIFY2(output.contains("E550 not here\nThe debugger has ended: exit 0. The session stands where it stood."),
                 qPrintable(output));
        QVERIFY2(m_errors.contains("+ echo looking at bad $(touch touched)\n"), qPrintable(m_errors));
        QVERIFY(output.section("The debugger has ended", 1).contains("Before plugins/policy starts"));
        QVERIFY(!QFile::exists(m_home->path("touched")));
        QCOMPARE(runs(), 1);
    }

    void whatNoDebuggerFitsIsSaid()
    {
        m_home->write("plugins/policy", "#!/usr/bin/php\n", TemporaryHome::executable);
        const QString output = typed({"to smtpplugins:4", "debug"});
        QVERIFY2(output.contains("plugins/policy: it runs in php, for which no debugger is known here"),
                 qPrintable(output));
    }

    /// The terminal is the debugger's meanwhile, Ctrl-C included.
    void aDebuggerHasTheTerminal()
    {
        m_home->write("plugins/policy",
                      "#!/usr/bin/perl\n$| = 1;\nprint \"waiting\\n\";\nfor (1 .. 1000) {\n  sleep 1;\n}\n",
                      TemporaryHome::executable);
        TerminalProgram spp(SPP_PROGRAM, arguments());
        QVERIFY(spp.waitFor("(spp) "));
        spp.type("to smtpplugins:4");
        QVERIFY(spp.waitFor("Before plugins/policy starts"));
        spp.type("debug");
        QVERIFY2(spp.waitFor("DB<1> "), qPrintable(spp.output()));
        spp.type("c");
        QVERIFY2(spp.waitFor("waiting\r\n"), qPrintable(spp.output()));
        spp.press('\x03');
        QVERIFY2(spp.waitFor("DB<"), qPrintable(spp.output()));
        spp.type("q");
        QVERIFY2(spp.waitFor("The session stands where it stood."), qPrintable(spp.output()));
        spp.type("where");
        QVERIFY(spp.waitFor("Before plugins/policy starts"));
    }

    void anEmptyLineMovesOnceMore() { QVERIFY(typed({"next", ""}).contains("Before plugins/policy starts")); }

    void theEnvironmentSaysWhoSetWhat()
    {
        const QString output = typed({"to smtpplugins:4", "env"});
        QVERIFY2(output.contains(QRegularExpression("KIND +ordinary +\\(plugins/first\\)")), qPrintable(output));
        QVERIFY(output.contains(QRegularExpression("TCPREMOTEIP +192.0.2.25 +\\(from the start\\)")));
        QVERIFY(output.contains(
            QRegularExpression("\\* SMTPRCPTTO +b@example.org +\\(the server, at “RCPT TO:<b@example.org>”\\)")));
    }

    void whatAPluginPrintedIsExplainedBeforeItHasAnEffect()
    {
        const QString output = typed({"say nothing", "to 3", "say RCPT TO:<bad@example.org>", "next", "step", "log"});
        QVERIFY2(output.contains("E550 not here   → refuses the command"), qPrintable(output));
        QVERIFY(output.contains("then    the section ends: refused"));
        QVERIFY(output.contains("then    S: 550 not here"));
        QVERIFY(output.contains("stderr  looking at bad@example.org"));
        QVERIFY(!output.contains("verdict refused"));
    }

    void thosePluginsThatWereNotAskedAreAskedForTheirObjections()
    {
        m_home->write("control/smtpplugins", "[rcpt]\nplugins/policy\nplugins/late\nplugins/fine\n");
        plugin("late", "echo late >>asked\necho 'thinking' >&2\necho E450 later\n");
        plugin("fine", "echo fine >>asked\n");
        const QString output = typed({"to 3", "say RCPT TO:<bad@example.org>", "command", "objections", "state"});
        QVERIFY2(output.contains("what they do outside, in files or databases, is done: plugins/late, plugins/fine"),
                 qPrintable(output));
        QVERIFY(output.contains(QRegularExpression(
            "plugins/policy   ended the section\n +S: 550 not here\n +stderr  looking at bad@example.org\n"
            " +plugins/late   would defer\n +S: 450 later\n +stderr  thinking\n +plugins/fine   has no objection\n")));
        QCOMPARE(m_home->read("asked"), QByteArray("late\nfine\n"));
        QCOMPARE(runs(), 1);
    }

    void withoutARefusalThereIsNobodyToAsk()
    {
        QVERIFY(typed({"to 4", "objections"}).contains("In no section so far has a plugin kept others"));
    }

    void aReplyThatWasTypedIsShownAsItWasSent()
    {
        const QString output = typed({"to 2", "step", "step", "step", "reply 550 go away", "command"});
        QVERIFY2(output.contains("changed by hand, this was sent instead:\nS: 550 go away"), qPrintable(output));
    }

    void aPluginRunsWithTheEnvironmentThatWasTyped()
    {
        const QString output =
            typed({"to smtpplugins:4", "set SMTPRCPTTO bad@example.org", "unset KIND", "env changed", "step"});
        QVERIFY2(output.contains("the plugin gets SMTPRCPTTO=bad@example.org"), qPrintable(output));
        QVERIFY(output.contains(QRegularExpression("- KIND +\\(you\\)")));
        QVERIFY(output.contains("E550 not here"));
        QVERIFY2(output.contains(QRegularExpression("by hand +~ SMTPRCPTTO=bad@example.org")), qPrintable(output));
    }

    void anAnswerStandsInAPluginsPlace()
    {
        const QString output = typed({"to smtpplugins:4", "answer", "SX=1", "E451 wait", ".", "command"});
        QVERIFY2(output.contains("S: 451 wait"), qPrintable(output));
        QCOMPARE(runs(), 0);
        const QString skipped = typed({"to smtpplugins:4", "answer skip", "command"});
        QVERIFY2(skipped.contains("says “DATA”"), qPrintable(skipped));
        QCOMPARE(runs(), 0);
    }

    void anAnswerCanBeChangedAfterThePluginHasRun()
    {
        const QString output = typed({"to smtpplugins:4", "step", "answer E550 changed", "command"});
        QVERIFY2(output.contains("S: 550 changed"), qPrintable(output));
        QCOMPARE(runs(), 1);
    }

    void aReplyAndALineCanBeOthers()
    {
        const QString output = typed({"say HELO other.example.net", "step", "reply 250 hello", "step", "state"});
        QVERIFY2(output.contains("client's name   other.example.net"), qPrintable(output));
        QVERIFY(output.contains("the server sends “250 hello” instead"));
    }

    void faultsAreMade()
    {
        const QString output = typed({"to smtpplugins:4", "fault crash", "step"});
        QVERIFY2(output.contains("signal 11"), qPrintable(output));
        QVERIFY(typed({"to smtpplugins:4", "fault luck"}).contains("“luck” is no fault"));
        QVERIFY(typed({"to smtpplugins:4", "step", "fault hang"}).contains("The plugin has run"));
    }

    void aClientCanVanish()
    {
        const QString output = typed({"to smtpplugins:4", "vanish", "continue"});
        QVERIFY2(output.contains("The session is over"), qPrintable(output));
        QVERIFY(!output.contains("DATA"));
    }

    void goingBackRunsNothing()
    {
        const QString output =
            typed({"to 5", "back next", "env KIND", "back command", "state", "next", "command", "step"});
        QCOMPARE(runs(), 1);
        QVERIFY2(output.contains("In the past of run 1"), qPrintable(output));
        QVERIFY(output.contains(QRegularExpression("\\(spp, past \\d+/\\d+\\) env KIND")));
        QVERIFY(output.contains("KIND  ordinary"));
        QVERIFY(output.contains("sender          <a@example.net>"));
        QVERIFY(output.contains("(spp) step")); // the newest again, and on
        QVERIFY(output.contains("354"));
    }

    void whatAPluginPrintedCanBeGoneBackToHoweverFastItWent()
    {
        const QString output = typed({"continue", "back next", "step"});
        QVERIFY2(output.contains("HX-Seen: yes   → adds the header line"), qPrintable(output));
        QVERIFY(output.lastIndexOf("plugins/policy has ended") > output.indexOf("(spp, past"));
        QCOMPARE(runs(), 1);
    }

    void aBranchRunsAgainFromThePast()
    {
        const QString output = typed(
            {"to 5", "back next", "set SMTPRCPTTO bad@example.org", "branch", "command", "runs", "runs 1", "output"});
        QCOMPARE(runs(), 2);
        QVERIFY2(output.contains("happens once more: plugins/policy"), qPrintable(output));
        QVERIFY(output.contains("S: 550 not here"));
        QVERIFY(output.contains("2  of run 1, before plugins/policy starts"));
        QVERIFY(output.contains("1  from the beginning"));
        QVERIFY(output.contains("HX-Seen: yes   →"));
    }

    void changesBelongToTheirMoment()
    {
        const QString output = typed({"to smtpplugins:4", "answer E550 changed", "back", "step", "command"});
        QVERIFY2(output.contains("What was changed here is forgotten."), qPrintable(output));
        QVERIFY(!output.contains("S: 550 changed"));
        QCOMPARE(runs(), 1);
    }

    void theEndTellsWhetherRepliesWereAsExpected()
    {
        QVERIFY(typed({"continue"}).contains("Every reply was as expected."));
        const QString output = typed({"to 3", "say RCPT TO:<bad@example.org>", "continue"});
        QVERIFY2(output.contains("line 4: expected “250”, got “550 not here"), qPrintable(output));
    }

    void aBranchRunsAPluginThatWasMended()
    {
        TerminalProgram spp(SPP_PROGRAM, arguments());
        spp.type("to 5");
        QVERIFY(spp.waitFor("says “DATA”"));
        plugin("policy", "echo E550 mended\n");
        spp.type("back next");
        QVERIFY(spp.waitFor("In the past of run 1"));
        spp.type("branch");
        spp.type("step");
        QVERIFY2(spp.waitFor("E550 mended"), qPrintable(spp.output()));
        spp.type("quit");
        QVERIFY(spp.waitForEnd());
    }

    void whatIsKeptHappensInLaterRuns()
    {
        const QString output = typed({"to smtpplugins:4", "answer E550 kept", "keep refusal", "restart",
                                      "to smtpplugins:4", "to 5", "drop refusal", "keep"});
        QVERIFY2(output.contains("refusal  at run 1 of plugins/policy"), qPrintable(output));
        QVERIFY(output.contains("S: 550 kept"));
        QVERIFY(output.contains("kept    refusal: the plugin is not run; “E550 kept”, exit 0 stands for it"));
        QVERIFY(output.contains("Nothing is kept."));
        QCOMPARE(runs(), 0);
    }

    void breakpointsHold()
    {
        const QString output =
            typed({"break letter H", "break nonsense", "continue", "breaks", "delete 1", "continue"});
        QVERIFY2(output.contains("plugins/policy has ended"), qPrintable(output));
        QVERIFY(output.contains("break   letter H"));
        QVERIFY(output.contains("There are no breakpoints."));
        QVERIFY(output.contains("The session is over"));
    }

    void breakpointsTellHowOftenTheyWereHit()
    {
        const QString output = typed({"break section rcpt", "break reply 250", "continue", "continue", "continue",
                                      "continue", "breaks", "delete 2", "restart", "breaks"});
        const auto hits =
            output.indexOf("(spp) breaks\n  1  section rcpt   (hit once)\n  2  reply 250   (hit 3 times)\n");
        QVERIFY2(hits > 0, qPrintable(output));
        QVERIFY(output.indexOf("  1  section rcpt   (hit once)\n(spp) restart", hits) > hits);
        QVERIFY(output.endsWith("  1  section rcpt   (not hit yet)\n(spp) \n"));
    }

    void anAnswerCanBeDelayed()
    {
        const QString output =
            typed({"to smtpplugins:4", "answer delay 1ms", "revert", "answer", "delay 1.5s", "E550 late", ".",
                   "answer delay soon", "answer", "delay 20ms", "E550 later", ".", "continue"});
        QVERIFY2(output.contains("changed the answer has its effect 1 ms later"), qPrintable(output));
        QVERIFY(output.contains("changed the answer has its effect 1500 ms later"));
        QVERIFY(output.contains("“delay” needs a time behind it"));
        QVERIFY(output.contains("S: 550 later"));
        QCOMPARE(runs(), 0);
    }

    void theMessageTellsWhoAddedWhat()
    {
        const QString output = typed({"to 8", "message"});
        QVERIFY2(output.contains("X-Seen: yes   (plugins/policy)"), qPrintable(output));
        QVERIFY(output.contains("to      <b@example.org>"));
    }

    void theListMarksTheLine()
    {
        const QString output = typed({"to 3", "list"});
        QVERIFY2(output.contains("->   3  C: RCPT TO:<b@example.org>"), qPrintable(output));
        QVERIFY(output.contains("     4  S: 250"));
    }

    void theCommandLineDoesWhatThePluginDoes()
    {
        const QString output = typed({"to smtpplugins:4", "set SMTPRCPTTO bad@example.org", "shell"});
        const auto found = QRegularExpression("^\\(cd .*$", QRegularExpression::MultilineOption).match(output);
        QVERIFY2(found.hasMatch(), qPrintable(output));
        QProcess shell;
        shell.start("/bin/sh", {"-c", found.captured()});
        QVERIFY(shell.waitForFinished(60'000));
        QCOMPARE(shell.readAllStandardOutput(), QByteArray("E550 not here\n"));
    }

    void aMessageIsSentFromAFile()
    {
        const QString file = m_home->write("mails/new.eml", "Subject: sent\n\n.dots\n");
        m_home->write("test.spp", "C: HELO x\nC: MAIL FROM:<a@example.net>\nC: RCPT TO:<b@example.org>\n");
        const QString output =
            typed({"send " + file, "continue", "send none.eml", "send " + file, "continue", "message", "list"});
        QVERIFY2(output.contains("The client doesn't wait"), qPrintable(output));
        QVERIFY2(output.contains("none.eml: can't be opened"), qPrintable(output));
        QVERIFY2(output.contains("Subject: sent"), qPrintable(output));
        QVERIFY2(output.contains("a message of 25 bytes"), qPrintable(output));
    }

    void withoutADialogThePersonIsTheClient()
    {
        const QString output =
            typed({"> HELO typed.example.net", "step", "step", "say MAIL FROM:<x@example.net>", "next"},
                  {"step", "--home", m_home->path()});
        QVERIFY2(output.contains("The server waits for the client"), qPrintable(output));
        QVERIFY(output.contains("The client says “HELO typed.example.net”; the server"));
        QVERIFY(output.contains("Before plugins/first starts"));
    }

    void whatWasTypedIsSavedAsAScenarioThatPasses()
    {
        const QString file = m_home->path("dialogs/saved.spp");
        QDir(m_home->path()).mkdir("dialogs");
        const QString output = typed({"> HELO typed.example.net", "c", "> MAIL FROM:<x@example.net>", "c",
                                      "> RCPT TO:<bad@example.org>", "c", "save " + file, "save " + file},
                                     {"step", "--home", m_home->path()});
        QVERIFY2(output.contains("saved as " + file + "; spp run plays it"), qPrintable(output));
        QVERIFY2(output.contains("is there already"), qPrintable(output));
        const QByteArray saved = m_home->read("dialogs/saved.spp");
        QVERIFY2(saved.contains("C: RCPT TO:<bad@example.org>\nS: 550 not here\nexpect plugin plugins/"), saved);
        QCOMPARE(QProcess::execute(SPP_PROGRAM, {"run", "--format", "text", file}), 0);
    }

    void noByteOfAPluginReachesTheTerminalAsItIs()
    {
        plugin("policy", "printf 'S\\033]0;title\\007=1\\nE550 \\033[2Jno\\n'; printf '\\033[31mlog\\n' >&2\n");
        const QString output =
            typed({"to smtpplugins:4", "step", "output", "log", "command", "back next", "env changed"});
        QVERIFY2(output.contains("\\x1b[2Jno"), qPrintable(output));
        QVERIFY(!output.contains('\033'));
        QVERIFY(!output.contains('\a'));
    }

    void whatCanNotBeginSaysWhy()
    {
        typed({}, {"step", m_home->path("none.spp")});
        QCOMPARE(m_status, 2);
        QVERIFY2(m_errors.contains("none.spp: can't be opened"), qPrintable(m_errors));
        typed({}, {"step", "--home", m_home->path("nowhere")});
        QCOMPARE(m_status, 2);
        QVERIFY2(m_errors.contains("home"), qPrintable(m_errors));
    }

    void controlCHoldsAndNothingStaysBehind()
    {
        plugin("policy", "echo $$ >pid\nexec sleep 3600\n");
        TerminalProgram spp(SPP_PROGRAM, arguments());
        QVERIFY(spp.waitFor("not heard it yet"));
        spp.type("continue");
        QTRY_VERIFY_WITH_TIMEOUT(m_home->read("pid").endsWith('\n'), 60'000);
        const pid_t sleeper = m_home->read("pid").toInt();
        spp.press('\003');
        QVERIFY2(spp.waitFor("plugins/policy is still at work"), qPrintable(spp.output()));
        QCOMPARE(::kill(sleeper, 0), 0);
        spp.type("kill");
        QVERIFY2(spp.waitFor("signal 9"), qPrintable(spp.output()));
        QVERIFY(::kill(sleeper, 0) != 0);
        QVERIFY(spp.waitFor("(spp) "));
        spp.press('\003'); // at the prompt: an empty line, not the end
        spp.type("where");
        QVERIFY2(spp.waitFor("-> "), qPrintable(spp.output()));
        QVERIFY(spp.waitFor("(spp) "));
        spp.press('\004');
        QVERIFY(spp.waitForEnd());
    }

    void quittingEndsThePluginThatRuns()
    {
        plugin("policy", "echo $$ >pid\nexec sleep 3600\n");
        TerminalProgram spp(SPP_PROGRAM, arguments());
        spp.type("continue");
        QTRY_VERIFY_WITH_TIMEOUT(m_home->read("pid").endsWith('\n'), 60'000);
        const pid_t sleeper = m_home->read("pid").toInt();
        spp.press('\003');
        QVERIFY(spp.waitFor("(spp, at work) "));
        spp.press('\004');
        QVERIFY(spp.waitForEnd());
        QVERIFY(::kill(sleeper, 0) != 0);
    }

    void aSignalEndsItAndThePluginThatRuns()
    {
        plugin("policy", "echo $$ >pid\nexec sleep 3600\n");
        TerminalProgram spp(SPP_PROGRAM, arguments());
        spp.type("continue");
        QTRY_VERIFY_WITH_TIMEOUT(m_home->read("pid").endsWith('\n'), 60'000);
        const pid_t sleeper = m_home->read("pid").toInt();
        ::kill(spp.id(), SIGTERM);
        QVERIFY(spp.waitForEnd());
        QVERIFY(::kill(sleeper, 0) != 0);
    }

    void linesAreEditedAndRecalled()
    {
        TerminalProgram spp(SPP_PROGRAM, arguments());
        QVERIFY(spp.waitFor("not heard it yet"));
        spp.press("statx\177e\n"); // a typing error, mended
        QVERIFY2(spp.waitFor("client's name"), qPrintable(spp.output()));
        spp.press("\033[A\n"); // the line before
        QVERIFY2(spp.waitFor("client's name"), qPrintable(spp.output()));
        spp.type("quit");
        QVERIFY(spp.waitForEnd());
    }
};

SPP_TEST(TestSppStep)
#include "tst_spp_step.moc"
