// SPDX-License-Identifier: MIT
#include "core/control/plugin_failures.h"
#include "tests/support/fake_home.h"
#include "tests/support/printing.h"
#include "tests/support/test_main.h"

using namespace spp;
using namespace std::string_literals;
using control::PluginFailures;

namespace
{

std::string found(const PluginFailures& failures, std::string_view pluginLine)
{
    const auto* rule = failures.find(pluginLine);
    return rule == nullptr ? "none"
                           : std::string(control::formatFailurePolicy(rule->policy)) + " " + std::to_string(rule->line);
}

} // namespace

class TestPluginFailures : public QObject
{
    Q_OBJECT

    static PluginFailures parsed(const char* bytes)
    {
        auto failures = PluginFailures::parse(bytes);
        if (!failures)
            qFatal("%s", failures.error().message.c_str());
        return *failures;
    }

private slots:
    void aPluginIsNamedAsItsLineBegins()
    {
        const auto failures =
            parsed("# lists\n\naccept plugins/rbl\n  close\t:plugins/scan --fast  \ndefer plugins/b\n");
        QCOMPARE(found(failures, "plugins/rbl"), "accept 3"s);
        QCOMPARE(found(failures, ":plugins/rbl -v"), "accept 3"s);
        QCOMPARE(found(failures, ": plugins/rbl\t-v"), "accept 3"s);
        QCOMPARE(found(failures, "plugins/rbl2"), "none"s);
        QCOMPARE(found(failures, "plugins/rb"), "none"s);
        QCOMPARE(found(failures, ":plugins/scan --fast now"), "close 4"s);
        QCOMPARE(found(failures, "plugins/scan"), "none"s);
        QCOMPARE(found(failures, "plugins/b"), "defer 5"s);
        QCOMPARE(failures.find("plugins/b")->place(), "control/pluginfailures:5"s);
        QCOMPARE(found(failures, ""), "none"s);
    }

    void aStarIsForAllOthersWhereverItStands()
    {
        const auto failures = parsed("refuse *\naccept plugins/a\n");
        QCOMPARE(found(failures, "plugins/a"), "accept 2"s);
        QCOMPARE(found(failures, "plugins/z"), "refuse 1"s);
        QCOMPARE(found(parsed(""), "plugins/z"), "none"s);
    }

    void whatIsWrongIsToldWithItsLine_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        QTest::addColumn<QByteArray>("words");
        const auto row = [](const char* name, const char* bytes, const char* words) {
            QTest::newRow(name) << QByteArray(bytes) << QByteArray(words);
        };
        row("no such word", "accept plugins/a\nmaybe plugins/b\n",
            "control/pluginfailures:2: “maybe” is none of accept, defer, refuse and close; begin with one of them");
        row("capitals", "Accept plugins/a\n",
            "control/pluginfailures:1: “Accept” is none of accept, defer, refuse and close; begin with one of them");
        row("control bytes", "\x1b[2J x\n",
            "control/pluginfailures:1: “\\x1b[2J” is none of accept, defer, refuse and close; begin with one of them");
        row("no plugin", "accept\n",
            "control/pluginfailures:1: name a plugin behind “accept”, as its line in smtpplugins begins, or * for all "
            "others");
        row("a colon alone", "accept :\n",
            "control/pluginfailures:1: name a plugin behind “accept”, as its line in smtpplugins begins, or * for all "
            "others");
        row("twice", "accept plugins/a\n#\nclose :plugins/a\n",
            "control/pluginfailures:3: “plugins/a” is named in line 1 already; take one of them out");
    }

    void whatIsWrongIsToldWithItsLine()
    {
        QFETCH(QByteArray, bytes);
        QFETCH(QByteArray, words);
        const auto failures = PluginFailures::parse(bytes.toStdString());
        QVERIFY(!failures);
        QCOMPARE(failures.error().message, words.toStdString());
    }

    void aHomeHasItWhereItIsWanted()
    {
        const auto file = test::home().file("pluginfailures", "maybe\n");
        QVERIFY(file.parse().has_value());
        control::HomeOptions options;
        options.pluginFailures = true;
        QVERIFY(file.parse(options).error().message.starts_with("control/pluginfailures:1: “maybe”"));
        QCOMPARE(test::home().file("pluginfailures", "accept *\n").parse(options)->pluginFailures.rules().size(),
                 std::size_t{1});
        QVERIFY(test::home().parse(options)->pluginFailures.rules().empty());
    }
};

SPP_TEST(TestPluginFailures)
#include "tst_plugin_failures.moc"
