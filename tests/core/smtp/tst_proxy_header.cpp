// SPDX-License-Identifier: MIT
/// The PROXY protocol's headers, good and hostile, and as they come: byte by byte.
#include "core/smtp/proxy_header.h"
#include "tests/support/printing.h"
#include "tests/support/test_main.h"

#include <QTest>

using namespace spp;
using namespace std::string_literals;
using smtp::parseProxyHeader;

namespace
{

const std::string signatureOf2("\r\n\r\n\0\r\nQUIT\n", 12);

/// @param block addresses, ports, remarks
std::string header2(char command, char family, const std::string& block)
{
    return signatureOf2 + command + family + static_cast<char>(block.size() >> 8) + static_cast<char>(block.size()) +
           block;
}

const std::string block4 = "\xc0\x00\x02\x07\xcb\x00\x71\x01\x12\x34\x00\x19"s;

} // namespace

class TestProxyHeader : public QObject
{
    Q_OBJECT

    static std::string shown(const std::string& bytes)
    {
        const auto header = parseProxyHeader(bytes);
        if (!header)
            return header.error().message;
        if (!*header)
            return "more";
        const auto& place = (*header)->client;
        return std::to_string((*header)->size) + " " +
               (place ? place->address + " " + std::to_string(place->port) + " to " + (*header)->server->address + " " +
                            std::to_string((*header)->server->port)
                      : "itself");
    }

private slots:
    void version1()
    {
        QCOMPARE(shown("PROXY TCP4 192.0.2.7 203.0.113.1 4660 25\r\nEHLO x\r\n"),
                 "42 192.0.2.7 4660 to 203.0.113.1 25"s);
        QCOMPARE(shown("PROXY TCP6 2001:db8::7 2001:db8::1 4660 465\r\n"), "45 2001:db8::7 4660 to 2001:db8::1 465"s);
        QCOMPARE(shown("PROXY UNKNOWN\r\n"), "15 itself"s);
        QCOMPARE(shown("PROXY UNKNOWN ffff::1 ffff::2 1 2\r\n"), "35 itself"s);
    }

    void version2()
    {
        QCOMPARE(shown(header2('\x21', '\x11', block4) + "EHLO"), "28 192.0.2.7 4660 to 203.0.113.1 25"s);
        QCOMPARE(shown(header2('\x21', '\x11', block4 + std::string(20, 'x'))), "48 192.0.2.7 4660 to 203.0.113.1 25"s);
        const std::string block6 = "\x20\x01\x0d\xb8"s + std::string(11, '\0') + "\x07" + "\x20\x01\x0d\xb8"s +
                                   std::string(11, '\0') + "\x01" + "\x12\x34\x00\x19"s;
        QCOMPARE(shown(header2('\x21', '\x21', block6)), "52 2001:db8:0:0:0:0:0:7 4660 to 2001:db8:0:0:0:0:0:1 25"s);
        QCOMPARE(shown(header2('\x20', '\x00', "")), "16 itself"s); // LOCAL: a health check
        QCOMPARE(shown(header2('\x20', '\x11', block4)), "28 itself"s);
        QCOMPARE(shown(header2('\x21', '\x31', std::string(216, 'x'))), "232 itself"s); // a unix socket
    }

    void itMayComeInAnyPieces()
    {
        for (const std::string& header :
             {"PROXY TCP4 192.0.2.7 203.0.113.1 4660 25\r\n"s, header2('\x21', '\x11', block4)})
            for (std::size_t size = 0; size < header.size(); ++size)
                QCOMPARE(shown(header.substr(0, size)), "more"s);
    }

    void whatIsNoHeaderIsRefused_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        int number = 0;
        for (const std::string& bytes : {"EHLO x\r\n"s,
                                         "PROXY\r\n"s,
                                         "proxy TCP4"s,
                                         "\r\n\r\nQ"s,
                                         "PROXY TCP4\r\n"s,
                                         "PROXY TCP4 192.0.2.7 203.0.113.1 4660\r\n"s,
                                         "PROXY TCP4 192.0.2.7 203.0.113.1 4660 25 1\r\n"s,
                                         "PROXY TCP4 192.0.2.256 203.0.113.1 4660 25\r\n"s,
                                         "PROXY TCP4 192.0.2 203.0.113.1 4660 25\r\n"s,
                                         "PROXY TCP4 192.0.2.7 203.0.113.1 65536 25\r\n"s,
                                         "PROXY TCP4 192.0.2.7 203.0.113.1 -1 25\r\n"s,
                                         "PROXY TCP4 2001:db8::1 2001:db8::2 1 25\r\n"s,
                                         "PROXY TCP6 192.0.2.7 203.0.113.1 1 25\r\n"s,
                                         "PROXY TCP5 192.0.2.7 203.0.113.1 1 25\r\n"s,
                                         "PROXY  TCP4 192.0.2.7 203.0.113.1 1 25\r\n"s,
                                         "PROXY TCP4 " + std::string(100, '1'),
                                         header2('\x11', '\x11', block4),
                                         header2('\x22', '\x11', block4),
                                         header2('\x21', '\x11', "short"),
                                         header2('\x21', '\x21', block4),
                                         header2('\x21', '\x11', std::string(5000, 'x'))})
            QTest::addRow("%d", number++) << QByteArray::fromStdString(bytes);
    }
    void whatIsNoHeaderIsRefused()
    {
        QFETCH(QByteArray, bytes);
        QVERIFY2(shown(bytes.toStdString()).starts_with("the PROXY header "), shown(bytes.toStdString()).c_str());
    }
};

SPP_TEST(TestProxyHeader)
#include "tst_proxy_header.moc"
