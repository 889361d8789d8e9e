// SPDX-License-Identifier: MIT
/// Shell plugins that tell what they run: real shells, as far as they are installed.
#include "core/runtime/program_path.h"
#include "core/runtime/shell_trace.h"
#include "core/world/world.h"
#include "tests/core/scenario/simulated.h"
#include "tests/support/printing.h"
#include "tests/support/test_main.h"

#include <QTest>

using namespace spp;
using namespace spp::test;
using namespace std::string_literals;

namespace
{

constexpr std::string_view helloDialog = "C: HELO client.example.net\nC: QUIT\n";

debug::Plan tracing(bool traces = true)
{
    debug::Plan plan;
    plan.tracesShells = traces;
    return plan;
}

/// "3 echo one": each line as it ran; with "~" if its number is a guess, and the file if that is not the plugin's.
std::string shownTrace(const trace::Step& step)
{
    std::string shown;
    for (const trace::TraceLine& line : step.plugin->trace) {
        const auto& ran = line.ran;
        shown += (ran.guessed ? "~" : "") + std::to_string(ran.line) + " " +
                 (trace::isOfProgram(ran, step.plugin->call) ? "" : ran.file + ": ") + ran.text + "\n";
    }
    return shown;
}

/// Some shells show a blank behind it, and their startup files in front.
bool hasRun(const trace::Step& step, std::string_view text)
{
    return std::ranges::any_of(step.plugin->trace,
                               [&](const trace::TraceLine& line) { return text::trim(line.ran.text) == text; });
}

std::string printed(const trace::Step& step)
{
    std::string lines;
    for (const auto& line : step.plugin->output)
        lines += line.command.line + "\n";
    return lines;
}

} // namespace

class TestShellTracing : public QObject
{
    Q_OBJECT

    Folder m_home;

    /// The plugin's step, as a line of smtpplugins runs it.
    trace::Step run(const std::string& line, debug::Plan plan = tracing(), std::string_view dialog = helloDialog)
    {
        writeHome(m_home, "[helo]\n" + line + "\n");
        Simulated simulated(m_home, dialog, std::move(plan));
        simulated.finish();
        return simulated.plugin(line);
    }

private slots:
    void bashTellsEachLine()
    {
        m_home.write("plugins/lib", "helper() {\n  echo in lib >&2\n}\n");
        m_home.script("plugins/check",
                      "#!/bin/bash -e\n. plugins/lib\nhelper\nx=$(echo \"a  b\")\ny='1\n2'\n"
                      "echo \"H$x\"\nexit 3\n");
        const trace::Step step = run("plugins/check");
        QCOMPARE(shownTrace(step),
                 "2 . plugins/lib\n3 helper\n2 plugins/lib: echo in lib\n4 echo 'a  b'\n"
                 "4 x='a  b'\n6 y='1\n2'\n7 echo 'Ha  b'\n8 exit 3\n"s);
        QCOMPARE(step.plugin->log, "in lib\n"s);
        QCOMPARE(printed(step), "Ha  b\n"s);
        QCOMPARE(step.plugin->exit->number, 3);
    }

    void shTellsEachLine()
    {
        m_home.script("plugins/check",
                      "log() {\n  echo \"log: $1\" >&2\n}\nlog \"${SMTPHELOHOST}\"\n"
                      "printf part >&2\necho E550 no\n");
        const trace::Step step = run("plugins/check");
        QCOMPARE(step.plugin->log, "log: client.example.net\npart"s);
        QCOMPARE(printed(step), "E550 no\n"s);
        QVERIFY(hasRun(step, "log client.example.net"));
        QCOMPARE(step.plugin->trace.front().ran.line, std::size_t{5});
        QCOMPARE(step.plugin->trace.back().ran.line, std::size_t{7});
    }

    void everyShellThatIsHere_data()
    {
        QTest::addColumn<QString>("interpreter");
        for (const char* interpreter :
             {"dash", "bash", "zsh", "ksh93", "mksh", "busybox", "env dash -e", "env bash", "bash -p", "bash --posix"})
            QTest::newRow(interpreter) << QString(interpreter);
    }
    void everyShellThatIsHere()
    {
        QFETCH(QString, interpreter);
        std::vector<std::string> words;
        for (const QString& word : interpreter.split(' '))
            words.push_back(word.toStdString());
        const std::string path = runtime::findInPath(words.front());
        if (path.empty() || (words.front() == "env" && runtime::findInPath(words[1]).empty()))
            QSKIP("not installed");
        std::string line = "#!" + path;
        if (words.front() == "busybox")
            line += " sh";
        else if (words.size() > 2)
            line += " -S " + words[1] + " " + words[2];
        else if (words.size() == 2)
            line += " " + words[1];
        m_home.script("plugins/check", line + "\nx=one\necho \"log $x $1\" >&2\necho \"Sx=$x\"\nexit 4\n");
        const trace::Step step = run("plugins/check");
        QCOMPARE(step.plugin->log, "log one \n"s);
        QCOMPARE(printed(step), "Sx=one\n"s);
        QCOMPARE(step.plugin->exit->number, 4);
        QVERIFY2(hasRun(step, "x=one"), shownTrace(step).c_str());
        if (words.back() != "-p" && words.back() != "--posix") // as root these take no PS4
            QVERIFY2(shownTrace(step).find("2 x=one") != std::string::npos, shownTrace(step).c_str());
        const trace::Step argument = run(":plugins/check two | cat");
        QCOMPARE(argument.plugin->log, "log one two\n"s);
        QCOMPARE(printed(argument), "Sx=one\n"s);
        QVERIFY(hasRun(argument, "x=one"));
    }

    void aLineOfItsOwnIsTraced()
    {
        const trace::Step step = run(":echo \"from $SMTPHELOHOST\" >&2; echo A");
        QCOMPARE(step.plugin->log, "from client.example.net\n"s);
        QCOMPARE(printed(step), "A\n"s);
        QCOMPARE(step.plugin->trace.front().ran.text, "echo from client.example.net"s);
    }

    /// What a plugin can see of itself.
    void thePluginIsStartedAsItEverWas_data()
    {
        QTest::addColumn<QByteArray>("interpreter");
        QTest::addColumn<QByteArray>("more");
        QTest::newRow("bash") << QByteArray("#!/bin/bash -u") << QByteArray();
        QTest::newRow("sh") << QByteArray("#!/bin/sh -u") << QByteArray("PS4=");
    }
    void thePluginIsStartedAsItEverWas()
    {
        QFETCH(QByteArray, interpreter);
        QFETCH(QByteArray, more);
        m_home.script("plugins/check", interpreter.toStdString() +
                                           "\necho \"$0 $# $$ $PPID\" | sed 's/ [0-9]* [0-9]*$//' >&2\nenv | sort >&2\n"
                                           "case $- in *u*) echo unset >&2;; esac\npwd >&2\nkill -TERM $$\n");
        const trace::Step with = run("plugins/check");
        const trace::Step without = run("plugins/check", tracing(false));
        QVERIFY(!with.plugin->trace.empty());
        QVERIFY(without.plugin->trace.empty());
        QCOMPARE(*with.plugin->exit, *without.plugin->exit);
        QCOMPARE(with.plugin->call.environment.entries(), without.plugin->call.environment.entries());
        std::string log;
        for (const std::string_view line : text::lines(with.plugin->log))
            if (more.isEmpty() || !line.starts_with(more.toStdString()))
                log += std::string(line) + "\n";
        QCOMPARE(log, without.plugin->log);
    }

    void otherPluginsAreLeftAlone()
    {
        m_home.script("plugins/check",
                      "#!/usr/bin/perl\nprint STDERR join(' ', grep { /PS4|BASH/ } sort keys %ENV), \"\\n\";\n");
        const trace::Step step = run("plugins/check");
        QVERIFY(step.plugin->trace.empty());
        QCOMPARE(step.plugin->log, "\n"s);
        m_home.write("plugins/plain", "#!/bin/sh\necho A\n");
        const trace::Step plain = run("plugins/plain");
        QVERIFY(plain.plugin->exit->reason.find("not executable") != std::string::npos);
    }

    void itIsTimedAsTheLogIs()
    {
        m_home.script("plugins/check", "#!/bin/bash\nread -r -t 0.05 x <>/dev/ptmx\necho late >&2\n");
        const trace::Step step = run("plugins/check");
        QVERIFY(step.plugin->trace.size() >= 2);
        QVERIFY(step.plugin->trace.front().at >= step.began);
        QVERIFY(step.plugin->trace.front().at <= step.plugin->trace.back().at);
    }

    void aFloodDoesNotStopThePlugin()
    {
        m_home.script("plugins/check", "#!/bin/bash\nfor ((i = 0; i < 30000; ++i)); do :; done\necho Sx=$i\n");
        const trace::Step step = run("plugins/check");
        QCOMPARE(printed(step), "Sx=30000\n"s);
        QVERIFY(step.plugin->trace.size() <= trace::maxShellTrace / 100);
        QVERIFY(step.plugin->trace.size() > 1000);
    }

    void aChildThatStaysHoldsNothingUp()
    {
        m_home.script("plugins/check", "#!/bin/bash\nsleep 60 >/dev/null 2>&1 &\necho $! >child\necho A\n");
        const trace::Step step = run("plugins/check");
        QCOMPARE(printed(step), "A\n"s);
        ::kill(std::stoi(m_home.read("child")), SIGKILL);
    }

    void itIsSwitchedWhileASessionGoesOn()
    {
        m_home.script("plugins/check", "echo x >&2\n");
        writeHome(m_home, "[helo]\nplugins/check\n");
        Simulated simulated(m_home, "C: HELO a\nC: HELO b\nC: QUIT\n", tracing(false), debug::Pace::Command);
        QVERIFY(simulated.untilHeld());
        simulated.decide({});
        QVERIFY(simulated.untilHeld());
        simulated.simulation().setPlan(tracing());
        simulated.decide({});
        simulated.finish();
        std::vector<std::size_t> traced;
        for (const auto& step : simulated.steps())
            if (step.plugin)
                traced.push_back(step.plugin->trace.size());
        QCOMPARE(traced, (std::vector<std::size_t>{0, 1}));
    }

    void whatStandsForAPluginIsNotTraced()
    {
        m_home.script("plugins/check", "echo A\n");
        debug::Plan plan = tracing();
        debug::Intervention what;
        what.fault = debug::Fault::SlowOutput;
        plan.overrides.push_back({"slow", "plugins/check", 0, true, what});
        QVERIFY(run("plugins/check", plan).plugin->trace.empty());
    }

    void inAPrivateHomeToo()
    {
        m_home.script("plugins/bash", "#!/bin/bash\necho \"$0\" >&2\n");
        m_home.script("plugins/sh", "echo \"$0 $1\" >&2\n");
        writeHome(m_home, "[helo]\nplugins/bash\n:/var/qmail/plugins/sh one\n");
        world::WorldPlan plan;
        plan.privateHome = true;
        auto made = world::World::make(m_home.path(), plan);
        if (!made)
            QSKIP(made.error().message.c_str());
        const auto world = std::make_shared<world::World>(std::move(*made));
        Simulated simulated(m_home, helloDialog, tracing(), debug::Pace::Run, {}, world);
        simulated.finish();
        const trace::Step bash = simulated.plugin("plugins/bash");
        QCOMPARE(shownTrace(bash), "2 echo plugins/bash\n"s);
        QCOMPARE(bash.plugin->log, "plugins/bash\n"s);
        const trace::Step sh = simulated.plugin(":/var/qmail/plugins/sh one");
        QCOMPARE(sh.plugin->log, "/var/qmail/plugins/sh one\n"s);
        QCOMPARE(sh.plugin->trace.front().ran.text, "echo /var/qmail/plugins/sh one"s);
        QCOMPARE(sh.plugin->trace.front().ran.line, std::size_t{2});
    }

    /// Nothing at all is different where it is not wanted, or can't be told apart.
    void aSpecThatDoesNotWantItStaysAsItIs()
    {
        m_home.script("plugins/check", "#!/bin/bash\necho A\n");
        runtime::ProcessSpec spec;
        spec.program = "plugins/check";
        spec.arguments = {"plugins/check"};
        spec.environment = {"A=1"};
        spec.directory = m_home.path();
        spec.log = runtime::ProcessSpec::Log::Captured;
        for (const bool wanted : {false, true}) {
            spec.tracesShell = wanted;
            spec.log = wanted ? runtime::ProcessSpec::Log::Inherited : runtime::ProcessSpec::Log::Captured;
            const auto traced = runtime::traceShell(spec);
            QVERIFY(traced.traceMark.empty() && traced.given.empty() && traced.traceDescriptor == 0);
            QCOMPARE(traced.program, spec.program);
            QCOMPARE(traced.arguments, spec.arguments);
            QCOMPARE(traced.environment, spec.environment);
        }
        spec.log = runtime::ProcessSpec::Log::Captured;
        QVERIFY(runtime::traceShell(spec).traceMark != runtime::traceShell(spec).traceMark);
    }
};

SPP_TEST(TestShellTracing)
#include "tst_shell_tracing.moc"
