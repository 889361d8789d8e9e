// SPDX-License-Identifier: MIT
#include "core/runtime/fixed_clock.h"

#include "core/runtime/spawn.h"
#include "tests/support/printing.h"

#include <QTest>

#include <chrono>

using namespace spp::runtime;
using namespace std::string_literals;

namespace
{

constexpr std::chrono::system_clock::time_point day{std::chrono::seconds(1'700'000'000)};

ProcessSpec program(std::vector<std::string> arguments)
{
    ProcessSpec spec;
    spec.program = arguments.front();
    spec.arguments = std::move(arguments);
    spec.environment = {"PATH=/usr/bin:/bin", "LD_PRELOAD="};
    spec.directory = "/";
    return spec;
}

bool succeedsThen(std::vector<std::string> arguments)
{
    return succeeds(atFixedTime(program(std::move(arguments)), day));
}

} // namespace

/// Programs below datefudge, which must be installed here.
class TestFixedClock : public QObject
{
    Q_OBJECT

private slots:
    void theClockCanBeFixedHere()
    {
        const auto checked = checkFixedClock();
        QVERIFY2(checked, checked ? "" : checked.error().message.c_str());
    }

    void theTimeOfDayStandsStill()
    {
        QVERIFY(succeedsThen(
            {"/bin/sh", "-c", "test $(date +%s) = 1700000000 && sleep 1 && test $(date +%s) = 1700000000"}));
    }

    void whatMeasuresGoesOn()
    {
        QVERIFY(succeedsThen({"/usr/bin/python3", "-c",
                              "import time; before = time.monotonic(); time.sleep(0.1); assert int(time.time()) == "
                              "1700000000 and time.monotonic() - before >= 0.1"}));
    }

    void timeOutsPass() { QVERIFY(succeedsThen({"/bin/sh", "-c", "timeout 0.1 sleep 1000; test $? = 124"})); }

    void timesOfFilesAreThoseOfTheDisk()
    {
        QVERIFY(succeedsThen({"/bin/sh", "-c", "test $(stat -c %Y /proc/self) -gt 1700000001"}));
    }

    void onlyTheEnvironmentChanges()
    {
        ProcessSpec spec = program({"/bin/true", "one"});
        spec.environment = {"A=1", "LD_PRELOAD=/usr/lib/mine.so"};
        const ProcessSpec there = atFixedTime(spec, day);
        QCOMPARE(there.program, spec.program);
        QCOMPARE(there.arguments, spec.arguments);
        QCOMPARE(there.environment,
                 (std::vector<std::string>{"A=1", "LD_PRELOAD=/usr/$LIB/datefudge/datefudge.so:/usr/lib/mine.so",
                                           "DATEFUDGE=1700000000", "DATEFUDGE_DOSTATIC=1"}));
    }
};

QTEST_GUILESS_MAIN(TestFixedClock)
#include "tst_fixed_clock.moc"
