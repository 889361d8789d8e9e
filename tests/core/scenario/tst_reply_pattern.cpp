// SPDX-License-Identifier: MIT
#include "core/scenario/reply_pattern.h"
#include "tests/support/printing.h"
#include "tests/support/test_main.h"

using namespace spp;
using namespace std::string_literals;
using scenario::parseReplyPattern;

class TestReplyPattern : public QObject
{
    Q_OBJECT

private slots:
    void aLineMatchesItsForm_data()
    {
        QTest::addColumn<QByteArray>("pattern");
        QTest::addColumn<QByteArray>("line");
        QTest::addColumn<bool>("matches");
        const auto row = [](const char* pattern, const char* line, bool matches) {
            QTest::addRow("%s on %s", pattern, line) << QByteArray(pattern) << QByteArray(line) << matches;
        };
        row("S: 250", "250 ok", true);
        row("S: 250", "550 250", false);
        row("S= 250 ok", "250 ok", true);
        row("S= 250 ok", "250 okay", false);
        row("S* 250*queued*", "250 2.0.0 queued as 1", true);
        row("S* 250*queued", "250 queued as 1", false);
        row("S* 2?0 *", "250 ", true);
        row("S* *a*b*", "xxbxxa", false);
        row("S* *a*b*", "xxaxxb", true);
        row("S~ ^250 .*ok$", "250 2.0.0 ok", true);
        row("S~ ^250 .*ok$", "250 ok 1", false);
        row("S~ 0 o", "250 ok", true);
    }
    void aLineMatchesItsForm()
    {
        QFETCH(QByteArray, pattern);
        QFETCH(QByteArray, line);
        QFETCH(bool, matches);
        const auto parsed = parseReplyPattern(pattern.toStdString());
        QVERIFY(parsed.has_value());
        QCOMPARE(parsed->matches(line.toStdString()), matches);
        QCOMPARE(parsed->format(), pattern.toStdString());
    }

    void wildcardsDoNotTakeForever()
    {
        std::string pattern = "S* ";
        for (int i = 0; i < 500; ++i)
            pattern += "*a";
        QVERIFY(!parseReplyPattern(pattern + "b")->matches(std::string(5000, 'a')));
    }

    void aReplyMatchesLineByLine()
    {
        scenario::Expectation expectation;
        for (const char* line : {"S: 250-", "S= 250-SIZE"})
            expectation.lines.push_back(*parseReplyPattern(line));
        QVERIFY(expectation.matches("250-mx\r\n250-SIZE\r\n250 HELP\r\n"));
        QVERIFY(!expectation.matches("250-mx\r\n250-SIZE 100\r\n250 HELP\r\n"));
        QVERIFY(!expectation.matches("250-mx\r\n"));
        QVERIFY(!expectation.matches(""));
        QCOMPARE(expectation.text(), "S: 250-, then S= 250-SIZE"s);
    }

    void whatMayBeA354AllowsAMessage()
    {
        const auto allows = [](const char* line) {
            return scenario::Expectation{{*parseReplyPattern(line)}, 1}.allowsMessage();
        };
        QVERIFY(allows("S: 3") && allows("S= 354 go ahead") && allows("S* *") && allows("S~ ^354"));
        QVERIFY(!allows("S: 503") && !allows("S~ ^5"));
    }

    void repliesThatFollowEachOtherAreSplit()
    {
        using Replies = std::vector<std::string_view>;
        QCOMPARE(scenario::splitReplies("250-a\r\n250 b\r\n354 c\r\n"), (Replies{"250-a\r\n250 b\r\n", "354 c\r\n"}));
        QCOMPARE(scenario::splitReplies("250-a\r\n"), (Replies{"250-a\r\n"}));
        QCOMPARE(scenario::splitReplies("no code"), (Replies{"no code"}));
        QCOMPARE(scenario::splitReplies(""), Replies());
        QCOMPARE(scenario::splitReplies("\n\n"), (Replies{"\n", "\n"}));
    }
};

SPP_TEST(TestReplyPattern)
#include "tst_reply_pattern.moc"
