// SPDX-License-Identifier: MIT
/// The words of compilers, understood. That they still speak like this is scenario.new_plugin's.
#include "core/library/build.h"
#include "tests/support/printing.h"
#include "tests/support/test_main.h"

using namespace spp;

class TestBuild : public QObject
{
    Q_OBJECT

    static std::string shown(const std::vector<check::Finding>& findings)
    {
        std::string lines;
        for (const auto& finding : findings)
            lines += (lines.empty() ? "" : "\n") + formatPlace(finding) + "+" + std::to_string(finding.length) + " " +
                     std::string(rowOf(finding.rule).name) + " " + finding.sentence;
        return lines;
    }

private slots:
    void theCommandStandsInTheHead()
    {
        QCOMPARE(*library::buildCommand("// SPDX\n//\n// a: b\n//\n// build: cc -o a a.c\n//\nint x;\n"),
                 std::string("cc -o a a.c"));
        QCOMPARE(*library::buildCommand("/* a\n * build:  make a  \n */\n"), std::string("make a"));
        QVERIFY(!library::buildCommand("// a\nint x; // build: cc\n// build: rm\n"));
        QVERIFY(!library::buildCommand("// build:\n// to build: cc\n"));
        QVERIFY(!library::buildCommand(""));
    }

    void reports_data()
    {
        QTest::addColumn<QByteArray>("file");
        QTest::addColumn<QByteArray>("report");
        QTest::addColumn<QByteArray>("found");
        const auto row = [](const char* name, const char* file, const QByteArray& report, const QByteArray& found) {
            QTest::newRow(name) << QByteArray(file) << report << found;
        };
        row("gcc", "plugins/a.c",
            "a.c: In function ‘main’:\na.c:2:9: error: ‘foo’ undeclared (first use in this function)\n"
            "    2 | \tfoo();\n      | \t^~~\na.c:2:9: note: each undeclared identifier is reported only once\n",
            "plugins/a.c:2:2+3 build-error ‘foo’ undeclared (first use in this function)");
        row("gcc warns", "plugins/a.c", "a.c:1:5: warning: unused variable ‘x’ [-Wunused-variable]\n",
            "plugins/a.c:1:5+3 build-warning unused variable ‘x’ [-Wunused-variable]");
        row("gcc in a header", "plugins/a.c", "In file included from a.c:1:\n/usr/include/b.h:7:1: fatal error: no\n",
            "plugins/a.c+0 build-error b.h:7: no");
        row("the linker", "plugins/a.c",
            "/usr/bin/ld: /tmp/x.o: in function `main':\na.c:(.text+0x5): undefined reference to `foo'\n"
            "collect2: error: ld returned 1 exit status\n",
            "plugins/a.c+0 build-error a.c:(.text+0x5): undefined reference to `foo'");
        row("go", "plugins/a.go", "# command-line-arguments\n./a.go:2:2: undefined: foo\n",
            "plugins/a.go:2:2+3 build-error undefined: foo");
        row("rustc, short", "plugins/a.rs",
            "a.rs:2:2: error[E0425]: cannot find value `foo` in this scope\nerror: aborting due to previous error\n",
            "plugins/a.rs:2:2+3 build-error cannot find value `foo` in this scope");
        row("rustc", "plugins/a.rs",
            "error[E0425]: cannot find value `foo` in this scope\n --> a.rs:2:2\n  |\n2 |  foo();\n\nwarning: unused\n"
            "   --> a.rs:1:1\n",
            "plugins/a.rs:2:2+3 build-error cannot find value `foo` in this scope\nplugins/a.rs:1:1+3 build-warning "
            "unused");
        row("no compiler", "plugins/a.rs", "/bin/sh: 1: rustc: not found\n",
            "plugins/a.rs+0 build-error /bin/sh: 1: rustc: not found");
        row("nothing said", "plugins/a.c", "", "plugins/a.c+0 build-error the command failed and said nothing");
        row("behind the end", "plugins/a.c", "a.c:99:1: error: expected }\n", "plugins/a.c+0 build-error expected }");
        row("numbers beyond all", "plugins/a.c", "a.c:99999999999999999999999:1: error: x\n",
            "plugins/a.c+0 build-error x");
        row("control bytes", "plugins/a.c", "a.c:1: error: \x1b[31mred\n", "plugins/a.c:1+0 build-error \\x1b[31mred");
    }
    void reports()
    {
        QFETCH(QByteArray, file);
        QFETCH(QByteArray, report);
        QFETCH(QByteArray, found);
        const bool failed = !report.contains("gcc warns") && !found.startsWith("plugins/a.c:1:5+3 build-warning");
        QCOMPARE(
            shown(library::parseBuildReport(report.toStdString(), file.toStdString(), "int foo;\n\tfoo();\n", failed)),
            found.toStdString());
    }

    void aReportWithoutEndIsCutOff()
    {
        std::string report;
        for (int line = 0; line < 5000; ++line)
            report += "a.c:1:1: error: again\n";
        QCOMPARE(library::parseBuildReport(report, "a.c", "x\n", true).size(), library::maxBuildFindings);
    }
};

SPP_TEST(TestBuild)
#include "tst_build.moc"
