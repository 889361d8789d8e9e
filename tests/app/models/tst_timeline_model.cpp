// SPDX-License-Identifier: MIT
#include "app/workbench/models/timeline_model.h"
#include "tests/app/record_list.h"
#include "tests/support/test_main.h"

#include <QAbstractItemModelTester>
#include <QSignalSpy>
#include <QTest>

using namespace spp;
using control::Section;
using session::Verdict;
using workbench::TimelineModel;

namespace
{

/// The tree as text: two blanks for each level, then the columns.
QStringList print(const TimelineModel& model, const QModelIndex& parent = {}, int level = 0)
{
    QStringList lines;
    for (int row = 0; row < model.rowCount(parent); ++row) {
        QStringList cells;
        for (int column = 0; column < model.columnCount(parent); ++column)
            if (const QString cell = model.index(row, column, parent).data().toString(); !cell.isEmpty())
                cells.append(cell);
        lines.append(QString(2 * level, ' ') + cells.join(" | "));
        lines.append(print(model, model.index(row, 0, parent), level + 1));
    }
    return lines;
}

RecordList refusedRecipient()
{
    RecordList records;
    records.connect().reply("220 mx.example.org");
    records.client("RCPT TO:<dora@example.org>").section(Section::Rcpt, 3);
    records.plugin("plugins/policy", 4).says("SKIND=list").ends();
    records.plugin("plugins/limit", 5).says("E452 too many").ends().reply("452 too many", true);
    records.skipped("plugins/spam", "the plugin before it refused the command (E)")
        .sectionEnds(Section::Rcpt, Verdict::Refuse);
    return records;
}

const QStringList refusedRecipientPrinted{
    "Client connected",
    "  S: 220 mx.example.org | accepted",
    "C: RCPT TO:<dora@example.org>",
    "  [rcpt] 3 plugins | deferred | 10.0 ms",
    "    plugins/policy | accepted | 5.0 ms",
    "    plugins/limit | deferred | 5.0 ms",
    "    plugins/spam | not run: the plugin before it refused the command (E)",
    "  S: 452 too many | deferred",
};

} // namespace

class TestTimelineModel : public QObject
{
    Q_OBJECT

private slots:
    void aReplyThatWasChangedByHandSaysSo()
    {
        TimelineModel model;
        RecordList records;
        records.connect().reply("220 mx.example.org").client("NOOP").reply("250 ok");
        records.add(trace::ReplyChanged{"250 ok\r\n", "450 later\r\n"});
        model.addRecords(records.take());
        QCOMPARE(print(model), (QStringList{"Client connected", "  S: 220 mx.example.org | accepted", "C: NOOP",
                                            "  S: 450 later | by hand: deferred"}));
    }

    void showsStepsAsATree()
    {
        TimelineModel model;
        const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        model.addRecords(refusedRecipient().take());
        QCOMPARE(print(model), refusedRecipientPrinted);
    }

    void growsRecordByRecordToTheSameTreeWithoutAReset()
    {
        TimelineModel model;
        const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        const QSignalSpy resets(&model, &TimelineModel::modelReset);
        for (const auto& record : refusedRecipient().take())
            model.addRecords({record});
        QCOMPARE(print(model), refusedRecipientPrinted);
        QCOMPARE(resets.count(), 0);
    }

    void aPluginSaysWhatItIsDoing()
    {
        TimelineModel model;
        RecordList records;
        model.addRecords(records.connect().section(Section::Connection, 1).plugin("plugins/slow", 2).take());
        const auto plugin = model.openPlugin();
        QVERIFY(plugin);
        const auto words = [&] { return model.indexOf(*plugin, TimelineModel::OutcomeColumn).data().toString(); };

        const QSignalSpy changes(&model, &TimelineModel::dataChanged);
        model.setActivity(TimelineModel::Activity::Held);
        QCOMPARE(words(), "held, press F10");
        QVERIFY(changes.count() > 0);
        model.setActivity(TimelineModel::Activity::Running);
        QCOMPARE(words(), "running");
        model.setActivity(TimelineModel::Activity::Over);
        QCOMPARE(words(), "stopped");

        model.addRecords(records.ends().take());
        QCOMPARE(words(), "accepted");
        QVERIFY(!model.openPlugin());
    }

    void timeThatAPluginWasHeldIsNotItsTime()
    {
        TimelineModel model;
        RecordList records;
        records.connect()
            .section(Section::Connection, 1)
            .plugin("plugins/held", 2)
            .ends(std::chrono::microseconds(1500));
        model.addRecords(records.take());
        QCOMPARE(model.indexOf(2, TimelineModel::TookColumn).data().toString(), "1.5 ms");
        QCOMPARE(model.indexOf(1, TimelineModel::TookColumn).data().toString(), "1.5 ms");
    }

    void whatAPluginSetIsNewForTheNextOne()
    {
        RecordList records;
        records.state.environment.set("PATH", "/bin");
        records.connect().section(Section::Connection, 2).plugin("plugins/one", 2);
        records.state.environment.set("KIND", "list");
        records.says("SKIND=list").ends().plugin("plugins/two", 3);
        records.state.environment.unset("PATH");
        records.says("UPATH").ends().sectionEnds(Section::Connection, Verdict::Accept).reply("220 hello");
        TimelineModel model;
        model.addRecords(records.take());

        QVERIFY(model.environmentChanges(2).empty()); // though the section has ended with another environment
        const plugin::EnvironmentChange isNew{"KIND", std::nullopt, "list"};
        QCOMPARE(model.environmentChanges(3), std::vector{isNew});
        const plugin::EnvironmentChange isGone{"PATH", "/bin", std::nullopt};
        QCOMPARE(model.environmentChanges(4), std::vector{isGone});
    }

    void bytesOfOthersAreShownEscapedAndShort()
    {
        TimelineModel model;
        RecordList records;
        records.connect().client(std::string("EHLO \x1b[31m\0", 11) + std::string(100'000, 'x'));
        records.report(session::ReplySent{"250-<b>one</b>\r\n250 two\r\n", true});
        model.addRecords(records.take());
        const QString line = model.indexOf(1).data().toString();
        QVERIFY2(line.startsWith("C: EHLO \\x1b[31m\\0xxx"), qPrintable(line.left(40)));
        QVERIFY(line.size() < 3000);
        QCOMPARE(model.indexOf(2).data().toString(), "S: 250-<b>one</b>  (+ 1 line)");
        const QString toolTip = model.indexOf(2).data(Qt::ToolTipRole).toString();
        QVERIFY2(toolTip.contains("&lt;b&gt;"), qPrintable(toolTip));
    }

    void anUnexpectedReplyIsMarked()
    {
        TimelineModel model;
        model.addRecords(refusedRecipient().take());
        model.setMismatches({{7, "expected 250"}});
        QCOMPARE(model.indexOf(7, TimelineModel::OutcomeColumn).data().toString(), "expected 250");
        QVERIFY(model.indexOf(7).data(TimelineModel::MismatchRole).toBool());
        QVERIFY(!model.indexOf(1).data(TimelineModel::MismatchRole).toBool());
        model.clear();
        QCOMPARE(model.rowCount(), 0);
    }

    void knowsWhichHeadersWereAdded()
    {
        TimelineModel model;
        RecordList records;
        records.connect().client("DATA").report(session::MessagePart{"Received: here\nX-Tag: 1\n"});
        records.report(session::MessagePart{"Subject: hello\n\nbody\n"}).report(session::MessageRead{20, 0});
        model.addRecords(records.take());
        QCOMPARE(model.timeline().steps()[2].kind, trace::StepKind::Message);
        QCOMPARE(model.addedHeaderSize(2), std::string("Received: here\nX-Tag: 1\n").size());
    }

    void aFloodIsOneChangeAndTenThousandStepsAreFewInsertions()
    {
        TimelineModel model;
        RecordList records;
        model.addRecords(records.connect().section(Section::Connection, 1).plugin("plugins/flood", 2).take());
        const QSignalSpy changes(&model, &TimelineModel::dataChanged);
        for (int line = 0; line < 20'000; ++line)
            records.says("Nothing of worth");
        model.addRecords(records.take());
        QVERIFY(changes.count() < 10);

        const QSignalSpy resets(&model, &TimelineModel::modelReset);
        const QSignalSpy insertions(&model, &TimelineModel::rowsInserted);
        for (int command = 0; command < 5'000; ++command)
            records.client("NOOP").reply("250 ok");
        model.addRecords(records.take());
        QCOMPARE(model.timeline().size(), 10'003U);
        QCOMPARE(model.rowCount(), 5'001);
        QCOMPARE(insertions.count(), 5'001); // all client lines at once, then the reply to each
        QCOMPARE(resets.count(), 0);
    }
};

SPP_TEST(TestTimelineModel)
#include "tst_timeline_model.moc"
