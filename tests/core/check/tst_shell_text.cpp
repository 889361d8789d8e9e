// SPDX-License-Identifier: MIT
#include "core/check/shell_text.h"
#include "tests/support/printing.h"
#include "tests/support/test_main.h"

using namespace spp;

class TestShellText : public QObject
{
    Q_OBJECT

private slots:
    /// Names in their order; those that the shell splits with a star behind them.
    void variables_data()
    {
        QTest::addColumn<QByteArray>("script");
        QTest::addColumn<QByteArray>("names");
        const auto row = [](const char* name, const QByteArray& script, const QByteArray& names) {
            QTest::newRow(name) << script << names;
        };
        row("bare", "echo $A ${B}", "A* B*");
        row("in double quotes", "echo \"$A ${B:-x} y\"", "A B");
        row("in single quotes", "echo '$A'", "");
        row("escaped", "echo \\$A \"\\$B\"", "");
        row("in a comment", "x=1 # $A\necho $B # it's $C\n", "B*");
        row("a word with a number sign", "echo a#$A", "A*");
        row("assigned", "A=$B C=$D cmd $E", "B D E*");
        row("assigned after then", "if x; then A=$B; fi", "B");
        row("exported", "export A=$B", "B*");
        row("case", "case $A in x) echo $B;; esac", "A B*");
        row("double brackets", "[[ $A == x && -n $B ]] && echo $C", "A B C*");
        row("single brackets", "[ $A = x ]", "A*");
        row("length", "echo ${#A}", "A");
        row("arithmetic", "echo $(($A + 1)) $B", "A B*");
        row("a substitution in quotes", "echo \"$(grep $A \"$B\") $C\"", "A* B C");
        row("backquotes", "x=`echo $A`", "A*");
        row("a substitution that is assigned", "x=$(echo $A \"$B\") y=$C", "A* B C");
        row("a here-document", "cat <<END\n$A ${B}\nEND\necho $C", "A B C*");
        row("a quoted here-document", "cat <<'END' >&2\n$A\nEND\necho $B", "B*");
        row("a here-document with tabs", "cat <<-END\n\t$A\n\tEND\necho $B", "A B*");
        row("a pipe", "printf '%s' x | grep $A", "A*");
        row("redirected", "cat <$A >\"$B\"", "A* B");
        row("special ones", "echo $1 $# $? $$ $@ $*", "");
        row("unfinished quotes", "echo \"$A", "A");
        row("unfinished braces", "echo ${A", "");
    }
    void variables()
    {
        QFETCH(QByteArray, script);
        QFETCH(QByteArray, names);
        const std::string bytes = script.toStdString();
        QByteArray got;
        for (const auto& use : check::shellVariables(bytes)) {
            got += (got.isEmpty() ? "" : " ") + QByteArray(use.name.data(), static_cast<qsizetype>(use.name.size())) +
                   (use.splits ? "*" : "");
            QCOMPARE(bytes[use.begin], '$');
        }
        QCOMPARE(got, names);
    }

    void deepNestingIsRead()
    {
        std::string script;
        for (int i = 0; i < 100'000; ++i)
            script += "\"$(";
        QVERIFY(check::shellVariables(script + "$A").size() <= 1);
    }

    void always_data()
    {
        QTest::addColumn<QByteArray>("script");
        QTest::addColumn<char>("letter");
        QTest::newRow("echo") << QByteArray("#!/bin/sh\n# accept\necho N\n") << 'N';
        QTest::newRow("quoted") << QByteArray("echo 'E550 no'") << 'E';
        QTest::newRow("printf") << QByteArray("printf 'A\\n'") << 'A';
        QTest::newRow("behind a header") << QByteArray("echo HX-Seen: yes\necho O\n") << 'O';
        QTest::newRow("not final") << QByteArray("echo SX=1\n") << '\0';
        QTest::newRow("behind a condition") << QByteArray("[ -f x ] && exit\necho N\n") << '\0';
        QTest::newRow("in a condition") << QByteArray("if x; then\necho N\nfi\n") << '\0';
        QTest::newRow("to standard error") << QByteArray("echo Now >&2\n") << '\0';
        QTest::newRow("into a file") << QByteArray("echo N >log\n") << '\0';
        QTest::newRow("behind another program") << QByteArray("exec plugins/x\necho N\n") << '\0';
    }
    void always()
    {
        QFETCH(QByteArray, script);
        QFETCH(char, letter);
        QCOMPARE(check::alwaysPrinted(script.toStdString()).value_or('\0'), letter);
    }
};

SPP_TEST(TestShellText)
#include "tst_shell_text.moc"
