// SPDX-License-Identifier: MIT
#include "tests/support/dialect_rows.h"
#include "tests/support/printing.h"
#include "tests/support/test_main.h"

#include <csignal>

using namespace spp;
using namespace spp::test;
using namespace std::string_literals;

namespace
{

FakePlugin couldNotRun()
{
    FakePlugin fake;
    fake.exit = {plugin::Exit::Kind::CouldNotRun, 0, "there is no such file"};
    return fake;
}

constexpr auto crashed = "451 qmail-spp failure: plugins/mail-1: child crashed (#4.3.0)\r\n";
constexpr auto notExecuted = "451 qmail-spp failure: plugins/mail-1: can't execute (#4.3.0)\r\n";

} // namespace

/// Plugins that die, exit 120 or can't be started.
class TestFailures : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase_data() { addDialectRows(); }

    void aCrashIsAnsweredAndRefuses()
    {
        SessionTester client{home().plugin("mail", dies(SIGKILL)).plugin("mail", says("P250 never\n")), inDialect()};
        QCOMPARE(client.say("MAIL FROM:<a@example.net>"), std::string(crashed));
        QCOMPARE(client.pluginRuns().size(), std::size_t{1});
        client.say("RCPT TO:<b@example.org>", "503 MAIL first");
    }

    void exit120IsCouldNotBeExecuted()
    {
        SessionTester client{home().plugin("mail", exits(120)), inDialect()};
        QCOMPARE(client.say("MAIL FROM:<a@example.net>"), std::string(notExecuted));
    }

    void aProgramThatCannotBeStartedIsTheSame()
    {
        SessionTester client{home().plugin("mail", couldNotRun()), inDialect()};
        QCOMPARE(client.say("MAIL FROM:<a@example.net>"), std::string(notExecuted));
    }

    void theShellLineIsNamedWithItsColon()
    {
        SessionTester client{home()
                                 .file("smtpplugins", "[mail]\n:exit 120\n")
                                 .program(":exit 120", [](const auto&) { return exits(120); }),
                             inDialect()};
        QCOMPARE(client.say("MAIL FROM:<a@example.net>"),
                 "451 qmail-spp failure: :exit 120: can't execute (#4.3.0)\r\n"s);
    }

    void anyOtherExitCodeMeansNothing()
    {
        for (const int code : {1, 99, 100, 111, 119, 121, 127, 255}) {
            SessionTester client{home().plugin("mail", exits(code)).plugin("mail", says("P250-second\n")), inDialect()};
            QCOMPARE(client.say("MAIL FROM:<a@example.net>"), "250-second\r\n250 ok\r\n"s);
        }
    }

    void whatWasPrintedBeforeTheCrashStands()
    {
        SessionTester client{home().plugin("mail", dies(SIGSEGV, "Sx=1\nHX-One: 1\nP250-hello\nE550 no\n")),
                             inDialect()};
        QCOMPARE(client.say("MAIL FROM:<a@example.net>"), "250-hello\r\n550 no\r\n"s + crashed);
        QVERIFY(client.session().state().environment.contains("x"));
        QCOMPARE(client.session().state().headers.size(), std::size_t{1});
    }

    void rejectAndDropFollowedByACrashDoNotDisconnect()
    {
        for (const char* output : {"R554 bye\n", "D\n"}) {
            SessionTester client{home().plugin("mail", dies(SIGTERM, output)), inDialect()};
            QVERIFY(client.say("MAIL FROM:<a@example.net>").ends_with(crashed));
            QVERIFY(!client.isClosed());
            client.say("NOOP", "250");
        }
    }

    void acceptFollowedByACrashRefusesAndLeavesPluginsOff()
    {
        SessionTester client{home().plugin("mail", dies(SIGTERM, "A\n")), inDialect()};
        QCOMPARE(client.say("MAIL FROM:<a@example.net>"), std::string(crashed));
        client.say("MAIL FROM:<a@example.net>", "250");
        QCOMPARE(client.pluginRuns().size(), std::size_t{1});
    }

    void nextAndOkFollowedByACrashRefuse()
    {
        for (const char* output : {"N\n", "O\n"}) {
            SessionTester client{home().plugin("mail", dies(SIGTERM, output)).plugin("mail", says("P250 never\n")),
                                 inDialect()};
            QCOMPARE(client.say("MAIL FROM:<a@example.net>"), std::string(crashed));
        }
    }

    void aCrashInConnectionSendsNoGreeting()
    {
        SessionTester client{home().plugin("connection", dies(SIGKILL)), inDialect()};
        QCOMPARE(client.replies(), "451 qmail-spp failure: plugins/connection-1: child crashed (#4.3.0)\r\n"s);
        client.say("HELO x", "250");
    }

    void anExitSeenBeforeTheOutputIsAwaitedWithIt()
    {
        FakePlugin fake = says("E550 no\n");
        fake.exitsFirst = true;
        SessionTester client{home().plugin("mail", fake), inDialect()};
        QCOMPARE(client.say("MAIL FROM:<a@example.net>"), "550 no\r\n"s);
    }

    void aFinalLetterDoesNotEndTheWaitForTheExit()
    {
        FakePlugin stays;
        stays.stays = true;
        SessionTester client{home().plugin("mail", stays), inDialect()};
        client.say("MAIL FROM:<a@example.net>");
        client.handle(session::PluginOutput{"N\n"});
        QVERIFY(!client.session().wantsInput());
        client.handle(session::PluginExited{});
        QCOMPARE(client.replies(), "250 ok\r\n"s);
    }

    void aPluginThatDiesAtAnyByteOfItsOutputCostsOneReply()
    {
        const std::string output = "P250-hello\nSx=1\nHX-One: 1\nCnew@example.com\nLR550 later\nE550 no\n";
        for (std::size_t length = 0; length <= output.size(); ++length) {
            SessionTester client{home().plugin("mail", dies(SIGKILL, output.substr(0, length))), inDialect()};
            QVERIFY(client.say("MAIL FROM:<a@example.net>").ends_with(crashed));
            client.say("NOOP", "250 ok");
        }
    }

    void outputWithoutEndStaysBounded()
    {
        FakePlugin flood;
        flood.chunks.assign(1000, std::string(64 * 1024, 'x'));
        SessionTester client{home().plugin("mail", flood), inDialect()};
        client.say("MAIL FROM:<a@example.net>", "250");
    }
};

SPP_TEST(TestFailures)
#include "tst_failures.moc"
