// SPDX-License-Identifier: MIT
#include "core/control/badmailfrom.h"
#include "tests/support/printing.h"
#include "tests/support/test_main.h"

using spp::control::BadMailFrom;

class TestBadMailFrom : public QObject
{
    Q_OBJECT

private slots:
    void namesAddressesAndDomainsInAnyCase()
    {
        const auto bad = BadMailFrom::parse("Spam@Example.net\n@bad.example\n#ok@example.net\nplain\n");
        for (const char* sender :
             {"spam@example.net", "SPAM@EXAMPLE.NET", "a@bad.example", "a@x@BAD.example", "@bad.example", "plain"})
            QVERIFY2(bad.names(sender), sender);
        for (const char* sender :
             {"ok@example.net", "a@sub.bad.example", "a@bad.example.org", "", "bad.example", "@example.net"})
            QVERIFY2(!bad.names(sender), sender);
    }

    void anEmptyFileNamesNobody()
    {
        QVERIFY(!BadMailFrom::parse("").names(""));
        QVERIFY(!BadMailFrom().names("a@example.net"));
    }
};

SPP_TEST(TestBadMailFrom)
#include "tst_badmailfrom.moc"
