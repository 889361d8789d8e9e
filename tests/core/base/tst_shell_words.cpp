// SPDX-License-Identifier: MIT
/// Command lines taken apart as a shell would.
#include "core/base/shell_words.h"
#include "core/trace/shell_command.h"
#include "tests/support/printing.h"
#include "tests/support/test_main.h"

using namespace spp;
using namespace std::string_literals;
using Words = std::vector<std::string>;

namespace
{

Words split(std::string_view line)
{
    const auto words = text::splitShellWords(line);
    return words ? *words : Words{"(" + words.error().message + ")"};
}

} // namespace

class TestShellWords : public QObject
{
    Q_OBJECT

private slots:
    void quotesAndBackslashesAreTaken()
    {
        QCOMPARE(split("a  b\tc\n"), (Words{"a", "b", "c"}));
        QCOMPARE(split("'a b'c \"d'e\" \\' \"\\\"\\$\\x\" ''"), (Words{"a bc", "d'e", "'", "\"$\\x", ""}));
        QCOMPARE(split("a\\\nb \\\n c # a comment"), (Words{"ab", "c"}));
        QCOMPARE(split("$'a\\n\\x41\\101\\'\\\\' '\\n'"), (Words{"a\nAA'\\", "\\n"}));
        QCOMPARE(split("a#b $ 5$ x=$'' *"), (Words{"a#b", "$", "5$", "x=", "*"}));
        QCOMPARE(split(""), Words());
    }

    void whatOnlyAShellKnowsIsRefused_data()
    {
        QTest::addColumn<QString>("line");
        for (const char* line : {"$HOME", "\"$x\"", "${x}", "$(date)", "`date`", "\"`date`\"", "a | b", "a;b", "a>b",
                                 "a & b", "'open", "\"open", "$'open", "a <(b)"})
            QTest::newRow(line) << QString(line);
    }
    void whatOnlyAShellKnowsIsRefused()
    {
        QFETCH(QString, line);
        QVERIFY2(!text::splitShellWords(line.toStdString()), qPrintable(line));
    }

    void whatIsQuotedComesBack()
    {
        for (const std::string& word :
             {"a"s, ""s, "it's"s, "a \"b\" $c `d` \\"s, "#x"s, "two\nlines"s, "a|b;c&d<e>f(g)"s})
            QCOMPARE(split(trace::quoteForShell(word)), Words{word});
    }

    void anUnfinishedWordIsReadAsFarAsItGoes()
    {
        QCOMPARE(text::unquoteShellWord("my\\ fi"), "my fi"s);
        QCOMPARE(text::unquoteShellWord("'my fi"), "my fi"s);
        QCOMPARE(text::unquoteShellWord("\"my fi"), "my fi"s);
        QCOMPARE(text::unquoteShellWord("$HOME/x"), "$HOME/x"s);
        QCOMPARE(text::unquoteShellWord("a b"), "a b"s);
        QCOMPARE(text::unquoteShellWord(""), ""s);
        QCOMPARE(text::unquoteShellWord("\\"), ""s);
    }
};

SPP_TEST(TestShellWords)
#include "tst_shell_words.moc"
