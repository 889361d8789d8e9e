// SPDX-License-Identifier: MIT
#include "core/library/announcement.h"
#include "tests/support/printing.h"
#include "tests/support/test_main.h"

using namespace spp;

class TestAnnouncement : public QObject
{
    Q_OBJECT

    static std::string commands(std::string_view bytes)
    {
        const auto announced = library::parseAnnouncement(bytes);
        if (!announced)
            return "(nothing is said)";
        std::string text;
        for (const auto& each : announced->commands)
            text += (text.empty() ? "" : ", ") + each.command + " " + each.meaning;
        return text;
    }

private slots:
    void commandsHaveTheCodeOfTheirReply()
    {
        QCOMPARE(commands("#!/bin/sh\n# x: does it. For [rcpt].\n#\n"
                          "# Prints  E   550 for the second recipient\n"
                          "#         E   451 if the list\n#             can't be read\n"
                          "#         H   X-Spam: 550 at most\n"
                          "#         LR  now, for the next\n#         R421  goes away\n"),
                 std::string("E550 for the second recipient, E451 if the list can't be read, H X-Spam: 550 at most, "
                             "LR now, for the next, R421 goes away"));
    }
    void ofOtherLanguagesToo()
    {
        QCOMPARE(
            commands("#!/usr/bin/env python3\n\"\"\"x: does it. For [rcpt].\n\nPrints  C   the new address\n\"\"\"\n"),
            std::string("C the new address"));
        QCOMPARE(commands("// x: does it.\n//\n// Prints  E452  too many for now\n\nint main() {}\n"),
                 std::string("E452 too many for now"));
    }
    void whoPrintsNothingSaysSo()
    {
        const auto announced = library::parseAnnouncement("# Prints  nothing: it only waits\n");
        QVERIFY(announced && announced->commands.empty() && announced->passes && !announced->fails);
    }
    void wordsAreNoCommands()
    {
        QCOMPARE(commands("# Prints  Error messages   for people\n#         E5500  x\n#         X  y\n"),
                 std::string());
    }
    void withoutPrintsNothingIsKnown()
    {
        QCOMPARE(commands("# x: does it. For [rcpt].\n# Prints a lot.\necho E550 no\n"),
                 std::string("(nothing is said)"));
        QCOMPARE(commands({}), std::string("(nothing is said)"));
    }
    void itMayNeverPassOrFailOnPurpose()
    {
        const auto announced = library::parseAnnouncement(
            "# Prints  E   550 to everybody\n# Passes  never\n# Ends    120  without a limit\n");
        QVERIFY(announced && !announced->passes);
        QCOMPARE(announced->fails.value_or("(never)"), std::string("without a limit"));
        QVERIFY(!library::parseAnnouncement("# Ends    as the program that takes the message\n"));
        QVERIFY(library::parseAnnouncement("# Ends    120  without a limit\n")->passes);
    }
    void outcomesOfLines_data()
    {
        QTest::addColumn<QByteArray>("line");
        QTest::addColumn<QByteArray>("outcome");
        const auto row = [](const char* line, const char* outcome) {
            QTest::newRow(line) << QByteArray(line) << QByteArray(outcome);
        };
        row("E550 no", "E550");
        row("E550", "E550");
        row("Eno", "E");
        row("E5501 no", "E");
        row("P250-first", "P250");
        row("LM451 later", "LM451");
        row("HX-550: 1", "H");
        row("S123=1", "S");
        row("A", "A");
        row("D550", "D");
        row("", "");
        row("L", "");
        row("550 no", "");
    }
    void outcomesOfLines()
    {
        QFETCH(QByteArray, line);
        QFETCH(QByteArray, outcome);
        QCOMPARE(library::outcomeOfCommand(line.toStdString()), outcome.toStdString());
    }
};

SPP_TEST(TestAnnouncement)
#include "tst_announcement.moc"
