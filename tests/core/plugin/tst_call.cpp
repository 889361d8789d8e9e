// SPDX-License-Identifier: MIT
#include "core/plugin/call.h"
#include "tests/support/printing.h"
#include "tests/support/test_main.h"

#include <csignal>

using namespace spp;
using namespace std::string_literals;
using plugin::Exit;

class TestCall : public QObject
{
    Q_OBJECT

private slots:
    void aProgramGetsItsLineAsItsName()
    {
        const plugin::Environment environment({"A=1"});
        const auto call =
            plugin::makeCall(control::Section::Rcpt, {"plugins/a b", 7}, environment, "/home", "control/smtpplugins");
        QVERIFY(call.section == control::Section::Rcpt);
        QCOMPARE(call.program, "plugins/a b"s);
        QCOMPARE(call.arguments, std::vector{"plugins/a b"s});
        QVERIFY(call.environment == environment);
        QCOMPARE(call.directory, "/home"s);
        QCOMPARE(call.place, "control/smtpplugins:7"s);
    }

    void aShellLineGoesToTheShell()
    {
        const auto call = plugin::makeCall(control::Section::Helo, {":a | b", 1}, {}, "/home", "control/smtpplugins");
        QCOMPARE(call.program, "/bin/sh"s);
        QCOMPARE(call.arguments, (std::vector{"/bin/sh"s, "-c"s, "a | b"s}));
        QCOMPARE(call.line, ":a | b"s);
    }

    void onlySignalsAnd120AreFailures()
    {
        QVERIFY((Exit{Exit::Kind::Signal, SIGKILL, {}}.crashed()));
        QVERIFY((Exit{Exit::Kind::Code, 120, {}}.couldNotRun()));
        QVERIFY((Exit{Exit::Kind::CouldNotRun, 0, "why"}.couldNotRun()));
        for (const int code : {0, 1, 9, 111, 119, 121, 255}) {
            const Exit exit{Exit::Kind::Code, code, {}};
            QVERIFY(!exit.crashed() && !exit.couldNotRun());
        }
    }

    void exitsAreDescribed()
    {
        QCOMPARE(plugin::describe(Exit{}), "exit 0"s);
        QVERIFY(plugin::describe(Exit{Exit::Kind::Code, 120, {}}).starts_with("exit 120, "));
        QCOMPARE(plugin::describe(Exit{Exit::Kind::Signal, SIGKILL, {}}), "killed (signal 9, SIGKILL)"s);
        QCOMPARE(plugin::describe(Exit{Exit::Kind::Signal, SIGSEGV, {}}),
                 "crashed: invalid memory access (signal 11, SIGSEGV)"s);
        QCOMPARE(plugin::describe(Exit{Exit::Kind::Signal, 60, {}}), "killed by signal 60"s);
        QCOMPARE(plugin::describe(Exit{Exit::Kind::CouldNotRun, 0, "there is no such file"}),
                 "could not run: there is no such file"s);
    }
};

SPP_TEST(TestCall)
#include "tst_call.moc"
