// SPDX-License-Identifier: MIT
#include "core/smtp/mail_parameters.h"
#include "tests/support/printing.h"
#include "tests/support/test_main.h"

using namespace spp::smtp;
using namespace std::string_literals;
using namespace std::string_view_literals;

namespace
{

std::string join(const std::vector<std::string_view>& words)
{
    std::string result;
    for (const std::string_view word : words)
        result += (result.empty() ? "" : "|") + std::string(word);
    return result;
}

} // namespace

class TestMailParameters : public QObject
{
    Q_OBJECT

private slots:
    void theyStandBehindTheAddress()
    {
        QCOMPARE(join(mailParameters("FROM:<a@example.net>  SIZE=1  BODY=8BITMIME ")), "SIZE=1|BODY=8BITMIME"s);
        QCOMPARE(join(mailParameters("FROM:<\"a> SIZE=2\"@example.net> SIZE=1")), "SIZE=1"s);
        for (const char* argument : {"", "FROM:<a@example.net>", "FROM:a@example.net SIZE=1", "FROM:<a SIZE=1"})
            QCOMPARE(join(mailParameters(argument)), ""s);
    }

    void anywhereMeansEveryWordOnceTheAddressIsClosed()
    {
        QCOMPARE(join(mailParametersAnywhere("FROM:<a> SIZE=1  X")), "ROM:<a>|SIZE=1|X"s);
        QCOMPARE(join(mailParametersAnywhere("FROM:<a SIZE=2 b>")), "ROM:<a|SIZE=2|b>"s);
        QCOMPARE(join(mailParametersAnywhere("FROM:<a>SIZE=1")), "ROM:<a>SIZE=1"s);
        for (const char* argument : {"", "FROM:a SIZE=1", "FROM:<a SIZE=1", "<a> SIZE=1"})
            QCOMPARE(join(mailParametersAnywhere(argument)), ""s);
    }

    void theirNamesAreInAnyCase()
    {
        QCOMPARE(parameterValue("sIzE=1=2", "SIZE"), std::optional("1=2"sv));
        QCOMPARE(parameterValue("SIZE=", "SIZE"), std::optional(""sv));
        for (const char* word : {"", "SIZE", "SIZES=1", "XSIZE=1", "SIZ=1"})
            QVERIFY2(!parameterValue(word, "SIZE"), word);
    }

    void ofXtextTwoPairsAreKnownAndAnyOtherPlusIsLost()
    {
        QCOMPARE(decodeAuthParameter("boss+2Bx@example.com"), "boss+x@example.com"s);
        QCOMPARE(decodeAuthParameter("+2b+3D+3d"), "+=="s);
        QCOMPARE(decodeAuthParameter("joe+40example.net"), "joe40example.net"s);
        QCOMPARE(decodeAuthParameter("a++2Bb+"), "a+b"s);
        QCOMPARE(decodeAuthParameter("+2"), "2"s);
        QCOMPARE(decodeAuthParameter(""), ""s);
    }

    void nobodyIsUnknown()
    {
        QCOMPARE(decodeAuthParameter("<>"), "unknown"s);
        QCOMPARE(decodeAuthParameter("<>x"), "unknown"s);
    }
};

SPP_TEST(TestMailParameters)
#include "tst_mail_parameters.moc"
