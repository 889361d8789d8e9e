// SPDX-License-Identifier: MIT
#include "app/workbench/models/conversation_model.h"
#include "app/workbench/models/conversation_search.h"
#include "tests/app/record_list.h"
#include "tests/support/test_main.h"

#include <QAbstractItemModelTester>
#include <QSignalSpy>
#include <QTest>

using namespace spp;
using control::Section;
using session::Verdict;
using trace::StepLine;
using workbench::ConversationFilter;
using workbench::ConversationModel;
using workbench::ConversationSearch;
using workbench::TimelineModel;

namespace
{

/// The rows as text: two blanks for each level, "+" in front of what is folded.
QStringList print(const ConversationModel& model)
{
    QStringList lines;
    for (int row = 0; row < model.rowCount(); ++row) {
        const QModelIndex index = model.index(row, 0);
        QStringList cells{index.data().toString()};
        if (const QString outcome = index.siblingAtColumn(1).data().toString(); !outcome.isEmpty())
            cells.append(outcome);
        lines.append(QString(2 * index.data(ConversationModel::LevelRole).toInt(), ' ') +
                     (index.data(ConversationModel::FoldRole).toBool() ? "+" : "") + cells.join(" | "));
    }
    return lines;
}

/// Steps: 0 connect, 1 reply, 2 RCPT, 3 section, 4 policy, 5 limit, 6 reply, 7 spam, 8 NOOP, 9 reply.
RecordList refusedRecipientAndNoop()
{
    RecordList records;
    records.connect().reply("220 mx.example.org");
    records.client("RCPT TO:<dora@example.org>").section(Section::Rcpt, 3);
    records.plugin("plugins/policy", 4).says("SKIND=list").says("HX-Tag: 1").ends();
    records.plugin("plugins/limit", 5).says("E452 too many").ends().reply("452 too many", true);
    records.skipped("plugins/spam", "the plugin before it refused the command (E)")
        .sectionEnds(Section::Rcpt, Verdict::Refuse);
    records.client("NOOP").reply("250 ok");
    return records;
}

const QStringList all{
    "Client connected",
    "  S: 220 mx.example.org | accepted",
    "C: RCPT TO:<dora@example.org>",
    "  [rcpt] 3 plugins | deferred",
    "    plugins/policy | accepted",
    "      SKIND=list | sets a variable",
    "      HX-Tag: 1 | adds a header",
    "    plugins/limit | deferred",
    "      E452 too many | defers",
    "    plugins/spam | not run: the plugin before it refused the command (E)",
    "  S: 452 too many | deferred",
    "C: NOOP",
    "  S: 250 ok | accepted",
};

struct Conversation
{
    explicit Conversation(RecordList records = refusedRecipientAndNoop()) { steps.addRecords(records.take()); }

    QString textAt(StepLine place) const { return model.indexOf(place).data().toString(); }

    TimelineModel steps;
    ConversationModel model{steps};
    QAbstractItemModelTester tester{&model, QAbstractItemModelTester::FailureReportingMode::QtTest};
};

} // namespace

class TestConversationModel : public QObject
{
    Q_OBJECT

private slots:
    void aRangeOfStepsIsShownWithWhatItStandsBelow()
    {
        Conversation c;
        c.model.setFilter({false, {}, {}, workbench::StepRange(5, 6)});
        QCOMPARE(print(c.model), (QStringList{"C: RCPT TO:<dora@example.org>", "  [rcpt] 3 plugins | deferred",
                                              "    plugins/limit | deferred", "      E452 too many | defers",
                                              "  S: 452 too many | deferred"}));
        c.model.setFilter({true, {}, {}, workbench::StepRange(1, 4)}); // nothing was refused so early but what goes on
        QCOMPARE(print(c.model), (QStringList{"C: RCPT TO:<dora@example.org>", "  [rcpt] 3 plugins | deferred"}));
        c.model.setFilter({false, {}, {}, workbench::StepRange(9, 9)});
        QCOMPARE(print(c.model), (QStringList{"C: NOOP", "  S: 250 ok | accepted"}));
        c.model.setFilter({});
        QCOMPARE(print(c.model), all);
    }

    void showsCommandSectionPluginAndLine()
    {
        Conversation c;
        QCOMPARE(print(c.model), all);
        QCOMPARE(c.textAt({7, std::nullopt}), "plugins/spam");
        QCOMPARE(c.textAt({4, 1}), "HX-Tag: 1");
        QVERIFY(!c.model.indexOf({99, std::nullopt}).isValid());
        QCOMPARE(c.model.parentOf(c.model.indexOf({4, 1})).data().toString(), "plugins/policy");
    }

    void growsRecordByRecordToTheSameRowsWithoutAReset()
    {
        Conversation c{RecordList()};
        const QSignalSpy resets(&c.model, &ConversationModel::modelReset);
        const QSignalSpy removals(&c.model, &ConversationModel::rowsRemoved);
        for (const auto& record : refusedRecipientAndNoop().take())
            c.steps.addRecords({record});
        QCOMPARE(print(c.model), all);
        QCOMPARE(resets.count(), 0);
        QCOMPARE(removals.count(), 0);
    }

    void eachLevelFolds()
    {
        using Fold = ConversationModel::Fold;
        Conversation c;
        c.model.setFold(Fold::Commands);
        QCOMPARE(print(c.model), (QStringList{"+Client connected", "+C: RCPT TO:<dora@example.org> | deferred",
                                              "+C: NOOP | accepted"}));
        c.model.setFold(Fold::Sections);
        QCOMPARE(c.model.rowCount(), 7);
        c.model.setFold(Fold::Plugins);
        QCOMPARE(c.model.rowCount(), 10);
        QVERIFY(print(c.model).contains("    +plugins/policy | accepted"));
        c.model.setFold(Fold::Nothing);
        QCOMPARE(print(c.model), all);
    }

    void onePlaceFoldsAndIsRevealed()
    {
        Conversation c;
        c.model.setFolded(3, true);
        QCOMPARE(c.model.rowCount(), all.size() - 6);
        c.model.setFolded(2, true);
        QVERIFY(!c.model.indexOf({4, 1}).isValid());
        c.model.reveal({4, 1});
        QCOMPARE(print(c.model), all);
    }

    void aFloodOfLinesIsFoldedAtFirst()
    {
        RecordList records;
        records.connect().section(Section::Connection, 1).plugin("plugins/flood", 2);
        for (int line = 0; line < 1000; ++line)
            records.says("Nothing of worth");
        Conversation c(std::move(records));
        QCOMPARE(c.model.rowCount(), 3);
        c.model.setFolded(2, false);
        QCOMPARE(c.model.rowCount(), 1003);
    }

    void refusalsAreShownWithWhatTheyStandBelow()
    {
        Conversation c;
        c.model.setFilter({true, {}, {}});
        const QStringList expected{"C: RCPT TO:<dora@example.org>", "  [rcpt] 3 plugins | deferred",
                                   "    plugins/limit | deferred", "      E452 too many | defers",
                                   "  S: 452 too many | deferred"};
        QCOMPARE(print(c.model), expected);
        c.steps.setMismatches({{9, "expected 550"}});
        QCOMPARE(print(c.model), expected + QStringList({"C: NOOP", "  S: 250 ok | expected 550"}));
        c.model.setFilter({});
        QCOMPARE(c.model.rowCount(), all.size());
    }

    void onePluginIsShownAlone()
    {
        Conversation c;
        c.model.setFilter({false, "plugins/policy", {}});
        QCOMPARE(print(c.model), (QStringList{"C: RCPT TO:<dora@example.org>", "  [rcpt] 3 plugins | deferred",
                                              "    plugins/policy | accepted", "      SKIND=list | sets a variable",
                                              "      HX-Tag: 1 | adds a header"}));
        c.model.setFilter({false, "plugins/limit", {}}); // and the reply in its words
        QCOMPARE(c.model.rowCount(), 5);
        QVERIFY(c.model.indexOf({6, std::nullopt}).isValid());
    }

    void textIsFilteredForInAnyCase()
    {
        Conversation c;
        c.model.setFilter({false, {}, "x-tag"});
        QCOMPARE(print(c.model), (QStringList{"C: RCPT TO:<dora@example.org>", "  [rcpt] 3 plugins | deferred",
                                              "    plugins/policy | accepted", "      HX-Tag: 1 | adds a header"}));
        c.model.setFilter({true, {}, "x-tag"});
        QCOMPARE(c.model.rowCount(), 0);
    }

    void aFilterHoldsForWhatComesLater()
    {
        Conversation c{RecordList()};
        c.model.setFilter({true, {}, {}});
        for (const auto& record : refusedRecipientAndNoop().take())
            c.steps.addRecords({record});
        QCOMPARE(c.model.rowCount(), 5);
    }

    void rowsAreCopiedAsText()
    {
        Conversation c;
        QCOMPARE(c.model.textOf({5, std::nullopt}), "    plugins/limit  (deferred, 5.0 ms)\n");
        QCOMPARE(c.model.textOf({5, 0}), "      E452 too many  (defers)\n");
        QCOMPARE(c.model.textOf({8, std::nullopt}), "C: NOOP\n");
    }

    void linesAreExplained()
    {
        RecordList records;
        records.connect().section(Section::Connection, 1).plugin("plugins/odd", 2).says("C<b>", "no effect here");
        Conversation c(std::move(records));
        const QModelIndex line = c.model.indexOf({2, 0});
        const QString toolTip = line.data(Qt::ToolTipRole).toString();
        QVERIFY2(toolTip.contains("changes the address to &lt;&lt;b&gt;&gt;"), qPrintable(toolTip));
        QVERIFY2(toolTip.contains("no effect here") && toolTip.contains("1.0 ms after"), qPrintable(toolTip));
        QVERIFY(line.data(ConversationModel::NoteRole).toBool());
        QVERIFY(line.data(ConversationModel::PrintedRole).toBool());
    }

    void findsForwardsAndBackwardsAndAroundTheEnds()
    {
        Conversation c;
        ConversationSearch search(c.model);
        std::optional<StepLine> place;
        connect(&search, &ConversationSearch::found, [&](StepLine found) { place = found; });
        search.setText("LIMIT");
        search.findFrom(std::nullopt);
        QCOMPARE(place, (StepLine{5, std::nullopt}));
        QCOMPARE(search.state(place), "1 of 1");

        search.setText("too many");
        search.findNext(StepLine{5, std::nullopt});
        QCOMPARE(place, (StepLine{5, 0}));
        search.findNext(place);
        QCOMPARE(place,
                 (StepLine{6, std::nullopt})); // though its number is less than that of the skipped plugin above it
        search.findNext(place);
        QCOMPARE(place, (StepLine{5, 0}));
        search.findPrevious(place);
        QCOMPARE(place, (StepLine{6, std::nullopt}));
        QCOMPARE(search.state(place), "2 of 2");
        QCOMPARE(search.state(StepLine{0, std::nullopt}), "2 found");
        QVERIFY(c.model.indexOf({5, 0}).data(ConversationModel::FoundRole).toBool());
        QVERIFY(!c.model.indexOf({4, 0}).data(ConversationModel::FoundRole).toBool());

        place.reset();
        search.setText("nowhere");
        search.findNext(std::nullopt);
        QVERIFY(!place);
        QCOMPARE(search.state(place), "not found");
        search.setText("");
        QCOMPARE(search.state(place), "");
    }

    void findsWhatIsFoldedAndNotWhatIsFilteredOut()
    {
        Conversation c;
        c.model.setFold(ConversationModel::Fold::Commands);
        ConversationSearch search(c.model);
        search.setText("x-tag");
        QCOMPARE(search.state(std::nullopt), "1 found");
        c.model.setFilter({true, {}, {}});
        QCOMPARE(search.state(std::nullopt), "not found");
    }

    void findsWhatIsLoggedAndWhatComesLater()
    {
        RecordList records;
        Conversation c(records.connect().section(Section::Connection, 1).plugin("plugins/odd", 2));
        ConversationSearch search(c.model);
        search.setText("trouble");
        QCOMPARE(search.state(std::nullopt), "not found");
        records.take();
        c.steps.addRecords(records.add(trace::PluginLog{"Trouble ahead\n"}).take());
        QTRY_COMPARE(search.state(std::nullopt), "1 found");
        c.steps.clear();
        QCOMPARE(search.state(std::nullopt), "not found");
    }

    void aLongSessionIsLoadedFilteredAndSearchedInSlices()
    {
        RecordList records;
        records.connect();
        for (int command = 0; command < 20'000; ++command)
            records.client("NOOP " + std::to_string(command)).reply(command % 100 == 0 ? "550 no" : "250 ok");
        TimelineModel steps;
        ConversationModel model(steps);
        steps.load(records.take());
        QTRY_VERIFY(!steps.isLoading() && !model.isBusy());
        QCOMPARE(model.rowCount(), 40'001);
        model.setFilter({true, {}, {}});
        QTRY_COMPARE(model.rowCount(), 400);
        model.setFilter({});
        ConversationSearch search(model);
        search.setText("NOOP 19999");
        std::optional<StepLine> place;
        connect(&search, &ConversationSearch::found, [&](StepLine found) { place = found; });
        search.findPrevious(std::nullopt);
        QTRY_VERIFY(place);
        QCOMPARE(steps.timeline().steps()[place->step].title, std::string("NOOP 19999"));
    }
};

SPP_TEST(TestConversationModel)
#include "tst_conversation_model.moc"
