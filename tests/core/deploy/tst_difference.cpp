// SPDX-License-Identifier: MIT
/// What is different between two homes, and what each file will be like.
#include "core/deploy/difference.h"
#include "tests/core/deploy/homes.h"
#include "tests/support/printing.h"
#include "tests/support/test_main.h"

#include <QTest>

using namespace spp;
using namespace spp::deploy;
using namespace spp::test;

class TestDeployDifference : public QObject
{
    Q_OBJECT

    static constexpr Owner qmail{1001, 1002};
    static constexpr Owner developer{1000, 1000};

    static Differences compared(const Manifest& here, const Manifest& there, Surplus surplus = Surplus::Kept)
    {
        const auto result = compare(here, {there, {}}, surplus);
        if (!result)
            qFatal("%s", result.error().message.c_str());
        return *result;
    }

    static QByteArray obstacle(const Manifest& here, const Manifest& there)
    {
        const auto result = compare(here, {there, {}}, Surplus::Kept);
        return result ? QByteArray("none") : QByteArray::fromStdString(result.error().message);
    }

private slots:
    void equalHomesHaveNone()
    {
        const Manifest home{{"control", folder()}, {"control/me", file("a\n")}, {"plugins/x", link("y")}};
        QVERIFY(compared(home, home).empty());
    }

    void addedChangedAndOnlyThere()
    {
        const Manifest here{{"control/me", file("a\n")}, {"plugins/new", script("x")}, {"plugins/same", script("x")}};
        const Manifest there{{"control/me", file("b\n")}, {"plugins/old", script("x")}, {"plugins/same", script("x")}};
        QCOMPARE(format(compared(here, there)),
                 std::string("changed control/me | added plugins/new | only there plugins/old"));
        QCOMPARE(countDeeds(compared(here, there)), std::size_t{2});
        QCOMPARE(format(compared(here, there, Surplus::Removed)),
                 std::string("changed control/me | added plugins/new | removed plugins/old"));
    }

    void whatIsThereKeepsItsOwnerAndMode()
    {
        const auto all =
            compared({{"control/me", file("new\n", 0664, developer)}}, {{"control/me", file("old\n", 0640, qmail)}});
        QVERIFY(all.front().after == file("new\n", 0640, qmail));
        QCOMPARE(describe(all.front()), std::string());
    }

    void anUmaskIsNoDifference()
    {
        QVERIFY(compared({{"control/me", file("a\n", 0664, developer)}}, {{"control/me", file("a\n", 0644, qmail)}})
                    .empty());
    }

    void whatIsNewComesLikeItsFolder()
    {
        const auto all = compared({{"plugins/new", file("x", 06777, developer)}}, {{"plugins", folder(0755, qmail)}});
        QVERIFY(all.back().after == file("x", 0755, qmail));
        const auto deep = compared({{"plugins", folder(0700, developer)},
                                    {"plugins/a", folder(0775, developer)},
                                    {"plugins/a/b", script("x", developer)}},
                                   {{"plugins", folder(0755, qmail)}});
        QVERIFY(deep.front().after == folder(0755, qmail));
        QVERIFY(deep.back().after == script("x", qmail));
    }

    void whetherItIsExecutedIsAsHere()
    {
        const auto more = compared({{"plugins/x", script("x")}}, {{"plugins/x", file("x", 0640, qmail)}});
        QVERIFY(more.front().after == file("x", 0750, qmail));
        QCOMPARE(describe(more.front()), std::string("becomes executable"));
        const auto less = compared({{"plugins/x", file("x")}}, {{"plugins/x", file("x", 0755, qmail)}});
        QVERIFY(less.front().after == file("x", 0644, qmail));
        QCOMPARE(describe(less.front()), std::string("is not executable any more"));
    }

    void linksAreComparedByWhereTheyLead()
    {
        QVERIFY(compared({{"plugins/x", link("y")}}, {{"plugins/x", link("y")}}).empty());
        QCOMPARE(format(compared({{"plugins/x", link("y")}}, {{"plugins/x", link("z")}})),
                 std::string("changed plugins/x"));
        QCOMPARE(describe(compared({{"plugins/x", link("y")}}, {{"plugins/x", file("")}}).front()),
                 std::string("becomes a symbolic link"));
        QVERIFY(compared({{"plugins/x", link("../bin/y")}}, {}).size() == 1);
    }

    void noLinkOutOfTheHomeTravels()
    {
        for (const char* target : {"/etc/passwd", "../../x", "a/../../../x"})
            QVERIFY2(obstacle({{"plugins/x", link(target)}}, {}).contains("link out of the home"), target);
        QVERIFY(obstacle({{"x", link("..")}}, {}).contains("link out of the home"));
    }

    void nothingGoesThroughALinkThere()
    {
        const QByteArray trouble = obstacle({{"control/me", file("x")}}, {{"control", link("/etc/qmail")}});
        QVERIFY2(trouble.contains("control: is a symbolic link there, to /etc/qmail"), trouble);
    }

    void foldersAndFilesDoNotTakeEachOthersPlace()
    {
        QVERIFY(obstacle({{"plugins/x", file("")}}, {{"plugins/x", folder()}}).contains("is a folder there"));
        QVERIFY(obstacle({{"plugins/x", folder()}}, {{"plugins/x", file("")}}).contains("is a file there"));
        QVERIFY(obstacle({{"plugins/x/y", file("")}}, {{"plugins/x", file("")}}).contains("is a file there"));
    }

    void namesThatTearListsDoNotTravel()
    {
        QVERIFY(obstacle({{"plugins/a\\nb", file("")}}, {}).contains("backslash"));
        QVERIFY(obstacle({{"plugins/a\nb", file("")}}, {}).startsWith("plugins/a\\nb: "));
        const Manifest odd{{"plugins/a\tb", file("")}};
        QCOMPARE(countDeeds(compared({}, odd)), std::size_t{0});
        QVERIFY(!compare({}, {odd, {}}, Surplus::Removed));
    }
};

SPP_TEST(TestDeployDifference)
#include "tst_difference.moc"
