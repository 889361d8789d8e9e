// SPDX-License-Identifier: MIT
#include "core/trace/debugger_command.h"
#include "tests/support/folder.h"
#include "tests/support/printing.h"
#include "tests/support/test_main.h"

#include <QProcess>
#include <QStandardPaths>
#include <QTest>

using namespace spp;
using namespace std::string_literals;
using test::Folder;
using trace::debuggerCall;
using trace::DebugTools;

namespace
{

using Words = std::vector<std::string>;

const DebugTools debugTools{"/usr/bin/gdb", ""};

plugin::Call debuggedCall(const std::string& program, Words arguments = {}, Words environment = {"PATH=/usr/bin:/bin"})
{
    plugin::Call call;
    call.program = program;
    call.arguments = std::move(arguments);
    call.arguments.insert(call.arguments.begin(), program);
    call.environment = plugin::Environment(std::move(environment));
    call.directory = "/var/qmail";
    return call;
}

plugin::Call shellLineCall(const std::string& line)
{
    return debuggedCall("/bin/sh", {"-c", line});
}

/// The debugger's words; "! sentence" if there is none.
Words debuggerWords(const plugin::Call& call, std::string_view firstBytes, const DebugTools& with = debugTools)
{
    const auto debugger = debuggerCall(call, firstBytes, with);
    return debugger ? debugger->arguments : Words{"! " + debugger.error().message};
}

} // namespace

class TestDebuggerCommand : public QObject
{
    Q_OBJECT

    /// What is seen in a terminal where this is typed into the debugger.
    static QByteArray seen(const Folder& home, plugin::Call call, const std::string& firstBytes,
                           const QByteArray& typed, const DebugTools& with = {})
    {
        call.directory = home.path();
        const auto debugger = debuggerCall(call, firstBytes, with);
        if (!debugger)
            return QByteArray::fromStdString(debugger.error().message);
        home.write("run", trace::formatTerminalScript(*debugger, "plugins/check, control/smtpplugins:3"));
        QProcess shell;
        shell.setProcessChannelMode(QProcess::MergedChannels);
        shell.start("/bin/sh", {QString::fromStdString(home.path("run"))});
        shell.write(typed);
        shell.closeWriteChannel();
        if (!shell.waitForFinished(60'000))
            return "(did not end)";
        return shell.readAll();
    }

private slots:
    void eachLanguageHasItsDebugger()
    {
        const plugin::Call call = debuggedCall("plugins/check");
        QCOMPARE(debuggerWords(call, "#!/usr/bin/env python3\n"),
                 (Words{"/usr/bin/env", "python3", "-m", "pdb", "plugins/check"}));
        QCOMPARE(debuggerWords(call, "#!/usr/bin/python3 -I\n"),
                 (Words{"/usr/bin/python3", "-I", "-m", "pdb", "plugins/check"}));
        QCOMPARE(debuggerWords(call, "#!/usr/bin/perl -wT\n"), (Words{"/usr/bin/perl", "-wT", "-d", "plugins/check"}));
        QCOMPARE(debuggerWords(call, "#!/bin/sh -eu\n"), (Words{"/bin/sh", "-eu", "-x", "plugins/check"}));
        QCOMPARE(debuggerWords(call, "#!/bin/bash\n"), (Words{"/bin/bash", "-x", "plugins/check"}));
        QCOMPARE(debuggerWords(call, "#!/bin/bash\n", {"", "/usr/bin/bashdb"}),
                 (Words{"/usr/bin/bashdb", "plugins/check"}));
        QCOMPARE(debuggerWords(debuggedCall("check"), "#!/bin/sh\n"), (Words{"/bin/sh", "-x", "./check"}));
    }

    void gdbRunsACompiledProgram()
    {
        const Words found = debuggerWords(debuggedCall("plugins/check", {"a b", "$(id)"}),
                                          "\x7f"
                                          "ELF");
        QCOMPARE(found.front(), "/usr/bin/gdb"s);
        QCOMPARE(Words(found.end() - 4, found.end()), (Words{"--args", "plugins/check", "a b", "$(id)"}));
    }

    void aLineIsDebuggedInItsProgram()
    {
        QCOMPARE(trace::debuggedProgram(shellLineCall("exec plugins/check 3")), "plugins/check"s);
        QCOMPARE(debuggerWords(shellLineCall("exec plugins/check 3"), "#!/usr/bin/python3\n"),
                 (Words{"/usr/bin/python3", "-m", "pdb", "plugins/check", "3"}));
        QCOMPARE(debuggerWords(shellLineCall("plugins/check $A | cat"), "#!/usr/bin/python3\n"),
                 (Words{"/bin/sh", "-x", "-c", "plugins/check $A | cat"}));
    }

    void whatIsMissingIsNamed()
    {
        const plugin::Call call = debuggedCall("plugins/check");
        const auto sentence = [&](std::string_view bytes) {
            return QString::fromStdString(debuggerWords(call, bytes, {}).front());
        };
        QVERIFY(sentence("\x7f"
                         "ELF")
                    .contains(
                        "plugins/check: it is a compiled program, and gdb is not installed; install the package gdb"));
        QVERIFY(sentence("#!/usr/bin/php\n").contains("it runs in php, for which no debugger is known"));
        QVERIFY(sentence("echo\n").contains("nor has it a #! line"));
        QVERIFY(sentence("").contains("there is no such program"));
        QVERIFY(sentence("#!/bin/sh -\n").contains("ends its options"));
    }

    void aShellShowsWhatItRuns()
    {
        const Folder home;
        home.script("plugins/check", "echo \"<$A>\"\nexit 3\n");
        const std::string hostile = "a'b\"c`touch touched`$(touch touched)\n;\\ * \x1b[2J\xff";
        const QByteArray seen = TestDebuggerCommand::seen(
            home, debuggedCall("plugins/check", {}, {"A=" + hostile, "FLAG"}), "#!/bin/sh\n", "\n");
        QVERIFY2(seen.contains("\n+ exit 3\n"), seen);
        QVERIFY2(seen.contains(QByteArray::fromStdString("<" + hostile + ">")), seen);
        QVERIFY2(seen.contains("ended with exit status 3; press Enter"), seen);
        QVERIFY2(seen.startsWith("plugins/check, control/smtpplugins:3\n"), seen);
        QVERIFY2(seen.contains("no command line can set it: FLAG\n"), seen);
        QVERIFY(!home.contains("touched"));
        QVERIFY(!home.contains("run")); // the script has removed itself
    }

    void pythonStopsAtItsFirstLine()
    {
        const Folder home;
        home.script("plugins/check", "#!/usr/bin/python3\nimport os\nx = os.environ['A']\nprint('E', x)\n");
        const QByteArray seen =
            TestDebuggerCommand::seen(home, debuggedCall("plugins/check", {}, {"PATH=/usr/bin:/bin", "A=one two"}),
                                      "#!/usr/bin/python3\n", "n\nn\np x, len(os.environ)\nq\n\n");
        QVERIFY2(seen.contains("-> import os"), seen);
        QVERIFY2(seen.contains("('one two', "), seen);
    }

    void perlStopsAtItsFirstLine()
    {
        const Folder home;
        home.script("plugins/check", "#!/usr/bin/perl -w\nmy $x = $ENV{A};\nprint \"E$x\\n\";\n");
        const QByteArray seen = TestDebuggerCommand::seen(
            home,
            debuggedCall("plugins/check", {},
                         {"PATH=/usr/bin:/bin", "A=one two", "PERLDB_OPTS=NonStop=1 AutoTrace=1 LineInfo=lines"}),
            "#!/usr/bin/perl -w\n", "\n");
        QVERIFY2(seen.contains("Eone two"), seen);
        QVERIFY(home.read("lines").find("my $x = $ENV{A};") != std::string::npos);
    }

    void gdbGivesTheProgramItsEnvironmentAlone()
    {
        const std::string gdb = QStandardPaths::findExecutable("gdb").toStdString();
        if (gdb.empty())
            QSKIP("gdb is not installed");
        const Folder home;
        const QByteArray seen =
            TestDebuggerCommand::seen(home, debuggedCall("/usr/bin/env", {}, {"A=one two", "B=$(id)"}),
                                      "\x7f"
                                      "ELF",
                                      "run\nquit\n\n", {gdb, ""});
        QVERIFY2(seen.contains("A=one two\nB=$(id)\n") || seen.contains("B=$(id)\nA=one two\n"), seen);
        for (const char* other : {"LINES=", "COLUMNS=", "PWD=", "PATH="})
            QVERIFY2(!seen.contains(other), seen);
    }
};

SPP_TEST(TestDebuggerCommand)
#include "tst_debugger_command.moc"
