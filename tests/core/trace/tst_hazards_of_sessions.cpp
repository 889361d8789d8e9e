// SPDX-License-Identifier: MIT
/// Hazards that take more than a line: how plugins end, what earlier commands leave behind, and smtpplugins itself.
#include "tests/core/trace/hazards_of.h"
#include "tests/support/test_main.h"

#include <csignal>

using namespace spp;
using namespace spp::test;
using namespace std::chrono_literals;
using namespace std::string_literals;
using Kind = trace::HazardKind;

namespace
{

/// Says one thing at its first run, and another later.
PluginAnswer inTurn(std::vector<std::string> outputs)
{
    return [outputs = std::move(outputs), run = std::size_t{0}](const plugin::Call&) mutable {
        return says(run < outputs.size() ? outputs[run++] : "");
    };
}

std::size_t countOf(const std::vector<trace::Hazard>& hazards, Kind kind)
{
    return static_cast<std::size_t>(std::ranges::count(hazards, kind, &trace::Hazard::kind));
}

/// Told with what its run has cost.
std::vector<trace::Hazard> hazardsAfter(std::chrono::nanoseconds wall)
{
    SessionTester client{home().plugin("mail", says("")), plain};
    client.say("MAIL FROM:<>");
    trace::Timeline timeline;
    for (const auto& report : client.reports()) {
        if (std::holds_alternative<session::PluginEnded>(report.body))
            timeline.add({report.at, trace::PluginResources{1, wall, {}, {}, {}}});
        timeline.add({report.at, report});
    }
    return trace::HazardFinder().next(timeline);
}

} // namespace

class TestHazardsOfSessions : public QObject
{
    Q_OBJECT

private slots:
    void aFailureIsTold()
    {
        QVERIFY(has(hazardsOf("mail", dies(SIGKILL)), Kind::PluginFailed));
        QVERIFY(has(hazardsOf("mail", exits(120)), Kind::PluginFailed));
        QVERIFY(has(hazardsOf("mail", exits(120, "Sx=1\nN\n")), Kind::PluginFailed));
        QVERIFY(!has(hazardsOf("mail", exits(1)), Kind::PluginFailed));
    }

    void aFailureBehindAReplyIsWorse()
    {
        for (const char* output : {"E550 no\n", "R550 no\n", "P550-no\n", "A\n", "D\n"}) {
            const auto hazards = hazardsOf("mail", dies(SIGSEGV, output));
            const auto* hazard = findHazard(hazards, Kind::FailureAfterReply);
            QVERIFY2(hazard != nullptr, output);
            QCOMPARE(hazard->outputLine, std::optional<std::size_t>(1));
            QVERIFY(!has(hazards, Kind::PluginFailed));
            QVERIFY(!has(hazards, Kind::SecondReply));
            QVERIFY(!has(hazards, Kind::MultiLineBroken));
        }
        QVERIFY(!has(hazardsOf("mail", exits(1, "E550 no\n")), Kind::FailureAfterReply));
        const auto modern = hazardsOf("mail", dies(SIGSEGV, "E550 no\n"), "modern");
        QVERIFY(findHazard(modern, Kind::FailureAfterReply)->sentence.find("qmail-spp would") != std::string::npos);
    }

    void anExitStatusWithoutMeaningIsANote()
    {
        const auto hazards = hazardsOf("mail", exits(111));
        QCOMPARE(findHazard(hazards, Kind::ExitWithoutMeaning)->severity, trace::Severity::Note);
        QVERIFY(!has(hazardsOf("mail", exits(0)), Kind::ExitWithoutMeaning));
        QVERIFY(!has(hazardsOf("mail", exits(1, "E550 no\n")), Kind::ExitWithoutMeaning));
    }

    void aSlowPluginIsTold()
    {
        const auto hazards = hazardsAfter(12'340ms);
        QVERIFY(has(hazards, Kind::SlowPlugin));
        QVERIFY(hazards.front().sentence.starts_with("The plugin took 12.3 s"));
        QVERIFY(!has(hazardsAfter(9'000ms), Kind::SlowPlugin));
    }

    void writingIntoAClosedPipeIsTold()
    {
        const auto hazardsWithLog = [](const char* output, const char* log) {
            SessionTester client{home().plugin("mail", says(output)), plain};
            client.say("MAIL FROM:<>");
            trace::Timeline timeline;
            for (const auto& report : client.reports()) {
                if (std::holds_alternative<session::PluginEnded>(report.body))
                    timeline.add({report.at, trace::PluginLog{log}});
                timeline.add({report.at, report});
            }
            return trace::HazardFinder().next(timeline);
        };
        QVERIFY(has(hazardsWithLog("N\n", "echo: write error: Broken pipe\n"), Kind::UnreadOutput));
        QVERIFY(!has(hazardsWithLog("N\n", "done\n"), Kind::UnreadOutput));
        QVERIFY(!has(hazardsWithLog("", "mysql: Broken pipe\n"), Kind::UnreadOutput));
    }

    void theVerdictOnTheSenderBeforeStays()
    {
        const auto hazardsWith = [](const char* answer, const char* first, const char* dialect) {
            SessionTester client{home().file("badmailfrom", "bad@example.net\n").plugin("mail", inTurn({"", answer})),
                                 {.dialect = dialect}};
            client.say("MAIL FROM:<"s + first + ">");
            client.say("MAIL FROM:<good@example.net>");
            return hazardsOf(client);
        };
        QVERIFY(has(hazardsWith("O\n", "bad@example.net", "qmail-spp"), Kind::SenderVerdictStays));
        QVERIFY(!has(hazardsWith("N\n", "bad@example.net", "qmail-spp"), Kind::SenderVerdictStays));
        QVERIFY(!has(hazardsWith("O\n", "fine@example.net", "qmail-spp"), Kind::SenderVerdictStays));
        QVERIFY(!has(hazardsWith("O\n", "bad@example.net", "sagredo"), Kind::SenderVerdictStays));
    }

    void okThatOpensTheRelayIsTold()
    {
        const auto hazardsFor = [](const char* output, const char* recipient, std::vector<std::string> environment) {
            SessionTester client{home().plugin("rcpt", says(output)),
                                 {.dialect = "qmail-spp", .environment = environment}};
            client.say("MAIL FROM:<>");
            client.say("RCPT TO:<"s + recipient + ">");
            return hazardsOf(client);
        };
        QVERIFY(has(hazardsFor("O\n", "x@example.com", {}), Kind::OkOpensRelay));
        QVERIFY(!has(hazardsFor("O\n", "x@example.org", {}), Kind::OkOpensRelay));
        QVERIFY(!has(hazardsFor("N\n", "x@example.com", {}), Kind::OkOpensRelay));
        QVERIFY(!has(hazardsFor("O\n", "x@example.com", {"RELAYCLIENT="}), Kind::OkOpensRelay));
        QVERIFY(!has(hazardsFor("Cx@example.org\nO\n", "x@example.com", {}), Kind::OkOpensRelay));
        QVERIFY(!has(hazardsFor("Cx@example.com\n", "x@example.org", {"RELAYCLIENT="}), Kind::ChangedOutsideRcptHosts));
    }

    void aKeptTextThatRepeatsIsToldOnce()
    {
        const auto hazardsWith = [](std::initializer_list<const char*> lines, const char* dialect) {
            SessionTester client{home().plugin("helo", inTurn({"LM550 one\nLM550 two\n"})), {.dialect = dialect}};
            client.say("HELO x");
            for (const char* line : lines)
                client.say(line);
            return countOf(hazardsOf(client), Kind::LaterRepeats);
        };
        for (const char* dialect : {"qmail-spp", "modern"}) {
            QCOMPARE(hazardsWith({"MAIL FROM:<>", "MAIL FROM:<>", "MAIL FROM:<>"}, dialect), std::size_t{2});
            QCOMPARE(hazardsWith({"MAIL FROM:<>"}, dialect), std::size_t{0});
            QCOMPARE(hazardsWith({"MAIL FROM:<>", "RSET", "MAIL FROM:<>"}, dialect), std::size_t{0});
            QCOMPARE(hazardsWith({"MAIL FROM:<>", "RCPT TO:<x@example.org>"}, dialect), std::size_t{0});
        }
    }

    void aKeptTextMayAnswerEveryRecipientOfItsTransaction()
    {
        SessionTester client{home().plugin("mail", inTurn({"LR550 no\n"})), plain};
        client.say("MAIL FROM:<>");
        client.say("RCPT TO:<x@example.org>");
        client.say("RCPT TO:<y@example.org>");
        QCOMPARE(countOf(hazardsOf(client), Kind::LaterRepeats), std::size_t{0});
        client.say("MAIL FROM:<>");
        client.say("RCPT TO:<x@example.org>");
        QCOMPARE(countOf(hazardsOf(client), Kind::LaterRepeats), std::size_t{1});
    }

    void keptTextsThatAreTwoRepliesAreTold()
    {
        const auto hazardsWith = [](const char* output) {
            SessionTester client{home().plugin("helo", says(output)), plain};
            client.say("HELO x");
            client.say("MAIL FROM:<>");
            client.say("QUIT");
            return hazardsOf(client);
        };
        QVERIFY(has(hazardsWith("LM550 one\nLM550 two\n"), Kind::SecondReply));
        QVERIFY(!has(hazardsWith("LM550-one\nLM550 two\n"), Kind::SecondReply));
        QVERIFY(has(hazardsWith("LM550-one\n"), Kind::ReplyUnfinished));
        QVERIFY(!has(hazardsWith("LM550 one\n"), Kind::ReplyUnfinished));
    }

    void aKeptTextThatIsNeverSeenIsTold()
    {
        const auto hazardsWith = [](std::initializer_list<const char*> lines) {
            SessionTester client{home().plugin("helo", says("LM550 no\n")), plain};
            for (const char* line : lines)
                client.say(line);
            return hazardsOf(client);
        };
        QVERIFY(has(hazardsWith({"HELO x", "MAIL FROM:<>", "HELO y"}), Kind::LaterUnseen));
        QVERIFY(!has(hazardsWith({"HELO x", "HELO y"}), Kind::LaterUnseen));
        QVERIFY(!has(hazardsWith({"HELO x", "MAIL FROM:<>", "RSET", "HELO y"}), Kind::LaterUnseen));
    }

    void aQueueProgramThatComesTooLateIsTold()
    {
        const auto hazardsWith = [](std::vector<std::string> outputs) {
            SessionTester client{home().plugin("mail", inTurn(std::move(outputs))), plain};
            client.deliver();
            client.deliver();
            return hazardsOf(client);
        };
        QVERIFY(has(hazardsWith({"", "SQMAILQUEUE=bin/other\n"}), Kind::VariableWithoutEffect));
        QVERIFY(!has(hazardsWith({"SQMAILQUEUE=bin/other\n"}), Kind::VariableWithoutEffect));
    }

    void whatIsNotKeptIsTold()
    {
        std::string output;
        for (int i = 0; i < 9; ++i)
            output += "HX-Big: " + std::string(200'000, 'x') + "\n";
        QVERIFY(has(hazardsOf("mail", output), Kind::NotKept));
        QVERIFY(!has(hazardsOf("mail", "HX-Small: x\n"), Kind::NotKept));
    }

    void linesOfNoSectionNeverRun()
    {
        const auto hazardsOfFile = [](const char* file, SessionOptions options) {
            SessionTester client{home().file("smtpplugins", file), options};
            return hazardsOf(client);
        };
        const auto hazards = hazardsOfFile("plugins/lost\n[helo]\nplugins/x\n[filter]\n:exit 0\n", plain);
        QCOMPARE(countOf(hazards, Kind::NeverRuns), std::size_t{2});
        QCOMPARE(hazards[0].place, "control/smtpplugins:1"s);
        QCOMPARE(hazards[1].plugin, ":exit 0"s);
        QVERIFY(!hazards[0].step);
        QVERIFY(hazardsOfFile("[helo]\nplugins/x\n", plain).empty());
        QVERIFY(hazardsOfFile("plugins/lost\n", {.dialect = "qmail-spp", .pluginsOn = false}).empty());
    }

    void aPluginThatRunsHasNoneYet()
    {
        FakePlugin stays;
        stays.stays = true;
        SessionTester client{home().plugin("mail", stays), plain};
        client.say("MAIL FROM:<>");
        client.handle(session::PluginOutput{"checking\n"});
        QVERIFY(hazardsOf(client).empty());
        client.handle(session::PluginOutputEnded{});
        client.handle(session::PluginExited{});
        QVERIFY(has(hazardsOf(client), Kind::UnknownLine));
    }
};

SPP_TEST(TestHazardsOfSessions)
#include "tst_hazards_of_sessions.moc"
