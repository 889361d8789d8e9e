// SPDX-License-Identifier: MIT
/// What is typed at the prompt of spp step, and what it is taken for.
#include "app/cli/step/prompt.h"
#include "core/debug/fault.h"
#include "tests/support/printing.h"
#include "tests/support/test_main.h"

#include <QTest>

#include <set>

using namespace spp;
using namespace spp::cli;
using namespace std::string_literals;

namespace
{

/// The verb's word and the argument, or the error.
std::string show(std::string_view line)
{
    const auto typed = parseTyped(line);
    return typed ? std::string(rowOf(typed->verb).word) + " <" + typed->argument + ">" : typed.error().message;
}

std::string show(const Result<Move>& move)
{
    if (!move)
        return move.error().message;
    return std::to_string(static_cast<int>(move->pace)) + " line " + std::to_string(move->cursor.dialogLine) + " " +
           move->cursor.pluginPlace;
}

Result<Move> moveOf(std::string_view line)
{
    return parseMove(*parseTyped(line));
}

} // namespace

class TestSppStepPrompt : public QObject
{
    Q_OBJECT

private slots:
    void commandsHaveWordsAndShortForms_data()
    {
        QTest::addColumn<QString>("line");
        QTest::addColumn<QString>("meaning");
        const auto row = [](const char* line, const char* meaning) { QTest::newRow(line) << line << meaning; };
        row("step", "step <>");
        row("s", "step <>");
        row("  n  ", "next <>");
        row("plugin", "next <>");
        row("m", "command <>");
        row("run", "continue <>");
        row("c", "continue <>");
        row("b n", "back <n>");
        row("back to 12", "back <to 12>");
        row("?", "help <>");
        row("exit", "quit <>");
        row("mes", "message <>");
        row("env changed", "env <changed>");
        row("say RCPT TO:<a@b>  x", "say <RCPT TO:<a@b>  x>");
        row("> QUIT", "say <QUIT>");
        row(">QUIT", "say <QUIT>");
        row(">", "say <>");
        row("a E550 no, thanks", "answer <E550 no, thanks>");
    }
    void commandsHaveWordsAndShortForms()
    {
        QFETCH(QString, line);
        QFETCH(QString, meaning);
        QCOMPARE(show(line.toStdString()), meaning.toStdString());
    }

    void whatIsNoCommandIsSaidSo_data()
    {
        QTest::addColumn<QString>("line");
        QTest::addColumn<QString>("sentence");
        const auto row = [](const char* line, const char* sentence) { QTest::newRow(line) << line << sentence; };
        row("fly", "“fly” is no command here; “help” lists them");
        row("\033[2J", "“\\x1b[2J” is no command here; “help” lists them");
        row("st", "“st” can be step, state");
        row("step 3", "“step” stands alone");
        row("set", "“set” needs NAME VALUE behind it");
        row("to", "“to” needs LINE behind it");
    }
    void whatIsNoCommandIsSaidSo()
    {
        QFETCH(QString, line);
        QFETCH(QString, sentence);
        QCOMPARE(show(line.toStdString()), sentence.toStdString());
    }

    void noShortFormMeansTwoThings()
    {
        std::multiset<std::string> words;
        for (const auto& row : verbRows()) {
            words.insert(std::string(row.word));
            std::string_view rest = row.shortForms;
            while (!rest.empty()) {
                const auto end = std::min(rest.find(' '), rest.size());
                words.insert(std::string(rest.substr(0, end)));
                rest.remove_prefix(std::min(end + 1, rest.size()));
            }
        }
        for (const auto& word : words)
            QVERIFY2(words.count(word) == 1, word.c_str());
    }

    void everyCommandCanBeTyped()
    {
        for (const auto& row : verbRows())
            QCOMPARE(show(std::string(row.word) + (row.argument.empty() ? "" : " x")),
                     std::string(row.word) + (row.argument.empty() ? " <>" : " <x>"));
    }

    void movesGoForwardsAndBackwards()
    {
        QCOMPARE(show(moveOf("next")), show(parseBack("n")));
        QCOMPARE(show(moveOf("step")), show(parseBack("")));
        QCOMPARE(show(moveOf("finish")), show(parseBack("transaction")));
        QCOMPARE(show(parseBack("to 12")), "5 line 12 "s);
        QCOMPARE(show(moveOf("to smtpplugins:24")), "5 line 0 control/smtpplugins:24"s);
        QCOMPARE(show(moveOf("to other/list:3")), "5 line 0 other/list:3"s);
        QCOMPARE(show(parseBack("env")), "“back” goes with step, next, command, finish, continue or to LINE"s);
        for (const char* line : {"to 0", "to x", "to 12x", "to :3", "to a:"})
            QCOMPARE(show(moveOf(line)), "“to” needs a line: 12 of the dialog, or smtpplugins:24"s);
    }

    void everyFaultHasANameThatHelpTells()
    {
        for (const auto fault : debug::allFaults) {
            const auto name = debug::formatFault(fault);
            QVERIFY(debug::parseFault(name) == fault);
            QVERIFY2(rowOf(Verb::Fault).help.find(name) != std::string_view::npos, std::string(name).c_str());
        }
        QVERIFY(!debug::parseFault("bad luck"));
    }

    void aVariableHasANameAndAValue()
    {
        using Pair = std::pair<std::string, std::string>;
        QCOMPARE(*parseVariable("NAME one two"), Pair("NAME", "one two"));
        QCOMPARE(*parseVariable("NAME= one=two"), Pair("NAME", " one=two"));
        QCOMPARE(*parseVariable("NAME"), Pair("NAME", ""));
        QVERIFY(!parseVariable("=x"));
    }

    void anAnswerIsLinesAndAnExit()
    {
        const auto done = parseAnswer({"SNAME=x", "E550 no", "exit 3"});
        QCOMPARE(done->answer->output, "SNAME=x\nE550 no\n"s);
        QVERIFY(done->answer->exit == (plugin::Exit{plugin::Exit::Kind::Code, 3, {}}));
        QCOMPARE(done->delay.count(), 0);
        QCOMPARE(parseAnswer({})->answer->output, ""s);
        for (const char* line : {"exit", "exit 256", "exit 1x", "exit -1"})
            QVERIFY(!parseAnswer({line}));
    }

    void anAnswerMayBeDelayed()
    {
        const auto delayed = parseAnswer({"delay 2s", "E550 no"});
        QCOMPARE(delayed->answer->output, "E550 no\n"s);
        QCOMPARE(delayed->delay.count(), 2000);
        const auto alone = parseAnswer({"delay 2s"});
        QVERIFY(!alone->answer);
        QCOMPARE(alone->delay.count(), 2000);
    }

    void aDelayIsATime_data()
    {
        QTest::addColumn<int>("milliseconds");
        QTest::newRow("2s") << 2000;
        QTest::newRow("2") << 2000;
        QTest::newRow("1.5s") << 1500;
        QTest::newRow("0.025") << 25;
        QTest::newRow("500ms") << 500;
        QTest::newRow("3600s") << 3'600'000;
        QTest::newRow("3600000ms") << 3'600'000;
        for (const char* text : {"", "s", "ms", "x", "-1s", "1m", "1 s", "1.5ms", "1.2.3s", ".5s", "1.0005s", "3601s",
                                 "3600.001s", "99999999999999999999s", "99999999999999999999ms"})
            QTest::newRow(text) << -1;
    }
    void aDelayIsATime()
    {
        QFETCH(int, milliseconds);
        const auto delay = parseDelay(QTest::currentDataTag());
        QCOMPARE(delay ? int(delay->count()) : -1, milliseconds);
    }
};

SPP_TEST(TestSppStepPrompt)
#include "tst_spp_step_prompt.moc"
