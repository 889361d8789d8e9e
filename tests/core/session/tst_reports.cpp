// SPDX-License-Identifier: MIT
#include "tests/support/dialect_rows.h"
#include "tests/support/printing.h"
#include "tests/support/show_report.h"
#include "tests/support/test_main.h"

#include <csignal>

using namespace spp;
using namespace spp::test;
using namespace std::string_literals;

namespace
{

/// The reports since the one of that number, one a line.
std::string since(const SessionTester& client, std::size_t first)
{
    std::string result;
    for (std::size_t i = first; i < client.reports().size(); ++i)
        result += show(client.reports()[i].body) + "\n";
    return result;
}

} // namespace

/// What a session tells of itself.
class TestReports : public QObject
{
    Q_OBJECT

    static std::string sayAndShow(SessionTester& client, std::string_view line)
    {
        const std::size_t first = client.reports().size();
        client.say(line);
        return since(client, first);
    }

private slots:
    void initTestCase_data() { addDialectRows(); }

    void aWholeSessionIsTold()
    {
        const SessionOptions options = inDialect();
        SessionTester client{home().plugin("mail", says("Sx=1\n")), options};
        client.say("MAIL FROM:<a@example.net>");
        client.say("RCPT TO:<b@example.org>");
        client.say("DATA");
        client.send("Received: x\r\n\r\nhi\r\n.\r\nQUIT\r\n");
        QCOMPARE(since(client, 0), "started " + options.dialect +
                                       " /home\n"
                                       "S 220 mx.example.org ESMTP\\r\\n\n"
                                       "C MAIL FROM:<a@example.net>\n"
                                       "[mail] 1\n"
                                       "run plugins/mail-1\n"
                                       "said Sx=1\n"
                                       "exit 0\n"
                                       "verdict accepted\n"
                                       "S " +
                                       own("250 ok") +
                                       "\\r\\n\n"
                                       "C RCPT TO:<b@example.org>\n"
                                       "S " +
                                       own("250 ok") +
                                       "\\r\\n\n"
                                       "C DATA\n"
                                       "S 354 go ahead\\r\\n\n"
                                       "part 83\n"
                                       "part 16\n"
                                       "read 16 1\n"
                                       "queued\n"
                                       "S " +
                                       own("250 ok 1767225600 qp 4711") +
                                       "\\r\\n\n"
                                       "C QUIT\n"
                                       "S " +
                                       own("221 mx.example.org") +
                                       "\\r\\n\n"
                                       "ended 0: the client said QUIT\n");
    }

    void skippedPluginsAreToldWithTheReason()
    {
        SessionTester client{home()
                                 .file("smtpplugins", "[helo]\none\ntwo\n[mail]\nthree\n")
                                 .program("one", [](const auto&) { return says("A\n"); }),
                             inDialect()};
        QCOMPARE(sayAndShow(client, "HELO x"),
                 "C HELO x\n[helo] 2\nrun one\nsaid A\nexit 0\n"
                 "skipped two control/smtpplugins:3: the plugin before it said A: plugins are off from here on\n"
                 "verdict accepted\nS 250 mx.example.org\\r\\n\n"s);
        QCOMPARE(sayAndShow(client, "MAIL FROM:<>"),
                 "C MAIL FROM:<>\n[mail] 1\n"
                 "skipped three control/smtpplugins:5: plugins are off: an earlier plugin said A\n"
                 "verdict accepted\nS " +
                     own("250 ok") + "\\r\\n\n");
    }

    void aCrashIsTold()
    {
        SessionTester client{home().plugin("helo", dies(SIGKILL, "E550 no\n")).plugin("helo", says("")), inDialect()};
        const std::string crash =
            dialect().repliesOnce ? "" : "S 451 qmail-spp failure: plugins/helo-1: child crashed (#4.3.0)\\r\\n\n";
        QCOMPARE(sayAndShow(client, "HELO x"),
                 "C HELO x\n[helo] 2\nrun plugins/helo-1\nsaid E550 no\nP 550 no\\r\\n\nkilled (signal 9, SIGKILL)\n" +
                     crash + "skipped plugins/helo-2 control/smtpplugins:4: the plugin before it " +
                     (dialect().repliesOnce ? "refused the command (E)" : "failed") + "\nverdict refused\n");
    }

    void whatIsSpecialAboutACommandIsNoted()
    {
        // The section whose new address nobody looks up.
        const char* const last = dialect().hasPass ? "pass" : "rcpt";
        SessionTester client{home().plugin(last, says("Cx@foreign.example\n")).plugin("data", says("Cx\nHX")),
                             inDialect()};
        client.beginMail();
        const std::string rcpt = sayAndShow(client, "RCPT TO:<b@example.org>");
        QVERIFY(rcpt.find("said Cx@foreign.example (the new address is outside rcpthosts") != std::string::npos);
        const std::string data = sayAndShow(client, "DATA");
        QVERIFY(data.find("said Cx (no effect: there is no address in this section)") != std::string::npos);
        QVERIFY(data.find("said H (no newline at the end: the last character was lost)") != std::string::npos);
    }

    void keptTextsAreRepliesOfAPlugin()
    {
        SessionTester client{home().plugin("helo", says("LM451 later\n")), inDialect()};
        client.say("HELO x");
        QCOMPARE(sayAndShow(client, "MAIL FROM:<>"), "C MAIL FROM:<>\nP 451 later\\r\\n\n"s);
    }

    void aRefusedMessageIsNotQueued()
    {
        SessionTester client{home().file("databytes", "1\n"), inDialect()};
        client.deliver();
        const std::string all = since(client, 0);
        QVERIFY(all.find("not queued\nS 552") != std::string::npos);
    }

    void anUnreadableHomeIsTold()
    {
        SessionTester client{home().unreadable("me"), inDialect()};
        const std::string all = since(client, 0);
        QVERIFY2(all.find("control/me: permission denied\nS 421 ") != std::string::npos, all.c_str());
        QVERIFY2(all.ends_with("ended 1: control/me: permission denied\n"), all.c_str());
    }

    void everyReportCarriesTheStateAfterIt()
    {
        SessionTester client{home().plugin("mail", says("Sx=1\n")), inDialect()};
        client.beginMail();
        client.say("RCPT TO:<b@example.org>");
        bool afterSet = false;
        for (const auto& report : client.reports()) {
            afterSet = afterSet || std::holds_alternative<session::PluginSaid>(report.body);
            QVERIFY(report.state != nullptr);
            QCOMPARE(report.state->environment.contains("x"), afterSet);
        }
        QCOMPARE(*client.reports().back().state, client.session().state());
    }
};

SPP_TEST(TestReports)
#include "tst_reports.moc"
