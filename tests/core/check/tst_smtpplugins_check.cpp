// SPDX-License-Identifier: MIT
/// What smtpplugins says: each check with a file that has the fault, and one that has not.
#include "tests/core/check/table_home.h"
#include "tests/support/printing.h"
#include "tests/support/test_main.h"

using namespace spp;
using namespace spp::test;

class TestSmtpPluginsCheck : public QObject
{
    Q_OBJECT

private slots:
    void aSoundHomeHasNoFindings() { QCOMPARE(TableHome().found(), std::string()); }

    void findings_data()
    {
        QTest::addColumn<QByteArray>("lines");
        QTest::addColumn<QByteArray>("found");
        QTest::newRow("empty") << QByteArray("") << QByteArray("");
        QTest::newRow("comments and blank lines") << QByteArray("# plugins/none\n\n  \n[mail]\n") << QByteArray("");
        QTest::newRow("a letter that is no section")
            << QByteArray("[xyz]\nplugins/none\n") << QByteArray("control/smtpplugins:1:1 unknown-section");
        QTest::newRow("nothing behind the bracket")
            << QByteArray("[\n") << QByteArray("control/smtpplugins:1:1 unknown-section");
        QTest::newRow("known by its first letter only")
            << QByteArray("[rctp]\nplugins/policy\n") << QByteArray("control/smtpplugins:1:1 misspelt-section");
        QTest::newRow("no bracket behind it")
            << QByteArray("[rcpt\n") << QByteArray("control/smtpplugins:1:1 misspelt-section");
        QTest::newRow("above the first section")
            << QByteArray("plugins/policy\n[rcpt]\n") << QByteArray("control/smtpplugins:1:1 above-first-section");
        QTest::newRow("no section at all")
            << QByteArray("plugins/policy\n") << QByteArray("control/smtpplugins:1:1 above-first-section");
        QTest::newRow("no such file") << QByteArray("[rcpt]\nplugins/none\n")
                                      << QByteArray("control/smtpplugins:2:1 missing-plugin");
        QTest::newRow("no such file in a shell line") << QByteArray("[rcpt]\n:A=1 exec plugins/none now\n")
                                                      << QByteArray("control/smtpplugins:2:1 missing-plugin");
        QTest::newRow("a shell line with a word for PATH") << QByteArray("[rcpt]\n:true\n") << QByteArray("");
        QTest::newRow("a shell line that is a script")
            << QByteArray("[rcpt]\n:if true; then :; fi\n") << QByteArray("");
        QTest::newRow("relative to plugins/")
            << QByteArray("[rcpt]\npolicy\n") << QByteArray("control/smtpplugins:2:1 wrong-folder");
        QTest::newRow("relative to control/")
            << QByteArray("[rcpt]\n../plugins/policy\n") << QByteArray("control/smtpplugins:2:1 wrong-folder");
        QTest::newRow("arguments without a colon")
            << QByteArray("[rcpt]\nplugins/policy --now\n") << QByteArray("control/smtpplugins:2:1 blanks-want-colon");
        QTest::newRow("arguments with a colon") << QByteArray("[rcpt]\n:plugins/policy --now\n") << QByteArray("");
        QTest::newRow("a folder") << QByteArray("[rcpt]\nplugins\n")
                                  << QByteArray("control/smtpplugins:2:1 not-a-file");
        QTest::newRow("twice") << QByteArray("[rcpt]\nplugins/policy\nplugins/policy\n")
                               << QByteArray("control/smtpplugins:3:1 duplicate-plugin");
        QTest::newRow("once in each of two sections")
            << QByteArray("[rcpt]\nplugins/policy\n[data]\nplugins/policy\n") << QByteArray("");
        QTest::newRow("behind one that always says N")
            << QByteArray("[rcpt]\n:echo N\nplugins/policy\n") << QByteArray("control/smtpplugins:3:1 unreachable");
        QTest::newRow("in the same section, further down")
            << QByteArray("[rcpt]\n:echo N\n[data]\n:true\n[rcpt]\nplugins/policy\n")
            << QByteArray("control/smtpplugins:6:1 unreachable");
        QTest::newRow("in another section")
            << QByteArray("[mail]\n:echo N\n[rcpt]\nplugins/policy\n") << QByteArray("");
        QTest::newRow("A in connection ends all") << QByteArray("[rcpt]\nplugins/policy\n[connection]\n:echo A\n")
                                                  << QByteArray("control/smtpplugins:2:1 unreachable");
        QTest::newRow("behind one that sometimes says N")
            << QByteArray("[rcpt]\n:test -f x && echo N\nplugins/policy\n") << QByteArray("");
        QTest::newRow("Windows line ends")
            << QByteArray("[rcpt]\r\nplugins/policy\r\n") << QByteArray("control/smtpplugins cr-lf");
        QTest::newRow("a variable of the client's, bare") << QByteArray("[rcpt]\n:plugins/policy $SMTPMAILFROM\n")
                                                          << QByteArray("control/smtpplugins:2:17 unquoted-variable");
        QTest::newRow("a variable of the client's, quoted")
            << QByteArray("[rcpt]\n:plugins/policy \"$SMTPMAILFROM\"\n") << QByteArray("");
    }
    void findings()
    {
        QFETCH(QByteArray, lines);
        QFETCH(QByteArray, found);
        TableHome home;
        home.smtpPlugins(lines.toStdString());
        QCOMPARE(home.found(), found.toStdString());
    }

    void sectionsThatADialectLacksAreTold()
    {
        TableHome home;
        home.smtpPlugins("[pass]\n[auth]\n");
        QCOMPARE(home.found(), std::string());
        home.dialect = "qmail-spp";
        QCOMPARE(home.found(), std::string("control/smtpplugins:1:1 section-not-in-dialect\n"
                                           "control/smtpplugins:2:1 section-not-in-dialect"));
    }

    void aPluginThatMayNotBeExecutedIsTold()
    {
        TableHome home;
        home.files["plugins/policy"].executable = false;
        QCOMPARE(home.found(), std::string("control/smtpplugins:2:1 not-executable"));
        const auto fix = home.findings().front().fix;
        QVERIFY(fix.makesExecutable);
        QCOMPARE(fix.file, std::string("plugins/policy"));
    }

    void aMissingSmtpPluginsIsTold()
    {
        TableHome home;
        home.files.erase("control/smtpplugins");
        QCOMPARE(home.found(), std::string("control/smtpplugins no-smtpplugins"));
    }

    void fixes_data()
    {
        QTest::addColumn<QByteArray>("lines");
        QTest::addColumn<QByteArray>("mended");
        QTest::newRow("section") << QByteArray("# x\n[rctp] \n:true\n") << QByteArray("# x\n[rcpt]\n:true\n");
        QTest::newRow("nearest section") << QByteArray("[xrcpt]") << QByteArray("[rcpt]");
        QTest::newRow("colon") << QByteArray("[rcpt]\nplugins/policy -v\n")
                               << QByteArray("[rcpt]\n:plugins/policy -v\n");
        QTest::newRow("path") << QByteArray("[rcpt]\npolicy\n") << QByteArray("[rcpt]\nplugins/policy\n");
        QTest::newRow("twice") << QByteArray("[rcpt]\nplugins/policy\nplugins/policy\n# end\n")
                               << QByteArray("[rcpt]\nplugins/policy\n# end\n");
        QTest::newRow("line ends") << QByteArray("[rcpt]\r\nplugins/policy\r\n")
                                   << QByteArray("[rcpt]\nplugins/policy\n");
        QTest::newRow("quotes") << QByteArray("[rcpt]\n:plugins/policy $SMTPRCPTTO x\n")
                                << QByteArray("[rcpt]\n:plugins/policy \"$SMTPRCPTTO\" x\n");
    }
    void fixes()
    {
        QFETCH(QByteArray, lines);
        QFETCH(QByteArray, mended);
        TableHome home;
        home.smtpPlugins(lines.toStdString());
        QCOMPARE(home.afterFirstFix(), mended.toStdString());
        home.smtpPlugins(mended.toStdString());
        QCOMPARE(home.found(), std::string());
    }

    void aNulIsNoText()
    {
        TableHome home;
        home.smtpPlugins(std::string("[rcpt]\nplugins/policy\0plugins/none\n[xyz]\n", 40));
        QCOMPARE(home.found(), std::string("control/smtpplugins:2 broken-control-file"));
    }

    void hostileBytesAreReadToTheirEnd()
    {
        TableHome home;
        std::string bytes;
        for (int c = 1; c < 256; ++c)
            bytes += std::string("[") + static_cast<char>(c) + "\n:" + static_cast<char>(c) + "$(`\"'\n";
        home.smtpPlugins(bytes);
        QVERIFY(!home.findings().empty());
    }
};

SPP_TEST(TestSmtpPluginsCheck)
#include "tst_smtpplugins_check.moc"
