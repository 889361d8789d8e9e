// SPDX-License-Identifier: MIT
#include "core/plugin/interpreter.h"
#include "tests/support/printing.h"
#include "tests/support/test_main.h"

#include <QTest>

using namespace spp;
using namespace std::string_literals;
using plugin::Language;
using plugin::parseInterpreter;

class TestInterpreter : public QObject
{
    Q_OBJECT

private slots:
    void theFirstBytesTellTheLanguage_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        QTest::addColumn<Language>("language");
        const auto row = [](const QByteArray& bytes, Language language) { QTest::newRow(bytes) << bytes << language; };
        row("\x7f"
            "ELF\x02\x01",
            Language::Machine);
        row("#!/bin/bash\n", Language::Bash);
        row("#! /usr/local/bin/bash -eu\n", Language::Bash);
        row("#!/bin/sh\necho", Language::Shell);
        row("#!/bin/dash", Language::Shell);
        row("#!/usr/bin/ksh93\n", Language::Shell);
        row("#!/bin/zsh -f\n", Language::Zsh);
        row("#!/usr/bin/python3.11 -I\n", Language::Python);
        row("#!/usr/bin/env python3\n", Language::Python);
        row("#!/usr/bin/env -S python3 -u\n", Language::Python);
        row("#!/usr/bin/env -Sbash -e\n", Language::Bash);
        row("#!/usr/bin/env -S A=1 -i sh\n", Language::Shell);
        row("#!/usr/bin/perl -wT\n", Language::Perl);
        row("#!/usr/bin/php\n", Language::Other);
        row("#!/bin/sh\r\n", Language::Other);
        row("#!", Language::Other);
        row("#!/usr/bin/env\n", Language::Other);
        row("echo hello\n", Language::None);
        row("", Language::None);
    }
    void theFirstBytesTellTheLanguage()
    {
        QFETCH(QByteArray, bytes);
        QFETCH(Language, language);
        QCOMPARE(parseInterpreter(bytes.toStdString()).language, language);
    }

    void theLineHasOneArgument()
    {
        QCOMPARE(parseInterpreter("#! \t/bin/sh  -e -u \t\nx").words, (std::vector{"/bin/sh"s, "-e -u"s}));
        QCOMPARE(parseInterpreter("#!/bin/sh\n-x").words, std::vector{"/bin/sh"s});
        QCOMPARE(parseInterpreter("#!/bin/sh\r\n").words, std::vector{"/bin/sh\r"s});
        QCOMPARE(parseInterpreter("#!/usr/bin/env -S python3 -u\n").name, "python3"s);
    }

    void anotherOptionComesLast()
    {
        const auto with = [](std::string_view bytes) { return plugin::withOption(parseInterpreter(bytes), {"-x"}); };
        QCOMPARE(with("#!/bin/sh\n").value(), (std::vector{"/bin/sh"s, "-x"s}));
        QCOMPARE(with("#!/bin/bash --norc\n").value(), (std::vector{"/bin/bash"s, "--norc"s, "-x"s}));
        QCOMPARE(with("#!/usr/bin/env -S sh -e\n").value(), (std::vector{"/usr/bin/env"s, "-S sh -e"s, "-x"s}));
        QVERIFY(!with("#!/bin/sh -\n"));
        QVERIFY(!with("#!/usr/bin/env -S sh --\n"));
    }

    void aLineBeginsWithAProgram_data()
    {
        QTest::addColumn<QByteArray>("line");
        QTest::addColumn<QByteArray>("program");
        const auto row = [](const QByteArray& line, const QByteArray& program) {
            QTest::newRow(line) << line << program;
        };
        row("plugins/check", "plugins/check");
        row("  plugins/check one 'two three' | cat >x", "plugins/check");
        row("plugins/check;rm x", "plugins/check");
        row("plugins/check>x", "plugins/check");
        row("exec plugins/check 3", "plugins/check");
        row("echo plugins/check", "");
        row("check", "");
        row("A=1 plugins/check", "");
        row("$HOME/check", "");
        row("'plugins/check'", "");
        row("plugins/*", "");
        row("plugins/check() { :; }", "");
        row("if plugins/check; then :; fi", "");
        row("", "");
    }
    void aLineBeginsWithAProgram()
    {
        QFETCH(QByteArray, line);
        QFETCH(QByteArray, program);
        const std::string text = line.toStdString();
        QCOMPARE(std::string(plugin::plainFirstWord(text)), program.toStdString());
    }

    void plainWordsAreAProgramAndItsArguments()
    {
        QCOMPARE(plugin::plainWords(" exec plugins/check  one two"), (std::vector{"plugins/check"s, "one"s, "two"s}));
        for (const char* line : {"plugins/check 'one'", "plugins/check $A", "plugins/check >x", "plugins/check; x",
                                 "plugins/check *", "check one", "plugins/check\nx"})
            QVERIFY2(plugin::plainWords(line).empty(), line);
    }

    void aCallRunsItsProgramOrItsLine()
    {
        plugin::Call call;
        call.program = "plugins/check";
        call.arguments = {"plugins/check"};
        QCOMPARE(plugin::programOf(call), "plugins/check"s);
        QCOMPARE(plugin::shellLineOf(call), nullptr);
        call.program = "/bin/sh";
        call.arguments = {"/bin/sh", "-c", "plugins/limit 2"};
        QCOMPARE(plugin::programOf(call), "plugins/limit"s);
        QCOMPARE(*plugin::shellLineOf(call), "plugins/limit 2"s);
        call.arguments.back() = "echo A";
        QCOMPARE(plugin::programOf(call), ""s);
    }
};

SPP_TEST(TestInterpreter)
#include "tst_interpreter.moc"
