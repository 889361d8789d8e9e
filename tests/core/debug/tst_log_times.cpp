// SPDX-License-Identifier: MIT
#include "core/debug/log_times.h"
#include "tests/support/printing.h"
#include "tests/support/test_main.h"

using namespace spp;
using namespace std::string_literals;

class TestLogTimes : public QObject
{
    Q_OBJECT

private slots:
    void timesAndProcessesAreTakenOut_data()
    {
        QTest::addColumn<QString>("rest");
        const auto row = [](const char* log, const char* rest) { QTest::newRow(log) << QString::fromUtf8(rest); };
        row("16:58:54 a", "(…) a");
        row("[16:58] a", "[(…)] a");
        row("16:58:54.123456+0100 a", "(…) a");
        row("2026-11-26T16:58:54Z a", "(…) a");
        row("2026-11-26 16:58:54,120: a", "(…) (…): a");
        row("26/Nov/2026:16:58:54 a", "(…) a");
        row("Nov  6 16:58:54 mx check[4711]: a", "(…) (…) mx check(…): a");
        row("@400000006566b3f62f3a5d1c a", "(…) a");
        row("1764176281 a", "(…) a");
        row("1764176281.25: a", "(…): a");
        row("t=1764176281250", "t=(…)");
        row("took 12 ms, 0.25s and 3.1 seconds", "took (…), (…) and (…)");
        row("took 7µs", "took (…)");
        row("pid 4711, pid=12", "(…), (…)");
    }

    void timesAndProcessesAreTakenOut()
    {
        QFETCH(QString, rest);
        QCOMPARE(debug::withoutTimes(QTest::currentDataTag()), rest.toStdString());
    }

    void everythingElseStays_data()
    {
        QTest::addColumn<QString>("none");
        for (const char* log :
             {"", "\n", "10.0.0.1:25", "smtpplugins:12:34", "2001:db8:10:20:30::1", "550 5.7.1 no", "score 4.25 of 5",
              "wait 50 s", "list[3", "[12] a", "2345678901", "24 msgs", "@4000", "May be", "v1.2.3", "rapid 12"})
            QTest::newRow(log) << QString();
    }

    void everythingElseStays()
    {
        QCOMPARE(debug::withoutTimes(QTest::currentDataTag()), std::string(QTest::currentDataTag()));
    }

    void hostileBytesDoNoHarm()
    {
        std::string bytes;
        for (int i = 0; i < 4096; ++i)
            bytes += "1:0.[]@4000 pNovs\xc2\0\xff"[std::size_t(i * 7919 + i / 13) % 20];
        for (std::size_t size = 0; size < bytes.size(); size += 7)
            QVERIFY(debug::withoutTimes(std::string_view(bytes).substr(0, size)).size() <= size * 5);
    }
};

SPP_TEST(TestLogTimes)
#include "tst_log_times.moc"
