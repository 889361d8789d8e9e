// SPDX-License-Identifier: MIT
#include "app/workbench/models/message_model.h"
#include "app/workbench/models/pipeline_words.h"
#include "app/workbench/models/problems_model.h"
#include "app/workbench/models/waterfall.h"
#include "tests/app/record_list.h"
#include "tests/support/test_main.h"

#include <QAbstractItemModelTester>
#include <QSignalSpy>
#include <QTest>

using namespace spp;
using namespace spp::workbench;
using namespace std::chrono_literals;
using control::Section;
using session::Verdict;

namespace
{

void addAll(trace::Timeline& timeline, RecordList& records)
{
    for (const trace::Record& record : records.take())
        timeline.add(record);
}

/// RCPT, for which a plugin prints this.
RecordList& rcpt(RecordList& records, const std::string& line, Verdict verdict = Verdict::Accept)
{
    records.client("RCPT TO:<b@example.org>").section(Section::Rcpt, 1).plugin("plugins/rcpt", 2).says(line).ends();
    return records.sectionEnds(Section::Rcpt, verdict).reply("250 ok");
}

trace::Timeline longSession(int commands)
{
    trace::Timeline timeline;
    RecordList records;
    records.connect();
    for (int i = 0; i < commands; ++i)
        rcpt(records, i % 100 == 0 ? "E550 no" : "Sx=1");
    addAll(timeline, records);
    return timeline;
}

} // namespace

class TestTraceModels : public QObject
{
    Q_OBJECT

private slots:
    void theSameProblemIsOneRow()
    {
        ProblemsModel model;
        const QAbstractItemModelTester tester(&model);
        trace::Timeline timeline;
        RecordList records;
        records.connect();
        for (int i = 0; i < 3; ++i)
            rcpt(records, "SPATH=/tmp");
        rcpt(records, "checking");
        addAll(timeline, records);
        model.update(timeline);
        QCOMPARE(model.rowCount(), 2);
        QVERIFY(model.index(0, ProblemsModel::SentenceColumn).data().toString().startsWith("PATH decides"));
        QCOMPARE(model.index(0, ProblemsModel::PluginColumn).data().toString(), "plugins/rcpt");
        QCOMPARE(model.index(0, ProblemsModel::LineColumn).data().toString(), "2");
        QCOMPARE(model.index(0, ProblemsModel::TimesColumn).data().toString(), "3");
        QCOMPARE(model.index(1, ProblemsModel::TimesColumn).data().toString(), "");
        QVERIFY(model.index(0, 0).data(Qt::AccessibleTextRole).toString().startsWith("warning: PATH"));
        QVERIFY(!ProblemsModel::explanation(model.hazard(0)).isEmpty());
        QCOMPARE(model.step(0), std::optional<std::size_t>(3));
    }

    void problemsGrowWithTheRunAndARangeFiltersThem()
    {
        ProblemsModel model;
        const QAbstractItemModelTester tester(&model);
        const QSignalSpy resets(&model, &QAbstractItemModel::modelReset);
        trace::Timeline timeline;
        RecordList records;
        addAll(timeline, rcpt(records.connect("lost\n[rcpt]\n"), "checking"));
        model.update(timeline);
        QCOMPARE(model.rowCount(), 2);
        const std::size_t second = timeline.size();
        addAll(timeline, rcpt(records, "SPATH=/tmp"));
        addAll(timeline, rcpt(records, "checking"));
        model.update(timeline);
        QCOMPARE(model.rowCount(), 3);
        QCOMPARE(resets.count(), 0);
        QVERIFY(!model.step(0).has_value()); // of the file alone
        QCOMPARE(model.worst(), std::optional(trace::Severity::Warning));

        model.setRange(StepRange(second, timeline.size()));
        QCOMPARE(model.rowCount(), 2);
        QCOMPARE(model.count(), 3U);
        QVERIFY(model.hazard(0).kind == trace::HazardKind::UnknownLine);
        QVERIFY(*model.step(0) > second);
        model.setRange(StepRange(0, 0));
        QCOMPARE(model.rowCount(), 0);
        model.setRange(std::nullopt);
        QCOMPARE(model.rowCount(), 3);
        model.clear();
        QVERIFY(!model.worst());
    }

    void thePipelineIsToldInWords()
    {
        trace::Timeline timeline;
        RecordList records;
        records.connect("[helo]\nplugins/never\n[rcpt]\nplugins/a\nplugins/b\n");
        records.client("RCPT TO:<x>").section(Section::Rcpt, 2).plugin("plugins/a", 4).says("Sx=1").ends();
        records.plugin("plugins/b", 5).ends().sectionEnds(Section::Rcpt, Verdict::Accept).reply("250 ok");
        for (int i = 0; i < 2; ++i) {
            records.client("RCPT TO:<y>").section(Section::Rcpt, 2).plugin("plugins/a", 4).says("E550 no").ends();
            records.report(session::PluginSkipped{"plugins/b", "control/smtpplugins:5", "the plugin before it said E"});
            records.sectionEnds(Section::Rcpt, Verdict::Refuse).reply("550 no", true);
        }
        records.client("RCPT TO:<z>").section(Section::Rcpt, 2).plugin("plugins/a", 4).says("N").ends();
        records.report(session::PluginSkipped{"plugins/b", "control/smtpplugins:5", "the plugin before it said N"});
        records.sectionEnds(Section::Rcpt, Verdict::Accept).reply("250 ok");
        addAll(timeline, records);
        trace::Pipeline pipeline;
        pipeline.update(timeline);
        const auto rows = describePipeline(pipeline.sections());
        QCOMPARE(rows.size(), 2U);
        QCOMPARE(rows[0].title, "[helo]");
        QCOMPARE(rows[0].words, "did not run");
        QCOMPARE(rows[0].boxes[0].words, "never reached");
        QCOMPARE(rows[0].boxes[0].why, "the client never said HELO or EHLO");
        QVERIFY(rows[0].boxes[0].reach == PipelineBox::Reach::Never);
        QCOMPARE(rows[1].words, "ran 4 times");
        QCOMPARE(rows[1].boxes[0].words, "ran 4 times: 2 accepted, 2 refused");
        QCOMPARE(rows[1].boxes[1].words, "ran once: accepted; skipped 3 times");
        QCOMPARE(rows[1].boxes[1].why, "N by plugins/a (once); refused before: E by plugins/a (twice)");
        QCOMPARE(rows[1].boxes[1].place, "control/smtpplugins:5");
    }

    void aMessageIsEnvelopeHeaderAndText()
    {
        trace::Timeline timeline;
        RecordList records;
        records.connect();
        records.state.transaction = session::Envelope{"a@example.net", {"b@example.org", "c@example.org"}};
        records.state.headers = {"X-Tag: list"};
        records.client("DATA").section(Section::Data, 1).plugin("plugins/tag", 7).says("HX-Tag: list");
        records.says("Cc@example.org").ends();
        records.sectionEnds(Section::Data, Verdict::Accept).reply("354 go ahead");
        records.state.transaction.reset();
        records.report(session::MessagePart{"Received: from here\n  by there\nX-Tag: list\n"});
        addAll(timeline, records);
        QCOMPARE(describeMessage(timeline, trace::messagePlaces(timeline).front(), 1), "Message 1: Not yet queued");
        records.report(session::MessagePart{"Subject: hello\nFrom: x\x1b\n\nline one\nline two\n"});
        records.report(session::MessageRead{30, 0});
        records.report(session::QueueAnswered{{"a@example.net", {"b@example.org", "c@example.org"}}, {}, true});
        addAll(timeline, records);

        const auto place = trace::messagePlaces(timeline).front();
        MessageModel model;
        const QAbstractItemModelTester tester(&model);
        model.show(timeline, trace::queuedMessage(timeline, place.step));
        QStringList rows;
        for (int row = 0; row < model.rowCount(); ++row) {
            QStringList cells;
            for (int column = 0; column < MessageModel::ColumnCount; ++column)
                cells.append(model.index(row, column).data().toString());
            rows.append(cells.join('|'));
        }
        QCOMPARE(rows, (QStringList{"Sender|<a@example.net>|client|", "Recipient|<b@example.org>|client|",
                                    "Recipient|<c@example.org>|plugins/tag|smtpplugins:7",
                                    "Header|Received: from here|server|", "Header|  by there|server|",
                                    "Header|X-Tag: list|plugins/tag|smtpplugins:7", "Header|Subject: hello|client|",
                                    "Header|From: x\\x1b|client|"}));
        QVERIFY(model.index(5, 0).data(MessageModel::AddedRole).toBool());
        QVERIFY(!model.index(3, 0).data(MessageModel::AddedRole).toBool());
        QCOMPARE(*model.step(5), 3U);
        QCOMPARE(model.place(5), "control/smtpplugins:7");
        QCOMPARE(model.body(), std::string("line one\nline two\n"));
        QCOMPARE(describeMessage(timeline, place, 2), "Message 2: Queued for 2 recipients from <a@example.net>");
    }

    void theWaterfallHasALaneForEachSection()
    {
        trace::Timeline timeline;
        RecordList records;
        rcpt(records.connect(), "Sx=1");
        records.client("MAIL FROM:<>").section(Section::Mail, 1).plugin("plugins/mail", 1).ends(1ms);
        records.sectionEnds(Section::Mail, Verdict::Accept).reply("250 ok");
        addAll(timeline, records);
        Waterfall waterfall;
        while (!waterfall.update(timeline)) {
        }
        QStringList titles;
        for (const auto& lane : waterfall.lanes())
            titles.append(lane.title);
        QCOMPARE(titles, (QStringList{"client", "mail", "rcpt", "replies"}));
        const auto& bar = waterfall.lanes()[1].items.front();
        QVERIFY(bar.end - bar.begin == 1ms); // as long as it ran, though it was seen for longer
        QCOMPARE(waterfall.lanes()[0].items.size(), 2U);
        QVERIFY(waterfall.lanes()[0].items[0].begin == waterfall.lanes()[0].items[0].end);
        QCOMPARE(waterfall.find(3)->first, 2U);
        QVERIFY(!waterfall.find(0) && !waterfall.find(1000));
    }

    void whatIsTooNearBecomesOneSpanWithTheWorstOutcome()
    {
        const trace::Timeline timeline = longSession(1000);
        Waterfall waterfall;
        while (!waterfall.update(timeline)) {
        }
        const std::size_t lane = 1;
        QCOMPARE(waterfall.lanes()[lane].items.size(), 1000U);
        const auto all = waterfall.visible(lane, waterfall.begin(), waterfall.end(), waterfall.end() / 100);
        QVERIFY(all.size() <= 110);
        std::size_t count = 0;
        for (const auto& span : all)
            count += span.count;
        QCOMPARE(count, 1000U);
        QVERIFY(all.front().outcome == trace::Outcome::Refused);
        const auto single = waterfall.visible(lane, waterfall.begin(), waterfall.begin() + 50ms, 1us);
        QVERIFY(single.size() > 1 && single.size() < 10);
        QVERIFY(single.back().count == 1);
    }

    void anItemIsFoundByItsTime()
    {
        const trace::Timeline timeline = longSession(10);
        Waterfall waterfall;
        while (!waterfall.update(timeline)) {
        }
        const auto& items = waterfall.lanes()[1].items;
        QCOMPARE(waterfall.itemAt(1, items[4].begin, 0ns)->step, items[4].step);
        QCOMPARE(waterfall.itemAt(1, items[4].end + 1us, 2us)->step, items[4].step);
        QVERIFY(waterfall.itemAt(1, items[4].end + 1us, 0us) == nullptr);
        const auto& steps = timeline.steps();
        const auto range = stepsBetween(timeline, steps[5].began, steps[9].began);
        QVERIFY(range && range->first == 5 && range->second == 9);
        const auto within = stepsBetween(timeline, items[0].begin, items[0].end); // the plugin was started before
        QVERIFY(within && within->first == items[0].step &&
                within->second == items[0].step); // not what it stands below
        QVERIFY(!stepsBetween(timeline, steps.back().began + 1s, steps.back().began + 2s));
    }

    void aGrowingRunComesToTheSame()
    {
        trace::Timeline timeline;
        Waterfall live;
        RecordList records;
        records.connect();
        for (int i = 0; i < 5; ++i)
            rcpt(records, "N");
        for (const trace::Record& record : records.take()) {
            timeline.add(record);
            live.update(timeline);
        }
        Waterfall late;
        late.update(timeline);
        QCOMPARE(live.lanes().size(), late.lanes().size());
        for (std::size_t lane = 0; lane < late.lanes().size(); ++lane)
            for (std::size_t i = 0; i < late.lanes()[lane].items.size(); ++i)
                QCOMPARE(live.lanes()[lane].items[i].step, late.lanes()[lane].items[i].step);
        QVERIFY(live.end() == late.end());
    }
};

SPP_TEST(TestTraceModels)
#include "tst_trace_models.moc"
