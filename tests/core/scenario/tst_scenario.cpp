// SPDX-License-Identifier: MIT
/// The text format of scenarios.
#include "core/scenario/scenario.h"
#include "tests/core/scenario/parsed.h"
#include "tests/support/printing.h"
#include "tests/support/test_main.h"

using namespace spp;
using namespace spp::test;
using namespace std::chrono_literals;
using namespace std::string_literals;
using scenario::parseScenario;
using scenario::ReplyPattern;

namespace
{

std::string errorOf(std::string_view bytes, const scenario::IncludeReader& include = nullptr)
{
    const auto scenario = parseScenario(bytes, include);
    return scenario ? "(no error)" : scenario.error().message;
}

} // namespace

class TestScenario : public QObject
{
    Q_OBJECT

private slots:
    void aWholeDialogIsParsed()
    {
        const auto dialog = parsedDialog(
            "# a comment\n"
            "title A first tour\n"
            "dialect qmail-spp\n"
            "home ..\n"
            "env TCPREMOTEIP=192.0.2.25\n"
            "env EMPTY=\n"
            "S: 220\n"
            "\n"
            "C: EHLO mail.example.net\n"
            "S: 250\n"
            "C: QUIT\n");
        QCOMPARE(dialog.title, "A first tour"s);
        QCOMPARE(dialog.dialect, "qmail-spp"s);
        QCOMPARE(dialog.home, ".."s);
        QCOMPARE(dialog.environment, (std::vector{"TCPREMOTEIP=192.0.2.25"s, "EMPTY="s}));
        QCOMPARE(dialog.greeting->text(), "220"s);
        QCOMPARE(said(dialog), (std::vector{"EHLO mail.example.net"s, "QUIT"s}));
        QCOMPARE(dialog.lines[0].line, std::size_t{9});
        QCOMPARE(dialog.lines[0].expectation->text(), "250"s);
        QCOMPARE(dialog.lines[0].expectation->line, std::size_t{10});
        QVERIFY(!dialog.lines[1].expectation);
    }

    void anEmptyScenarioHasOneSession()
    {
        for (const char* text : {"", "# nothing\n\n  \n", "title x\n"}) {
            const auto scenario = parsed(text);
            QCOMPARE(scenario.cases.size(), std::size_t{1});
            QCOMPARE(scenario.cases[0].sessions.size(), std::size_t{1});
            QVERIFY(scenario.cases[0].sessions[0].lines.empty());
        }
    }

    void aClientLineIsKeptButForOneBlank()
    {
        QCOMPARE(said(parsedDialog("C:  two blanks \nC:none\nC:\nC: # no comment\nC: .\n")),
                 (std::vector{" two blanks "s, "none"s, ""s, "# no comment"s, "."s}));
    }

    void aFileWithCrLfIsTheSame()
    {
        const auto dialog = parsedDialog("title x\r\nC: NOOP\r\nS: 250\r\n");
        QCOMPARE(dialog.title, "x"s);
        QCOMPARE(dialog.lines[0].text, "NOOP"s);
        QCOMPARE(dialog.lines[0].expectation->text(), "250"s);
    }

    void severalLinesOfAReplyAreExpected()
    {
        const auto dialog = parsedDialog("S= 220 hello\nS* 220*\nC: EHLO x\nS: 250-\nS~ ^250[ -]SIZE\n");
        QCOMPARE(dialog.greeting->lines.size(), std::size_t{2});
        QCOMPARE(dialog.lines[0].expectation->lines.size(), std::size_t{2});
        QVERIFY(dialog.lines[0].expectation->lines[1].form == ReplyPattern::Form::Expression);
        QCOMPARE(dialog.lines[0].expectation->line, std::size_t{4});
    }

    void linesAreSentTogetherLaterAndNotAtAll()
    {
        const auto dialog =
            parsedDialog("C+ MAIL FROM:<>\nS: 250\npause 1s\nC: RCPT TO:<a@b>\nmessage  mails/a b.eml \nhangup\n");
        QVERIFY(dialog.lines[0].withNext && !dialog.lines[1].withNext);
        QCOMPARE(dialog.lines[0].pause.count(), 0L);
        QVERIFY(dialog.lines[1].pause == 1000ms);
        QVERIFY(dialog.lines[2].isMessage);
        QCOMPARE(dialog.lines[2].file, "mails/a b.eml"s);
        QVERIFY(dialog.lines[3].hangsUp);
    }

    void theStageIsSet()
    {
        const auto dialog = parsedDialog(
            "client 192.0.2.9 mx.example.net\nrelay\ntls\nauth accept\n"
            "control rcpthosts example.org\ncontrol rcpthosts example.com\n"
            "plugin mail plugins/a\nplugin rcpt :plugins/b 1\n"
            "answer plugins/a S X=1\nanswer plugins/a E550 no\nanswer plugins/b\n"
            "fault \":plugins/b 1\" crash\nC: NOOP\n");
        QCOMPARE(dialog.environment,
                 (std::vector{"TCPREMOTEIP=192.0.2.9"s, "TCPREMOTEHOST=mx.example.net"s, "RELAYCLIENT="s}));
        QVERIFY(dialog.stage.pretence.tls && dialog.stage.pretence.logins == debug::Pretence::Logins::AcceptAll);
        QCOMPARE(dialog.controls.size(), std::size_t{2});
        QCOMPARE(dialog.controls[0].lines, (std::vector{"example.org"s, "example.com"s}));
        QCOMPARE(dialog.controls[1].lines, (std::vector{"[mail]"s, "plugins/a"s, "[rcpt]"s, ":plugins/b 1"s}));
        QCOMPARE(dialog.stage.overrides.size(), std::size_t{3});
        QCOMPARE(dialog.stage.overrides[0].what.answer->output, "S X=1\nE550 no\n"s);
        QCOMPARE(dialog.stage.overrides[1].what.answer->output, ""s);
        QVERIFY(dialog.stage.overrides[2].what.fault == debug::Fault::Crash);
    }

    void sessionsHaveWhatIsSetForAllAndTheirOwn()
    {
        const auto scenario =
            parsed("title Greylisting\nenv A=1\nsession first\nC: HELO x\nsession second\nenv B=2\nC: QUIT\n");
        const auto& sessions = scenario.cases.at(0).sessions;
        QCOMPARE(sessions.size(), std::size_t{2});
        QCOMPARE(sessions[0].session, "first"s);
        QCOMPARE(sessions[1].title, "Greylisting"s);
        QCOMPARE(sessions[0].environment, (std::vector{"A=1"s}));
        QCOMPARE(sessions[1].environment, (std::vector{"A=1"s, "B=2"s}));
        QCOMPARE(said(sessions[1]), (std::vector{"QUIT"s}));
    }

    void aTableIsACaseForEachRow()
    {
        const auto scenario = parsed(
            "| to | code |\n| anna | 250 |\n|nobody|550|\n"
            "C: RCPT TO:<${to}@example.org>\nS: ${code}\n");
        QCOMPARE(scenario.cases.size(), std::size_t{2});
        QCOMPARE(scenario.cases[1].row, "to nobody, code 550"s);
        QCOMPARE(said(scenario.cases[0].sessions[0]), (std::vector{"RCPT TO:<anna@example.org>"s}));
        QCOMPARE(scenario.cases[1].sessions[0].lines[0].expectation->text(), "550"s);
    }

    void variablesStandForTheirValues()
    {
        QCOMPARE(said(parsedDialog("let host a.example\nlet mail x@${host}\nC: <${mail}> ${{host} $host\n")),
                 (std::vector{"<x@a.example> ${host} $host"s}));
    }

    void otherFilesAreIncluded()
    {
        const auto include = [](const std::string& path) -> Result<std::string> {
            return path == "a.spp" ? "include sub/b.spp\nC: A\n" : path == "sub/b.spp" ? "env B=1\n" : "";
        };
        const auto scenario = parseScenario("include a.spp\nC: NOOP\n", include);
        QVERIFY(scenario.has_value());
        const auto& dialog = scenario->cases[0].sessions[0];
        QCOMPARE(dialog.environment, (std::vector{"B=1"s}));
        QCOMPARE(said(dialog), (std::vector{"A"s, "NOOP"s}));
        QCOMPARE(dialog.lines[0].line, std::size_t{1});
        QCOMPARE(
            errorOf("\ninclude x\n", [](const std::string&) { return Result<std::string>("foo\n"); }).substr(0, 17),
            "line 2, column 1:"s);
        QCOMPARE(errorOf("include x\n", [](const std::string&) { return Result<std::string>("include x\n"); }),
                 "line 1, column 9: files include each other without end"s);
    }

    void errorsNameLineAndColumn_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        QTest::addColumn<QByteArray>("begin");
        const auto row = [](const char* name, const char* bytes, const char* begin) {
            QTest::newRow(name) << QByteArray(bytes) << QByteArray(begin);
        };
        row("unknown word", "# x\nfoo bar\n", "line 2, column 1: “foo” is unknown here");
        row("a reply without text", "C: NOOP\nS:\n", "line 2, column 4: “S:” needs");
        row("a bad expression", "C: NOOP\nS~ (\n", "line 2, column 4: ");
        row("a setting too late", "C: NOOP\ntitle x\n",
            "line 2, column 1: “title” must stand before the first session");
        row("a session's setting too late", "C: NOOP\nenv A=1\n",
            "line 2, column 1: “env” must stand before the session's first C: line");
        row("a message too early", "message x\n", "line 1, column 1: “message” must stand behind a C: line");
        row("a setting without value", "\n\nhome\n", "line 3, column 5: a value is missing");
        row("env without =", "env FOO\n", "line 1, column 5: “env” needs NAME=value");
        row("an indented mark", " C: NOOP\n", "line 1, column 1: ");
        row("small letters", "c: NOOP\n", "line 1, column 1: “c:” is unknown");
        row("no section", "plugin rctp plugins/a\n", "line 1, column 8: “rctp” is no section");
        row("no plugin", "plugin rcpt\n", "line 1, column 12: a line of smtpplugins is missing");
        row("a path", "control ../x y\n", "line 1, column 9: “control” needs");
        row("no fault", "fault plugins/a explode\n", "line 1, column 17: “fault” needs");
        row("no login", "auth perhaps\n", "line 1, column 6: “auth” needs");
        row("no time", "pause long\n", "line 1, column 7: “pause” needs");
        row("too long", "pause 3600s\n", "line 1, column 7: “pause” needs");
        row("nothing to expect", "C: NOOP\nexpect rain\n", "line 2, column 8: “rain” can't be expected");
        row("no variable", "C: ${x}\n", "line 1, column 6: “x” has no value");
        row("an open variable", "C: ${x\n", "line 1, column 6: “${” needs a name");
        row("let without name", "let 1x y\n", "line 1, column 5: “let” needs");
        row("a short row", "| a | b |\n| 1 |\n", "line 2, column 1: this row has 1 values, and the table 2 names");
        row("no rows", "| a |\nC: ${a}\n", "line 1, column 1: the table has names");
        row("a bad name", "| a b |\n| 1 |\n", "line 1, column 1: “a b” is no name");
        row("nothing included", "include x\n", "line 1, column 9: nothing can be included here");
    }

    void errorsNameLineAndColumn()
    {
        QFETCH(QByteArray, bytes);
        QFETCH(QByteArray, begin);
        const std::string error = errorOf(bytes.toStdString());
        QVERIFY2(error.starts_with(begin.toStdString()), error.c_str());
    }

    void fewLinesDoNotAskForAnyAmount()
    {
        std::string doubling = "let a xxxxxxxxxxxxxxxx\n";
        for (int i = 0; i < 40; ++i)
            doubling += "let a ${a}${a}\n";
        QVERIFY(errorOf(doubling).find("this line becomes longer than 4 MiB") != std::string::npos);
        std::string table = "| a |\n";
        for (int i = 0; i < 9000; ++i)
            table += "| 1 |\n";
        QVERIFY(errorOf(table + "C: " + std::string(100'000, 'x') + "\n").find("larger than 64 MiB") !=
                std::string::npos);
    }

    void binaryJunkIsNoScenario()
    {
        QCOMPARE(errorOf("title x\nC: a\0b\n"s), "line 2, column 5: there is a NUL byte; that is no text file"s);
        const std::string error = errorOf("\x7f\x45LF\x02\n");
        QVERIFY2(error.starts_with("line 1, column 1: “\\x7fELF\\x02” is unknown"), error.c_str());
    }

    void aFileHasALimit()
    {
        QVERIFY(parseScenario("C: " + std::string(scenario::maxScenarioFile - 3, 'x')).has_value());
        QVERIFY(errorOf("C: " + std::string(scenario::maxScenarioFile - 2, 'x')).find("larger than 4 MiB") !=
                std::string::npos);
        // What is included counts, too.
        const std::string half(scenario::maxScenarioFile / 2, '#');
        QVERIFY(errorOf("include a\ninclude b\n", [&](const std::string&) {
                    return Result<std::string>(half);
                }).find("larger than 4 MiB") != std::string::npos);
    }
};

SPP_TEST(TestScenario)
#include "tst_scenario.moc"
