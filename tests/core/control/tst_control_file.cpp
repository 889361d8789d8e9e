// SPDX-License-Identifier: MIT
#include "core/control/control_file.h"
#include "tests/support/printing.h"
#include "tests/support/test_main.h"

using namespace spp;
using namespace std::string_literals;

namespace
{

std::string show(std::string_view bytes)
{
    std::string result;
    for (const auto& line : control::parseLines(bytes))
        result += std::to_string(line.line) + "=" + line.text + ";";
    return result;
}

} // namespace

class TestControlFile : public QObject
{
    Q_OBJECT

private slots:
    void linesThatCountKeepTheirPlace() { QCOMPARE(show("# comment\none \t\n\n  \n#two\nthree"), "2=one;6=three;"s); }

    void onlyTheFirstByteMakesAComment() { QCOMPARE(show(" # not\na # b\n"), "1= # not;2=a # b;"s); }

    void aCarriageReturnIsKept() { QCOMPARE(show("a\r\n\r\n"), "1=a\r;2=\r;"s); }

    void aNulEndsAnEntryAndWhatStandsBehindItIsTakenAsItIs()
    {
        QCOMPARE(show("a\0b\n\0c\nd\0#e\0 \nf\n"s), "1=a;1=b;3=d;3=#e;3=;4=f;"s);
        QCOMPARE(show("#a\0b\n"s), ""s);
    }

    void anEmptyFileHasNoLines()
    {
        QCOMPARE(show(""), ""s);
        QCOMPARE(show("\n\n"), ""s);
    }

    void theFirstLineIsTaken()
    {
        QCOMPARE(control::parseFirstLine("mx.example.org \t\nother\n"), "mx.example.org"s);
        QCOMPARE(control::parseFirstLine("mx.example.org"), "mx.example.org"s);
        QCOMPARE(control::parseFirstLine("# mx\n"), "# mx"s);
        QCOMPARE(control::parseFirstLine("\nmx\n"), ""s);
        QCOMPARE(control::parseFirstLine(""), ""s);
    }

    void aNumberBeginsWithADigit()
    {
        for (const bool narrow : {false, true}) {
            QCOMPARE(control::parseNumber("10\n", narrow), std::optional(10UL));
            QCOMPARE(control::parseNumber("010M\n", narrow), std::optional(10UL));
            for (const char* bytes : {"", "\n10\n", "x10", "-1", "+1", " 10", "\t10", "#10"})
                QVERIFY2(!control::parseNumber(bytes, narrow), bytes);
        }
    }

    void aNarrowNumberHas32Bits()
    {
        QCOMPARE(control::parseNumber("4294967295\n", true), std::optional(4294967295UL));
        QCOMPARE(control::parseNumber("4294967297\n", true), std::optional(1UL));
        QCOMPARE(control::parseNumber("4294967297\n", false), std::optional(4294967297UL));
    }
};

SPP_TEST(TestControlFile)
#include "tst_control_file.moc"
