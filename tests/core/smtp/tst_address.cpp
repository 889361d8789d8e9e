// SPDX-License-Identifier: MIT
#include "core/smtp/address.h"
#include "tests/support/printing.h"
#include "tests/support/test_main.h"

using namespace spp;
using namespace std::string_literals;
using namespace std::string_view_literals;

namespace
{

std::string parse(std::string_view argument, const smtp::LocalIpHost& local = {})
{
    return smtp::parseAddress(argument, local).value_or("(too long)");
}

} // namespace

class TestAddress : public QObject
{
    Q_OBJECT

private slots:
    void bracketsHoldTheAddress()
    {
        QCOMPARE(parse("FROM:<a@example.net>"), "a@example.net"s);
        QCOMPARE(parse("anything<a@example.net"), "a@example.net"s);
        QCOMPARE(parse("FROM:<a b@example.net>"), "a b@example.net"s);
        QCOMPARE(parse("FROM:<>"), ""s);
        QCOMPARE(parse("FROM:<a<b>c>"), "a<b"s);
    }

    void withoutBracketsItStandsBehindTheColon()
    {
        QCOMPARE(parse("FROM:  a@example.net SIZE=1"), "a@example.net"s);
        QCOMPARE(parse("FROM:a@example.net"), "a@example.net"s);
        QCOMPARE(parse("a@example.net"), ""s);
        QCOMPARE(parse(""), ""s);
    }

    void quotesAndBackslashesAreTakenOff()
    {
        QCOMPARE(parse("FROM:<\"a b\"@example.net>"), "a b@example.net"s);
        QCOMPARE(parse("FROM:<\"a>b\"@example.net>"), "a>b@example.net"s);
        QCOMPARE(parse("FROM:<a\\>b@example.net>"), "a>b@example.net"s);
        QCOMPARE(parse("FROM:<a\\\"b@example.net>"), "a\"b@example.net"s);
        QCOMPARE(parse("FROM:<a\\"), "a"s);
        QCOMPARE(parse("FROM:<\"open@example.net>"), "open@example.net>"s);
    }

    void aSourceRouteIsDropped()
    {
        QCOMPARE(parse("TO:<@one.example,@two.example:b@example.org>"), "b@example.org"s);
        QCOMPARE(parse("TO:<@one.example>"), ""s);
    }

    void parametersAreNotLookedAt()
    {
        QCOMPARE(parse("FROM:<a@example.net> SIZE=1 <b@example.net>"), "a@example.net"s);
        QCOMPARE(smtp::addressParameters("FROM:<a@example.net>  SIZE=1 BODY=8BITMIME "), "SIZE=1 BODY=8BITMIME"sv);
        QCOMPARE(smtp::addressParameters("FROM:<\"a> \"@example.net> X"), "X"sv);
        QCOMPARE(smtp::addressParameters("FROM:<a@example.net>"), ""sv);
        QCOMPARE(smtp::addressParameters("FROM:<a@example.net"), ""sv);
        QCOMPARE(smtp::addressParameters("FROM:a SIZE=1"), ""sv);
    }

    void theFirstBracketCountsWhereverItStands()
    {
        QCOMPARE(parse("<a@example.net>"), "a@example.net"s);
        QCOMPARE(parse("FROM:x@example.net <a@example.net>"), "a@example.net"s);
        QCOMPARE(parse("FROM:\"a<b\"@example.net>"), "b@example.net>"s);
        QCOMPARE(parse("FROM:a:b@example.net"), "a:b@example.net"s);
        QCOMPARE(parse("FROM:\ta@example.net\tSIZE=1"), "\ta@example.net\tSIZE=1"s);
        QCOMPARE(parse("FROM:\"a b\"@example.net c"), "a b@example.net"s);
        QCOMPARE(parse("FROM:a>b"), "a>b"s);
    }

    void aSourceRouteEndsAtTheFirstColonEvenBehindTheBracket()
    {
        QCOMPARE(parse("TO:<@one.example> X:b@example.org>"), "b@example.org"s);
        QCOMPARE(parse("TO:@one.example:b@example.org"), "b@example.org"s);
        QCOMPARE(parse("TO:<\"@one.example:\"b@example.org>"), "@one.example:b@example.org"s);
    }

    void theLengthCountsWhenQuotesAreOff()
    {
        QCOMPARE(parse("FROM:<" + std::string(899, 'x') + ">").size(), std::size_t{899});
        QCOMPARE(parse("FROM:<" + std::string(900, 'x') + ">"), "(too long)"s);
        QCOMPARE(parse("FROM:<\"" + std::string(899, 'x') + "\">").size(), std::size_t{899});
        QCOMPARE(parse("FROM:<@" + std::string(2000, 'r') + ":b@example.org>"), "b@example.org"s);
    }

    void anOwnIpAddressBecomesTheLocalName()
    {
        const std::vector<smtp::Ipv4> own{{192, 0, 2, 1}, {127, 0, 0, 1}};
        const smtp::LocalIpHost local{"mx.example.org", own};
        QCOMPARE(parse("TO:<b@[192.0.2.1]>", local), "b@mx.example.org"s);
        QCOMPARE(parse("TO:<b@[127.0.0.1]>", local), "b@mx.example.org"s);
        QCOMPARE(parse("TO:<b@[192.0.2.2]>", local), "b@[192.0.2.2]"s);
        QCOMPARE(parse("TO:<b@192.0.2.1>", local), "b@192.0.2.1"s);
        QCOMPARE(parse("TO:<b@[192.0.2.1>", local), "b@[192.0.2.1"s);
        QCOMPARE(parse("TO:<[192.0.2.1]>", local), "[192.0.2.1]"s);
        QCOMPARE(parse("TO:<b@[383.0.256.257]>", local), "b@mx.example.org"s);
        QCOMPARE(parse("TO:<b@[192.0.2.1]x>", local), "b@[192.0.2.1]x"s);
        QCOMPARE(parse("TO:<a@[192.0.2.1]@[127.0.0.1]>", local), "a@[192.0.2.1]@mx.example.org"s);
        QCOMPARE(parse("TO:<b@\"[192.0.2.1]\">", local), "b@mx.example.org"s);
        QCOMPARE(parse("TO:<b@[192.0.2.1]>", {std::nullopt, own}), "b@[192.0.2.1]"s);
        QCOMPARE(parse("TO:<b@[192.0.2.1]>", {"", own}), "b@"s);
        QCOMPARE(parse("TO:<b@[]>", local), "b@[]"s);
        QCOMPARE(parse("TO:<b@[>", local), "b@["s);
        QCOMPARE(parse("TO:<b@>", local), "b@"s);
    }

    void anIpAddressHasFourNumbers()
    {
        QVERIFY(smtp::parseIpv4("192.0.2.1") == (smtp::Ipv4{192, 0, 2, 1}));
        QVERIFY(smtp::parseIpv4("0.0.0.0").has_value());
        for (const char* text : {"", "1", "1.2.3", "1.2.3.", "1.2.3.4.", "1.2.3.4.5", "1.2.3.-1", "1..2.3", " 1.2.3.4",
                                 "1.2.3.4 ", "a.b.c.d", ".1.2.3", "1.2.3.4x"})
            QVERIFY2(!smtp::parseIpv4(text), text);
    }

    void aNumberOfAnIpAddressCountsModulo256()
    {
        QVERIFY(smtp::parseIpv4("1.2.3.256") == (smtp::Ipv4{1, 2, 3, 0}));
        QVERIFY(smtp::parseIpv4("001.258.3.99999999999999999999") == (smtp::Ipv4{1, 2, 3, 255}));
    }

    void addressesAreQuotedWhereTheyNeedIt_data()
    {
        QTest::addColumn<QByteArray>("quoted");
        const auto row = [](const char* address, const char* quoted) { QTest::newRow(address) << QByteArray(quoted); };
        row("", "");
        row("a@example.org", "a@example.org");
        row("postmaster", "postmaster");
        row("a.b+c/d=e@example.org", "a.b+c/d=e@example.org");
        row("\xC3\xA9@example.org", "\xC3\xA9@example.org");
        row("a b@example.org", "\"a b\"@example.org");
        row("a@b@example.org", "\"a@b\"@example.org");
        row("a>b@example.org", "\"a>b\"@example.org");
        row("a\"b\\c@example.org", "\"a\\\"b\\\\c\"@example.org");
        row(".a@example.org", "\".a\"@example.org");
        row("a.@example.org", "\"a.\"@example.org");
        row("a..b@example.org", "\"a..b\"@example.org");
        row("@example.org", "\"\"@example.org");
        row("a@[IPv6:2001:db8::1]", "a@[IPv6:2001:db8::1]");
    }

    void addressesAreQuotedWhereTheyNeedIt()
    {
        QFETCH(QByteArray, quoted);
        const std::string address = QTest::currentDataTag();
        QCOMPARE(smtp::quoteAddress(address), std::optional(quoted.toStdString()));
        QCOMPARE(parse("TO:<" + quoted.toStdString() + ">"), address);
    }

    void someAddressesCantBeWritten()
    {
        for (const auto& address : {"a\r\nDATA@example.org"s, "a@example.org\n"s, "a\0b@example.org"s, "a\x7F@x"s,
                                    "a@example.org> SIZE=1"s, "a@exam ple.org"s, "a@<x"s})
            QVERIFY2(!smtp::quoteAddress(address), address.c_str());
    }

    void anyBytesAreTaken()
    {
        for (int a = 0; a < 256; ++a)
            for (int b = 0; b < 256; ++b) {
                const std::string argument{'<', static_cast<char>(a), static_cast<char>(b), '>'};
                QVERIFY(smtp::parseAddress(argument, {}).has_value());
                QVERIFY(smtp::addressParameters(argument).size() <= argument.size());
            }
    }
};

SPP_TEST(TestAddress)
#include "tst_address.moc"
