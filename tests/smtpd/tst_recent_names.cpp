// SPDX-License-Identifier: MIT
#include "smtpd/recent_names.h"
#include "tests/support/printing.h"

#include <QTest>

using namespace spp::smtpd;
using namespace std::chrono_literals;

class TestRecentNames : public QObject
{
    Q_OBJECT

    const RecentNames::Clock::time_point m_start{1h};

    static asio::ip::address address(unsigned number) { return asio::ip::address_v4(number); }

private slots:
    void aNameIsKeptForAMinute()
    {
        RecentNames names;
        names.keep(address(1), "mx.example.org", m_start);
        QCOMPARE(names.find(address(1), m_start + 59s), std::optional<std::string>("mx.example.org"));
        QCOMPARE(names.find(address(1), m_start + 60s), std::optional<std::string>());
        QCOMPARE(names.find(address(2), m_start), std::optional<std::string>());
    }

    void afterThatItIsFoundAnew()
    {
        RecentNames names;
        names.keep(address(1), "old.example.org", m_start);
        names.keep(address(1), "new.example.org", m_start + 60s);
        QCOMPARE(names.find(address(1), m_start + 61s), std::optional<std::string>("new.example.org"));
    }

    void twoAnswersAtTheSameTimeAreOne()
    {
        RecentNames names;
        names.keep(address(1), "mx.example.org", m_start);
        names.keep(address(1), "mx.example.org", m_start + 30s);
        QCOMPARE(names.find(address(1), m_start + 61s), std::optional<std::string>());
        names.keep(address(2), "other.example.org", m_start + 200s);
        QCOMPARE(names.find(address(2), m_start + 201s), std::optional<std::string>("other.example.org"));
    }

    void theOldestMakeRoom()
    {
        RecentNames names;
        for (unsigned i = 0; i <= RecentNames::mostKept; ++i)
            names.keep(address(i), "mx.example.org", m_start);
        QVERIFY(!names.find(address(0), m_start));
        QVERIFY(names.find(address(1), m_start));
        QVERIFY(names.find(address(RecentNames::mostKept), m_start));
    }
};

QTEST_GUILESS_MAIN(TestRecentNames)
#include "tst_recent_names.moc"
