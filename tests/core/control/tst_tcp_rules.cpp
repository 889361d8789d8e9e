// SPDX-License-Identifier: MIT
/// Rules for clients, in the order in which tcpserver looks for them.
#include "core/control/tcp_rules.h"
#include "tests/support/cdb_bytes.h"
#include "tests/support/printing.h"
#include "tests/support/test_main.h"

#include <QTest>

using namespace spp;
using namespace std::string_literals;
using control::TcpClient;
using control::TcpRules;

class TestTcpRules : public QObject
{
    Q_OBJECT

    using Records = std::vector<std::pair<std::string, std::string>>;

    /// The first variable of the rule that is found; "deny"; or "-" for none.
    static std::string found(const Records& records, const TcpClient& client)
    {
        const auto rules = TcpRules::parse(test::cdbBytes(records));
        const auto rule = rules->find(client);
        return rule.deny ? "deny" : rule.variables.empty() ? "-" : rule.variables.front();
    }

private slots:
    void theFirstKeyThatIsThereCounts()
    {
        // In tcpserver's order: each is found once those before it are gone.
        const std::vector<std::string> keys{"joe@192.0.2.7",
                                            "joe@=mx.a.example",
                                            "192.0.2.7",
                                            "=mx.a.example",
                                            "192.0.2.",
                                            "192.0.",
                                            "192.",
                                            "=.a.example",
                                            "=.example",
                                            "=",
                                            ""};
        const TcpClient client{"192.0.2.7", "mx.a.example", "joe"};
        for (std::size_t first = 0; first < keys.size(); ++first) {
            Records records;
            for (std::size_t i = keys.size(); i-- > first;)
                records.emplace_back(keys[i], "+KEY=" + keys[i] + "\0"s);
            QCOMPARE(found(records, client), "KEY=" + keys[first]);
        }
        QCOMPARE(found({}, client), "-"s);
    }

    void whatIsUnknownMatchesNothing()
    {
        const Records records{{"=", "+NAMED=\0"s}, {"", "D\0"s}};
        QCOMPARE(found(records, {"192.0.2.7", "mx.example", ""}), "NAMED="s);
        QCOMPARE(found(records, {"192.0.2.7", "", ""}), "deny"s);
        QCOMPARE(found({{"@192.0.2.7", "D\0"s}, {"192.0.2.7.", "D\0"s}}, {"192.0.2.7", "", ""}), "-"s);
    }

    void ipv6AddressesHavePrefixes()
    {
        QCOMPARE(found({{"2001:db8:", "+DOC=\0"s}, {"", "D\0"s}}, {"2001:db8::1", "", ""}), "DOC="s);
    }

    void aRuleHasManyVariables()
    {
        const auto rules = TcpRules::parse(test::cdbBytes({{"", "+A=1\0+RELAYCLIENT=\0+lost"s}}));
        QCOMPARE(rules->find({"192.0.2.7", "", ""}), (control::TcpRule{false, {"A=1", "RELAYCLIENT="}}));
        QCOMPARE(TcpRules::parse(test::cdbBytes({{"", "\0\0x\0D\0"s}}))->find({"192.0.2.7", "", ""}),
                 (control::TcpRule{true, {}}));
    }

    void whatIsNoCdbIsAnError() { QVERIFY(!TcpRules::parse("192.0.2.:allow\n")); }
};

SPP_TEST(TestTcpRules)
#include "tst_tcp_rules.moc"
