// SPDX-License-Identifier: MIT
/// The words of interpreters, understood. That they still speak like this is tst_syntax_check's.
#include "core/check/syntax.h"
#include "tests/support/printing.h"
#include "tests/support/test_main.h"

using namespace spp;
using check::Language;

class TestSyntax : public QObject
{
    Q_OBJECT

    static std::string shown(const std::vector<check::Finding>& findings)
    {
        std::string lines;
        for (const auto& finding : findings)
            lines += (lines.empty() ? "" : "\n") + formatPlace(finding) + " " + finding.sentence;
        return lines;
    }

private slots:
    void reports_data()
    {
        QTest::addColumn<int>("language");
        QTest::addColumn<QByteArray>("report");
        QTest::addColumn<QByteArray>("found");
        const auto row = [](const char* name, Language language, const QByteArray& report, const QByteArray& found) {
            QTest::newRow(name) << static_cast<int>(language) << report << found;
        };
        row("dash", Language::Shell, "/h/plugins/a: 3: Syntax error: \"fi\" unexpected\n",
            "plugins/a:3 Syntax error: \"fi\" unexpected");
        row("bash says it twice", Language::Shell,
            "/h/a: line 2: syntax error near unexpected token `fi'\n/h/a: line 2: `fi'\n",
            "plugins/a:2 syntax error near unexpected token `fi'");
        row("behind the end", Language::Shell, "/h/a: 9: Syntax error: end of file unexpected\n",
            "plugins/a:4 Syntax error: end of file unexpected");
        row("perl", Language::Perl, "syntax error at /h/a line 2, near \"= ;\"\n/h/a had compilation errors.\n",
            "plugins/a:2 syntax error, near \"= ;\"");
        row("python", Language::Python, "2:7:'(' was never closed\n", "plugins/a:2:7 '(' was never closed");
        row("nothing that is known", Language::Shell, "what?\n", "plugins/a its interpreter refuses it: what?");
        row("nothing at all", Language::Perl, "", "plugins/a its interpreter refuses it: ");
        row("control bytes", Language::Shell, "a: 1: \033[31m\n", "plugins/a:1 \\x1b[31m");
    }
    void reports()
    {
        QFETCH(int, language);
        QFETCH(QByteArray, report);
        QFETCH(QByteArray, found);
        const auto findings = check::parseSyntaxReport(static_cast<Language>(language), report.toStdString(), true,
                                                       "plugins/a", "1\n2\n3\n4\n");
        QCOMPARE(shown(findings).substr(0, found.size()), found.toStdString());
        QCOMPARE(findings.size(), std::size_t{1});
    }

    void aScriptThatPassesHasNoFindings()
    {
        QVERIFY(check::parseSyntaxReport(Language::Perl, "a syntax OK at a line 1\n", false, "a", "").empty());
    }

    void aLongReportIsCutShort()
    {
        std::string report;
        for (int line = 1; line <= 1000; ++line)
            report += "a: " + std::to_string(line) + ": wrong\n";
        QCOMPARE(check::parseSyntaxReport(Language::Shell, report, true, "a", std::string(2000, '\n')).size(),
                 std::size_t{20});
    }

    void shellcheckIsUnderstood()
    {
        const auto findings = check::parseShellcheck(
            "/h:1/a:2:11: note: Double quote this. [SC2086]\n"
            "/h:1/a:3:1: error: Couldn't parse. [SC1073]\nrubbish\n: note: \n",
            "plugins/a", "1\n\t\xc3\xa4 $x\n3\n");
        QCOMPARE(shown(findings),
                 std::string("plugins/a:2:5 Double quote this. [SC2086]\nplugins/a:3:1 Couldn't parse. [SC1073]"));
    }

    void onlyShellsAreAskedAsShells()
    {
        const auto command = [](const char* line) {
            const auto asked = check::syntaxCommand(check::parseScript(line), "/h/a");
            std::string words;
            for (const auto& word : asked.value_or(check::Command()))
                words += word.size() > 40 ? "… " : word + " "; // of Python it is a program
            return words;
        };
        QCOMPARE(command("#!/bin/dash -e\n"), std::string("/bin/dash -n /h/a "));
        QCOMPARE(command("#!/bin/busybox sh\r\n"), std::string("/bin/busybox sh -n /h/a "));
        QCOMPARE(command("#!/usr/bin/env python3\n"), std::string("python3 -I -c … /h/a "));
        QCOMPARE(command("#!/usr/bin/perl -w\n"), std::string("/usr/bin/perl -c /h/a "));
        QCOMPARE(command("#!/usr/bin/ruby\n"), std::string());
        QCOMPARE(command("no script\n"), std::string());
    }
};

SPP_TEST(TestSyntax)
#include "tst_syntax.moc"
