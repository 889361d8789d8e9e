// SPDX-License-Identifier: MIT
/// The order in which a home is changed, as text, and what takes it back.
#include "core/deploy/archive.h"
#include "core/deploy/checksum.h"
#include "core/deploy/steps.h"
#include "tests/core/deploy/homes.h"
#include "tests/support/printing.h"
#include "tests/support/test_main.h"

#include <QTest>

using namespace spp;
using namespace spp::deploy;
using namespace spp::test;

class TestSteps : public QObject
{
    Q_OBJECT

    static Differences someDifferences()
    {
        const Manifest here{{"control/smtpplugins", file("[rcpt]\nplugins/a/new\n")},
                            {"plugins/a", folder()},
                            {"plugins/a/new", script("x")},
                            {"plugins/link", link("a/new")}};
        const Manifest there{{"control/smtpplugins", file("[rcpt]\nplugins/z/old\n", 0640, {7, 8})},
                             {"plugins/link", link("z/old")},
                             {"plugins/z", folder(0711, {5, 6})},
                             {"plugins/z/old", script("y")}};
        return *compare(here, {there, {}}, Surplus::Removed);
    }

    /// As it would be kept there.
    static Manifest backupFolder()
    {
        return {{"steps", file(formatSteps(inOrder(someDifferences())))},
                {"old", folder()},
                {"old/control", folder()},
                {"old/control/smtpplugins", file("[rcpt]\nplugins/z/old\n", 0640, {7, 8})},
                {"old/plugins/link", link("z/old")},
                {"old/plugins/z/old", script("y")}};
    }

private slots:
    void sumsAreThoseOfCksum()
    {
        QCOMPARE(checksum(""), std::string("4294967295 0"));
        QCOMPARE(checksum("123456789"), std::string("930766865 9"));
        QCOMPARE(checksum(std::string(300, '\xff')), std::string("1718880618 300"));
    }

    void pluginsComeBeforeTheListThatNamesThemAndNothingGoesBefore()
    {
        QCOMPARE(format(inOrder(someDifferences())),
                 std::string("added plugins/a | added plugins/a/new | changed plugins/link | "
                             "changed control/smtpplugins | removed plugins/z/old | removed plugins/z"));
    }

    void stepsAreLines()
    {
        QCOMPARE(formatSteps(inOrder(someDifferences())), std::string("folder\tnone\t-\t0:0\t755\tplugins/a\n"
                                                                      "put\tnone\t-\t0:0\t755\tplugins/a/new\n"
                                                                      "put\tlink\tz/old\t0:0\t777\tplugins/link\n"
                                                                      "put\tfile\t" +
                                                                      checksum("[rcpt]\nplugins/z/old\n") +
                                                                      "\t7:8\t640\tcontrol/smtpplugins\n"
                                                                      "remove\tfile\t" +
                                                                      checksum("y") +
                                                                      "\t0:0\t755\tplugins/z/old\n"
                                                                      "unfolder\tfolder\t-\t5:6\t711\tplugins/z\n"));
    }

    void whatIsKeptIsNoStep()
    {
        const auto differences = *compare({}, {{{"plugins/x", file("")}}, {}}, Surplus::Kept);
        QCOMPARE(differences.size(), std::size_t{1});
        QVERIFY(inOrder(differences).empty());
    }

    void onlyWhatIsPutTravels()
    {
        const auto payload = parseArchive(formatPayload(someDifferences()));
        QVERIFY(payload);
        std::string paths;
        for (const auto& [path, entry] : *payload)
            paths += path + " ";
        QCOMPARE(paths, std::string("backwards new/control/smtpplugins new/plugins/a/new new/plugins/link steps "));
        const std::string backwards = payload->at("backwards").content;
        QVERIFY(backwards.starts_with("unfolder"));
        QVERIFY(backwards.ends_with("plugins/a\n"));
    }

    void aBackupBringsEverythingBack()
    {
        const auto backup = parseBackup(backupFolder());
        QVERIFY(backup);
        const Manifest now{{"control/smtpplugins", file("[rcpt]\nplugins/a/new\n", 0640, {7, 8})},
                           {"plugins/a", folder()},
                           {"plugins/a/new", script("x")},
                           {"plugins/link", link("a/new")}};
        const auto back = compareWithBackup(*backup, now);
        QCOMPARE(
            format(inOrder(back)),
            std::string("added plugins/z | changed plugins/link | added plugins/z/old | changed control/smtpplugins | "
                        "removed plugins/a/new | removed plugins/a"));
        for (const Difference& each : back) {
            if (each.path == "control/smtpplugins")
                QVERIFY(each.after == file("[rcpt]\nplugins/z/old\n", 0640, {7, 8}));
            if (each.path == "plugins/z")
                QVERIFY(each.after == folder(0711, {5, 6}));
        }
    }

    void whatIsBackAlreadyIsNoDifference()
    {
        const auto backup = parseBackup(backupFolder());
        QVERIFY(backup);
        const Manifest now{{"control/smtpplugins", file("[rcpt]\nplugins/z/old\n", 0640, {7, 8})},
                           {"plugins/link", link("z/old")},
                           {"plugins/z", folder()},
                           {"plugins/z/old", script("y")}};
        QVERIFY(compareWithBackup(*backup, now).empty());
    }

    void aBackupThatIsNotWholeRemovesNothing()
    {
        Manifest torn = backupFolder();
        torn.erase("old/plugins/z/old");
        QVERIFY(!parseBackup(torn));
        Manifest hostile = backupFolder();
        hostile["steps"] = file("put\tnone\t-\t0:0\t644\t../../etc/passwd\n");
        QVERIFY(!parseBackup(hostile));
        QVERIFY(!parseBackup({}));
    }
};

SPP_TEST(TestSteps)
#include "tst_steps.moc"
