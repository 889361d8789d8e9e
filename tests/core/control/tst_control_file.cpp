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
        QCOMPARE(control::parseNumber("10\n"), std::optional(10UL));
        QCOMPARE(control::parseNumber("10M\n"), std::optional(10UL));
        for (const char* bytes : {"", "\n10\n", "x10", "-1", "+1", " 10"})
            QVERIFY2(!control::parseNumber(bytes), bytes);
    }
};

SPP_TEST(TestControlFile)
#include "tst_control_file.moc"
