// SPDX-License-Identifier: MIT
#include "core/runtime/clock.h"
#include "core/runtime/local_addresses.h"
#include "core/runtime/process_environment.h"

#include <QTest>

#include <algorithm>
#include <set>

using namespace spp::runtime;
using spp::smtp::Ipv4;

/// What the runtime asks the system: addresses, the environment, the time.
class TestSurroundings : public QObject
{
    Q_OBJECT

private slots:
    void localAddressesAreToldOnce()
    {
        const auto addresses = localAddresses();
        const std::set<Ipv4> different(addresses.begin(), addresses.end());
        QCOMPARE(different.size(), addresses.size());
        QVERIFY(different.contains(Ipv4{0, 0, 0, 0}));
        QVERIFY(different.contains(Ipv4{127, 0, 0, 1}));
    }

    void theEnvironmentIsThatOfThisProcess()
    {
        QVERIFY(!processEnvironment().contains("SPP_TEST_VARIABLE"));
        qputenv("SPP_TEST_VARIABLE", "a=b");
        QCOMPARE(processEnvironment().value("SPP_TEST_VARIABLE"), std::optional<std::string_view>("a=b"));
    }

    void elapsedTimeNeverGoesBack()
    {
        const Clock clock;
        const auto first = clock.now();
        const auto second = clock.now();
        QVERIFY(first.elapsed.count() >= 0);
        QVERIFY(second.elapsed >= first.elapsed);
        QVERIFY(first.wall.time_since_epoch().count() > 0);
    }
};

QTEST_GUILESS_MAIN(TestSurroundings)
#include "tst_surroundings.moc"
