// SPDX-License-Identifier: MIT
#include "core/trace/shell_command.h"
#include "tests/support/printing.h"
#include "tests/support/test_main.h"

#include <QProcess>
#include <QTest>

#include <algorithm>

using namespace spp;
using namespace std::string_literals;
using trace::formatShellCommand;

namespace
{

plugin::Call callOf(std::string program, std::vector<std::string> arguments, std::vector<std::string> environment)
{
    plugin::Call call;
    call.program = std::move(program);
    call.arguments = std::move(arguments);
    call.arguments.insert(call.arguments.begin(), call.program);
    call.environment = plugin::Environment(std::move(environment));
    call.directory = "/var/qmail";
    return call;
}

/// What a shell that is given the line prints.
QByteArray shellPrints(const std::string& line)
{
    QProcess shell;
    shell.start("/bin/sh", {"-c", QString::fromStdString(line)});
    if (!shell.waitForFinished(60'000))
        return "(did not end)";
    return shell.readAllStandardOutput() + shell.readAllStandardError();
}

} // namespace

class TestShellCommand : public QObject
{
    Q_OBJECT

private slots:
    void aPluginRunsInItsFolderWithItsEnvironmentAlone()
    {
        const auto command = formatShellCommand(callOf("plugins/check", {}, {"PATH=/bin", "SMTPMAILFROM=a b@x"}));
        QCOMPARE(command.line,
                 "(cd /var/qmail && exec env -i PATH=/bin SMTPMAILFROM='a b@x' plugins/check </dev/null)"s);
        QVERIFY(command.leftOut.empty());
    }

    void aNameWithoutFolderIsAFileOfTheHome()
    {
        QVERIFY(formatShellCommand(callOf("check", {}, {})).line.ends_with("env -i ./check </dev/null)"));
    }

    void whatAnAttackerChoseStaysOneWord()
    {
        const std::string hostile = "a'b\"c`touch /tmp/x`$(id)\n;\\ *";
        plugin::Call call = callOf("/bin/sh", {"-c", "printf '<%s>' \"$SMTPRCPTTO\""}, {"SMTPRCPTTO=" + hostile});
        call.directory = "/";
        QCOMPARE(shellPrints(formatShellCommand(call).line).toStdString(), "<" + hostile + ">");
    }

    void nothingThatATerminalActsOnIsPasted()
    {
        const std::string bytes = "\x03 rm\t\x1b[2J\x7f\xff größe 7\n\n";
        plugin::Call call = callOf("/bin/sh", {"-c", "printf '<%s>' \"$HELO\""}, {"HELO=" + bytes});
        call.directory = "/";
        const std::string line = formatShellCommand(call).line;
        QVERIFY(std::all_of(line.begin(), line.end(), [](char c) { return c == '\n' || (c >= ' ' && c < 0x7f); }));
        QCOMPARE(shellPrints(line).toStdString(), "<" + bytes + ">");
    }

    void entriesBecomeAssignments()
    {
        QCOMPARE(trace::formatAssignment("KIND=a list"), "KIND='a list'"s);
        QCOMPARE(trace::formatAssignment("KIND="), "KIND=''"s);
        for (const char* entry : {"KIND", "", "=x", "1A=x", "A-B=x", "-i=x", "A\nB=x"}) {
            const std::string line = trace::formatAssignment(entry);
            QVERIFY2(line.starts_with("# ") && line.find('\n') == std::string::npos, line.c_str());
        }
    }

    void aProgramIsNoVariable()
    {
        plugin::Call call = callOf("a=b", {"one two"}, {});
        call.directory = "/nowhere";
        QVERIFY(shellPrints(formatShellCommand(call).line).contains("/nowhere"));
        call.directory = "/";
        QVERIFY2(shellPrints(formatShellCommand(call).line).contains("./a=b: not found"),
                 shellPrints(formatShellCommand(call).line).constData());
    }

    void entriesThatAreNoVariablesAreNamed()
    {
        const auto command = formatShellCommand(callOf("plugins/check", {}, {"FLAG", "=x", "A="}));
        QCOMPARE(command.line, "(cd /var/qmail && exec env -i A='' plugins/check </dev/null)"s);
        QCOMPARE(command.leftOut, (std::vector<std::string>{"FLAG", "=x"}));
    }
};

SPP_TEST(TestShellCommand)
#include "tst_shell_command.moc"
