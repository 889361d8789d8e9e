// SPDX-License-Identifier: MIT
#include "core/debug/condition.h"
#include "tests/core/debug/stops.h"
#include "tests/support/printing.h"
#include "tests/support/test_main.h"

using namespace spp;
using namespace spp::test;
using namespace std::string_literals;
using debug::Condition;

namespace
{

bool holds(const std::string& text, const debug::Stop& stop)
{
    const auto condition = Condition::parse(text);
    if (!condition)
        qFatal("%s: %s", text.c_str(), condition.error().message.c_str());
    return condition->holdsAt(stop);
}

std::string conditionError(const std::string& text)
{
    const auto condition = Condition::parse(text);
    return condition ? "(none: " + condition->format() + ")" : condition.error().message;
}

std::string formatted(const std::string& text)
{
    const auto condition = Condition::parse(text);
    return condition ? condition->format() : condition.error().message;
}

} // namespace

class TestCondition : public QObject
{
    Q_OBJECT

private slots:
    void testsHoldOrDoNot_data()
    {
        QTest::addColumn<bool>("expected");
        const auto yes = [](const char* text) { QTest::newRow(text) << true; };
        const auto no = [](const char* text) { QTest::newRow(text) << false; };
        yes("SMTPRCPTTO endsWith \"@example.org\" and SMTPRCPTCOUNT > 3");
        no("SMTPRCPTTO endsWith \"@example.org\" and SMTPRCPTCOUNT > 4");
        yes("SMTPRCPTTO == \"b@example.org\"");
        no("SMTPRCPTTO == \"B@EXAMPLE.ORG\"");
        yes("SMTPRCPTTO != SMTPMAILFROM");
        yes("SMTPRCPTTO startsWith \"b@\"");
        no("SMTPRCPTTO startsWith \"@\"");
        yes("SMTPRCPTTO contains \"@example\"");
        yes("SMTPRCPTTO matches \"^[a-c]@example\\.(org|net)$\"");
        no("SMTPRCPTTO matches \"^@\"");
        yes("3 < SMTPRCPTCOUNT");
        yes("EMPTY set and EMPTY == \"\"");
        no("EMPTY unset");
        yes("NOTHERE unset");
        yes("$score >= 5.3 and $score <= 5.3 and $score == 5.3");
        no("$score < 5.3 or $score > 5.3");
        yes("section == \"rcpt\" and plugin == \"plugins/rbl\" and verb == \"RCPT\"");
        yes("command startsWith \"RCPT TO:\"");
        yes("verdict unset and reply unset and code unset and output unset");
        yes("not SMTPRCPTCOUNT > 4");
        yes("not not SMTPRCPTCOUNT > 3");
        yes("1 == 2 and 1 == 2 or 1 == 1");
        no("1 == 2 and (1 == 2 or 1 == 1)");
        no("not (1 == 1 or 1 == 2)");
        yes("not 1 == 2 and 1 == 1");
    }

    void testsHoldOrDoNot()
    {
        QFETCH(bool, expected);
        QCOMPARE(holds(QTest::currentDataTag(), beforePlugin()), expected);
    }

    void outputVerdictReplyAndCodeAreKnownOnceThereAreSome()
    {
        QVERIFY(holds("output == \"SRBL=zen\\nE550 listed\" and verdict == \"refused\"", afterOutput()));
        QVERIFY(holds("code == 550 and reply == \"550 listed\" and RBL == \"zen\"", afterOutput()));
        QVERIFY(holds("code >= 500 and output unset", beforeReply()));
        QVERIFY(holds("code == 250", beforeReply("550-a\r\n250 b\r\n")));
        QVERIFY(holds("code unset and reply == \"hello\"", beforeReply("hello\r\n")));
        QVERIFY(holds("section unset and plugin unset and verb set", beforeCommand()));
        QVERIFY(holds("command unset and verb unset", debug::Stop()));
    }

    void numbersAreComparedAsNumbersOfAnyLength()
    {
        const debug::Stop stop = beforePlugin();
        QVERIFY(holds("9 < 10 and \"9\" < \"10\" and \"9a\" > \"10a\"", stop));
        QVERIFY(holds("007 == 7 and 7.50 == 7.5 and -0 == 0 and -0.0 == 0", stop));
        QVERIFY(holds("-2 < -1 and -1 < 0 and -1 < 1 and -1.5 < -1.25", stop));
        QVERIFY(holds("0.10 < 0.9 and 1.05 < 1.5 and 1.05 > 1", stop));
        QVERIFY(holds("99999999999999999999999999 < 100000000000000000000000000", stop));
        QVERIFY(holds("\"1.\" > \"1\" and \"\" < \"1\"", stop)); // no numbers: texts
    }

    void whatIsNotSetPassesNoTestButUnequal()
    {
        for (const char* test : {"GONE == \"\"", "GONE < 1", "GONE > 1", "GONE contains \"\"", "GONE startsWith \"\"",
                                 "GONE endsWith \"\"", "GONE matches \"\"", "1 > GONE", "GONE == GONE"})
            QVERIFY2(!holds(test, beforePlugin()), test);
        QVERIFY(holds("GONE != \"x\" and \"x\" != GONE", beforePlugin()));
    }

    void textsHaveEscapes()
    {
        debug::Stop stop = beforeReply("a\"b\\\t\x01\r\nc\xc3\xa4\r\n");
        QVERIFY(holds("reply == \"a\\\"b\\\\\\t\\x01\\r\\nc\xc3\xa4\"", stop));
        QVERIFY(holds("reply matches \"a.b\\\\\\\\\"", stop)); // an expression's own backslash
        QVERIFY(holds("\"\\q\" == \"\\\\q\"", stop));
    }

    void patternsSeeTheBeginningOfALongText()
    {
        debug::Stop stop = beforeReply(std::string(debug::maxSearchedText, 'a') + "b\r\n");
        QVERIFY(holds("reply matches \"^a+$\" and reply contains \"b\"", stop));
    }

    void errorsNameTheColumnAndWhatWasExpected_data()
    {
        QTest::addColumn<QString>("error");
        const auto row = [](const char* text, const char* error) { QTest::newRow(text) << error; };
        row("", "column 1: expected a variable, a word, a number or a text, but this is the end");
        row("A", "column 2: expected a comparison such as ==, contains, matches or set, but this is the end");
        row("A B", "column 3: expected a comparison such as ==, contains, matches or set, but here is “B”");
        row("A ==", "column 5: expected a text, a number, a variable or a word, but this is the end");
        row("A == and", "column 6: expected a text, a number, a variable or a word, but here is “and”");
        row("A = 1", "column 3: “=” is no comparison; write ==");
        row("A == 1 && B set", "column 8: “&” is not known here; write and");
        row("A == 'x'", "column 6: a text stands in double quotes");
        row("!A", "column 1: “!” is not known here; write not");
        row("A == \"x", "column 6: this text has no closing quote");
        row("A set B", "column 7: expected and, or or the end, but here is “B”");
        row("(A set", "column 7: expected and, or or a closing parenthesis, but this is the end");
        row("A set)", "column 6: expected and, or or the end, but here is “)”");
        row("A matches 5", "column 11: expected a pattern in double quotes, but here is “5”");
        row("A matches \"(\"", "column 11: “(” is no regular expression: Unmatched ( or \\(");
        row("A matches \"(((a*)*)*)*\"",
            "column 11: the pattern “(((a*)*)*)*” repeats what can be empty, as in (a*)*, more than twice; write it "
            "more simply");
        row("A matches \"a\\0b\"", "column 11: a pattern has no NUL");
        row("$ set", "column 1: “$” needs the name of a variable behind it");
        row("spam set",
            "column 1: “spam” is not known here; there are section, plugin, command, verb, output, verdict, reply, "
            "code, and a variable of that name is written $spam");
        row("A == \x01", "column 6: “\\x01” is not known here");
    }

    void errorsNameTheColumnAndWhatWasExpected()
    {
        QFETCH(QString, error);
        QCOMPARE(conditionError(QTest::currentDataTag()), error.toStdString());
    }

    void lengthAndNestingHaveLimits()
    {
        QCOMPARE(conditionError("A == \"" + std::string(debug::maxTypedLine, 'x') + "\""),
                 "column 1: is longer than 4096 bytes"s);
        const auto nested = [](std::size_t depth) {
            return std::string(depth, '(') + "A set" + std::string(depth, ')');
        };
        QCOMPARE(formatted(nested(debug::maxConditionDepth - 1)), "A set"s);
        QVERIFY(conditionError(nested(debug::maxConditionDepth)).ends_with("is nested too deeply"));
        std::string nots;
        for (std::size_t i = 0; i < debug::maxConditionDepth; ++i)
            nots += "not ";
        QVERIFY(conditionError(nots + "A set").ends_with("is nested too deeply"));
        QVERIFY(conditionError(std::string(debug::maxTypedLine, '(')).ends_with("is nested too deeply"));
    }

    void aConditionIsWrittenInTheShortestWay_data()
    {
        QTest::addColumn<QString>("text");
        const auto row = [](const char* before, const char* after) { QTest::newRow(before) << after; };
        row("  A   ==\t\"1\" ", "A == 1");
        row("A==\"x\"", "A == \"x\"");
        row("((A set)) and (B set and (C set))", "A set and B set and C set");
        row("(A set and B set) or C set", "A set and B set or C set");
        row("A set and (B set or C set)", "A set and (B set or C set)");
        row("not (A set)", "not A set");
        row("not (A set and B set)", "not (A set and B set)");
        row("not not (A set or (B set or C set))", "not not (A set or B set or C set)");
        row("$A == $b", "A == $b");
        row("$1 set or $and set", "$1 set or $and set");
        row("A matches \"a\\.b\\\"c\"", "A matches \"a\\\\.b\\\"c\"");
        row("A == \"\\x41\\x00\\r\"", "A == \"A\\0\\r\"");
    }

    void aConditionIsWrittenInTheShortestWay()
    {
        QFETCH(QString, text);
        QCOMPARE(formatted(QTest::currentDataTag()), text.toStdString());
        QCOMPARE(formatted(text.toStdString()), text.toStdString());
        QVERIFY(*Condition::parse(QTest::currentDataTag()) == *Condition::parse(text.toStdString()));
    }

    void aPatternThatLooksLikeANumberKeepsItsQuotes()
    {
        QCOMPARE(formatted("A matches \"0\" or A == \"0\""), "A matches \"0\" or A == 0"s);
        QVERIFY(Condition::parse(formatted("A matches \"0\"")).has_value());
    }

    void whatStandsBehindAConditionIsLeft()
    {
        debug::Lexer lexer("A set and B > 3 hits 5");
        const auto condition = Condition::parse(lexer);
        QVERIFY(condition.has_value());
        QCOMPARE(condition->format(), "A set and B > 3"s);
        QVERIFY(lexer.takeWord("hits"));
        QCOMPARE(lexer.take().text, "5"s);
    }
};

SPP_TEST(TestCondition)
#include "tst_condition.moc"
