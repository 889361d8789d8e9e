// SPDX-License-Identifier: MIT
/// Ranges of addresses.
#include "smtpd/network.h"
#include "tests/support/printing.h"

#include <QTest>

using namespace spp::smtpd;

class TestNetwork : public QObject
{
    Q_OBJECT

private slots:
    void addressesAreInItOrNot_data()
    {
        QTest::addColumn<QByteArray>("network");
        QTest::addColumn<QByteArray>("address");
        QTest::addColumn<bool>("isIn");
        const auto row = [](const char* network, const char* address, bool isIn) {
            QTest::addRow("%s %s", network, address) << QByteArray(network) << QByteArray(address) << isIn;
        };
        row("192.0.2.0/24", "192.0.2.255", true);
        row("192.0.2.0/24", "192.0.3.0", false);
        row("192.0.2.128/25", "192.0.2.127", false);
        row("192.0.2.128/25", "192.0.2.200", true);
        row("192.0.2.7", "192.0.2.7", true);
        row("192.0.2.7", "192.0.2.6", false);
        row("0.0.0.0/0", "203.0.113.9", true);
        row("0.0.0.0/0", "2001:db8::1", false);
        row("::/0", "192.0.2.1", false);
        row("192.0.2.0/24", "::ffff:192.0.2.9", true);
        row("2001:db8::/33", "2001:db8:7fff::1", true);
        row("2001:db8::/33", "2001:db8:8000::1", false);
        row("2001:db8::1", "2001:db8::1", true);
    }
    void addressesAreInItOrNot()
    {
        QFETCH(QByteArray, network);
        QFETCH(QByteArray, address);
        QFETCH(bool, isIn);
        const auto parsed = Network::parse(network.toStdString());
        QVERIFY(parsed);
        QCOMPARE(parsed->contains(asio::ip::make_address(address.toStdString())), isIn);
    }

    void whatIsNoNetworkIsSaid()
    {
        for (const char* wrong :
             {"", "/8", "10.0.0.0/", "10.0.0.0/33", "10.0.0.0/-1", "10.0.0.0/8x", "::/129", "mx/8"}) {
            const auto parsed = Network::parse(wrong);
            QVERIFY2(!parsed, wrong);
            QVERIFY(parsed.error().message.find("is no network, such as 192.0.2.0/24") != std::string::npos);
        }
    }
};

QTEST_GUILESS_MAIN(TestNetwork)
#include "tst_network.moc"
