// SPDX-License-Identifier: MIT
#include "core/runtime/sandbox.h"

#include "core/runtime/process.h"
#include "tests/core/runtime/loop.h"
#include "tests/support/folder.h"
#include "tests/support/printing.h"

#include <QTest>

#include <array>
#include <optional>

using namespace spp::runtime;
using namespace std::string_literals;
using spp::plugin::Exit;
using spp::test::Folder;
using spp::test::Loop;

namespace
{

struct Run
{
    std::string output;
    Exit exit;
};

asio::awaitable<Run> finish(std::unique_ptr<Process> process)
{
    Run run;
    std::array<char, 4096> buffer{};
    while (true) {
        const IoResult result = co_await process->readOutput(buffer);
        if (result.error || result.ended())
            break;
        run.output.append(buffer.data(), result.size);
    }
    run.exit = (co_await process->wait()).exit;
    co_return run;
}

} // namespace

/// Plugins below bubblewrap, which must work here.
class TestSandbox : public QObject
{
    Q_OBJECT

    std::optional<Folder> m_home;
    std::optional<Folder> m_temporary;
    std::string m_bubblewrap;

    Run run(const std::string& program, bool network = false) const
    {
        ProcessSpec spec;
        spec.program = program;
        spec.arguments = {program, "one two"};
        spec.environment = {"PATH=/usr/bin:/bin", "SMTPMAILFROM=a@example.net"};
        spec.directory = m_home->path();
        Loop loop;
        auto process = Process::start(loop.executor(), inSandbox(std::move(spec), sandbox(network)));
        return process ? loop.run(finish(std::move(*process))) : Run{{}, process.error()};
    }

    Sandbox sandbox(bool network) const { return {m_bubblewrap, m_home->path(), m_temporary->path(), network}; }

private slots:
    void initTestCase()
    {
        const auto found = findBubblewrap();
        QVERIFY2(found, found ? "" : found.error().message.c_str());
        m_bubblewrap = *found;
    }

    void init()
    {
        m_home.emplace();
        m_temporary.emplace();
    }

    void aPluginFindsItsHomeWhereQmailLives()
    {
        m_home->write("control/me", "mx.example.org\n");
        m_home->script("plugins/show", "pwd; cat /var/qmail/control/me; echo \"$SMTPMAILFROM $1\"\n");
        const Run shown = run("plugins/show");
        QCOMPARE(shown.output, "/var/qmail\nmx.example.org\na@example.net one two\n"s);
        QCOMPARE(shown.exit, (Exit{Exit::Kind::Code, 0, {}}));
        QCOMPARE(run("/var/qmail/plugins/show").output, shown.output);
    }

    void itWritesThereAndBelowTmpAlone()
    {
        m_home->script("plugins/write",
                       "echo 1 >/var/qmail/seen; echo 2 >/tmp/seen; (echo 3 >/usr/seen) 2>/dev/null || echo no\n");
        QCOMPARE(run("plugins/write").output, "no\n"s);
        QCOMPARE(m_home->read("seen"), "1\n"s);
        QCOMPARE(m_temporary->read("seen"), "2\n"s);
    }

    void theNetworkIsThereOnlyIfItIsToBe()
    {
        m_home->script("plugins/interfaces", "ls /proc/self/net >/dev/null; sed 1,2d /proc/self/net/dev | wc -l\n");
        const std::string without = run("plugins/interfaces").output;
        QCOMPARE(without, "1\n"s); // lo
        m_home->script("plugins/namespace", "readlink /proc/self/ns/net\n");
        QVERIFY(run("plugins/namespace", false).output != run("plugins/namespace", true).output);
    }

    void exitCodesAndCrashesAreTold()
    {
        m_home->script("plugins/code", "exit 7\n");
        QCOMPARE(run("plugins/code").exit, (Exit{Exit::Kind::Code, 7, {}}));
        m_home->script("plugins/crash", "kill -SEGV $$\n");
        QCOMPARE(run("plugins/crash").exit, (Exit{Exit::Kind::Signal, SIGSEGV, {}}));
    }

    void whatCantBeExecutedIsExplainedAsOutside_data()
    {
        QTest::addColumn<QString>("program");
        QTest::addColumn<QString>("why");
        QTest::newRow("missing") << "plugins/missing"
                                 << "/plugins/missing: there is no such file";
        QTest::newRow("missing, by qmail's path") << "/var/qmail/plugins/missing"
                                                  << "/plugins/missing: there is no such file";
        QTest::newRow("not executable") << "plugins/text"
                                        << "/plugins/text: it is not executable; run: chmod +x ";
        QTest::newRow("no interpreter") << "plugins/lonely"
                                        << "/plugins/lonely: its #! line names /no/such/sh, which does not exist";
        QTest::newRow("no #! line") << "plugins/bare"
                                    << "/plugins/bare: it has no #! line";
    }

    void whatCantBeExecutedIsExplainedAsOutside()
    {
        QFETCH(QString, program);
        QFETCH(QString, why);
        m_home->write("plugins/text", "#!/bin/sh\n");
        m_home->script("plugins/lonely", "#!/no/such/sh\n");
        m_home->script("plugins/bare", "");
        m_home->write("plugins/bare", "echo A\n");
        const Exit exit = run(program.toStdString()).exit;
        QCOMPARE(exit.kind, Exit::Kind::CouldNotRun);
        QVERIFY2(exit.reason.starts_with(m_home->path() + why.toStdString()), exit.reason.c_str());
    }

    void aCopyIsExplainedByThePathOfTheHome()
    {
        m_home->write("plugins/text", "#!/bin/sh\n");
        Sandbox copy = sandbox(false);
        copy.shownHome = "/srv/home";
        ProcessSpec spec;
        spec.program = "/var/qmail/plugins/text";
        spec.arguments = {spec.program};
        spec.directory = "/srv/home";
        Loop loop;
        const auto process = Process::start(loop.executor(), inSandbox(std::move(spec), copy));
        QVERIFY(!process);
        QCOMPARE(process.error().reason,
                 "/srv/home/plugins/text: it is not executable; run: chmod +x /srv/home/plugins/text"s);
    }
};

QTEST_GUILESS_MAIN(TestSandbox)
#include "tst_sandbox.moc"
