// SPDX-License-Identifier: MIT
#include "app/workbench/models/environment_model.h"
#include "app/workbench/models/hex_dump.h"
#include "app/workbench/models/plugin_output_model.h"
#include "app/workbench/models/session_model.h"
#include "app/workbench/models/words.h"
#include "tests/app/record_list.h"
#include "tests/support/test_main.h"

#include <QAbstractItemModelTester>
#include <QFont>
#include <QSignalSpy>
#include <QTest>

using namespace spp;
using namespace spp::workbench;

namespace
{

/// One line for each row, its cells apart by " | ".
QStringList print(const QAbstractItemModel& model)
{
    QStringList lines;
    for (int row = 0; row < model.rowCount(); ++row) {
        QStringList cells;
        for (int column = 0; column < model.columnCount(); ++column)
            cells.append(model.index(row, column).data().toString());
        lines.append(cells.join(" | "));
    }
    return lines;
}

trace::PluginLine line(const char* printed, const char* note = "")
{
    return {plugin::parseCommand(printed), note, {}};
}

} // namespace

class TestStepModels : public QObject
{
    Q_OBJECT

private slots:
    void changedVariablesComeFirstAndSayWhoSetThem()
    {
        RecordList records;
        records.state.environment = plugin::Environment({"PATH=/bin", "KIND=list", "OLD=1"});
        records.connect().section(control::Section::Connection, 2).plugin("plugins/one", 2);
        records.state.environment.set("KIND", "person");
        records.says("SKIND=person");
        records.state.environment.unset("OLD");
        records.says("UOLD").ends();
        records.state.environment.set("HELO", "a\tb");
        records.client("HELO a\tb").section(control::Section::Helo, 1).plugin("plugins/two", 4);
        TimelineModel steps;
        steps.addRecords(records.take());
        EnvironmentModel model;
        const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        model.show(steps, 5);
        const QStringList expected{"HELO | a\\tb | new: the server, 8.0 ms",
                                   "KIND | person | changed: plugins/one, 4.0 ms",
                                   "OLD | 1 | removed: plugins/one, 5.0 ms", "PATH | /bin | from the start"};
        QCOMPARE(print(model), expected);
        QCOMPARE(model.changedCount(), 3);
        QVERIFY(model.index(2, 0).data(Qt::FontRole).value<QFont>().strikeOut());
        QVERIFY(!model.index(0, 0).data(Qt::FontRole).isValid());
        QCOMPARE(model.originOf(model.index(1, 0)), (trace::StepLine{2, 0}));
        QVERIFY(!model.originOf(model.index(3, 0)));
        const QString toolTip = model.index(1, 0).data(Qt::ToolTipRole).toString();
        QVERIFY2(toolTip.contains("Before, it was “list”."), qPrintable(toolTip));
        QVERIFY2(toolTip.contains("plugins/one did it 4.0 ms after the connection, at “Client connected”."),
                 qPrintable(toolTip));

        QModelIndexList all;
        for (int row = 0; row < model.rowCount(); ++row)
            all.append(model.index(row, 0));
        QCOMPARE(model.textOf(all, EnvironmentModel::Format::Text), "HELO=a\\tb\nKIND=person\nPATH=/bin\n");
        QCOMPARE(model.textOf(all, EnvironmentModel::Format::Shell),
                 "HELO='a'\"$(printf '\\011')\"'b'\nKIND=person\nPATH=/bin\n");
        model.setFilter("PERS", false);
        QCOMPARE(model.rowCount(), 1);
        model.setFilter({}, true);
        QCOMPARE(model.rowCount(), 3);
        QCOMPARE(model.changedCount(), 3);
    }

    void theSameEnvironmentAgainChangesNothing()
    {
        RecordList records;
        TimelineModel steps;
        steps.addRecords(records.connect().take());
        EnvironmentModel model;
        model.show(steps, 0);
        const QSignalSpy resets(&model, &EnvironmentModel::modelReset);
        model.show(steps, 0);
        QCOMPARE(resets.count(), 0);
    }

    void bytesAreDumpedInHexadecimal()
    {
        QCOMPARE(formatHexDump(""), "");
        QCOMPARE(formatHexDump(std::string_view("A\0\r\n\xff z", 7)),
                 "000000  41 00 0d 0a ff 20 7a                              A.... z");
        const QStringList lines = formatHexDump(std::string(17, 'x')).split('\n');
        QCOMPARE(lines.size(), 2);
        QCOMPARE(lines[0], "000000  78 78 78 78 78 78 78 78  78 78 78 78 78 78 78 78  xxxxxxxxxxxxxxxx");
        QVERIFY(lines[1].startsWith("000010  78 "));
    }

    void outputIsExplainedAndGrows()
    {
        PluginOutputModel model;
        const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        std::vector<trace::PluginLine> lines{line("SKIND=list")};
        model.grow(lines);
        lines.push_back(line("Cx@y", "no effect: there is no address in this section"));
        const QSignalSpy insertions(&model, &PluginOutputModel::rowsInserted);
        model.grow(lines);
        const QStringList expected{
            "SKIND=list | sets KIND to “list” for later plugins and the queue program",
            "Cx@y | changes the address to <x@y>\nno effect: there is no address in this section"};
        QCOMPARE(print(model), expected);
        QCOMPARE(insertions.count(), 1);
        lines.push_back(line("SX=\x01"));
        model.grow(lines); // and is escaped once
        QCOMPARE(model.index(2, 1).data().toString(), "sets X to “\\x01” for later plugins and the queue program");
        QVERIFY(model.index(1, 0).data(PluginOutputModel::NoteRole).toBool());
        model.clear();
        QCOMPARE(model.rowCount(), 0);
    }

    void aNewSessionKnowsNothing()
    {
        SessionModel model;
        const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        model.show({}, nullptr);
        const QStringList expected{"Plugins | on",
                                   "Client's name | no HELO or EHLO yet",
                                   "Sender | no MAIL yet",
                                   "Recipients | 0 accepted of 0",
                                   "Headers to add | none",
                                   "Relaying | only for the domains in rcpthosts",
                                   "Queue program | chosen at the first DATA"};
        QCOMPARE(print(model), expected);
    }

    void aSessionInWorkIsShownWhole()
    {
        session::SessionState state;
        state.helo = "mail.example.net";
        state.transaction = session::Envelope{"anna@example.net", {"ben@example.org", "carla@example.org"}};
        state.heloIsBad = true;
        state.cipher = "TLS_AES_256";
        state.login = "anna";
        state.loginFailures = 1;
        state.errors = 2;
        state.badRecipients = 1;
        state.heldReplies = {"250-hello"};
        state.senderIsBad = true;
        state.rcptCount = 2;
        state.rcptCountAll = 3;
        state.headers = {"X-Tag: 1"};
        state.laterRcpt.texts = {"550 no"};
        state.pluginsOn = false;
        state.relaySuffix = "@relay.example.org";
        state.queueProgram = "bin/qmail-queue";
        SessionModel model;
        model.show(state, session::findDialect("qmail-spp"));
        const QStringList expected{"Answers like | qmail-spp",
                                   "Plugins | off for the rest of the session",
                                   "Client's name | mail.example.net\nis in badhelo",
                                   "Encryption | TLS_AES_256",
                                   "Logged in | anna",
                                   "Refused logins | 1",
                                   "Lines that are no commands | 2",
                                   "Sender | <anna@example.net>\nis in badmailfrom: every RCPT is refused",
                                   "Recipients | 2 accepted of 3\n<ben@example.org>\n<carla@example.org>",
                                   "Unknown recipients | 1",
                                   "Headers to add | X-Tag: 1",
                                   "Kept for the next reply | 250-hello",
                                   "Kept for RCPT | 550 no",
                                   "Relaying | allowed; “@relay.example.org” is appended to each recipient",
                                   "Queue program | bin/qmail-queue"};
        QCOMPARE(print(model), expected);
    }

    void durationsAndCountsAreSaidShortly()
    {
        using namespace std::chrono_literals;
        QCOMPARE(formatDuration(860us), "0.9 ms");
        QCOMPARE(formatDuration(12'340us), "12.3 ms");
        QCOMPARE(formatDuration(1500ms), "1.50 s");
        QCOMPARE(formatCount(1, "line"), "1 line");
        QCOMPARE(formatCount(2, "line"), "2 lines");
    }
};

SPP_TEST(TestStepModels)
#include "tst_step_models.moc"
