// SPDX-License-Identifier: MIT
#include "core/smtp/xtext.h"
#include "tests/support/printing.h"
#include "tests/support/test_main.h"

using spp::smtp::decodeXtext;
using namespace std::string_literals;

class TestXtext : public QObject
{
    Q_OBJECT

private slots:
    void pairsOfHexDigitsAreBytes()
    {
        QCOMPARE(decodeXtext("joe+40example.net"), "joe@example.net"s);
        QCOMPARE(decodeXtext("+2B+3D+FF+ff"), "+=\xFF\xFF"s);
        QCOMPARE(decodeXtext(""), ""s);
    }

    void whatIsNoPairIsKept()
    {
        for (const char* text : {"+", "+4", "+4x", "+x4", "++", "a+-1", "+ 4"})
            QCOMPARE(decodeXtext(text), std::string(text));
        QCOMPARE(decodeXtext("++41"), "+A"s);
    }

    void noNulComesOut() { QCOMPARE(decodeXtext("a+00b"), "a+00b"s); }
};

SPP_TEST(TestXtext)
#include "tst_xtext.moc"
