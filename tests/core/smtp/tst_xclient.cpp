// SPDX-License-Identifier: MIT
#include "core/smtp/xclient.h"
#include "tests/support/printing.h"
#include "tests/support/test_main.h"

using namespace spp;
using namespace std::string_literals;
using smtp::ClientClaim;

class TestXclient : public QObject
{
    Q_OBJECT

private slots:
    void allAttributesAreRead()
    {
        const auto claim = smtp::parseXclient(
            "NAME=MX.example.net addr=IPV6:2001:DB8::25 PORT=4660 PROTO=esmtp "
            "HELO=mx+2Bone LOGIN=anna+40example.org DESTADDR=192.0.2.1 DESTPORT=25 ");
        QVERIFY2(claim.has_value(), claim ? "" : claim.error().message.c_str());
        QCOMPARE(*claim, (ClientClaim{"mx.example.net", "2001:db8::25", "4660", "ESMTP", "mx+one", "anna@example.org",
                                      "192.0.2.1", "25"}));
    }

    void whatIsNotSaidAndWhatThereIsNot()
    {
        const auto claim = smtp::parseXclient("NAME=[UNAVAILABLE]  ADDR=192.0.2.9 LOGIN=[tempunavail]");
        ClientClaim wanted;
        wanted.name = "";
        wanted.address = "192.0.2.9";
        wanted.login = "";
        QCOMPARE(claim.value(), wanted);
    }

    void aLaterClaimTakesThePlaceOfAnEarlierOne()
    {
        ClientClaim claim = smtp::parseXclient("NAME=a.example ADDR=192.0.2.9").value();
        claim.add(smtp::parseXclient("NAME=[UNAVAILABLE] PORT=7").value());
        QCOMPARE(claim.name, std::optional(""s));
        QCOMPARE(claim.address, std::optional("192.0.2.9"s));
        QCOMPARE(claim.port, std::optional("7"s));
    }

    void whatIsWrong_data()
    {
        QTest::addColumn<QByteArray>("argument");
        QTest::addColumn<QByteArray>("words");
        const auto row = [](const char* name, const QByteArray& argument, const char* words) {
            QTest::newRow(name) << argument << QByteArray(words);
        };
        row("nothing", "", "XCLIENT wants attributes: NAME ADDR");
        row("no such attribute", "ADDR=192.0.2.1 SHOE=44", "XCLIENT has the attributes NAME ADDR");
        row("no value", "ADDR", "XCLIENT has the attributes ");
        row("an empty value", "ADDR=", "XCLIENT: the value of ADDR is no good");
        row("twice", "ADDR=192.0.2.1 ADDR=192.0.2.2", "XCLIENT: ADDR is there twice");
        row("twice, not known first", "NAME=[UNAVAILABLE] NAME=a", "XCLIENT: NAME is there twice");
        for (const char* address : {"192.0.2", "192.0.2.256", "2001:db8::1", "IPV6:192.0.2.1",
                                    "IPV6:", "IPV6:::1::", "mx.example.net", "192.0.2.1+0A"})
            row(address, "ADDR=" + QByteArray(address), "XCLIENT: the value of ADDR is no good");
        for (const char* port : {"65536", "-1", "+2B1", "25x", "0x19"})
            row(port, "PORT=" + QByteArray(port), "XCLIENT: the value of PORT is no good");
        row("another protocol", "PROTO=LMTP", "XCLIENT: the value of PROTO is no good");
        for (const char* name : {"mx example", "mx+20example", "mx/example", "mx+00", "mx\xc3\xa4"})
            row(name, "NAME=" + QByteArray(name),
                QByteArray(name).contains(' ') ? "XCLIENT has the attributes "
                                               : "XCLIENT: the value of NAME is no good");
        for (const char* value : {"a+0D+0AQUIT", "a+00b", "a+7F", "a+", "a+4", "a+4G", "a+-1", "a\x01"})
            row(value, "HELO=" + QByteArray(value), "XCLIENT: the value of HELO is no good");
        row("over-long", "LOGIN=" + QByteArray(256, 'a'), "XCLIENT: the value of LOGIN is no good");
        row("a tab", "ADDR=192.0.2.1\tNAME=a", "XCLIENT: the value of ADDR is no good");
    }
    void whatIsWrong()
    {
        QFETCH(QByteArray, argument);
        QFETCH(QByteArray, words);
        const auto claim = smtp::parseXclient(argument.toStdString());
        QVERIFY(!claim);
        QVERIFY2(claim.error().message.starts_with(words.toStdString()), claim.error().message.c_str());
        QVERIFY(claim.error().message.size() < 200);
    }

    void aLongValueThatFits()
    {
        QCOMPARE(smtp::parseXclient("LOGIN=" + std::string(255, 'a')).value().login->size(), std::size_t{255});
    }
};

SPP_TEST(TestXclient)
#include "tst_xclient.moc"
