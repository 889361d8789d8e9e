// SPDX-License-Identifier: MIT
/// What is proposed, and what is told, at a place in a file: | stands for the cursor, or for where the mouse is.
#include "app/workbench/models/completion.h"
#include "app/workbench/models/hover.h"
#include "tests/support/test_main.h"

using namespace spp;
using namespace spp::workbench;

namespace
{

HomeFacts facts()
{
    HomeFacts facts;
    const auto program = [](const char* path, bool executable, const char* head) {
        check::Program each;
        each.path = path;
        each.facts = {check::FileFacts::Kind::File, executable, false};
        each.head = head;
        each.summary = head;
        return each;
    };
    facts.programs = {program("/opt/check", true, ""), program("plugins/old/a", true, ""),
                      program("plugins/old/b", true, ""), program("plugins/policy", true, "says yes or <no>"),
                      program("plugins/source.c", false, "")};
    facts.areProgramsKnown = true;
    return facts;
}

Spot spotIn(QString line)
{
    const auto column = line.indexOf(u'|');
    return {line.remove(column, 1), static_cast<int>(column), false};
}

/// The file's name, and for a plugin its first line behind a blank.
TextKind kindOf(const QString& file)
{
    return textKindOf("/home/" + file.section(u' ', 0, 0), file.section(u' ', 1));
}

} // namespace

class TestCompletion : public QObject
{
    Q_OBJECT

private slots:
    void proposals_data()
    {
        QTest::addColumn<QString>("file");
        QTest::addColumn<QString>("line");
        QTest::addColumn<QString>("first");
        QTest::addColumn<int>("count");
        QTest::addColumn<bool>("eager");
        const auto row = [](const char* file, const char* line, const char* first, int count, bool eager) {
            QTest::addRow("%s: %s", file, line) << QString(file) << QString(line) << QString(first) << count << eager;
        };
        const auto* plugins = "control/smtpplugins";
        row(plugins, "[|", "[connection]", 7, true);
        row(plugins, "[r|", "[rcpt]", 1, true);
        row(plugins, "[rcpt]|", "", 0, false);
        row(plugins, "|", "plugins/", 2, false);
        row(plugins, "p|", "plugins/", 1, true);
        row(plugins, "plugins/|", "plugins/old/", 3, true);
        row(plugins, "plugins/p|", "plugins/policy", 1, true);
        row(plugins, "plugins/policy|", "", 0, false);
        row(plugins, "plugins/s|", "plugins/source.c", 1, true);
        row(plugins, "plugins/old/|", "plugins/old/a", 2, true);
        row(plugins, ":plugins/o|", "plugins/old/", 1, true);
        row(plugins, ":LIMIT=5 exec plugins/po|", "plugins/policy", 1, true);
        row(plugins, ":echo p|", "plugins/", 1, false);
        row(plugins, ":echo $SMTPRCPTT|", "SMTPRCPTTO", 1, true);
        row(plugins, "#plugins/|", "", 0, false);
        const auto* shell = "plugins/x #!/bin/sh";
        row(shell, "echo $|", "SMTPHELOHOST", 34, false);
        row(shell, "echo \"${SMTPR|", "SMTPRCPTTO", 4, true);
        row(shell, "echo ${#tcpl|", "TCPLOCALIP", 3, true);
        row(shell, "echo \\$SMTPR|", "", 0, false);
        row(shell, "SMTPR|", "", 0, false);
        const auto* python = "plugins/x #!/usr/bin/env python3";
        row(python, "os.environ[\"|", "SMTPHELOHOST", 34, true);
        row(python, "os.environ.get('SMTPM|", "SMTPMAILFROM", 1, true);
        row(python, "$SMTP|", "", 0, false);
        row("plugins/x #!/usr/bin/perl", "$ENV{SMTPM|", "SMTPMAILFROM", 1, true);
        row("plugins/x.c //", "getenv(\"SMTPM|", "SMTPMAILFROM", 1, true);
        row("plugins/x.go //", "os.Getenv(\"SMTPM|", "SMTPMAILFROM", 1, true);
        row("plugins/x.rs //", "env::var(\"SMTPM|", "SMTPMAILFROM", 1, true);
        row("dialogs/x.spp", "|", "C: ", 28, false);
        row("dialogs/x.spp", "di|", "dialect ", 1, true);
        row("dialogs/x.spp", "ex|", "expect ", 1, true);
        row("dialogs/x.spp", "dialect q|", "qmail-spp", 6, true);
        row("dialogs/x.spp", "env TCPREMOTEI|", "TCPREMOTEIP=", 2, true);
        row("dialogs/x.spp", "C: ma|", "MAIL FROM:<", 1, true);
        row("dialogs/x.spp", "C: |", "EHLO ", 15, false);
        row("dialogs/x.spp", "C: DATA|", "", 0, false);
        row("dialogs/x.spp", "S: 25|", "250", 3, true);
    }

    void proposals()
    {
        QFETCH(QString, file);
        QFETCH(QString, line);
        QFETCH(QString, first);
        QFETCH(int, count);
        QFETCH(bool, eager);
        const auto found = complete(spotIn(line), kindOf(file), facts());
        QCOMPARE(found.proposals.isEmpty() ? QString() : found.proposals.first().text, first);
        QCOMPARE(found.proposals.size(), count);
        QCOMPARE(found.isEager && count > 0, eager);
    }

    void sectionsAreThoseOfTheDialect()
    {
        HomeFacts plain = facts();
        plain.dialect = session::findDialect("qmail-spp");
        const auto found = complete(spotIn("[|"), kindOf("control/smtpplugins"), plain);
        QCOMPARE(found.proposals.size(), 5);
        QVERIFY(!found.proposals.first().about.isEmpty());
    }

    void whatStandsBehindTheCursorOfAHeadingIsReplaced()
    {
        const auto found = complete(spotIn("[r|cp] "), kindOf("control/smtpplugins"), facts());
        QCOMPARE(found.begin, 0);
        QCOMPARE(found.end, 5);
    }

    void proposalsSayWhatTheyAre()
    {
        const auto found = complete(spotIn("plugins/|"), kindOf("control/smtpplugins"), facts()).proposals;
        QCOMPARE(found, (QList<Proposal>{{"plugins/old/", "2 files"},
                                         {"plugins/policy", "says yes or <no>"},
                                         {"plugins/source.c", "not executable"}}));
    }

    void aMessageIsNoCommand()
    {
        QVERIFY(isInMessage({"C: Subject: x", "S: 354", "C: DATA", "C: RCPT TO:<a@example.org>"}));
        QVERIFY(isInMessage({"S: 354", "C: data "}));
        QVERIFY(!isInMessage({"S: 250", "C: .", "C: Subject: x", "C: DATA"}));
        QVERIFY(!isInMessage({"C: RSET"}));
        QVERIFY(!isInMessage({}));
        Spot spot = spotIn("C: D|");
        QVERIFY(!complete(spot, kindOf("dialogs/x.spp"), facts()).proposals.isEmpty());
        spot.isInMessage = true;
        QVERIFY(complete(spot, kindOf("dialogs/x.spp"), facts()).proposals.isEmpty());
    }

    void tips_data()
    {
        QTest::addColumn<QString>("file");
        QTest::addColumn<QString>("line");
        QTest::addColumn<QString>("part");
        const auto row = [](const char* file, const char* line, const char* part) {
            QTest::addRow("%s: %s", file, line) << QString(file) << QString(line) << QString(part);
        };
        const auto* plugins = "control/smtpplugins";
        row(plugins, "[rc|pt]", "once for each recipient");
        row(plugins, "|[m", "[mail]");
        row(plugins, "[xy|z]", "no section");
        row(plugins, "|plugins/policy", "says yes or &lt;no&gt;");
        row(plugins, "#pl|ugins/source.c", "not executable");
        row(plugins, ":A=1 plugi|ns/none x", "no such file");
        row(plugins, ":A=1 plugins/policy $SMTP|RCPTTO", "recipient's address");
        row(plugins, ":A|=1 plugins/policy", "");
        row(plugins, "# what plugins/pol|icy does", "");
        row("plugins/x #!/bin/sh", "echo |$SMTPRCPTTO", "Set from [rcpt] on");
        row("plugins/x #!/bin/sh", "echo |${TCPREMOTEIP}", "IP address");
        row("plugins/x #!/bin/sh", "echo SMTPRCPTTO|S", "");
        row("plugins/x #!/usr/bin/python3", "environ['SMTPMAIL|FROM']", "The client decides");
        row("plugins/x #!/usr/bin/python3", "TLS|v1", "");
        row("dialogs/x.spp", "env TCPREMOTE|IP=192.0.2.1", "IP address");
    }

    void tips()
    {
        QFETCH(QString, file);
        QFETCH(QString, line);
        QFETCH(QString, part);
        const Spot spot = spotIn(line);
        const QString tip = hoverTip(spot.line, spot.column, kindOf(file), facts());
        QVERIFY2(part.isEmpty() ? tip.isEmpty() : tip.contains(part), qPrintable(tip));
    }

    void thereIsNoTipBeyondTheLine()
    {
        QVERIFY(hoverTip("[rcpt]", 6, kindOf("control/smtpplugins"), facts()).isEmpty());
        QVERIFY(hoverTip("", 0, kindOf("plugins/x #!/bin/sh"), facts()).isEmpty());
        QVERIFY(hoverTip("$", 0, kindOf("plugins/x #!/bin/sh"), facts()).isEmpty());
    }
};

SPP_TEST(TestCompletion)
#include "tst_completion.moc"
