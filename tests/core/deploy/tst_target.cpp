// SPDX-License-Identifier: MIT
/// Where a home is deployed to, as a person writes it; and what the script there answers.
#include "core/deploy/archive.h"
#include "core/deploy/script.h"
#include "core/deploy/target.h"
#include "tests/core/deploy/homes.h"
#include "tests/support/printing.h"
#include "tests/support/test_main.h"

#include <QTest>

using namespace spp;
using namespace spp::deploy;
using namespace spp::test;

class TestTarget : public QObject
{
    Q_OBJECT

    static std::string parsed(std::string_view text)
    {
        const auto target = parseTarget(text);
        return target ? "[" + target->host + "] " + target->folder : "error";
    }

private slots:
    void foldersAndMachines()
    {
        QCOMPARE(parsed("/srv/qmail"), std::string("[] /srv/qmail"));
        QCOMPARE(parsed(" home "), std::string("[] home"));
        QCOMPARE(parsed("./a:b"), std::string("[] ./a:b"));
        QCOMPARE(parsed("mx:/var/qmail"), std::string("[mx] /var/qmail"));
        QCOMPARE(parsed("root@mx.example.org:qmail"), std::string("[root@mx.example.org] qmail"));
        QCOMPARE(formatTarget(*parseTarget("root@mx:/x")), std::string("root@mx:/x"));
    }

    void nothingThatSshWouldTakeForAnOption()
    {
        for (const char* text : {"-oProxyCommand=touch x:/var/qmail", "u@-x:/y", ":/x", "mx:", "", "a b:/x", "m\nx:/y"})
            QCOMPARE(parsed(text), std::string("error"));
    }

    void theScriptTellsWhatIsThere()
    {
        const std::string archive = formatArchive({{"control/me", file("x")}});
        const auto look = parseLook(
            "Welcome to mx!\n@spp\nowner 12:34\nbackup 2026-01-01T000000Z\n"
            "backup 2026-01-02T000000Z-2\nbackup ../etc\nfiles\n" +
            archive);
        QVERIFY(look);
        QVERIFY(look->state == Look::State::Clean);
        QVERIFY((look->home.owner == Owner{12, 34}));
        QCOMPARE(look->backups, (std::vector<std::string>{"2026-01-02T000000Z-2", "2026-01-01T000000Z"}));
        QCOMPARE(look->home.files.size(), std::size_t{1});
        QVERIFY(parseLook("@spp\nowner 0:0\nfiles\n")->home.files.empty());
        QVERIFY(parseLook("@spp\nbusy 77\nowner 0:0\nfiles\n")->state == Look::State::Busy);
        QVERIFY(!parseLook(""));
        QVERIFY(!parseLook("@spp\n"));
    }

    void theScriptTellsWhatItDid()
    {
        QVERIFY(!parseOutcome("@spp\n"));
        const auto outcome = parseOutcome("motd\n@spp\nchanged control/me\n");
        QVERIFY(outcome && outcome->kind == Outcome::Kind::Changed);
        QCOMPARE(outcome->words, std::string("control/me"));
    }

    void theCommandFitsBetweenSingleQuotes() { QVERIFY(shellCommand().find_first_of("'\n\\!") == std::string::npos); }
};

SPP_TEST(TestTarget)
#include "tst_target.moc"
