// SPDX-License-Identifier: MIT
#include "tests/support/printing.h"
#include "tests/support/session_tester.h"
#include "tests/support/show_report.h"
#include "tests/support/test_main.h"

#include <csignal>

using namespace spp;
using namespace spp::test;
using namespace std::string_literals;

namespace
{

FakeHome homeWith(const std::string& failures)
{
    return home().file("pluginfailures", failures);
}

FakePlugin cantRun()
{
    FakePlugin fake;
    fake.exit = {plugin::Exit::Kind::CouldNotRun, 0, "there is no such file"};
    return fake;
}

std::string endOf(const SessionTester& client)
{
    for (const auto& report : client.reports())
        if (std::holds_alternative<session::PluginEnded>(report.body))
            return show(report.body);
    return "none";
}

} // namespace

/// What control/pluginfailures makes of plugins that fail, in modern.
class TestFailurePolicy : public QObject
{
    Q_OBJECT

private slots:
    void withoutTheFileAFailureDefers()
    {
        SessionTester client{home().plugin("mail", dies(SIGSEGV))};
        QCOMPARE(client.say("MAIL FROM:<a@example.net>"),
                 "451 4.3.0 qmail-spp failure: plugins/mail-1: child crashed\r\n"s);
        QCOMPARE(endOf(client), "crashed: invalid memory access (signal 11, SIGSEGV)"s);
        QCOMPARE(client.complaints(),
                 std::vector{"control/smtpplugins:2: “plugins/mail-1”: crashed: invalid memory access (signal "
                             "11, SIGSEGV); the command is deferred"s});
    }

    void defer()
    {
        SessionTester client{homeWith("close *\ndefer plugins/mail-1\n").plugin("mail", dies(SIGKILL))};
        client.say("MAIL FROM:<a@example.net>", "451 4.3.0 qmail-spp failure: plugins/mail-1: child crashed");
        client.say("RCPT TO:<b@example.org>", "503");
        QVERIFY(endOf(client).ends_with("; the command is deferred (control/pluginfailures:2)"));
    }

    void refuse()
    {
        SessionTester client{homeWith("refuse plugins/mail-1\n").plugin("mail", cantRun())};
        QCOMPARE(client.say("MAIL FROM:<a@example.net>"),
                 "554 5.3.0 qmail-spp failure: plugins/mail-1: can't execute\r\n"s);
        client.say("RCPT TO:<b@example.org>", "503");
        QCOMPARE(
            client.complaints(),
            std::vector{"control/smtpplugins:2: “plugins/mail-1”: could not run: there is no such file; the command is "
                        "refused (control/pluginfailures:1)"s});
    }

    void close()
    {
        SessionTester client{homeWith("close *\n").plugin("mail", exits(120))};
        QCOMPARE(client.say("MAIL FROM:<a@example.net>"),
                 "421 4.3.0 qmail-spp failure: plugins/mail-1: can't execute\r\n"s);
        QVERIFY(client.isClosed());
        QVERIFY(endOf(client).ends_with("; the session is closed (control/pluginfailures:1)"));
    }

    void acceptGoesOnWithTheNextPlugin()
    {
        SessionTester client{
            homeWith("accept plugins/mail-1\n").plugin("mail", dies(SIGKILL)).plugin("mail", says("E550 second\n"))};
        client.say("MAIL FROM:<a@example.net>", "550 second");
        QCOMPARE(client.pluginLines(), "plugins/mail-1 plugins/mail-2"s);
        QCOMPARE(
            client.complaints(),
            std::vector{"control/smtpplugins:2: “plugins/mail-1”: killed (signal 9, SIGKILL); the section goes on as "
                        "though it had said nothing (control/pluginfailures:1)"s});
    }

    void acceptOfTheLastOneAcceptsTheCommand()
    {
        SessionTester client{homeWith("accept *\n").plugin("mail", cantRun())};
        client.say("MAIL FROM:<a@example.net>", "250");
        client.say("RCPT TO:<b@example.org>", "250");
    }

    void whatAnAcceptedOneHasSaidIsForgotten()
    {
        const std::string output = "Sx=1\nUTCPREMOTEIP\nHX-One: 1\nP250-hello\nCother@example.net\nLR550 later\n";
        for (const char* last : {"", "A\n", "N\n", "O\n", "D\n"}) {
            SessionOptions options;
            options.environment = {"TCPREMOTEIP=192.0.2.1"};
            SessionTester client{homeWith("accept *\n")
                                     .plugin("mail", dies(SIGKILL, output + last))
                                     .plugin("mail", says("HX-Two: 2\n"))
                                     .plugin("rcpt", says("")),
                                 options};
            QCOMPARE(client.say("MAIL FROM:<a@example.net>"), "250 2.0.0 ok\r\n"s);
            const session::SessionState& state = client.session().state();
            QCOMPARE(state.environment.value("x").has_value(), false);
            QCOMPARE(state.environment.value("SMTPMAILFROM"), std::optional<std::string_view>("a@example.net"));
            QVERIFY(state.environment.contains("TCPREMOTEIP"));
            QCOMPARE(state.headers, std::vector{"X-Two: 2"s});
            QCOMPARE(state.transaction->sender, "a@example.net"s);
            client.say("RCPT TO:<b@example.org>", "250");
            QCOMPARE(client.pluginLines(), "plugins/mail-1 plugins/mail-2 plugins/rcpt-3"s);
        }
    }

    void whatOneThatIsDeferredHasSaidStays()
    {
        SessionTester client{homeWith("defer *\n").plugin("mail", dies(SIGKILL, "Sx=1\nHX-One: 1\n"))};
        client.say("MAIL FROM:<a@example.net>", "451");
        QVERIFY(client.session().state().environment.contains("x"));
    }

    void aRefusalAheadOfACrashIsARefusal()
    {
        SessionTester client{homeWith("accept *\n").plugin("mail", dies(SIGKILL, "E550 no\n"))};
        client.say("MAIL FROM:<a@example.net>", "550 no");
        QVERIFY(client.complaints().empty());
        QCOMPARE(endOf(client), "killed (signal 9, SIGKILL)"s);
    }

    void aFloodIsAFailure()
    {
        FakePlugin flood;
        for (int i = 0; i < 3; ++i)
            flood.chunks.push_back(std::string(1024UL * 1024, 'x') + "\n");
        SessionTester client{homeWith("accept *\n").plugin("mail", flood)};
        client.say("MAIL FROM:<a@example.net>", "250");
        QCOMPARE(client.kills(), 1);
        QCOMPARE(client.limits().size(), std::size_t{1});
    }

    void beforeTheGreeting()
    {
        SessionTester accepted{homeWith("accept *\n").plugin("connection", cantRun())};
        QVERIFY(accepted.replies().starts_with("220 "));
        SessionTester refused{homeWith("refuse *\n").plugin("connection", cantRun())};
        QVERIFY(refused.replies().starts_with("554 "));
        refused.say("HELO x", "503");
        SessionTester closed{homeWith("close *\n").plugin("connection", cantRun())};
        QVERIFY(closed.replies().starts_with("421 "));
        QVERIFY(closed.isClosed());
    }

    void theSameFailureIsToldOnce()
    {
        SessionTester client{homeWith("accept *\n").plugin("mail", cantRun())};
        for (int i = 0; i < 5; ++i)
            client.say("MAIL FROM:<a@example.net>", "250");
        QCOMPARE(client.complaints().size(), std::size_t{1});
    }

    void otherDialectsDoNotReadTheFile()
    {
        SessionOptions options;
        options.dialect = "qmail-spp";
        SessionTester client{homeWith("accept *\n").plugin("mail", cantRun()), options};
        client.say("MAIL FROM:<a@example.net>", "451");
        SessionTester broken{homeWith("nonsense\n"), options};
        QVERIFY(broken.replies().starts_with("220 "));
    }

    void aBrokenFileEndsSessionsWith421()
    {
        SessionTester client{homeWith("nonsense\n")};
        QVERIFY(client.replies().starts_with("421 "));
        QVERIFY(client.session().config().homeError.starts_with("control/pluginfailures:1: "));
    }
};

SPP_TEST(TestFailurePolicy)
#include "tst_failure_policy.moc"
