// SPDX-License-Identifier: MIT
#include "core/library/plugin_template.h"
#include "tests/support/printing.h"
#include "tests/support/test_main.h"

using namespace spp;
using control::Section;

class TestPluginTemplate : public QObject
{
    Q_OBJECT

    static library::PluginPlan plan(Section section)
    {
        return {"my-plugin", library::templateLanguages()[3], section, "example.com"};
    }

private slots:
    void names_data()
    {
        QTest::addColumn<QByteArray>("name");
        QTest::addColumn<bool>("isGood");
        for (const char* good : {"a", "my-plugin", "Plugin_2.sh", "7"})
            QTest::newRow(good) << QByteArray(good) << true;
        for (const char* bad :
             {"", " ", "a b", "-rf", ".hidden", "a/b", "../a", "a'b", "ä", "a\n", "$x", "[rcpt]", "#a", ":a"})
            QTest::newRow(bad) << QByteArray(bad) << false;
        QTest::newRow("NUL") << QByteArray("a\0b", 3) << false;
        QTest::newRow("long") << QByteArray(65, 'a') << false;
    }
    void names()
    {
        QFETCH(QByteArray, name);
        QFETCH(bool, isGood);
        QCOMPARE(library::checkPluginName(name.toStdString()).has_value(), isGood);
    }

    void pathsOfAPlugin()
    {
        QCOMPARE(programPath(plan(Section::Rcpt)), std::string("plugins/my-plugin"));
        QCOMPARE(sourcePath(plan(Section::Rcpt)), std::string("plugins/my-plugin.c"));
        QCOMPARE(dialogPaths(plan(Section::Rcpt)).size(), 1UL);
        QCOMPARE(dialogPaths(plan(Section::Connection)).size(), 2UL);
        QCOMPARE(dialogPaths(plan(Section::Connection))[1].to, std::string("dialogs/my-plugin-passed.spp"));
    }

    void wordsAreReplaced()
    {
        const std::string text =
            "// SPDX-License-Identifier: MIT\n//\n// @NAME@ [@SECTION@] @VARIABLE@ <@REFUSED@> "
            "@REPLY@ @CODE@ @DOMAIN@ @OTHER@\n";
        QCOMPARE(
            fillTemplate(text, plan(Section::Rcpt)),
            std::string("// my-plugin [rcpt] SMTPRCPTTO <nobody@example.com> 550 5.1.1 there is no such mailbox 550 "
                        "example.com @OTHER@\n"));
        QCOMPARE(library::fillTemplate("@HOST@\n@DOMAIN@\n", "mail.example.com", "example.com"),
                 std::string("mail.example.com\nexample.com\n"));
    }

    void theDomainIsOneOfTheHome()
    {
        QCOMPARE(library::firstDomain("# ours\n.example.net\n\nexample.com \nexample.org\n"),
                 std::string("example.com"));
        QCOMPARE(library::firstDomain(""), std::string("example.org"));
        QCOMPARE(library::firstDomain("a'; reboot\n\"x\nb@c\n"), std::string("example.org"));
    }
};

SPP_TEST(TestPluginTemplate)
#include "tst_plugin_template.moc"
