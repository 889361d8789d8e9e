// SPDX-License-Identifier: MIT
#include "core/runtime/process.h"
#include "tests/core/runtime/loop.h"
#include "tests/support/folder.h"
#include "tests/support/printing.h"

#include <asio/experimental/awaitable_operators.hpp>

#include <QTest>

#include <fcntl.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <functional>

using namespace spp::runtime;
using namespace asio::experimental::awaitable_operators;
using spp::plugin::Exit;
using spp::test::Folder;
using spp::test::Loop;

namespace
{

ProcessSpec shell(const std::string& script)
{
    ProcessSpec spec;
    spec.program = "/bin/sh";
    spec.arguments = {"sh", "-c", script};
    spec.environment = {"PATH=/usr/bin:/bin"};
    spec.directory = "/";
    return spec;
}

ProcessSpec program(const std::string& path, std::vector<std::string> arguments)
{
    ProcessSpec spec = shell("");
    spec.program = path;
    spec.arguments = std::move(arguments);
    return spec;
}

using Read = std::function<asio::awaitable<IoResult>(std::span<char>)>;

/// Everything up to the end, or to an error.
asio::awaitable<std::string> readAll(Read read)
{
    std::string bytes;
    std::array<char, 8192> buffer{};
    while (true) {
        const IoResult result = co_await read(buffer);
        if (result.error || result.ended())
            break;
        bytes.append(buffer.data(), result.size);
    }
    co_return bytes;
}

Read outputOf(Process& process)
{
    return [&process](std::span<char> buffer) { return process.readOutput(buffer); };
}

Read logOf(Process& process)
{
    return [&process](std::span<char> buffer) { return process.readLog(buffer); };
}

std::string linkOf(int descriptor)
{
    std::array<char, 64> target{};
    const auto size = ::readlink(("/proc/self/fd/" + std::to_string(descriptor)).c_str(), target.data(), target.size());
    return size > 0 ? std::string(target.data(), static_cast<std::size_t>(size)) : std::string();
}

/// What is open in this process, pipes by their numbers in the kernel.
std::vector<std::string> openDescriptors()
{
    std::vector<std::string> result;
    for (int number = 0; number < 256; ++number)
        result.push_back(linkOf(number));
    return result;
}

bool isGone(pid_t id)
{
    return ::kill(id, 0) != 0 && errno == ESRCH;
}

} // namespace

class TestProcess : public QObject
{
    Q_OBJECT

    struct Outcome
    {
        std::string output;
        std::string log;
        ProcessEnd end;
    };

    std::unique_ptr<Process> start(const ProcessSpec& spec)
    {
        auto process = Process::start(m_loop.executor(), spec);
        if (!process)
            qFatal("%s", process.error().reason.c_str());
        return std::move(*process);
    }

    Outcome runToItsEnd(ProcessSpec spec)
    {
        spec.log = ProcessSpec::Log::Captured;
        const auto process = start(spec);
        Outcome outcome;
        std::tie(outcome.output, outcome.log, outcome.end) =
            m_loop.run(readAll(outputOf(*process)) && readAll(logOf(*process)) && process->wait());
        return outcome;
    }

    Loop m_loop;

private slots:
    void initTestCase() { prepareSignals(); }

    void outputAndLogAreReadApart()
    {
        const auto outcome = runToItsEnd(shell("echo one; echo two >&2; echo three"));
        QCOMPARE(outcome.output, std::string("one\nthree\n"));
        QCOMPARE(outcome.log, std::string("two\n"));
        QCOMPARE(outcome.end.exit, Exit{});
    }

    void aTraceHasADescriptorOfItsOwn()
    {
        ProcessSpec spec = shell("echo one; echo two >/dev/fd/15; cat /dev/fd/14 /dev/fd/14 >/dev/fd/15");
        spec.traceDescriptor = 15;
        spec.given.push_back({"given\n", 14});
        const auto process = start(spec);
        std::string trace;
        process->hearTrace([&](std::string_view bytes) { trace += bytes; });
        const auto [output, end] = m_loop.run(readAll(outputOf(*process)) && process->wait());
        QCOMPARE(output, std::string("one\n"));
        trace += process->drainTrace();
        QCOMPARE(trace, std::string("two\ngiven\ngiven\n"));
        QCOMPARE(end.exit, Exit{});
    }

    void theLogIsHeardAsItComes()
    {
        ProcessSpec spec = shell("echo one >&2; read line; echo two >&2; exec sleep 1000");
        spec.log = ProcessSpec::Log::Captured;
        auto answers = openPipe();
        QVERIFY(answers);
        spec.handed.push_back({answers->readEnd.number(), 0});
        const auto process = start(spec);
        std::string log;
        process->hearLog([&](std::string_view bytes) { log += bytes; });
        m_loop.runUntil([&] { return log == "one\n"; });
        QCOMPARE(::write(answers->writeEnd.number(), "\n", 1), ssize_t(1));
        m_loop.runUntil([&] { return log == "one\ntwo\n"; });
        process->kill(SIGKILL);
        m_loop.run(process->wait());
    }

    void whatWasNotHeardIsDrained()
    {
        ProcessSpec spec = shell("i=0; while [ $i -lt 5000 ]; do echo line $i >&2; i=$((i+1)); done");
        spec.log = ProcessSpec::Log::Captured;
        const auto process = start(spec);
        std::string log;
        process->hearLog([&](std::string_view bytes) { log += bytes; });
        m_loop.run(process->wait());
        log += process->drainLog();
        QCOMPARE(std::count(log.begin(), log.end(), '\n'), 5000);
        QVERIFY(log.ends_with("line 4999\n"));
    }

    void nothingIsHeardOnceItIsDrainedOrGone()
    {
        for (const bool drained : {true, false}) {
            ProcessSpec spec = shell("echo said >&2; echo started; exec sleep 1000");
            spec.log = ProcessSpec::Log::Captured;
            auto process = start(spec);
            std::array<char, 64> buffer{};
            m_loop.run(process->readOutput(buffer)); // the log is in its pipe by now
            int heard = 0;
            process->hearLog([&](std::string_view) { ++heard; });
            if (drained)
                QCOMPARE(process->drainLog(), std::string("said\n"));
            else
                process.reset();
            m_loop.run([]() -> asio::awaitable<void> { co_return; }());
            QCOMPARE(heard, 0);
        }
    }

    void aTraceIsDrainedWithoutWaitingForDescendants()
    {
        ProcessSpec spec = shell("echo one >/dev/fd/15; sleep 60 >/dev/null 2>&1 & echo $!");
        spec.traceDescriptor = 15;
        const auto process = start(spec);
        const auto [output, end] = m_loop.run(readAll(outputOf(*process)) && process->wait());
        QCOMPARE(process->drainTrace(), std::string("one\n"));
        ::kill(std::stoi(output), SIGKILL);
    }

    void outputCanGoWhereTheLogGoes()
    {
        ProcessSpec spec = shell("echo one; echo two >&2; echo three");
        spec.output = ProcessSpec::Output::WithLog;
        const auto outcome = runToItsEnd(spec);
        QCOMPARE(outcome.output, std::string());
        QCOMPARE(outcome.log, std::string("one\ntwo\nthree\n"));
    }

    void exitCodeAndSignalAreTold()
    {
        QCOMPARE(runToItsEnd(shell("exit 120")).end.exit, (Exit{Exit::Kind::Code, 120, {}}));
        QCOMPARE(runToItsEnd(shell("kill -TERM $$")).end.exit, (Exit{Exit::Kind::Signal, SIGTERM, {}}));
    }

    void argumentsAndEnvironmentArriveAsTheyAre()
    {
        ProcessSpec spec = program("/usr/bin/env", {"a plugin"});
        spec.environment = {"A=1", "NOTHING", "EMPTY=", "A=2", "B=x y\tz"};
        QCOMPARE(runToItsEnd(spec).output, std::string("A=1\nNOTHING\nEMPTY=\nA=2\nB=x y\tz\n"));
        QCOMPARE(runToItsEnd(program("/bin/echo", {"echo", "a  b", "", "c"})).output, std::string("a  b  c\n"));
    }

    void runsInItsDirectory()
    {
        const Folder folder;
        ProcessSpec spec = program("/bin/pwd", {"pwd"});
        spec.directory = folder.path();
        QCOMPARE(runToItsEnd(spec).output, folder.path() + "\n");
    }

    void aNameIsNeverLookedUpInPath()
    {
        const Folder folder;
        ProcessSpec spec = program("ls", {"ls"});
        spec.directory = folder.path();
        const auto missing = Process::start(m_loop.executor(), spec);
        QVERIFY(!missing);
        QCOMPARE(missing.error().kind, Exit::Kind::CouldNotRun);
        QVERIFY(missing.error().couldNotRun());
        folder.script("ls", "echo mine");
        QCOMPARE(runToItsEnd(spec).output, std::string("mine\n"));
    }

    void noDescriptorLeaks()
    {
        const Descriptor low(::open("/dev/null", O_RDONLY));
        const Descriptor high(::fcntl(low.number(), F_DUPFD, 200));
        // ls has a descriptor of its own to read the folder: the lowest that is free.
        QCOMPARE(runToItsEnd(program("/bin/ls", {"ls", "/proc/self/fd"})).output, std::string("0\n1\n2\n"));
    }

    void inputIsClosedOrEmpty()
    {
        ProcessSpec spec = shell("[ -e /proc/self/fd/0 ] && readlink /proc/self/fd/0 || echo closed");
        QCOMPARE(runToItsEnd(spec).output, std::string("closed\n"));
        spec.input = ProcessSpec::Input::Empty;
        QCOMPARE(runToItsEnd(spec).output, std::string("/dev/null\n"));
    }

    void handsDescriptorsOverUnderTheirNumbers()
    {
        auto pipe = openPipe();
        QVERIFY(pipe.has_value());
        QCOMPARE(::write(pipe->writeEnd.number(), "secret\n", 7), ssize_t(7));
        pipe->writeEnd.close();
        const Descriptor inTheGap(::dup2(2, 4));
        ProcessSpec spec = shell("cat <&5; [ -e /proc/self/fd/3 ] || [ -e /proc/self/fd/4 ] || echo no others");
        spec.handed = {{pipe->readEnd.number(), 5}};
        QCOMPARE(runToItsEnd(spec).output, std::string("secret\nno others\n"));
    }

    void hasAProcessGroupOfItsOwn()
    {
        const auto process = start(shell("read -r id name state parent group rest </proc/self/stat; echo $group"));
        const auto [output, end] = m_loop.run(readAll(outputOf(*process)) && process->wait());
        QCOMPARE(output, std::to_string(process->id()) + "\n");
    }

    void brokenPipesAreIgnoredAndNothingIsBlocked()
    {
        sigset_t blocked;
        sigset_t before;
        sigemptyset(&blocked);
        sigaddset(&blocked, SIGUSR1);
        pthread_sigmask(SIG_BLOCK, &blocked, &before);
        const auto output =
            runToItsEnd(program("/bin/grep", {"grep", "-E", "^Sig(Blk|Ign):", "/proc/self/status"})).output;
        pthread_sigmask(SIG_SETMASK, &before, nullptr);
        QVERIFY2(output.find("SigBlk:\t0000000000000000\n") != std::string::npos, output.c_str());
        const auto ignored = std::stoull(output.substr(output.find("SigIgn:\t") + 8), nullptr, 16);
        QVERIFY((ignored & (1ULL << (SIGPIPE - 1))) != 0);
        QVERIFY((ignored & (1ULL << (SIGCHLD - 1))) == 0);
    }

    void muchOutputArrivesWhole()
    {
        const auto outcome = runToItsEnd(shell("head -c 3000000 /dev/zero; head -c 2000000 /dev/zero >&2; echo end"));
        QCOMPARE(outcome.output, std::string(3000000, '\0') + "end\n");
        QCOMPARE(outcome.log.size(), std::size_t(2000000));
    }

    void writesFailOnceTheOutputIsClosed()
    {
        const auto process = start(shell("exec 2>/dev/null; while echo on and on; do :; done; exit 7"));
        std::array<char, 16> buffer{};
        const IoResult first = m_loop.run(process->readOutput(buffer));
        QVERIFY(first.size > 0);
        process->closeOutput();
        QCOMPARE(m_loop.run(process->wait()).exit, (Exit{Exit::Kind::Code, 7, {}}));
        QVERIFY(m_loop.run(process->readOutput(buffer)).error);
    }

    void closingTheOutputEndsAPendingRead()
    {
        const auto process = start(shell("sleep 1000"));
        std::array<char, 16> buffer{};
        std::optional<IoResult> result;
        asio::co_spawn(m_loop.context(), process->readOutput(buffer),
                       [&](const std::exception_ptr&, IoResult got) { result = got; });
        m_loop.context().restart();
        m_loop.context().poll();
        QVERIFY(!result);
        process->closeOutput();
        m_loop.runUntil([&] { return result.has_value(); });
        QCOMPARE(result->error, std::error_code(asio::error::operation_aborted));
    }

    /// Asio does not know of a descriptor that was never opened, so that there was nothing to cancel but garbage.
    void aReadOfWhatIsNotCapturedMayBeCancelledAtOnce()
    {
        const auto process = start(shell("exit 0"));
        std::array<char, 16> buffer{};
        const auto readNothing = [&]() -> asio::awaitable<void> { co_await process->readLog(buffer); };
        const auto endAtOnce = []() -> asio::awaitable<void> { co_return; };
        m_loop.run(readNothing() || endAtOnce());
        m_loop.run(endAtOnce() || readNothing());
        QCOMPARE(m_loop.run(process->readLog(buffer)).error, std::error_code(asio::error::bad_descriptor));
        m_loop.run(process->wait());
    }

    void killEndsTheWholeGroup()
    {
        const auto process = start(shell("sleep 1000 & echo started; wait"));
        std::array<char, 64> buffer{};
        QCOMPARE(m_loop.run(process->readOutput(buffer)).size, std::size_t(8));
        process->kill(SIGKILL);
        // The grandchild holds the output open as long as it lives.
        const auto [rest, end] = m_loop.run(readAll(outputOf(*process)) && process->wait());
        QCOMPARE(end.exit, (Exit{Exit::Kind::Signal, SIGKILL, {}}));
        process->kill(SIGKILL); // of no effect any more
    }

    void killReachesAProcessThatLeftItsGroup()
    {
        const std::string script = "setpgrp(0, getpgrp(getppid())) or die; $| = 1; print 'moved'; sleep 1000";
        const auto process = start(program("/usr/bin/perl", {"perl", "-e", script}));
        std::array<char, 64> buffer{};
        QCOMPARE(m_loop.run(process->readOutput(buffer)).size, std::size_t(5));
        process->kill(SIGKILL);
        QCOMPARE(m_loop.run(process->wait()).exit, (Exit{Exit::Kind::Signal, SIGKILL, {}}));
    }

    void destroyedWhileRunningItLeavesNothing()
    {
        auto process = start(shell("echo started; sleep 1000"));
        const pid_t id = process->id();
        std::array<char, 64> buffer{};
        m_loop.run(process->readOutput(buffer));
        process.reset();
        QVERIFY(isGone(id));
    }

    void noZombieAndNoDescriptorStays()
    {
        const auto before = openDescriptors();
        {
            const auto process = start(shell("exit 0"));
            m_loop.run(process->wait());
            QVERIFY(isGone(process->id()));
            QVERIFY(!Process::start(m_loop.executor(), program("/no/such/program", {"x"})));
        }
        QCOMPARE(openDescriptors(), before);
    }

    void whatALastingDescendantHoldsOpenIsNotWaitedFor()
    {
        ProcessSpec spec = shell("sleep 1000 >/dev/null & echo $!; echo said >&2");
        spec.log = ProcessSpec::Log::Captured;
        const auto process = start(spec);
        const auto [output, end] = m_loop.run(readAll(outputOf(*process)) && process->wait());
        QCOMPARE(process->drainLog(), std::string("said\n"));
        QCOMPARE(::kill(std::stoi(output), SIGKILL), 0);
    }

    void tellsWhatItTook()
    {
        const auto end = runToItsEnd(shell("i=0; while [ $i -lt 100000 ]; do i=$((i+1)); done")).end;
        QVERIFY((end.userTime + end.systemTime).count() > 0);
        QVERIFY(end.wallTime.count() > 0);
        QVERIFY2(!end.peakMemoryKiB, "a shell takes less than this program");
        const auto large =
            runToItsEnd(program("/bin/dd", {"dd", "if=/dev/zero", "of=/dev/null", "bs=400M", "count=1"})).end;
        QVERIFY(large.peakMemoryKiB.value_or(0) >= 400 * 1024);
    }

    void manyRunAtOnce()
    {
        std::vector<std::unique_ptr<Process>> processes;
        for (int i = 0; i < 20; ++i)
            processes.push_back(start(shell("echo " + std::to_string(i) + "; exit " + std::to_string(i))));
        for (int i = 0; i < 20; ++i) {
            const auto [output, end] = m_loop.run(readAll(outputOf(*processes[i])) && processes[i]->wait());
            QCOMPARE(output, std::to_string(i) + "\n");
            QCOMPARE(end.exit.number, i);
        }
    }

    void aChildOfAProcessThatHadSigchldIgnoredIsNotLost()
    {
        ::signal(SIGCHLD, SIG_IGN);
        prepareSignals();
        QCOMPARE(runToItsEnd(shell("exit 3")).end.exit.number, 3);
    }

    void aLostExitStatusIsNoSuccess()
    {
        ::signal(SIGCHLD, SIG_IGN);
        const auto process = Process::start(m_loop.executor(), shell("exit 0"));
        const Exit exit = process ? m_loop.run((*process)->wait()).exit : process.error();
        prepareSignals();
        QVERIFY(exit.couldNotRun());
        QVERIFY(!exit.reason.empty());
    }
};

QTEST_GUILESS_MAIN(TestProcess)
#include "tst_process.moc"
