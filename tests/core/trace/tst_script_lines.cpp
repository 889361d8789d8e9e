// SPDX-License-Identifier: MIT
#include "core/trace/script_lines.h"
#include "tests/support/test_main.h"

#include <QTest>

#include <random>

using spp::trace::ScriptLines;

namespace
{

constexpr std::string_view guessedScript =
    "#!/bin/sh\n"                                           // 1
    "# log nothing\n"                                       // 2
    "log() {\n"                                             // 3
    "    printf 'check: %s\\n' \"$1\" >&2\n"                // 4
    "}\n"                                                   // 5
    "name=${SMTPHELOHOST:-}\n"                              // 6
    "[ -r control/me ] && read -r me < control/me\n"        // 7
    "if [ \"$(echo \"$name\" | tr A-Z a-z)\" = x ]; then\n" // 8
    "    log \"refused: $name\"\n"                          // 9
    "    exit 0\n"                                          // 10
    "fi\n"                                                  // 11
    "cat <<END 2>/dev/null\n"                               // 12
    "exit 0\n"                                              // 13
    "END\n"                                                 // 14
    "case $name in\n"                                       // 15
    "    *.*) kind='a full name' ;;\n"                      // 16
    "    *) kind=\"a short\n"                               // 17
    "name\" ;;\n"                                           // 18
    "esac\n"                                                // 19
    "long one \\\n"                                         // 20
    "    two `date +%s`\n"                                  // 21
    "log done\n"                                            // 22
    "exit 0\n";                                             // 23

int foundLine(ScriptLines& lines, std::string_view ran)
{
    return static_cast<int>(lines.find(ran).value_or(0));
}

} // namespace

class TestScriptLines : public QObject
{
    Q_OBJECT

private slots:
    void aCommandIsFoundByWhatItReadsLike_data()
    {
        QTest::addColumn<QByteArray>("ran");
        QTest::addColumn<int>("line");
        const auto row = [](const QByteArray& ran, int line) { QTest::newRow(ran) << ran << line; };
        row("name=a.example", 6);
        row("name=", 6);
        row("[ -r control/me ]", 7);
        row("read -r me", 7);
        row("echo a b", 8);
        row("tr A-Z a-z", 8);
        row("[ y = x ]", 8);
        row("[  = x ]", 8);
        row("log refused: a", 9);
        row("printf check: %s\\n refused: a", 4);
        row("cat", 12);
        row("kind=a full name", 16);
        row("kind=a short", 17);
        row("long one two 1700000000", 20);
        row("date +%s", 21);
        row("log done", 22);
        row("log", 0);
        row("something else", 0);
        row("log nothing", 0);
    }
    void aCommandIsFoundByWhatItReadsLike()
    {
        QFETCH(QByteArray, ran);
        ScriptLines lines(guessedScript);
        QTEST(foundLine(lines, ran.toStdString()), "line");
    }

    void ofCommandsThatReadAlikeTheNextOneRan()
    {
        ScriptLines lines(guessedScript);
        QCOMPARE(foundLine(lines, "log refused: a"), 9);
        QCOMPARE(foundLine(lines, "printf check: %s\\n refused: a"), 4); // and back
        QCOMPARE(foundLine(lines, "exit 0"), 10);
        QCOMPARE(foundLine(lines, "log done"), 22);
        QCOMPARE(foundLine(lines, "exit 0"), 23);
    }

    void aScriptThatMatchesSlowlyIsGivenUp()
    {
        std::string slow;
        for (int i = 0; i < 2000; ++i)
            slow += "a\"$x\"a\"$x\"a\"$x\"a\"$x\"a\"$x\"b\n";
        ScriptLines lines(slow + "found\n");
        QCOMPARE(foundLine(lines, "found"), 2001);
        for (int i = 0; i < 1000; ++i)
            QCOMPARE(foundLine(lines, std::string(10'000, 'a')), 0);
        QCOMPARE(foundLine(lines, "found"), 0);
    }

    void noScriptHasNoLines()
    {
        ScriptLines lines;
        QCOMPARE(foundLine(lines, "exit 0"), 0);
        ScriptLines empty("");
        QCOMPARE(foundLine(empty, ""), 0);
    }

    void whatIsNoScriptIsReadToItsEnd()
    {
        std::mt19937 random(1);
        const std::string_view pieces[] = {"$(", "`", "\"", "'", "${", "}",   ")", "(",  "<<E",  "\n",
                                           "\\", ";", "a ", "#", "*",  "E\n", "$", "2>", "\x01", "if "};
        for (int i = 0; i < 500; ++i) {
            std::string text;
            for (int piece = 0; piece < 40; ++piece)
                text += pieces[random() % std::size(pieces)];
            ScriptLines lines(text);
            const auto line = lines.find("a");
            QVERIFY(!line || (*line >= 1 && *line <= static_cast<std::size_t>(std::ranges::count(text, '\n')) + 1));
        }
        ScriptLines deep(std::string(200'000, '`') + std::string(50'000, '('));
        QCOMPARE(foundLine(deep, "a"), 0);
        std::string nested;
        for (int i = 0; i < 60'000; ++i)
            nested += "$(";
        ScriptLines substitutions(nested);
        QCOMPARE(foundLine(substitutions, "a"), 0);
    }
};

SPP_TEST(TestScriptLines)
#include "tst_script_lines.moc"
