// SPDX-License-Identifier: MIT
/// A scenario's text takes over what was seen, and nothing else of it changes.
#include "core/scenario/revision.h"
#include "tests/core/scenario/parsed.h"
#include "tests/support/printing.h"
#include "tests/support/test_main.h"

using namespace spp;
using namespace spp::test;
using namespace std::string_literals;
using scenario::LineChange;

class TestRevision : public QObject
{
    Q_OBJECT

    static std::string revised(std::string_view text, const std::vector<LineChange>& changes, std::size_t cases = 1)
    {
        return scenario::revise(text, changes, cases).text;
    }

    /// The S lines of a dialog, once it has accepted that reply to its first line.
    static std::string accepted(const std::string& patterns, std::string_view reply)
    {
        const std::string text = "C: NOOP\n" + patterns;
        const auto expectation = *parsedDialog(text).lines.front().expectation;
        const std::string result = revised(text, scenario::acceptReply(expectation, reply));
        return result.substr(8);
    }

private slots:
    void aCodeStaysACode()
    {
        QCOMPARE(accepted("S: 250\n", "550 5.7.1 no\r\n"), "S: 550\n"s);
        QCOMPARE(accepted("S: 250 ok\n", "550 5.7.1 no\r\n"), "S: 550 5.7.1 no\n"s);
    }

    void anExactReplyStaysExact()
    {
        QCOMPARE(accepted("S= 250 ok\n", "550 no\r\n"), "S= 550 no\n"s);
        QCOMPARE(accepted("S= 250 ok\n", "550 no \r\n"), "S: 550 no\n"s); // blanks at its end can't be written down
    }

    void wildcardsAndExpressionsBecomeTheReplysBeginning()
    {
        QCOMPARE(accepted("S* 250*\n", "550 no\r\n"), "S: 550 no\n"s);
        QCOMPARE(accepted("S~ ^2\n", "550 no\r\n"), "S: 550 no\n"s);
    }

    void ofSeveralLinesThoseChangeThatWereNotMet()
    {
        QCOMPARE(accepted("S: 250-mx\nS: 250-SIZE\nS: 250\n", "250-mx\r\n250-PIPELINING\r\n250 SIZE\r\n"),
                 "S: 250-mx\nS: 250-PIPELINING\nS: 250\n"s);
        QCOMPARE(accepted("S: 250-mx\n# a remark\nS: 250\n", "550 no\r\n"), "S: 550 no\n# a remark\n"s);
    }

    void whatIsAcceptedIsMet_data()
    {
        QTest::addColumn<QByteArray>("reply");
        for (const char* reply : {"250 ok\r\n", "550 a  b \r\n", "451 ${x} ${{\r\n", "550 caf\xc3\xa9\r\n",
                                  "550 \xff\r\n", "550 a\x01z\r\n", "no code\r\n", "250\r\n", "550 a\r\n"})
            QTest::newRow(QByteArray(reply).toPercentEncoding().constData()) << QByteArray(reply);
    }
    void whatIsAcceptedIsMet()
    {
        QFETCH(QByteArray, reply);
        for (const char* pattern : {"S: 999\n", "S= 999\n", "S* 9?9\n", "S~ ^999$\n"}) {
            const auto again = parsedDialog("C: NOOP\n" + accepted(pattern, reply.toStdString()));
            QVERIFY2(again.lines.front().expectation->matches(reply.toStdString()), pattern);
        }
    }

    void nothingIsLeftOfAnEmptyReply()
    {
        QCOMPARE(accepted("S: 250\n", ""), "S: 250\n"s);
        QCOMPARE(accepted("S: 250\n", "\r\n"), "S: 250\n"s);
    }

    void allElseStaysAsItIs()
    {
        QCOMPARE(revised("# a\r\nC: NOOP\r\nS: 250\r\n\r\nlast", {{3, {"S: 550"}, false}}),
                 "# a\r\nC: NOOP\r\nS: 550\r\n\r\nlast\n"s);
        QCOMPARE(revised("C: NOOP\nS: 250", {}), "C: NOOP\nS: 250"s);
    }

    void aLineCanBeAddedBehindAnyAndAboveTheFirst()
    {
        QCOMPARE(revised("C: NOOP\nC: QUIT\n", {{0, {"S: 220"}, true}, {1, {"S: 250"}, true}, {2, {"S: 221"}, true}}),
                 "S: 220\nC: NOOP\nS: 250\nC: QUIT\nS: 221\n"s);
    }

    void whatStandsElsewhereIsNotTouchedButTold()
    {
        const std::string text = "include setup.spp\nlet code 250\nC: NOOP\nS: ${code}\n";
        const auto result = scenario::revise(text, {{1, {"S: 550"}, false}, {4, {"S: 550"}, false}}, 1);
        QCOMPARE(result.text, text);
        QCOMPARE(result.changed, 0U);
        QCOMPARE(result.refused,
                 (std::vector{"line 1: what is expected stands in a file that is included here; change it by hand"s,
                              "line 4: what is expected stands in a variable; change it by hand"s}));
    }

    void aLineWhoseDollarIsNoVariableIsChanged()
    {
        QCOMPARE(revised("C: NOOP\nS: 250 ${{x}\n", {{2, {"S: 550 ${y}"}, false}}), "C: NOOP\nS: 550 ${{y}\n"s);
    }

    void theRowsOfATableMustAgree()
    {
        const LineChange one{2, {"S: 550"}, false};
        const LineChange other{2, {"S: 450"}, false};
        QCOMPARE(revised("C: NOOP\nS: 250\n", {one, one}, 2), "C: NOOP\nS: 550\n"s);
        for (const auto& changes : {std::vector{one}, std::vector{one, other}}) {
            const auto result = scenario::revise("C: NOOP\nS: 250\n", changes, 2);
            QCOMPARE(result.text, "C: NOOP\nS: 250\n"s);
            QCOMPARE(result.refused,
                     (std::vector{"line 2: the rows of the table differ in what was seen; change it by hand"s}));
        }
    }
};

SPP_TEST(TestRevision)
#include "tst_revision.moc"
