// SPDX-License-Identifier: MIT
/// Differences as people read them.
#include "core/deploy/line_difference.h"
#include "tests/core/deploy/homes.h"
#include "tests/support/printing.h"
#include "tests/support/test_main.h"

#include <QTest>

using namespace spp;
using namespace spp::deploy;
using namespace spp::test;

class TestLineDifference : public QObject
{
    Q_OBJECT

    static std::string compared(std::string_view before, std::string_view after, std::size_t around = 1)
    {
        std::string text;
        for (const DiffLine& line : compareLines(before, after, around)) {
            switch (line.kind) {
            case DiffLine::Kind::Same: text += " "; break;
            case DiffLine::Kind::Gone: text += "-"; break;
            case DiffLine::Kind::New: text += "+"; break;
            case DiffLine::Kind::Gap: text += "…"; break;
            }
            text += line.text + "|";
        }
        return text;
    }

    static std::string instead(const Difference& difference) { return show(difference).instead; }

private slots:
    void equalTextsHaveNoDifference()
    {
        QCOMPARE(compared("a\nb\n", "a\nb\n"), std::string());
        QCOMPARE(compared("", ""), std::string());
    }

    void changesStandBetweenTheirNeighbours()
    {
        QCOMPARE(compared("a\nb\nc\nd\ne\n", "a\nb\nX\nd\ne\n"), std::string(" b|-c|+X| d|"));
        QCOMPARE(compared("1\n2\n3\n4\n5\n6\n7\n", "0\n2\n3\n4\n5\n6\n8\n"), std::string("-1|+0| 2|…| 6|-7|+8|"));
        QCOMPARE(compared("", "a\n"), std::string("+a|"));
        QCOMPARE(compared("a\n", ""), std::string("-a|"));
    }

    void linesAreNumberedOnBothSides()
    {
        const auto lines = compareLines("a\nb\n", "x\na\nc\n");
        QVERIFY(lines == (std::vector<DiffLine>{{DiffLine::Kind::New, 0, 1, "x"},
                                                {DiffLine::Kind::Same, 1, 2, "a"},
                                                {DiffLine::Kind::Gone, 2, 0, "b"},
                                                {DiffLine::Kind::New, 0, 3, "c"}}));
    }

    void aMissingLineEndIsADifference() { QCOMPARE(compared("a\n", "a"), std::string("-a|+a  (no line end)|")); }

    void privateKeysAreNeverShown()
    {
        const Difference byName{Difference::Deed::Change, "control/servercert.pem", file("old"), file("new")};
        const Difference byBytes{Difference::Deed::Change, "control/x", file("old"),
                                 file("-----BEGIN PRIVATE KEY-----")};
        const Difference wasOne{Difference::Deed::Change, "control/x", file("-----BEGIN PRIVATE KEY-----"),
                                file("new")};
        for (const Difference& each : {byName, byBytes, wasOne}) {
            QVERIFY(show(each).lines.empty());
            QVERIFY(instead(each).find("not shown") != std::string::npos);
        }
    }

    void whatIsNoTextIsToldInBytes()
    {
        QCOMPARE(instead({Difference::Deed::Change, "plugins/x", file(std::string("\0", 1)), file("new")}),
                 std::string("no text: 1 byte there, 3 bytes here"));
        QCOMPARE(instead({Difference::Deed::Change, "plugins/x", link("a\nb"), link("c")}),
                 std::string("leads to a\\nb, will be c"));
        QCOMPARE(instead({Difference::Deed::Add, "plugins/x", std::nullopt, folder()}), std::string("a folder"));
    }
};

SPP_TEST(TestLineDifference)
#include "tst_line_difference.moc"
