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

std::string crashed()
{
    return own("451 qmail-spp failure: plugins/mail-1: child crashed (#4.3.0)") + "\r\n";
}

std::string notExecuted()
{
    return own("451 qmail-spp failure: plugins/mail-1: can't execute (#4.3.0)") + "\r\n";
}

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
        QCOMPARE(client.say("MAIL FROM:<a@example.net>"), crashed());
        QCOMPARE(client.pluginRuns().size(), std::size_t{1});
        client.say("RCPT TO:<b@example.org>", own("503 MAIL first (#5.5.1)"));
    }

    void exit120IsCouldNotBeExecuted()
    {
        SessionTester client{home().plugin("mail", exits(120)), inDialect()};
        QCOMPARE(client.say("MAIL FROM:<a@example.net>"), notExecuted());
    }

    void aProgramThatCannotBeStartedIsTheSame()
    {
        SessionTester client{home().plugin("mail", couldNotRun()), inDialect()};
        QCOMPARE(client.say("MAIL FROM:<a@example.net>"), notExecuted());
    }

    void theShellLineIsNamedWithItsColon()
    {
        SessionTester client{home()
                                 .file("smtpplugins", "[mail]\n:exit 120\n")
                                 .program(":exit 120", [](const auto&) { return exits(120); }),
                             inDialect()};
        QCOMPARE(client.say("MAIL FROM:<a@example.net>"),
                 own("451 qmail-spp failure: :exit 120: can't execute (#4.3.0)") + "\r\n");
    }

    void anyOtherExitCodeMeansNothing()
    {
        for (const int code : {1, 99, 100, 111, 119, 121, 127, 255}) {
            SessionTester client{home().plugin("mail", exits(code)).plugin("mail", says("P250-second\n")), inDialect()};
            QCOMPARE(client.say("MAIL FROM:<a@example.net>"), behind("250-second", "250 ok"));
        }
    }

    void whatWasPrintedBeforeTheCrashStands()
    {
        SessionTester client{home().plugin("mail", dies(SIGSEGV, "Sx=1\nHX-One: 1\nP250-hello\nE550 no\n")),
                             inDialect()};
        const std::string got = client.say("MAIL FROM:<a@example.net>");
        if (dialect().repliesOnce)
            QCOMPARE(got, "550-hello\r\n550 no\r\n"s);
        else
            QCOMPARE(got, "250-hello\r\n550 no\r\n" + crashed());
        QVERIFY(client.session().state().environment.contains("x"));
        QCOMPARE(client.session().state().headers.size(), std::size_t{1});
    }

    void dropFollowedByACrashDoesNotDisconnect()
    {
        SessionTester client{home().plugin("mail", dies(SIGTERM, "D\n")), inDialect()};
        QCOMPARE(client.say("MAIL FROM:<a@example.net>"), crashed());
        QVERIFY(!client.isClosed());
        client.say("NOOP", "250");
    }

    /// Where a command gets one reply, R was it, and the crash behind it changes nothing.
    void rejectFollowedByACrashDisconnectsOnlyWhereRepliesAreSingle()
    {
        SessionTester client{home().plugin("mail", dies(SIGTERM, "R554 bye\n")), inDialect()};
        QCOMPARE(client.say("MAIL FROM:<a@example.net>"),
                 dialect().repliesOnce ? "554 bye\r\n" : "554 bye\r\n" + crashed());
        QCOMPARE(client.isClosed(), dialect().repliesOnce);
    }

    void acceptFollowedByACrashRefusesAndLeavesPluginsOff()
    {
        SessionTester client{home().plugin("mail", dies(SIGTERM, "A\n")), inDialect()};
        QCOMPARE(client.say("MAIL FROM:<a@example.net>"), crashed());
        client.say("MAIL FROM:<a@example.net>", "250");
        QCOMPARE(client.pluginRuns().size(), std::size_t{1});
    }

    void nextAndOkFollowedByACrashRefuse()
    {
        for (const char* output : {"N\n", "O\n"}) {
            SessionTester client{home().plugin("mail", dies(SIGTERM, output)).plugin("mail", says("P250 never\n")),
                                 inDialect()};
            QCOMPARE(client.say("MAIL FROM:<a@example.net>"), crashed());
        }
    }

    void aCrashInConnectionSendsNoGreeting()
    {
        SessionTester client{home().plugin("connection", dies(SIGKILL)), inDialect()};
        QCOMPARE(client.replies(), own("451 qmail-spp failure: plugins/connection-1: child crashed (#4.3.0)") + "\r\n");
        client.say("HELO x", dialect().staysRefused ? "503" : "250");
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
        QCOMPARE(client.replies(), own("250 ok") + "\r\n");
    }

    void aPluginThatDiesAtAnyByteOfItsOutputCostsOneReply()
    {
        const std::string output = "P250-hello\nSx=1\nHX-One: 1\nCnew@example.com\nLR550 later\nE550 no\n";
        for (std::size_t length = 0; length <= output.size(); ++length) {
            SessionTester client{home().plugin("mail", dies(SIGKILL, output.substr(0, length))), inDialect()};
            if (dialect().repliesOnce)
                // From "E5" on there is a reply of the plugin's own.
                client.say("MAIL FROM:<a@example.net>", length < output.size() - 6 ? "451" : "550");
            else
                QVERIFY(client.say("MAIL FROM:<a@example.net>").ends_with(crashed()));
            client.say("NOOP", own("250 ok"));
        }
    }

    void outputWithoutEndStaysBounded()
    {
        FakePlugin flood;
        flood.chunks.assign(1000, std::string(64 * 1024, 'x'));
        SessionTester client{home().plugin("mail", flood), inDialect()};
        client.say("MAIL FROM:<a@example.net>", dialect().maxPluginOutput == 0 ? "250" : "451");
        client.say("NOOP", "250");
    }
};

SPP_TEST(TestFailures)
#include "tst_failures.moc"
