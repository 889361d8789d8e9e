// SPDX-License-Identifier: MIT
#include "core/control/rcpthosts.h"
#include "tests/support/cdb_bytes.h"
#include "tests/support/printing.h"
#include "tests/support/test_main.h"

using namespace spp;
using control::RcptHosts;

class TestRcptHosts : public QObject
{
    Q_OBJECT

private slots:
    void domainsAreTakenInAnyCase()
    {
        const auto hosts = RcptHosts::parse("Example.org\n# no.example\n\nother.example \n", {});
        QVERIFY(hosts.allows("b@example.org"));
        QVERIFY(hosts.allows("b@EXAMPLE.org"));
        QVERIFY(hosts.allows("b@other.example"));
        for (const char* address :
             {"b@no.example", "b@sub.example.org", "b@xample.org", "b@org", "b@", "b@example.org."})
            QVERIFY2(!hosts.allows(address), address);
    }

    void aLeadingDotStandsForEveryNameBelow()
    {
        const auto hosts = RcptHosts::parse(".example.org\n", {});
        QVERIFY(hosts.allows("b@a.example.org"));
        QVERIFY(hosts.allows("b@a.b.example.org"));
        QVERIFY(hosts.allows("b@.example.org"));
        QVERIFY(!hosts.allows("b@example.org"));
        QVERIFY(!hosts.allows("b@aexample.org"));
    }

    void theLastAtSignCounts()
    {
        const auto hosts = RcptHosts::parse("example.org\n", {});
        QVERIFY(hosts.allows("b@foreign.example@example.org"));
        QVERIFY(!hosts.allows("b@example.org@foreign.example"));
    }

    void anAddressWithoutDomainIsTaken()
    {
        const auto hosts = RcptHosts::parse("", {});
        QVERIFY(hosts.allows("postmaster"));
        QVERIFY(hosts.allows(""));
        QVERIFY(!hosts.allows("b@example.org"));
    }

    void morercpthostsIsAskedToo()
    {
        const auto more = control::Cdb::parse(test::cdbBytes({{"more.example", ""}, {".below.example", ""}}));
        const auto hosts = RcptHosts::parse("example.org\n", *more);
        QVERIFY(hosts.allows("b@example.org"));
        QVERIFY(hosts.allows("b@More.Example"));
        QVERIFY(hosts.allows("b@x.below.example"));
        QVERIFY(!hosts.allows("b@below.example"));
    }

    void aMorercpthostsThatCannotBeAskedIsWantedForDomainsOutsideRcpthosts()
    {
        const auto hosts = RcptHosts::parse("example.org\n", fail(Fault::Configuration, "damaged"));
        QCOMPARE(hosts.trouble(), std::string("damaged"));
        QVERIFY(hosts.asksMore("b@more.example"));
        QVERIFY(!hosts.asksMore("b@example.org"));
        QVERIFY(!hosts.asksMore("postmaster"));
        QVERIFY(!RcptHosts::parse("example.org\n", {}).asksMore("b@more.example"));
    }

    void aNulSeparatesDomains()
    {
        using namespace std::string_literals;
        const auto hosts = RcptHosts::parse("one.example\0two.example\n"s, {});
        QVERIFY(hosts.allows("b@one.example") && hosts.allows("b@two.example"));
        QVERIFY(!hosts.allows("b@"));
    }

    void withoutTheFileEveryDomainIsTaken()
    {
        QVERIFY(RcptHosts::everyDomain().allows("b@foreign.example"));
        QVERIFY(RcptHosts::everyDomain().allowsEveryDomain());
        QVERIFY(!RcptHosts::parse("", {}).allowsEveryDomain());
    }
};

SPP_TEST(TestRcptHosts)
#include "tst_rcpthosts.moc"
