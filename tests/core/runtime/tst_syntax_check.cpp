// SPDX-License-Identifier: MIT
/// Real interpreters, asked about real files: each with a fault, and without.
#include "core/runtime/syntax_check.h"

#include "core/runtime/short_run.h"
#include "tests/core/runtime/loop.h"
#include "tests/support/folder.h"
#include "tests/support/printing.h"

#include <QTest>

#include <algorithm>
#include <memory>

using namespace spp;
using namespace spp::runtime;
using test::Folder;
using test::Loop;

class TestSyntaxCheck : public QObject
{
    Q_OBJECT

    std::unique_ptr<Folder> m_home;

    /// Places of syntax errors; what shellcheck says depends on its version.
    std::string found(const std::string& dialect = "modern") const
    {
        std::string lines;
        for (const auto& finding : checkHomeOnDisk({m_home->path(), *session::findDialect(dialect)}))
            if (finding.rule != check::Rule::ShellCheck)
                lines +=
                    (lines.empty() ? "" : "\n") + formatPlace(finding) + " " + std::string(rowOf(finding.rule).name);
        return lines;
    }

private slots:
    void init()
    {
        m_home = std::make_unique<Folder>();
        m_home->write("control/me", "mail.example.org\n");
        m_home->write("control/rcpthosts", "example.org\n");
        m_home->write("control/smtpplugins", "[rcpt]\nplugins/policy\n");
    }

    void scripts_data()
    {
        QTest::addColumn<QByteArray>("script");
        QTest::addColumn<QByteArray>("found");
        const auto row = [](const char* name, const QByteArray& script, const QByteArray& found) {
            QTest::newRow(name) << script << found;
        };
        row("sh", "#!/bin/sh\nif true; then\n\techo N\nfi\n", "");
        row("sh, wrong", "#!/bin/sh\nif true; do\n\techo N\nfi\n", "plugins/policy:2 syntax-error");
        row("bash", "#!/bin/bash\nx=(a b)\nfor i in \"${x[@]}\"; do :; done\n", "");
        row("bash, wrong", "#!/bin/bash\nfor i in a; then\n:; done\n", "plugins/policy:2 syntax-error");
        row("python", "#!/usr/bin/env python3\nimport os\nprint('N')\n", "");
        row("python, wrong", "#!/usr/bin/env python3\nimport os\n\nprint('N'\n", "plugins/policy:4:6 syntax-error");
        row("python, indented", "#!/usr/bin/env python3\nif True:\nprint('N')\n", "plugins/policy:3:1 syntax-error");
        row("perl", "#!/usr/bin/perl -w\nuse strict;\nprint \"N\\n\";\n", "");
        row("perl, wrong", "#!/usr/bin/perl\n\nmy $x = ;\n", "plugins/policy:3 syntax-error");
    }
    void scripts()
    {
        QFETCH(QByteArray, script);
        QFETCH(QByteArray, found);
        m_home->script("plugins/policy", script.toStdString());
        QCOMPARE(this->found(), found.toStdString());
    }

    void shellLinesAreAskedAbout()
    {
        m_home->write("control/smtpplugins", "[rcpt]\n:test -n \"$SMTPRCPTTO\" || echo E550 none\n:if true then\n");
        QCOMPARE(found(), std::string("control/smtpplugins:3 syntax-error"));
    }

    void nothingOfAScriptRuns()
    {
        m_home->script("plugins/policy", "#!/bin/sh\ntouch '" + m_home->path("ran") + "'\n");
        found();
        m_home->script("plugins/policy", "#!/usr/bin/python3\nopen('" + m_home->path("ran") + "', 'w')\n");
        found();
        m_home->script("plugins/policy", "#!/usr/bin/perl\nopen(my $f, '>', '" + m_home->path("ran") + "');\n");
        found();
        QVERIFY(!m_home->contains("ran"));
    }

    void aNameLikeAnOptionIsAFile()
    {
        m_home->write("control/smtpplugins", "[rcpt]\n-x\n");
        m_home->script("-x", "#!/bin/sh\nfi\n");
        QCOMPARE(found(), std::string("-x:2 syntax-error"));
    }

    void manyScriptsAreAllAsked()
    {
        std::string lines = "[rcpt]\n";
        for (int each = 0; each < 40; ++each) {
            lines += "plugins/p" + std::to_string(each) + "\n";
            m_home->script("plugins/p" + std::to_string(each), "#!/bin/sh\nfi\n");
        }
        m_home->write("control/smtpplugins", lines);
        const std::string places = found();
        QCOMPARE(std::count(places.begin(), places.end(), '\n'), 39);
    }

    void unsavedTextsStandInTheirFilesPlace()
    {
        m_home->script("plugins/policy", "#!/bin/sh\ntrue\n");
        const CheckInput unsaved{m_home->path(), session::modernDialect(), {{"plugins/policy", "#!/bin/sh\nfi\n"}}};
        const auto findings = checkHomeOnDisk(unsaved);
        QVERIFY(std::any_of(findings.begin(), findings.end(), [](const auto& each) {
            return each.rule == check::Rule::SyntaxError && formatPlace(each) == "plugins/policy:2";
        }));
        QCOMPARE(found(), std::string());
    }

    void unsavedPerlIsNotRun()
    {
        m_home->script("plugins/policy", "#!/usr/bin/perl\n1;\n");
        const std::string script = "#!/usr/bin/perl\nBEGIN { open(my $f, '>', '" + m_home->path("ran") + "'); }\n";
        checkHomeOnDisk({m_home->path(), session::modernDialect(), {{"plugins/policy", script}}});
        QVERIFY(!m_home->contains("ran"));
    }

    void whatIsNoLongerWantedIsAbandoned()
    {
        m_home->script("plugins/policy", "#!/usr/bin/perl\nBEGIN { sleep 3600; }\n");
        int asked = 0;
        checkHomeOnDisk(
            {.home = m_home->path(), .dialect = session::modernDialect(), .isWanted = [&] { return ++asked < 3; }});
        QCOMPARE(asked, 3);
    }

    void whatIsPrintedIsBoundedAndWhatHangsIsKilled()
    {
        Loop loop;
        ProcessSpec spec;
        spec.program = "/bin/sh";
        spec.directory = "/";
        spec.arguments = {"sh", "-c", "head -c 1000000 /dev/zero; echo said >&2; exit 3"};
        const ShortRun run = loop.run(runShortly(spec, std::chrono::seconds(60)));
        QCOMPARE(run.exit.number, 3);
        QCOMPARE(run.log, std::string("said\n"));
        QCOMPARE(run.output.size(), std::size_t{262144});
        spec.arguments = {"sh", "-c", "exec sleep 3600"};
        const ShortRun hung = loop.run(runShortly(spec, std::chrono::milliseconds(100)));
        QVERIFY(hung.exit.kind == plugin::Exit::Kind::CutOff);
    }
};

QTEST_GUILESS_MAIN(TestSyntaxCheck)
#include "tst_syntax_check.moc"
