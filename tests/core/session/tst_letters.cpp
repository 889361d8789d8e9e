// SPDX-License-Identifier: MIT
#include "tests/support/dialect_rows.h"
#include "tests/support/printing.h"
#include "tests/support/test_main.h"

using namespace spp;
using namespace spp::test;
using namespace std::string_literals;
using namespace std::string_view_literals;

/// The letters that plugins print.
class TestLetters : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase_data() { addDialectRows(); }

    void acceptSwitchesPluginsOffForTheSession()
    {
        SessionTester client{
            home().plugin("helo", says("A\n")).plugin("helo", says("E550 no\n")).plugin("rcpt", says("E550 no\n")),
            inDialect()};
        client.say("HELO x", "250");
        QVERIFY(client.deliver().starts_with("250"));
        client.say("RSET", "250");
        QVERIFY(client.deliver().starts_with("250"));
        QCOMPARE(client.pluginRuns().size(), std::size_t{1});
    }

    void acceptKeepsTheServersOwnChecks()
    {
        SessionTester client{home().file("badmailfrom", badDomain()).plugin("connection", says("A\n")), inDialect()};
        client.beginMail();
        client.say("RCPT TO:<b@foreign.example>", own(dialect().foreignReply));
        client.say("MAIL FROM:<a@bad.example>", "250");
        client.say("RCPT TO:<b@example.org>", badSenderReply());
    }

    void acceptInRcptKeepsRcptHosts()
    {
        SessionTester client{home().plugin("rcpt", says("A\n")), inDialect()};
        client.beginMail();
        client.say("RCPT TO:<b@foreign.example>", "553");
    }

    void nextSkipsTheSectionsOtherPlugins()
    {
        SessionTester client{
            home().plugin("mail", says("N\n")).plugin("mail", says("E550 no\n")).plugin("rcpt", says("")), inDialect()};
        client.beginMail();
        client.say("RCPT TO:<b@foreign.example>", "553");
        QCOMPARE(client.pluginRuns().size(), std::size_t{2});
        client.say("MAIL FROM:<c@example.net>", "250");
        QCOMPARE(client.pluginRuns().size(), std::size_t{3});
    }

    void okInRcptSkipsRcptHostsForThatRecipient()
    {
        const auto okForOne = [](const plugin::Call& call) {
            return says(call.environment.value("SMTPRCPTTO") == "one@foreign.example" ? "O\n" : "");
        };
        SessionTester client{home().plugin("rcpt", okForOne).plugin("rcpt", says("E550 second\n")), inDialect()};
        client.beginMail();
        client.say("RCPT TO:<one@foreign.example>", "250");
        client.say("RCPT TO:<two@foreign.example>", "550 second");
    }

    void okInMailLeavesThePreviousBadmailfromVerdictUnlessItClearsIt()
    {
        const auto okForOver = [](const plugin::Call& call) {
            return says(call.environment.value("SMTPMAILFROM")->starts_with("over") ? "O\n" : "");
        };
        SessionTester client{home().file("badmailfrom", badDomain()).plugin("mail", okForOver), inDialect()};
        client.beginMail("over@bad.example");
        client.say("RCPT TO:<b@example.org>", "250");
        client.say("MAIL FROM:<a@bad.example>", "250");
        client.say("MAIL FROM:<over@good.example>", "250");
        client.say("RCPT TO:<b@example.org>", dialect().okClearsSenderVerdict ? own("250 ok") : badSenderReply());
        client.say("MAIL FROM:<fine@good.example>", "250");
        client.say("RCPT TO:<b@example.org>", "250");
    }

    void errorSendsItsTextAndRefuses()
    {
        SessionTester client{home().plugin("mail", says("E550 5.7.1 not you\n")).plugin("mail", says("P250 never\n")),
                             inDialect()};
        QCOMPARE(client.say("MAIL FROM:<a@example.net>"), "550 5.7.1 not you\r\n"s);
        QCOMPARE(client.pluginRuns().size(), std::size_t{1});
    }

    void errorWithoutTextSendsAnEmptyLineOrABareCode()
    {
        SessionTester client{home().plugin("mail", says("E\n")), inDialect()};
        QCOMPARE(client.say("MAIL FROM:<a@example.net>"), dialect().repliesOnce ? "550 \r\n"s : "\r\n"s);
    }

    void rejectSendsItsTextAndCloses()
    {
        for (const char* section : {"connection", "helo", "mail", "rcpt", "data"}) {
            SessionTester client{home().plugin(section, says("R554 bye\n")), inDialect()};
            client.replies();
            const std::string got = client.isClosed() ? ""
                                                      : client.send(
                                                            "HELO x\r\nMAIL FROM:<a@example.net>\r\n"
                                                            "RCPT TO:<b@example.org>\r\nDATA\r\n");
            QVERIFY2(got.empty() || got.ends_with("554 bye\r\n"), section);
            QCOMPARE(client.exitStatus(), std::optional(0));
            QVERIFY(client.messages().empty());
        }
    }

    void dropClosesAfterWhatWasPrinted()
    {
        SessionTester client{home().plugin("helo", says("P421 first\nD\nP421 second\n")), inDialect()};
        client.replies();
        QCOMPARE(client.say("HELO x"), dialect().repliesOnce ? ""s : "421 first\r\n"s);
        QCOMPARE(client.exitStatus(), std::optional(0));
    }

    void printIsSentAheadOfTheReply()
    {
        SessionTester client{home().plugin("helo", says("P250-one\nP250-two\n")).plugin("helo", says("P250-three\n")),
                             inDialect()};
        QCOMPARE(client.say("HELO x"), dialect().repliesOnce
                                           ? "250 mx.example.org one two three\r\n"s
                                           : "250-one\r\n250-two\r\n250-three\r\n250 mx.example.org\r\n"s);
    }

    void setIsSeenByLaterPluginsAndTheQueue()
    {
        SessionTester client{home()
                                 .plugin("connection", says("Sspam=1\nStwo=a=b\n"))
                                 .plugin("connection", says(""))
                                 .plugin("data", says("")),
                             inDialect()};
        QCOMPARE(client.lastSeen("spam"), "1"s);
        QVERIFY(client.deliver().starts_with("250"));
        client.say("RSET", "250");
        QVERIFY(client.deliver().starts_with("250"));
        QCOMPARE(client.lastSeen("spam"), "1"s);
        QCOMPARE(client.messages().back().opened.environment.value("two"), std::optional("a=b"sv));
    }

    void unsetRemovesAVariable()
    {
        SessionTester client{home().plugin("helo", says("UTCPREMOTEIP\nUnone\nU\n")).plugin("helo", says("")),
                             inDialect({"TCPREMOTEIP=192.0.2.25"})};
        client.say("HELO x", "250");
        QCOMPARE(client.pluginRuns().front().environment.value("TCPREMOTEIP"), std::optional("192.0.2.25"sv));
        QCOMPARE(client.lastSeen("TCPREMOTEIP"), "(none)"s);
    }

    void setWithoutEqualsAddsAnEntryAsItStands()
    {
        SessionTester client{home().plugin("helo", says("SFOO\nS\n")).plugin("helo", says("")), inDialect()};
        client.say("HELO x", "250");
        const auto& entries = client.pluginRuns().back().environment.entries();
        QVERIFY(std::find(entries.begin(), entries.end(), "FOO") != entries.end());
        QVERIFY(std::find(entries.begin(), entries.end(), "") != entries.end());
    }

    void variablesOfTheServerChangeOnlyWhatOthersSeeUnlessTheDialectObeysThem()
    {
        SessionTester client{
            home()
                .plugin("connection", says("SRELAYCLIENT=\nSDATABYTES=1\nSTCPREMOTEIP=203.0.113.9\nSNOSPP=1\n"))
                .plugin("rcpt", says("")),
            inDialect({"TCPREMOTEIP=192.0.2.25"})};
        client.beginMail();
        const bool obeys = dialect().obeysPluginVariables;
        client.say("RCPT TO:<b@foreign.example>", obeys ? "250" : "553");
        QCOMPARE(client.lastSeen("RELAYCLIENT"), ""s);
        QCOMPARE(client.lastSeen("TCPREMOTEIP"), "203.0.113.9"s);
        QVERIFY(client.deliver().starts_with(obeys ? "552" : "250"));
        QCOMPARE(client.lastMessage().find("192.0.2.25") == std::string::npos, dialect().hidesClients);
        QVERIFY(client.lastMessage().find("203.0.113.9") == std::string::npos);
        QCOMPARE(client.messages().back().opened.environment.value("DATABYTES"), std::optional("1"sv));
    }

    void theQueueProgramIsChosenAtTheFirstData()
    {
        int runs = 0;
        const auto choose = [&](const plugin::Call&) {
            return says("SQMAILQUEUE=bin/q" + std::to_string(++runs) + "\n");
        };
        SessionTester client{home().plugin("data", choose), inDialect()};
        QVERIFY(client.deliver().starts_with("250"));
        QVERIFY(client.deliver().starts_with("250"));
        const std::string program = dialect().knowsQmailQueue ? "bin/q1" : "bin/qmail-queue";
        QCOMPARE(client.messages()[0].opened.program, program);
        QCOMPARE(client.messages()[1].opened.program, program);
    }

    void emptyLinesAndUnknownLettersAreIgnored()
    {
        SessionTester client{home().plugin("mail", says("\n\nX what\ne550 small\nLX550 no\nL\n250 ok\n")), inDialect()};
        QCOMPARE(client.say("MAIL FROM:<a@example.net>"), own("250 ok") + "\r\n");
    }

    void nothingIsReadAfterAFinalLetter()
    {
        for (const char* letter : {"A", "N", "O", "E550 x", "R550 x", "D"}) {
            SessionTester client{home().plugin("mail", says(letter + "\nSlate=1\nP250 late\nE550 late\n"s)),
                                 inDialect()};
            const std::string got = client.say("MAIL FROM:<a@example.net>");
            QVERIFY2(got.find("late") == std::string::npos, letter);
            QVERIFY2(!client.session().state().environment.contains("late"), letter);
            QCOMPARE(client.stops(), 1);
        }
    }

    void outputIsActedOnAsItComes()
    {
        FakePlugin slow;
        slow.stays = true;
        SessionTester client{home().plugin("helo", slow), inDialect()};
        client.say("HELO x");
        client.replies();
        client.handle(session::PluginOutput{"P250-one\nSone=1\nStw"});
        QCOMPARE(client.replies(), dialect().repliesOnce ? ""s : "250-one\r\n"s);
        QCOMPARE(client.session().state().environment.value("one"), std::optional("1"sv));
        QVERIFY(!client.session().state().environment.contains("two"));
        client.handle(session::PluginOutput{"o=2\n"});
        QCOMPARE(client.session().state().environment.value("two"), std::optional("2"sv));
        client.handle(session::PluginOutputEnded{});
        QVERIFY(!client.session().wantsInput());
        client.handle(session::PluginExited{});
        QCOMPARE(client.replies(), dialect().repliesOnce ? "250 mx.example.org one\r\n"s : "250 mx.example.org\r\n"s);
    }

    void anUnterminatedLastLineLosesItsLastCharacter()
    {
        SessionTester client{home().plugin("mail", says("Sx=12")).plugin("mail", says("E550 now")), inDialect()};
        QCOMPARE(client.say("MAIL FROM:<a@example.net>"), "550 no\r\n"s);
        QCOMPARE(client.lastSeen("x"), "1"s);
    }

    void anUnterminatedSingleLetterIsIgnored()
    {
        for (const char* letter : {"E", "R", "D", "A", "N", "O", "P"}) {
            SessionTester client{home().plugin("mail", says(letter)).plugin("mail", says("")), inDialect()};
            QCOMPARE(client.say("MAIL FROM:<a@example.net>"), own("250 ok") + "\r\n");
            QCOMPARE(client.pluginRuns().size(), std::size_t{2});
        }
    }

    void ofAnUnterminatedLetterAndAByteTheLetterCounts()
    {
        SessionTester client{home().plugin("mail", says("Nx")).plugin("mail", says("E550 never\n")), inDialect()};
        client.say("MAIL FROM:<a@example.net>", "250");
    }

    void whatStandsBehindALetterWithoutTextMeansNothing()
    {
        for (const char* letter : {"A", "N", "O"}) {
            SessionTester client{home().plugin("mail", says(letter + "550 text\n"s)).plugin("mail", says("E550 no\n")),
                                 inDialect()};
            client.say("MAIL FROM:<a@example.net>", "250");
        }
    }

    void aLineThatBeginsWithANulIsIgnored()
    {
        SessionTester client{home().plugin("mail", says("\0E550 no\nSx=1\n"s)), inDialect()};
        client.say("MAIL FROM:<a@example.net>", "250");
        QVERIFY(client.session().state().environment.contains("x"));
    }

    void aCarriageReturnFromAPluginIsKeptButNotInASingleReply()
    {
        SessionTester client{home().plugin("mail", says("Sx=1\r\nE550 no\r\n")), inDialect()};
        QCOMPARE(client.say("MAIL FROM:<a@example.net>"), dialect().repliesOnce ? "550 no\r\n"s : "550 no\r\r\n"s);
        QCOMPARE(client.session().state().environment.value("x"), std::optional("1\r"sv));
    }

    void aNulEndsTextButNotAHeader()
    {
        const std::string output("HX-Nul: a\0b\nSx=1\0002\nP250-p\0q\nE550 no\0thing\n"s);
        SessionTester client{home().plugin("mail", says(output)), inDialect()};
        QCOMPARE(client.say("MAIL FROM:<a@example.net>"),
                 dialect().repliesOnce ? "550-p\r\n550 no\r\n"s : "250-p\r\n550 no\r\n"s);
        QCOMPARE(client.session().state().environment.value("x"), std::optional("1"sv));
        QCOMPARE(client.session().state().headers, std::vector{"X-Nul: a\0b"s});
    }

    void anEnvironmentThatIsFullIsNotAddedTo()
    {
        const std::vector<std::string> entries(session::maxEnvironmentEntries - 10, "A");
        std::string output;
        for (int i = 0; i < 20; ++i)
            output += "Sv" + std::to_string(i) + "=x\n";
        SessionTester client{home().plugin("mail", says(output)), inDialect(entries)};
        client.say("MAIL FROM:<a@example.net>", "250");
        QVERIFY(client.session().state().environment.contains("v0"));
        QVERIFY(!client.session().state().environment.contains("v19"));
    }

    void aPluginThatNeverStopsSettingVariablesFillsOnlyTheEnvironment()
    {
        const auto sets = [](int first, int last) {
            std::string output;
            for (int i = first; i <= last; ++i)
                output += "Sv" + std::to_string(i) + "=" + std::string(100'000, 'x') + "\n";
            return says(output);
        };
        SessionTester client{
            home().plugin("mail", sets(0, 9)).plugin("mail", sets(10, 19)).plugin("mail", sets(20, 29)), inDialect()};
        client.say("MAIL FROM:<a@example.net>", "250");
        QVERIFY(client.session().state().environment.contains("v19"));
        QVERIFY(!client.session().state().environment.contains("v21"));
    }
};

SPP_TEST(TestLetters)
#include "tst_letters.moc"
