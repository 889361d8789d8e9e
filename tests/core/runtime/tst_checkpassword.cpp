// SPDX-License-Identifier: MIT
#include "core/runtime/checkpassword.h"
#include "core/runtime/io.h"
#include "core/runtime/process.h"
#include "tests/core/runtime/loop.h"
#include "tests/support/folder.h"
#include "tests/support/printing.h"

#include <asio/experimental/awaitable_operators.hpp>

#include <QTest>

#include <fcntl.h>
#include <signal.h>
#include <sys/stat.h>
#include <unistd.h>

#include <array>

using namespace spp::runtime;
using namespace asio::experimental::awaitable_operators;
using namespace std::string_literals;
using spp::plugin::Exit;
using spp::session::CheckLogin;
using spp::test::Folder;
using spp::test::Loop;

class TestCheckpassword : public QObject
{
    Q_OBJECT

    Loop m_loop;
    const Folder m_home;

    /// @param script becomes bin/check below the home
    LoginCheck check(const std::string& script, CheckLogin wish, ProcessSpec::Log log = ProcessSpec::Log::Inherited)
    {
        m_home.script("bin/check", script);
        return check(wish, log);
    }

    LoginCheck check(const std::string& script) { return check(script, login()); }

    LoginCheck check(CheckLogin& wish, ProcessSpec::Log log = ProcessSpec::Log::Inherited)
    {
        return m_loop.run(checkLogin(m_loop.executor(), wish, m_home.path(), log));
    }

    static CheckLogin login(std::vector<std::string> command = {"bin/check"})
    {
        CheckLogin wish;
        wish.command = std::move(command);
        wish.fields = "mary\0secret\0\0"s;
        wish.environment.set("PATH", "/usr/bin:/bin");
        return wish;
    }

private slots:
    void initTestCase() { prepareSignals(); }

    void exitZeroAloneIsAccepted()
    {
        QVERIFY(check("exit 0").answer.accepted);
        for (const int code : {1, 2, 99, 100, 111, 120, 255}) {
            const LoginCheck refused = check("exit " + std::to_string(code));
            QVERIFY(!refused.answer.accepted);
            QCOMPARE(refused.exit, (Exit{Exit::Kind::Code, code, {}}));
        }
    }

    void theFieldsArriveExactlyAndEnd()
    {
        QVERIFY(check("cat <&3 >fields").answer.accepted);
        QCOMPARE(m_home.read("fields"), "mary\0secret\0\0"s);
        CheckLogin cram = login();
        cram.fields =
            "m\xC3\xA4ry\0"
            "0123456789abcdef0123456789abcdef\0<1.2@mx.example.org>\0"s;
        const std::string fields = cram.fields;
        QVERIFY(check("cat <&3 >fields", cram).answer.accepted);
        QCOMPARE(m_home.read("fields"), fields);
    }

    void theFieldsAreWiped()
    {
        CheckLogin wish = login();
        wish.fields = std::string(100, 'x');
        const char* bytes = wish.fields.data();
        m_home.script("bin/check", "exit 0");
        QVERIFY(check(wish).answer.accepted);
        QVERIFY(wish.fields.empty());
        QCOMPARE(wish.fields.data(), bytes);
        QCOMPARE(std::string(bytes, 100), std::string(100, '\0'));
    }

    void argumentsEnvironmentAndDirectoryAreGiven()
    {
        CheckLogin wish = login({"bin/check", "/bin/true", "a b"});
        wish.environment.set("TCPREMOTEIP", "192.0.2.1");
        QVERIFY(check("echo $0 $# \"$1\" \"$2\" $TCPREMOTEIP $(pwd) >seen", wish).answer.accepted);
        QCOMPARE(m_home.read("seen"), "bin/check 2 /bin/true a b 192.0.2.1 " + m_home.path() + "\n");
    }

    void itGetsNoDescriptorOfTheClient()
    {
        const Descriptor client(::open("/dev/null", O_RDWR)); // would be inherited
        QVERIFY(check("mkdir open; cp -P /proc/$$/fd/? open 2>/dev/null; exit 0")
                    .answer.accepted); // a shell's own are above 9
        const auto target = [&](const std::string& number) {
            return QFile::symLinkTarget(QString::fromStdString(m_home.path("open/" + number)));
        };
        QCOMPARE(target("0"), QString("/dev/null"));
        QCOMPARE(target("1"), QString("/dev/null"));
        QVERIFY(target("3").contains("pipe:"));
        QVERIFY(client.number() > 3);
        const QStringList open = QDir(QString::fromStdString(m_home.path("open")))
                                     .entryList(QDir::AllEntries | QDir::System | QDir::NoDotAndDotDot);
        QCOMPARE(open, QStringList({"0", "1", "2", "3"}));
    }

    void noSecretIsInArgumentsOrEnvironment()
    {
        QVERIFY(
            check("tr '\\0' '\\n' </proc/$$/cmdline >seen; tr '\\0' '\\n' </proc/$$/environ >>seen").answer.accepted);
        QVERIFY(m_home.read("seen").find("PATH=") != std::string::npos);
        QVERIFY(m_home.read("seen").find("secret") == std::string::npos);
    }

    void aProgramThatDoesNotReadHoldsUpNothing()
    {
        CheckLogin wish = login();
        wish.fields = std::string(4000, 'x') + '\0';
        QVERIFY(check("exit 0", wish).answer.accepted);
        QVERIFY(!check("exec 3<&-; exit 1", wish).answer.accepted);
    }

    void fieldsThatDontFitIntoAPipeAreRefused()
    {
        CheckLogin wish = login();
        wish.fields = std::string(4UL * 1024 * 1024, 'x');
        const LoginCheck refused = check("exit 0", wish);
        QVERIFY(!refused.answer.accepted);
        QCOMPARE(refused.exit.reason, "the user name and password are longer than a pipe takes"s);
    }

    void aCrashIsNoLoginAndToldAsSuch()
    {
        const LoginCheck refused = check("kill -SEGV $$");
        QVERIFY(!refused.answer.accepted && refused.answer.crashed);
        QVERIFY(!check("exit 1").answer.crashed);
        QCOMPARE(refused.exit, (Exit{Exit::Kind::Signal, SIGSEGV, {}}));
    }

    void aProgramThatCantBeRunIsARefusalWithAReason()
    {
        CheckLogin missing = login({"bin/none"});
        const LoginCheck refused = check(missing);
        QVERIFY(!refused.answer.accepted);
        QCOMPARE(refused.exit.kind, Exit::Kind::CouldNotRun);
        QCOMPARE(refused.exit.reason, m_home.path("bin/none") + ": there is no such file");
        QVERIFY2(missing.fields.empty(), "wiped all the same");

        CheckLogin nothing = login({});
        QCOMPARE(check(nothing).exit.reason, "no checkpassword program is named"s);
        CheckLogin unnamed = login({""});
        QVERIFY(!check(unnamed).answer.accepted);
    }

    void aNameWithoutASlashIsLookedUpInPath()
    {
        m_home.script("first/vchk", "exit 7");
        m_home.script("second/vchk", "exit 8");
        m_home.write("third/vchk", "not executable");
        QVERIFY(QDir(QString::fromStdString(m_home.path())).mkpath("fourth/vchk"));
        m_home.script("vchk", "exit 9");
        const auto codeWith = [&](const std::string& path) {
            CheckLogin wish = login({"vchk"});
            wish.environment.set("PATH", path);
            const Exit exit = check(wish).exit;
            return exit.kind == Exit::Kind::Code ? exit.number : -1;
        };
        QCOMPARE(codeWith(m_home.path("first") + ":" + m_home.path("second")), 7);
        QCOMPARE(codeWith(m_home.path("none") + ":" + m_home.path("second") + ":" + m_home.path("first")), 8);
        QCOMPARE(codeWith(m_home.path("third") + ":" + m_home.path("fourth") + ":" + m_home.path("first")), 7);
        QCOMPARE(codeWith("second"), 8);
        QCOMPARE(codeWith(""), 9);
        QCOMPARE(codeWith("/nowhere:"), 9);
        QCOMPARE(codeWith("/nowhere"), -1);
    }

    void withoutPathTheUsualFoldersAreLookedIn()
    {
        CheckLogin wish = login({"true"});
        wish.environment.unset("PATH");
        QVERIFY(check(wish).answer.accepted);
        CheckLogin missing = login({"vchk"});
        missing.environment.unset("PATH");
        QCOMPARE(check(missing).exit.reason,
                 "vchk: no folder of PATH has a program of that name; name it by its path"s);
    }

    void theLogIsKeptIfItIsAskedForUpToALimit()
    {
        QCOMPARE(check("echo no such user >&2; exit 1", login(), ProcessSpec::Log::Captured).log, "no such user\n"s);
        const LoginCheck verbose = check("head -c 3000000 /dev/zero >&2", login(), ProcessSpec::Log::Captured);
        QVERIFY(verbose.answer.accepted);
        QCOMPARE(verbose.log, std::string(64UL * 1024, '\0'));
        const LoginCheck daemon = check("sleep 1000 & echo $! >&2", login(), ProcessSpec::Log::Captured);
        QVERIFY(daemon.answer.accepted);
        QCOMPARE(::kill(std::stoi(daemon.log), SIGKILL), 0);
    }

    void aCheckThatIsCancelledIsNoSuccessAndLeavesNoProcess()
    {
        QCOMPARE(::mkfifo(m_home.path("pid").c_str(), 0600), 0);
        asio::posix::stream_descriptor fifo(m_loop.context(),
                                            ::open(m_home.path("pid").c_str(), O_RDWR | O_NONBLOCK | O_CLOEXEC));
        m_home.script("bin/check", "echo $$ >pid; sleep 1000");
        CheckLogin wish = login();
        bool accepted = false;
        const auto askForIt = [&]() -> asio::awaitable<void> {
            const LoginCheck result =
                co_await checkLogin(m_loop.executor(), wish, m_home.path(), ProcessSpec::Log::Captured);
            accepted = result.answer.accepted;
        };
        std::array<char, 20> pid{};
        const auto first = m_loop.run(askForIt() || readSome(fifo, pid)); // the other one is cancelled
        QCOMPARE(first.index(), std::size_t(1));
        QVERIFY(!accepted);
        QVERIFY(::kill(std::stoi(pid.data()), 0) != 0);
    }

    void noDescriptorStays()
    {
        const auto count = [] { return QDir("/proc/self/fd").entryList(QDir::Files | QDir::System).size(); };
        check("exit 0");
        const auto before = count();
        check("exit 0");
        check("exit 1", login(), ProcessSpec::Log::Captured);
        CheckLogin missing = login({"bin/none"});
        check(missing);
        QCOMPARE(count(), before);
    }
};

QTEST_GUILESS_MAIN(TestCheckpassword)
#include "tst_checkpassword.moc"
