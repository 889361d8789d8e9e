// SPDX-License-Identifier: MIT
#include "core/fuzz/trouble.h"
#include "tests/support/printing.h"
#include "tests/support/test_main.h"
#include "tests/support/timeline_of.h"

#include <csignal>

using namespace spp;
using namespace spp::test;

class TestTrouble : public QObject
{
    Q_OBJECT

    /// A session up to RCPT with one plugin in [rcpt].
    static trace::Timeline sessionWith(FakePlugin fake, const std::string& dialect = "modern",
                                       const std::string& line = "plugins/policy")
    {
        FakeHome fakeHome = home();
        fakeHome.file("smtpplugins", "[rcpt]\n" + line + "\n");
        fakeHome.program(line, [fake = std::move(fake)](const plugin::Call&) { return fake; });
        SessionTester client{std::move(fakeHome), {.dialect = dialect}};
        client.say("HELO client.example.net");
        client.say("MAIL FROM:<a@example.net>");
        client.say("RCPT TO:<b@example.org>");
        client.say("QUIT");
        return timelineOf(client);
    }

    static std::string kinds(const trace::Timeline& timeline)
    {
        std::string text;
        for (const auto& trouble : fuzz::troublesIn(timeline, {}, std::chrono::seconds(10)))
            text += (text.empty() ? "" : ", ") + trouble.kind + ": " + trouble.demand;
        return text;
    }

private slots:
    void howItEndsIsLookedAt()
    {
        QCOMPARE(kinds(sessionWith(says("Sx=1\n"))), std::string());
        QCOMPARE(kinds(sessionWith(dies(SIGSEGV))), std::string("crash: exit 0"));
        QCOMPARE(kinds(sessionWith(exits(120))), std::string("can't-run: exit 0"));
        QCOMPARE(kinds(sessionWith(exits(1))), std::string("exit-1: exit 0"));
        QCOMPARE(kinds(sessionWith(exits(1, "E550 no\n"))), std::string()); // it has said what it wants
        QCOMPARE(kinds(sessionWith(exits(139))), std::string("crash: exit 0"));
        QVERIFY(kinds(sessionWith(says(std::string(2'000'000, 'x')))).starts_with("too-much-output: "));
    }

    void whatItPrintsIsLookedAt()
    {
        QCOMPARE(kinds(sessionWith(says("hello\n"))), std::string("unknown-line: no problem unknown-line"));
        QCOMPARE(kinds(sessionWith(says("E550 no\r\n"))),
                 std::string("line-ends-with-cr: no problem line-ends-with-cr"));
        QVERIFY(kinds(sessionWith(says("P250 hello\n"), "qmail-spp")).starts_with("second-reply: "));
        QVERIFY(kinds(sessionWith(dies(SIGSEGV, "E550 no\n"), "qmail-spp")).find("failure-after-reply") !=
                std::string::npos);
    }

    void whatAPluginIsWrittenToDoIsNot()
    {
        QCOMPARE(kinds(sessionWith(says("SRELAYCLIENT=\nHReceived: x\nLR550 later\nE550 no\nE550 again\n"))),
                 std::string());
    }

    void whatWasEndedHungAndNothingElse()
    {
        const auto timeline = sessionWith(dies(SIGKILL, "hello\n"));
        std::size_t step = 0;
        while (timeline.steps()[step].kind != trace::StepKind::Plugin)
            ++step;
        const auto troubles = fuzz::troublesIn(timeline, {step}, std::chrono::milliseconds(1500));
        QCOMPARE(troubles.size(), 1U);
        QCOMPARE(troubles.front().kind, std::string("hang"));
        QCOMPARE(troubles.front().demand, std::string("within 1500ms"));
        QCOMPARE(troubles.front().step, step);
    }
};

SPP_TEST(TestTrouble)
#include "tst_trouble.moc"
