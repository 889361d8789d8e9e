// SPDX-License-Identifier: MIT
#include "core/plugin/environment.h"
#include "tests/support/printing.h"
#include "tests/support/test_main.h"

using namespace spp;
using namespace std::string_literals;
using namespace std::string_view_literals;
using plugin::Environment;

namespace
{

std::string show(const Environment& environment)
{
    std::string result;
    for (const auto& entry : environment.entries())
        result += entry + ";";
    return result;
}

std::string show(const std::vector<plugin::EnvironmentChange>& changes)
{
    std::string result;
    for (const auto& change : changes)
        result +=
            change.name + ": " + change.before.value_or("(none)") + " -> " + change.after.value_or("(none)") + ";";
    return result;
}

} // namespace

class TestEnvironment : public QObject
{
    Q_OBJECT

private slots:
    void aVariableIsSetChangedAndRemoved()
    {
        Environment environment({"A=1", "AB=2"});
        environment.set("A", "x=y");
        QCOMPARE(environment.value("A"), std::optional("x=y"sv));
        QCOMPARE(environment.value("AB"), std::optional("2"sv));
        environment.unset("A");
        QVERIFY(!environment.contains("A"));
        QVERIFY(environment.contains("AB"));
        environment.unset("missing");
        QCOMPARE(show(environment), "AB=2;"s);
    }

    void aVariableMayBeEmpty()
    {
        Environment environment;
        environment.set("A", "");
        QCOMPARE(environment.value("A"), std::optional(""sv));
        QVERIFY(!environment.contains("B"));
    }

    void anEntryReplacesTheVariableOfItsName()
    {
        Environment environment({"A=1", "B=2"});
        environment.put("A=3");
        QCOMPARE(show(environment), "B=2;A=3;"s);
    }

    void theLastEntryTakesThePlaceOfOneThatIsTakenOut()
    {
        Environment environment({"A=1", "B=2", "A=3", "C=4", "D=5"});
        environment.unset("A");
        QCOMPARE(show(environment), "C=4;B=2;D=5;"s);
        environment.put("B=6");
        QCOMPARE(show(environment), "C=4;D=5;B=6;"s);
    }

    void ofVariablesThatAreThereTwiceTheFirstCounts()
    {
        QCOMPARE(Environment({"A=1", "A=2"}).value("A"), std::optional("1"sv));
    }

    void anEntryWithoutEqualsLeavesTheVariableOfThatName()
    {
        Environment environment({"FOO=1", "=odd"});
        environment.put("FOO");
        environment.put("");
        QCOMPARE(show(environment), "FOO=1;=odd;FOO;;"s);
        environment.put("FOO=2");
        QCOMPARE(show(environment), ";=odd;FOO;FOO=2;"s);
        environment.unset("");
        QCOMPARE(show(environment), ";FOO=2;FOO;"s);
    }

    void anEntryWithoutEqualsIsNoVariable()
    {
        Environment environment;
        environment.put("FOO");
        environment.put("");
        QCOMPARE(environment.entries().size(), std::size_t{2});
        QVERIFY(!environment.contains("FOO"));
        QVERIFY(!environment.contains(""));
    }

    void entriesComeApart()
    {
        QCOMPARE(plugin::entryName("A=b=c"), "A"sv);
        QCOMPARE(plugin::entryValue("A=b=c"), "b=c"sv);
        QCOMPARE(plugin::entryName("FOO"), "FOO"sv);
        QCOMPARE(plugin::entryValue("FOO"), ""sv);
    }

    void changesAreNamed()
    {
        const Environment before({"SAME=1", "OLD=2", "GONE=3"});
        const Environment after({"NEW=5", "OLD=4", "SAME=1"});
        QCOMPARE(show(plugin::changes(before, after)), "NEW: (none) -> 5;OLD: 2 -> 4;GONE: 3 -> (none);"s);
    }

    void equalEnvironmentsHaveNoChanges()
    {
        const Environment environment({"A=1", "FOO", "", "B="});
        QCOMPARE(show(plugin::changes(environment, environment)), ""s);
    }

    void anEntryWithoutEqualsIsAChangeOnce()
    {
        QCOMPARE(show(plugin::changes(Environment({"A=1"}), Environment({"A=1", "FOO"}))), "FOO: (none) -> ;"s);
        QCOMPARE(show(plugin::changes(Environment({"A=1", "FOO"}), Environment({"A=1"}))), "FOO:  -> (none);"s);
    }
};

SPP_TEST(TestEnvironment)
#include "tst_environment.moc"
