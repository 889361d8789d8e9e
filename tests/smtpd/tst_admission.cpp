// SPDX-License-Identifier: MIT
/// Who may begin a session, with a clock that the test turns.
#include "smtpd/admission.h"
#include "tests/support/printing.h"

#include <QTest>

using namespace spp::smtpd;
using namespace std::chrono_literals;
using namespace std::string_literals;

class TestAdmission : public QObject
{
    Q_OBJECT

    static asio::ip::address address(const std::string& text) { return asio::ip::make_address(text); }
    const Admission::Clock::time_point m_begin{1000h};

private slots:
    void soManySessionsInAll()
    {
        Admission admission({2, 0, 0});
        QVERIFY(!admission.enter(address("192.0.2.1"), m_begin));
        QVERIFY(!admission.enter(address("192.0.2.2"), m_begin));
        const auto third = admission.enter(address("192.0.2.3"), m_begin);
        QVERIFY(third);
        QVERIFY(third->reply.starts_with("421 4.7.0 ") && third->reply.ends_with("\r\n"));
        QCOMPARE(third->log.value_or(""), "192.0.2.3: turned away: there are 2 sessions already (--max-sessions)"s);
        admission.leave(address("192.0.2.1"));
        QVERIFY(!admission.enter(address("192.0.2.3"), m_begin));
        QCOMPARE(admission.sessions(), 2U);
    }

    void soManySessionsOfOneClient()
    {
        Admission admission({0, 2, 0});
        QVERIFY(!admission.enter(address("192.0.2.1"), m_begin));
        QVERIFY(!admission.enter(address("192.0.2.1"), m_begin));
        QVERIFY(admission.enter(address("192.0.2.1"), m_begin));
        QVERIFY(!admission.enter(address("192.0.2.2"), m_begin));
        admission.leave(address("192.0.2.1"));
        QVERIFY(!admission.enter(address("192.0.2.1"), m_begin));
    }

    void aWholeNetworkOfIpv6IsOneClient_data()
    {
        QTest::addColumn<QByteArray>("one");
        QTest::addColumn<QByteArray>("other");
        QTest::addColumn<bool>("same");
        const auto row = [](const char* one, const char* other, bool same) {
            QTest::addRow("%s %s", one, other) << QByteArray(one) << QByteArray(other) << same;
        };
        row("2001:db8::1", "2001:db8::ffff:2", true);
        row("2001:db8:0:1::1", "2001:db8:0:2::1", false);
        row("::ffff:192.0.2.1", "192.0.2.1", true); // an IPv4 client of an IPv6 socket
        row("192.0.2.1", "192.0.2.2", false);
        row("::1", "0.0.0.0", false);
        row("::", "192.0.2.1", false);
    }
    void aWholeNetworkOfIpv6IsOneClient()
    {
        QFETCH(QByteArray, one);
        QFETCH(QByteArray, other);
        QFETCH(bool, same);
        Admission admission({0, 1, 0});
        QVERIFY(!admission.enter(address(one.toStdString()), m_begin));
        QCOMPARE(admission.enter(address(other.toStdString()), m_begin).has_value(), same);
    }

    void soManyConnectionsInAMinute()
    {
        Admission admission({0, 0, 4});
        const auto connect = [&](Admission::Clock::time_point now) {
            const bool entered = !admission.enter(address("192.0.2.1"), now);
            if (entered)
                admission.leave(address("192.0.2.1"));
            return entered;
        };
        for (int i = 0; i < 4; ++i)
            QVERIFY(connect(m_begin));
        QVERIFY(!connect(m_begin));
        QVERIFY(!connect(m_begin + 14s));
        QVERIFY(connect(m_begin + 30s)); // a quarter of a minute gives one back, and attempts cost nothing
        QVERIFY(connect(m_begin + 31s));
        QVERIFY(!connect(m_begin + 32s));
        for (int i = 0; i < 4; ++i)
            QVERIFY(connect(m_begin + 10min));
        QVERIFY(!connect(m_begin + 10min)); // no more than that are saved up
    }

    void whoIsTurnedAwayIsLoggedOnceInAMinute()
    {
        Admission admission({0, 0, 1});
        const auto client = address("192.0.2.1");
        QVERIFY(!admission.enter(client, m_begin));
        QVERIFY(admission.enter(client, m_begin)->log);
        for (int i = 0; i < 100; ++i)
            QVERIFY(!admission.enter(client, m_begin + 1s)->log);
        QVERIFY(!admission.enter(client, m_begin + 70s));
        QCOMPARE(admission.enter(client, m_begin + 71s)->log.value_or(""),
                 "192.0.2.1: turned away: more than 1 connections in a minute (--max-connections-per-minute); "
                 "101 times since this was told last"s);
    }

    void whoHasGoneIsForgotten()
    {
        Admission admission({0, 0, 5});
        for (int i = 0; i < 1000; ++i) {
            const asio::ip::address_v4 client(static_cast<asio::ip::address_v4::uint_type>(0x0a000000 + i));
            QVERIFY(!admission.enter(client, m_begin));
            admission.leave(client);
        }
        QVERIFY(!admission.enter(address("192.0.2.1"), m_begin + 2min)); // it stays
        QCOMPARE(admission.clients(), 1U);
        QVERIFY(!admission.enter(address("192.0.2.2"), m_begin + 10min));
        QCOMPARE(admission.clients(), 2U);
    }

    void leavingWithoutHavingEnteredChangesNothing()
    {
        Admission admission({1, 1, 1});
        admission.leave(address("192.0.2.1"));
        QCOMPARE(admission.sessions(), 0U);
    }
};

QTEST_GUILESS_MAIN(TestAdmission)
#include "tst_admission.moc"
