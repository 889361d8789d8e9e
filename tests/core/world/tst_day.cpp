// SPDX-License-Identifier: MIT
#include "core/world/day.h"
#include "tests/support/printing.h"
#include "tests/support/test_main.h"

#include <QTest>

#include <ctime>

using namespace spp::world;
using namespace std::string_literals;

class TestDay : public QObject
{
    Q_OBJECT

    static long long secondsOf(const char* text)
    {
        const auto day = parseDay(text);
        return day ? std::chrono::system_clock::to_time_t(*day) : -1;
    }

private slots:
    void init()
    {
        qputenv("TZ", "CET-1CEST,M3.5.0,M10.5.0/3"); // with Qt's lock: its watchdog reads the environment meanwhile
        ::tzset();
    }
    void cleanup()
    {
        qunsetenv("TZ");
        ::tzset();
    }

    void aTimeIsTypedInManyWays_data()
    {
        QTest::addColumn<long long>("seconds");
        QTest::newRow("2026-03-01T11:30:05Z") << 1772364605LL;
        QTest::newRow(" 2026-03-01 11:30:05 Z ") << 1772364605LL;
        QTest::newRow("2026-03-01 12:30:05") << 1772364605LL;
        QTest::newRow("2026-03-01 13:30:05 +0200") << 1772364605LL;
        QTest::newRow("2026-03-01 13:30:05+02:00") << 1772364605LL;
        QTest::newRow("2026-03-01T06:00:05-05:30") << 1772364605LL;
        QTest::newRow("2026-03-01 12:30") << 1772364600LL;
        QTest::newRow("2026-03-01") << 1772319600LL;
        QTest::newRow("2026-07-01 12:00") << 1782900000LL; // summer time
        QTest::newRow("2024-02-29Z") << 1709164800LL;
        QTest::newRow("@1772364605") << 1772364605LL;
        QTest::newRow("@0") << 0LL;
    }
    void aTimeIsTypedInManyWays()
    {
        QFETCH(long long, seconds);
        QCOMPARE(secondsOf(QTest::currentDataTag()), seconds);
    }

    void whatIsNoTimeIsSaidSo_data()
    {
        QTest::addColumn<int>("unused");
        for (const char* text : {"",
                                 "now",
                                 "2026",
                                 "2026-03",
                                 "2026-3-1",
                                 "2026-02-29",
                                 "2026-13-01",
                                 "2026-00-10",
                                 "2026-03-01T",
                                 "2026-03-01 12",
                                 "2026-03-01 24:00",
                                 "2026-03-01 12:60",
                                 "2026-03-01 12:00:60",
                                 "2026-03-01 12:00 +01",
                                 "2026-03-01 12:00 +25:00",
                                 "2026-03-01 12:00 CET",
                                 "2026-03-01Zx",
                                 "1969-12-31",
                                 "@",
                                 "@-1",
                                 "@1x",
                                 "@99999999999999999999",
                                 "2026-03-01\n--keep"})
            QTest::newRow(text) << 0;
    }
    void whatIsNoTimeIsSaidSo()
    {
        QVERIFY(!parseDay(QTest::currentDataTag()));
        QCOMPARE(parseDay("now").error().message,
                 "“now” is no time; write 2026-03-01, 2026-03-01 12:30, "
                 "2026-03-01T12:30:00Z or @1772366400"s);
    }

    void whatIsShownCanBeTyped()
    {
        const auto day = *parseDay("@1772364605");
        QCOMPARE(formatDay(day), "2026-03-01 12:30:05 +0100"s);
        QVERIFY(*parseDay(formatDay(day)) == day);
    }
};

SPP_TEST(TestDay)
#include "tst_day.moc"
