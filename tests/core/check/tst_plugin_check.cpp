// SPDX-License-Identifier: MIT
/// The file of a plugin: each check with a file that has the fault, and one that has not.
#include "tests/core/check/table_home.h"
#include "tests/support/printing.h"
#include "tests/support/test_main.h"

using namespace spp;
using namespace spp::test;

class TestPluginCheck : public QObject
{
    Q_OBJECT

private slots:
    void findings_data()
    {
        QTest::addColumn<QByteArray>("script");
        QTest::addColumn<QByteArray>("found");
        const auto row = [](const char* name, const QByteArray& script, const QByteArray& found) {
            QTest::newRow(name) << script << found;
        };
        row("no #! line", "echo N\n", "plugins/policy:1:1 no-interpreter-line");
        row("an empty file", "", "plugins/policy:1:1 no-interpreter-line");
        row("a program", QByteArray("\177ELF\0\0", 6), "");
        row("an interpreter that is missing", "#!/bin/tcsh\n", "plugins/policy:1:1 missing-interpreter");
        row("an interpreter without a path", "#!sh\n", "plugins/policy:1:1 missing-interpreter");
        row("env and a program", "#!/usr/bin/env python3\n", "");
        row("env and no program", "#!/usr/bin/env ruby\n", "plugins/policy:1:1 missing-interpreter");
        row("env and an argument", "#!/usr/bin/env python3 -u\n", "plugins/policy:1:1 interpreter-arguments");
        row("env -S and an argument", "#!/usr/bin/env -S python3 -u\n", "");
        row("Windows line ends", "#!/bin/sh\r\necho N\r\n", "plugins/policy:1:10 cr-lf");
        row("one Windows line end", "#!/bin/sh\necho N\r\n", "plugins/policy:2:7 cr-lf");
        row("bare", "#!/bin/sh\ngrep $SMTPRCPTTO list\n", "plugins/policy:2:6 unquoted-variable");
        row("in braces", "#!/bin/sh\ngrep ${SMTPRCPTTO} list\n", "plugins/policy:2:6 unquoted-variable");
        row("in quotes", "#!/bin/sh\ngrep \"$SMTPRCPTTO\" list\n", "");
        row("assigned", "#!/bin/sh\nto=$SMTPRCPTTO\n", "");
        row("a number of the server's", "#!/bin/sh\ntest $SMTPRCPTCOUNT -gt 3 && echo E452 enough\n", "");
        row("never set", "#!/bin/sh\necho \"$HELOHOST\" >&2\n", "plugins/policy:2:7 unknown-variable");
        row("like the session's", "#!/bin/sh\necho \"$SMTPGREYLIST\" >&2\n", "plugins/policy:2:7 unknown-variable");
        row("set by the script", "#!/bin/sh\nRCPTTO=x\necho \"$RCPTTO\" >&2\n", "");
        row("set by a plugin", "#!/bin/sh\necho \"SSMTPGREYLIST=1\"\necho \"$SMTPGREYLIST\" >&2\n", "");
        row("nothing of the session's", "#!/bin/sh\necho \"$LISTFILE\" >&2\n", "");
        row("told once", "#!/bin/sh\necho \"$HELOHOST$HELOHOST\" >&2\n", "plugins/policy:2:7 unknown-variable");
        row("the parent", "#!/bin/sh\nlogger \"$PPID\"\n", "plugins/policy:2:9 parent-as-session");
        row("Python's variables",
            "#!/usr/bin/python3\nimport os\nx = os.environ['RCPTTO'] + os.environ.get(\"SMTPRCPTTO\")\n",
            "plugins/policy:3:17 unknown-variable");
        row("Python's parent", "#!/usr/bin/python3\nimport os\nos.getppid()\n", "plugins/policy:3:4 parent-as-session");
        row("Perl's variables", "#!/usr/bin/perl\nprint STDERR $ENV{MAILFROM}, $ENV{'SMTPMAILFROM'};\n",
            "plugins/policy:2:19 unknown-variable");
    }
    void findings()
    {
        QFETCH(QByteArray, script);
        QFETCH(QByteArray, found);
        TableHome home;
        home.policy(script.toStdString());
        QCOMPARE(home.found(), found.toStdString());
    }

    void variablesThatComeLaterAreTold()
    {
        TableHome home;
        home.smtpPlugins("[helo]\nplugins/policy\n");
        QCOMPARE(home.found(), std::string("plugins/policy:2:18 variable-not-set-yet"));
        home.smtpPlugins("[helo]\nplugins/policy\n[data]\nplugins/policy\n");
        QCOMPARE(home.found(), std::string());
        home.smtpPlugins("[auth]\nplugins/policy\n");
        QCOMPARE(home.found(), std::string());
        home.smtpPlugins("[mail]\n:test \"$SMTPRCPTTO\"\n");
        QCOMPARE(home.found(), std::string("control/smtpplugins:2:8 variable-not-set-yet"));
    }

    void whoeverMayWriteItIsTold()
    {
        TableHome home;
        home.files["plugins/policy"].writableByOthers = true;
        QCOMPARE(home.found(), std::string("plugins/policy writable-by-others"));
    }

    void aScriptForTheShellNeedsNoFirstLine()
    {
        TableHome home;
        home.smtpPlugins("[rcpt]\n:plugins/policy x\n").policy("echo N\n");
        QCOMPARE(home.found(), std::string());
    }

    void fixes_data()
    {
        QTest::addColumn<QByteArray>("script");
        QTest::addColumn<QByteArray>("mended");
        QTest::newRow("first line") << QByteArray("echo N\n") << QByteArray("#!/bin/sh\necho N\n");
        QTest::newRow("line ends") << QByteArray("#!/bin/sh\r\necho N\r\n") << QByteArray("#!/bin/sh\necho N\n");
        QTest::newRow("env -S") << QByteArray("#!/usr/bin/env python3 -u\n")
                                << QByteArray("#!/usr/bin/env -S python3 -u\n");
        QTest::newRow("name") << QByteArray("#!/bin/sh\necho \"${HELOHOST:-none}\" >&2\n")
                              << QByteArray("#!/bin/sh\necho \"${SMTPHELOHOST:-none}\" >&2\n");
        QTest::newRow("quotes") << QByteArray("#!/bin/sh\nlogger ${SMTPRCPTTO%@*} x\n")
                                << QByteArray("#!/bin/sh\nlogger \"${SMTPRCPTTO%@*}\" x\n");
    }
    void fixes()
    {
        QFETCH(QByteArray, script);
        QFETCH(QByteArray, mended);
        TableHome home;
        home.policy(script.toStdString());
        QCOMPARE(home.afterFirstFix(), mended.toStdString());
        home.policy(mended.toStdString());
        QCOMPARE(home.found(), std::string());
    }
};

SPP_TEST(TestPluginCheck)
#include "tst_plugin_check.moc"
