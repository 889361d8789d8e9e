// SPDX-License-Identifier: MIT
#include "core/smtp/ip_address.h"
#include "tests/support/printing.h"
#include "tests/support/test_main.h"

using namespace spp;
using namespace std::string_literals;

class TestIpAddress : public QObject
{
    Q_OBJECT

    static std::string again(const std::string& text)
    {
        const auto address = smtp::parseIpAddress(text);
        return address ? smtp::formatIpAddress(*address) : "none";
    }

private slots:
    void oneAddressIsOneText_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<QByteArray>("wanted");
        const auto row = [](const char* text, const char* wanted) {
            QTest::newRow(text) << QByteArray(text) << QByteArray(wanted);
        };
        row("192.0.2.1", "192.0.2.1");
        row("0.0.0.0", "0.0.0.0");
        row("255.255.255.255", "255.255.255.255");
        row("::", "::");
        row("::1", "::1");
        row("1::", "1::");
        row("2001:DB8::7", "2001:db8::7");
        row("2001:0db8:0000:0000:0001:0000:0000:0001", "2001:db8::1:0:0:1");
        row("2001:db8:0:1:1:1:1:1", "2001:db8:0:1:1:1:1:1");
        row("1:0:0:2:0:0:0:3", "1:0:0:2::3");
        row("1:2:3:4:5:6:7:8", "1:2:3:4:5:6:7:8");
        row("1:2:3:4:5:6:7::", "1:2:3:4:5:6:7:0");
        row("64:ff9b::192.0.2.33", "64:ff9b::c000:221");
        row("::ffff:192.0.2.1", "192.0.2.1");
        row("::FFFF:c000:0201", "192.0.2.1");
        row("fe80::1", "fe80::1");
    }
    void oneAddressIsOneText()
    {
        QFETCH(QByteArray, text);
        QFETCH(QByteArray, wanted);
        QCOMPARE(again(text.toStdString()), wanted.toStdString());
        QCOMPARE(again(wanted.toStdString()), wanted.toStdString());
    }

    void whatIsNone_data()
    {
        QTest::addColumn<QByteArray>("text");
        for (const char* text : {"",
                                 ".",
                                 "1.2.3",
                                 "1.2.3.4.5",
                                 "1.2.3.",
                                 ".1.2.3",
                                 "1.2.3.256",
                                 "1.2.3.04",
                                 "1.2.3.0x4",
                                 "1.2.3.4 ",
                                 "-1.2.3.4",
                                 "1..3.4",
                                 "a.b.c.d",
                                 ":",
                                 ":::",
                                 "1:2",
                                 "1:2:3:4:5:6:7",
                                 "1:2:3:4:5:6:7:8:9",
                                 "1::2::3",
                                 "1:2:3:4:5:6:7:8::",
                                 "::1:2:3:4:5:6:7:8",
                                 "12345::",
                                 "g::",
                                 "1:",
                                 ":1",
                                 "1.2.3.4::",
                                 "::1.2.3",
                                 "::1.2.3.4:5",
                                 "1:2:3:4:5:6:7:1.2.3.4",
                                 "fe80::1%eth0",
                                 "[::1]",
                                 "::+1",
                                 "::0x1",
                                 " ::1"})
            QTest::newRow(text) << QByteArray(text);
        QTest::newRow("NUL") << QByteArray("::1\0", 4);
        QTest::newRow("long") << QByteArray(100'000, ':');
    }
    void whatIsNone()
    {
        QFETCH(QByteArray, text);
        QCOMPARE(again(text.toStdString()), "none"s);
    }
};

SPP_TEST(TestIpAddress)
#include "tst_ip_address.moc"
