// SPDX-License-Identifier: MIT
#include "app/workbench/models/environment_model.h"
#include "app/workbench/models/plugin_output_model.h"
#include "app/workbench/models/session_model.h"
#include "app/workbench/models/words.h"

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
    void changedVariablesComeFirst()
    {
        const plugin::Environment before({"PATH=/bin", "KIND=list", "OLD=1"});
        const plugin::Environment now({"PATH=/bin", "HELO=a\tb", "KIND=person"});
        EnvironmentModel model;
        const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        model.show(now, plugin::changes(before, now));
        const QStringList expected{"HELO | a\\tb | new", "KIND | person | was “list”", "OLD | 1 | removed",
                                   "PATH | /bin | "};
        QCOMPARE(print(model), expected);
        QCOMPARE(model.changedCount(), 3);
        QVERIFY(model.index(2, 0).data(Qt::FontRole).value<QFont>().strikeOut());
        QVERIFY(!model.index(0, 0).data(Qt::FontRole).isValid());
    }

    void theSameEnvironmentAgainChangesNothing()
    {
        const plugin::Environment environment({"PATH=/bin"});
        EnvironmentModel model;
        model.show(environment, {});
        const QSignalSpy resets(&model, &EnvironmentModel::modelReset);
        model.show(environment, {});
        QCOMPARE(resets.count(), 0);
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
        QVERIFY(model.index(1, 0).data(PluginOutputModel::NoteRole).toBool());
        model.clear();
        QCOMPARE(model.rowCount(), 0);
    }

    void aNewSessionKnowsNothing()
    {
        SessionModel model;
        const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        model.show({});
        const QStringList expected{"Client's name | no HELO or EHLO yet",
                                   "Sender | no MAIL yet",
                                   "Recipients | 0 accepted of 0",
                                   "Headers to add | none",
                                   "Plugins | on",
                                   "Relaying | only for the domains in rcpthosts",
                                   "Queue program | chosen at the first DATA"};
        QCOMPARE(print(model), expected);
    }

    void aSessionInWorkIsShownWhole()
    {
        session::SessionState state;
        state.helo = "mail.example.net";
        state.transaction = session::Envelope{"anna@example.net", {"ben@example.org", "carla@example.org"}};
        state.senderIsBad = true;
        state.rcptCount = 2;
        state.rcptCountAll = 3;
        state.headers = {"X-Tag: 1"};
        state.laterRcpt.texts = {"550 no"};
        state.pluginsOn = false;
        state.relaySuffix = "@relay.example.org";
        state.queueProgram = "bin/qmail-queue";
        SessionModel model;
        model.show(state);
        const QStringList expected{"Client's name | mail.example.net",
                                   "Sender | <anna@example.net>\nis in badmailfrom: every RCPT is refused",
                                   "Recipients | 2 accepted of 3\n<ben@example.org>\n<carla@example.org>",
                                   "Headers to add | X-Tag: 1",
                                   "Kept for RCPT | 550 no",
                                   "Plugins | off for the rest of the session",
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

QTEST_GUILESS_MAIN(TestStepModels)
#include "tst_step_models.moc"
