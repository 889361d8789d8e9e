// SPDX-License-Identifier: MIT
#include "core/coverage/printed_literals.h"
#include "tests/support/printing.h"
#include "tests/support/test_main.h"

using namespace spp;

class TestPrintedLiterals : public QObject
{
    Q_OBJECT

    static std::string found(std::string_view source)
    {
        std::string text;
        for (const auto& each : coverage::printedLiterals(source))
            text += (text.empty() ? "" : " ") + each;
        return text;
    }

private slots:
    void whatIsPrintedIsFound_data()
    {
        QTest::addColumn<QByteArray>("source");
        QTest::addColumn<QByteArray>("outcomes");
        const auto row = [](const char* source, const char* outcomes) {
            QTest::newRow(source) << QByteArray(source) << QByteArray(outcomes);
        };
        row("echo 'E550 no'", "E550");
        row("  [ -n \"$x\" ] || echo \"E451 later\"; exit 0", "E451");
        row("echo E550 not here", "E550");
        row("echo A", "A");
        row("case $x in y) echo N ;; z) echo O;; esac", "N O");
        row("printf 'E%s\\n' \"$1\"", "E");
        row("printf 'SHELO=%s (%s)\\n' \"$name\" \"$kind\"", "S");
        row("printf 'H%s: %s\\n' \"$a\" \"$b\"", "H");
        row("print(\"R421 too many\")", "R421");
        row("print(f\"C{address}\")", "C");
        row("    print \"LR550 5.7.1 no\\n\";", "LR550");
        row("puts(\"E452 too many\");", "E452");
        row("printf(\"HX-Spam: %d\\n\", score);", "H");
        row("fmt.Println(\"P250-first\")", "P250");
        row("println!(\"UDEBUG\");", "U");
        row("echo 'E550 a'; echo 'E550 b'; echo 'E451 c'", "E550 E451");
        // words for people, and what goes elsewhere
        row("echo Error: no file", "");
        row("print(\"Done\")", "");
        row("print('Starting', 'OK')", "");
        row("echo 'E550 no' >&2", "");
        row("print(\"E550\", file=sys.stderr)", "");
        row("fputs(\"A\\n\", stderr);", "");
        row("print STDERR \"E550\\n\";", "");
        row("printf 'A' | grep A", "");
        row("echo 'E550 no' >log", "");
        row("# echo 'E550 no'", "");
        row("// puts(\"E550 no\");", "");
        row("reprint('E550 no')", "");
        row("x='E550 no'", "");
        row("echo \"$reply\"", "");
        row("echo '", "");
    }
    void whatIsPrintedIsFound()
    {
        QFETCH(QByteArray, source);
        QFETCH(QByteArray, outcomes);
        QCOMPARE(found(source.toStdString()), outcomes.toStdString());
    }
    void aProgramOfTheMachineHasNone()
    {
        QCOMPARE(found(std::string_view("\x7f"
                                        "ELF\0\necho 'E550 no'\n",
                                        23)),
                 std::string());
    }
};

SPP_TEST(TestPrintedLiterals)
#include "tst_printed_literals.moc"
