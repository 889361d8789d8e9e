// SPDX-License-Identifier: MIT
#include "core/base/error.h"
#include "core/base/text.h"
#include "tests/support/printing.h"
#include "tests/support/test_main.h"

using namespace spp;
using namespace std::string_literals;
using namespace std::string_view_literals;

class TestText : public QObject
{
    Q_OBJECT

private slots:
    void caseIsAsciiOnly()
    {
        QCOMPARE(text::lower("AZaz09@[\xC4"), "azaz09@[\xC4"s);
        QVERIFY(text::equalsIgnoringCase("Received", "rECEIVED"));
        QVERIFY(!text::equalsIgnoringCase("a", "ab"));
        QVERIFY(!text::equalsIgnoringCase("ab", "a"));
        QVERIFY(!text::equalsIgnoringCase("@", "`"));
    }

    void trimmingCutsBlanksAndTabs()
    {
        QCOMPARE(text::trimEnd(" a b \t "), " a b"sv);
        QCOMPARE(text::trim(" \ta b \t "), "a b"sv);
        QCOMPARE(text::trim(" \t "), ""sv);
        QCOMPARE(text::trimEnd("\t"), ""sv);
        QCOMPARE(text::trimEnd("a\r"), "a\r"sv);
    }

    void linesEndWithLf()
    {
        QCOMPARE(text::lines("a\n\nb").size(), std::size_t{3});
        QCOMPARE(text::lines("a\n\nb")[2], "b"sv);
        QCOMPARE(text::lines("a\n"), std::vector{"a"sv});
        QCOMPARE(text::lines("\n"), std::vector{""sv});
        QVERIFY(text::lines("").empty());
    }

    void aNulEndsAString()
    {
        QCOMPARE(text::untilNul("ab\0c"sv), "ab"sv);
        QCOMPARE(text::untilNul("ab"sv), "ab"sv);
        QCOMPARE(text::untilNul("\0"sv), ""sv);
    }

    void narrowNumbersAreCutOff()
    {
        QCOMPARE(text::leadingNarrowNumber("12ab"), std::optional(12UL));
        QCOMPARE(text::leadingNarrowNumber("4294967295"), std::optional(4294967295UL));
        QCOMPARE(text::leadingNarrowNumber("4294967296"), std::optional(0UL));
        QCOMPARE(text::leadingNarrowNumber("18446744073709551617"), std::optional(1UL));
        for (const char* none : {"", "x1", "-1", " 1"})
            QVERIFY2(!text::leadingNarrowNumber(none), none);
    }

    void leadingNumbersSaturate()
    {
        QCOMPARE(text::leadingNumber("12ab"), std::optional(12UL));
        QCOMPARE(text::leadingNumber("0"), std::optional(0UL));
        QCOMPARE(text::leadingNumber(""), std::optional<unsigned long>{});
        QCOMPARE(text::leadingNumber("x1"), std::optional<unsigned long>{});
        QCOMPARE(text::leadingNumber("-1"), std::optional<unsigned long>{});
        QCOMPARE(text::leadingNumber("18446744073709551614"), std::optional(~0UL - 1));
        QCOMPARE(text::leadingNumber("18446744073709551615"), std::optional(~0UL));
        QCOMPARE(text::leadingNumber("18446744073709551616"), std::optional(~0UL));
        QCOMPARE(text::leadingNumber(std::string(10'000, '9')), std::optional(~0UL));
    }

    void printableHidesControlBytesAndKeepsUtf8()
    {
        QCOMPARE(text::printable("a\r\n\t\0\\\x1b\x7f"sv), "a\\r\\n\\t\\0\\\\\\x1b\\x7f"s);
        QCOMPARE(text::printable("\xC3\xA4 \xE2\x82\xAC \xF0\x9F\x98\x80"), "\xC3\xA4 \xE2\x82\xAC \xF0\x9F\x98\x80"s);
    }

    void printableShowsInvalidUtf8AsBytes()
    {
        QCOMPARE(text::printable("\xC3"), "\\xc3"s);
        QCOMPARE(text::printable("\xC3("), "\\xc3("s);
        QCOMPARE(text::printable("\xC0\xAF"), "\\xc0\\xaf"s);
        QCOMPARE(text::printable("\xE0\x80\x80"), "\\xe0\\x80\\x80"s);
        QCOMPARE(text::printable("\xED\xA0\x80"), "\\xed\\xa0\\x80"s);
        QCOMPARE(text::printable("\xF4\x90\x80\x80"), "\\xf4\\x90\\x80\\x80"s);
        QCOMPARE(text::printable("\xC2\x9B"), "\\xc2\\x9b"s);
        QCOMPARE(text::printable("\x80\xFF"), "\\x80\\xff"s);
    }

    void errorsTakeAPlaceInFront()
    {
        const Error error{Fault::Configuration, "is not a number"};
        QCOMPARE(error.at("control/databytes:1").message, "control/databytes:1: is not a number"s);
        QVERIFY(error.at("x").fault == Fault::Configuration);
    }
};

SPP_TEST(TestText)
#include "tst_text.moc"
