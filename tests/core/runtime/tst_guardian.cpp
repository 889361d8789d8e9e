// SPDX-License-Identifier: MIT
#include "core/runtime/descriptor.h"
#include "core/runtime/guardian.h"
#include "core/runtime/spawn.h"

#include <QTest>

#include <poll.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <optional>
#include <string>

using namespace spp::runtime;

namespace
{

constexpr int patience = 30'000; // milliseconds

/// What comes next through the pipe; empty: all who could have written are gone. nullopt: nothing happens.
std::optional<std::string> readFrom(const Descriptor& pipe)
{
    pollfd watched{pipe.number(), POLLIN, 0};
    if (::poll(&watched, 1, patience) != 1)
        return std::nullopt;
    std::array<char, 64> buffer{};
    const auto size = ::read(pipe.number(), buffer.data(), buffer.size());
    return std::string(buffer.data(), static_cast<std::size_t>(std::max<ssize_t>(0, size)));
}

/// A program with a guardian that starts `script`, with its output to the pipe, and waits to be killed.
pid_t startProgram(Pipe& output, const std::string& script)
{
    const pid_t program = ::fork();
    if (program != 0) {
        output.writeEnd.close();
        return program;
    }
    ProcessSpec spec;
    spec.program = "/bin/sh";
    spec.arguments = {"/bin/sh", "-c", script};
    spec.directory = "/";
    spec.handed.push_back({output.writeEnd.number(), 1});
    if (!startGuardian() || !spawn(spec))
        ::_exit(1);
    output.writeEnd.close();
    for (;;)
        ::pause();
}

} // namespace

class TestGuardian : public QObject
{
    Q_OBJECT

private slots:
    void whatAKilledProgramHasStartedIsKilledWithItsChildren()
    {
        auto output = openPipe();
        QVERIFY(output);
        const pid_t program = startProgram(*output, "sleep 600 & echo ready; wait");
        QCOMPARE(readFrom(output->readEnd), std::optional<std::string>("ready\n"));
        ::kill(program, SIGKILL);
        ::waitpid(program, nullptr, 0);
        QCOMPARE(readFrom(output->readEnd), std::optional<std::string>(""));
    }

    void aProgramThatCannotBeStartedLeavesNothing()
    {
        QVERIFY(startGuardian());
        ProcessSpec spec;
        spec.program = "/nowhere/at/all";
        spec.arguments = {spec.program};
        spec.directory = "/";
        QVERIFY(!spawn(spec));
    }
};

QTEST_GUILESS_MAIN(TestGuardian)
#include "tst_guardian.moc"
