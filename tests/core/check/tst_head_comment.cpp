// SPDX-License-Identifier: MIT
#include "core/check/head_comment.h"

#include "core/check/programs.h"
#include "tests/core/check/table_home.h"
#include "tests/support/printing.h"
#include "tests/support/test_main.h"

using namespace spp;
using namespace spp::test;

class TestHeadComment : public QObject
{
    Q_OBJECT

private slots:
    void heads_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        QTest::addColumn<QByteArray>("head");
        QTest::newRow("none") << QByteArray("#!/bin/sh\necho N\n# later\n") << QByteArray("");
        QTest::newRow("shell")
            << QByteArray("#!/bin/sh\n# SPDX-License-Identifier: MIT\n#\n# x: does y.\n#\n#   z\n\n# code\n")
            << QByteArray("x: does y.\n\n  z");
        QTest::newRow("Python")
            << QByteArray("#!/usr/bin/env python3\n# SPDX-x\n\"\"\"x: does y.\n\nMore.\n\"\"\"\nimport os\n")
            << QByteArray("x: does y.\n\nMore.");
        QTest::newRow("on one line") << QByteArray("'''x: does y.'''\nimport os\n") << QByteArray("x: does y.");
        QTest::newRow("C") << QByteArray("// x: does y\r\n// and z\r\nint main;\r\n") << QByteArray("x: does y\nand z");
        QTest::newRow("C, the old way") << QByteArray("/*\n * x: does y\n *   z\n */\nint main;\n")
                                        << QByteArray("x: does y\n  z");
        QTest::newRow("settings of an editor")
            << QByteArray("#!/bin/sh\n# -*- sh -*-\n# vim: ts=4\n# x\n") << QByteArray("x");
        QTest::newRow("a program") << QByteArray("# x\n\0\1", 6) << QByteArray("");
        QTest::newRow("an end that is missing") << QByteArray("/* x\ny") << QByteArray("x\ny");
    }

    void heads()
    {
        QFETCH(QByteArray, bytes);
        QFETCH(QByteArray, head);
        QCOMPARE(check::headComment(bytes.toStdString()), head.toStdString());
    }

    void aHeadThatNeverEndsIsCut()
    {
        std::string bytes;
        for (int line = 0; line < 100'000; ++line)
            bytes += "# \u00fc\n";
        QCOMPARE(check::headComment(bytes).size(), std::size_t{40 * 3 - 1});
    }

    void aSummaryIsOneSentence()
    {
        QCOMPARE(check::summaryOf("x: does y, e.g. z,\nand more. For [rcpt].", "x"),
                 std::string("does y, e.g. z, and more."));
        QCOMPARE(check::summaryOf("does it? Yes", "x"), std::string("does it?"));
        QCOMPARE(check::summaryOf("x NAME: runs it\n\nMore.", "x"), std::string("x NAME: runs it"));
        QCOMPARE(check::summaryOf("", "x"), std::string());
        QCOMPARE(check::summaryOf(std::string(199, 'a') + "\u00fc and so on", "x"), std::string(199, 'a') + "…");
    }

    void programsAreFoundBelowPlugins()
    {
        TableHome home;
        home.with("plugins/sub/check", {"#!/usr/bin/python3\n\"\"\"check: looks.\"\"\"\n", false})
            .with("plugins/.hidden", {""})
            .with("plugins/policy~", {""})
            .with("/usr/local/bin/own", {"\x7f"
                                         "ELF\0"})
            .smtpPlugins("[rcpt]\nplugins/policy\n/usr/local/bin/own\nplugins/none\n");
        const check::Subject subject{home, session::modernDialect()};
        std::vector<std::string> found;
        for (const auto& each : check::findPrograms(subject))
            found.push_back(each.path + (each.facts.executable ? "" : " (not executable)") + " " + each.script.program +
                            " " + each.summary);
        QCOMPARE(found, (std::vector<std::string>{"/usr/local/bin/own  ", "plugins/policy sh ",
                                                  "plugins/sub/check (not executable) python3 looks."}));
    }
};

SPP_TEST(TestHeadComment)
#include "tst_head_comment.moc"
