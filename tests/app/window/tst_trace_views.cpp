// SPDX-License-Identifier: MIT
/// The run as a whole: problems, pipeline and message, each driven by mouse and keyboard, and the panel that keeps them together.
#include "app/workbench/simulator/byte_view.h"
#include "app/workbench/trace/message_view.h"
#include "app/workbench/trace/pipeline_view.h"
#include "app/workbench/trace/problems_view.h"
#include "app/workbench/trace/trace_panel.h"
#include "app/workbench/trace/waterfall_view.h"
#include "tests/app/record_list.h"
#include "tests/support/test_main.h"

#include <QComboBox>
#include <QHelpEvent>
#include <QLabel>
#include <QSignalSpy>
#include <QTest>
#include <QToolButton>
#include <QTreeView>

using namespace spp;
using namespace spp::workbench;
using control::Section;
using session::Verdict;

namespace
{

const char* const smtpPlugins = "lost\n[helo]\nplugins/helo\n[rcpt]\nplugins/a\nplugins/b\n[data]\nplugins/tag\n";

RecordList& rcpt(RecordList& records, const std::string& first)
{
    records.client("RCPT TO:<b@example.org>").section(Section::Rcpt, 2).plugin("plugins/a", 5).says(first).ends();
    if (first.starts_with('E')) {
        records.report(session::PluginSkipped{"plugins/b", "control/smtpplugins:6", "E"});
        return records.sectionEnds(Section::Rcpt, Verdict::Refuse).reply(first.substr(1), true);
    }
    records.plugin("plugins/b", 6).ends();
    return records.sectionEnds(Section::Rcpt, Verdict::Accept).reply("250 ok");
}

void message(RecordList& records, const std::string& text)
{
    records.state.transaction = session::Envelope{"a@example.net", {"b@example.org"}};
    records.state.headers = {"X-Tag: list"};
    records.client("DATA").section(Section::Data, 1).plugin("plugins/tag", 8).says("HX-Tag: list").ends();
    records.sectionEnds(Section::Data, Verdict::Accept).reply("354 go ahead");
    records.state.transaction.reset();
    records.report(session::MessagePart{"Received: from here\n  by there\nX-Tag: list\n"});
    records.state.headers.clear();
    records.report(session::MessagePart{text}).report(session::MessageRead{text.size(), 0});
    records.report(session::QueueAnswered{{"a@example.net", {"b@example.org"}}, {}, true}).reply("250 ok");
}

/// A run with a problem or two, and the panel that shows it.
struct TracedRun
{
    TracedRun()
    {
        panel.resize(700, 400);
        panel.show();
        panel.showRun(timeline);
    }
    void grow()
    {
        for (const trace::Record& record : records.take())
            timeline.add(record);
        panel.refresh();
    }
    TracedRun& rich()
    {
        records.connect(smtpPlugins);
        rcpt(records, "E550 no");
        rcpt(records, "SPATH=/tmp");
        message(records, "Subject: hello\n\nhello there\n");
        grow();
        return *this;
    }
    template <typename Widget>
    void front(Widget* page)
    {
        panel.setCurrentWidget(page);
    }
    std::size_t stepOf(const std::string& title, std::size_t from = 0) const
    {
        for (std::size_t step = from; step < timeline.size(); ++step)
            if (timeline.steps()[step].title == title)
                return step;
        qFatal("no step %s", title.c_str());
    }
    QString problemsTab() const { return panel.tabText(panel.indexOf(panel.problems())); }

    trace::Timeline timeline;
    RecordList records;
    TracePanel panel;
};

QToolButton* buttonOf(const QWidget* widget, const QString& text)
{
    for (auto* button : widget->findChildren<QToolButton*>())
        if (button->text().startsWith(text))
            return button;
    qFatal("no button %s", qPrintable(text));
}

QStringList shownLabels(const QWidget* widget)
{
    QStringList texts;
    for (const auto* label : widget->findChildren<QLabel*>())
        if (label->isVisible())
            texts.append(label->text());
    return texts;
}

std::size_t stepIn(const QSignalSpy& spy)
{
    return spy.last().first().value<std::size_t>();
}

} // namespace

class TestTraceViews : public QObject
{
    Q_OBJECT

private slots:
    void everyViewHasANameAndSaysWhatItIsFor()
    {
        TracedRun run;
        for (int tab = 0; tab < run.panel.count(); ++tab)
            QVERIFY(!run.panel.tabToolTip(tab).isEmpty());
        QCOMPARE(run.panel.problems()->list()->accessibleName(), "Problems");
        QCOMPARE(run.panel.waterfall()->canvas()->accessibleName(), "Waterfall");
        QCOMPARE(run.panel.pipeline()->accessibleName(), "Pipeline");
        QVERIFY(!run.panel.message()->findChild<QTreeView*>()->accessibleName().isEmpty());
        for (const auto* button : run.panel.waterfall()->findChildren<QToolButton*>())
            QVERIFY(!button->accessibleName().isEmpty() && !button->toolTip().isEmpty());
    }

    void problemsAreCountedWhileTheRunGoesOn()
    {
        TracedRun run;
        run.records.connect();
        run.grow();
        QCOMPARE(run.problemsTab(), "Problems");
        QVERIFY(shownLabels(run.panel.problems()).contains("No problem was found in this run."));
        rcpt(run.records, "SPATH=/tmp");
        run.grow();
        QCOMPARE(run.problemsTab(), "Problems (1)");
        QVERIFY(!run.panel.tabIcon(0).isNull());
        rcpt(run.records, "SLD_PRELOAD=x");
        run.grow();
        QCOMPARE(run.problemsTab(), "Problems (2)");
        run.panel.showRun(run.timeline = {});
        QCOMPARE(run.problemsTab(), "Problems");
    }

    void aProblemIsExplainedAndLeadsToItsStepAndLine()
    {
        TracedRun run;
        run.rich();
        const QSignalSpy steps(&run.panel, &TracePanel::stepActivated);
        const QSignalSpy places(&run.panel, &TracePanel::placeActivated);
        ProblemsView* view = run.panel.problems();
        QTreeView* list = view->list();
        QCOMPARE(view->model().rowCount(), 2);
        QVERIFY(list->currentIndex().isValid()); // the first is explained at once
        list->setFocus();
        QTest::keyClick(list, Qt::Key_Down);
        const QStringList texts = shownLabels(view);
        QVERIFY(texts.filter("PATH decides how").size() == 1);
        QVERIFY(texts.filter("stays for the whole session").size() == 1);
        QTest::keyClick(list, Qt::Key_Return);
        QCOMPARE(stepIn(steps), run.stepOf("plugins/a", run.stepOf("plugins/b") + 1));
        QTest::mouseClick(buttonOf(view, "Open smtpplugins:5"), Qt::LeftButton);
        QCOMPARE(places.last().first().toString(), "control/smtpplugins:5");
        QTest::mouseClick(buttonOf(view, "Show Step"), Qt::LeftButton);
        QCOMPARE(steps.count(), 2);

        QTest::keyClick(list, Qt::Key_Up); // a line of the file that never ran: it has no step
        QVERIFY(!buttonOf(view, "Show Step")->isVisible());
        QTest::keyClick(list, Qt::Key_Return);
        QCOMPARE(places.last().first().toString(), "control/smtpplugins:1");
        QCOMPARE(steps.count(), 2);
    }

    void aRangeFiltersProblemsAndPipeline()
    {
        TracedRun run;
        run.rich();
        const QSignalSpy selected(&run.panel, &TracePanel::rangeSelected);
        const QSignalSpy cleared(&run.panel, &TracePanel::rangeCleared);
        const std::size_t second = run.stepOf("plugins/b") + 1;
        emit run.panel.waterfall()->rangeSelected(0, second, {});
        QCOMPARE(selected.count(), 1);
        QCOMPARE(run.problemsTab(), "Problems (0 of 2)");
        QVERIFY(shownLabels(run.panel.problems()).contains("No problem in the selected range."));
        run.front(run.panel.pipeline());
        run.panel.pipeline()->setCurrentPlace("control/smtpplugins:5");
        QCOMPARE(run.panel.pipeline()->currentBox()->words, "ran once: refused");
        emit run.panel.waterfall()->rangeCleared();
        QCOMPARE(cleared.count(), 1);
        QCOMPARE(run.problemsTab(), "Problems (2)");
        QCOMPARE(run.panel.pipeline()->currentBox()->words, "ran twice: 1 accepted, 1 refused");
    }

    void thePipelineIsWalkedWithTheKeyboard()
    {
        TracedRun run;
        run.rich();
        PipelineView* view = run.panel.pipeline();
        run.front(view);
        const QSignalSpy steps(&run.panel, &TracePanel::stepActivated);
        const QSignalSpy places(&run.panel, &TracePanel::placeActivated);
        QTest::keyClick(view, Qt::Key_Tab);
        view->setCurrentPlace("control/smtpplugins:3");
        QCOMPARE(view->currentBox()->words, "never reached");
        QTest::keyClick(view, Qt::Key_Return);
        QCOMPARE(steps.count(), 0); // it has no step
        QTest::keyClick(view, Qt::Key_Down);
        QCOMPARE(view->currentBox()->title, "plugins/a");
        QTest::keyClick(view, Qt::Key_Right);
        QCOMPARE(view->currentBox()->title, "plugins/b");
        QVERIFY2(view->accessibleDescription().startsWith("[rcpt] plugins/b: ran once: accepted; skipped once"),
                 qPrintable(view->accessibleDescription()));
        QTest::keyClick(view, Qt::Key_Return);
        QCOMPARE(stepIn(steps), run.stepOf("plugins/b", run.stepOf("plugins/b") + 1));
        QTest::keyClick(view, Qt::Key_Return, Qt::ShiftModifier);
        QCOMPARE(places.last().first().toString(), "control/smtpplugins:6");
        QTest::keyClick(view, Qt::Key_Left);
        QTest::keyClick(view, Qt::Key_Up);
        QCOMPARE(view->currentBox()->title, "plugins/helo");
    }

    void thePipelineIsClicked()
    {
        TracedRun run;
        run.rich();
        PipelineView* view = run.panel.pipeline();
        run.front(view);
        const QSignalSpy steps(&run.panel, &TracePanel::stepActivated);
        const QSignalSpy places(&run.panel, &TracePanel::placeActivated);
        const QRect box = view->boxRect("control/smtpplugins:5");
        QVERIFY(view->viewport()->rect().contains(box));
        QTest::mouseClick(view->viewport(), Qt::LeftButton, {}, box.center());
        QCOMPARE(view->currentBox()->title, "plugins/a");
        QCOMPARE(steps.count(), 0);
        QTest::mouseDClick(view->viewport(), Qt::LeftButton, {}, box.center());
        QCOMPARE(steps.count(), 1);
        QTest::mouseClick(view->viewport(), Qt::LeftButton, {}, box.topRight() + QPoint(-8, 10));
        QCOMPARE(places.last().first().toString(), "control/smtpplugins:5");
        // No box of a row lies on another, and the narrow view wraps them.
        view->resize(300, 400);
        QVERIFY(view->boxRect("control/smtpplugins:6").top() > view->boxRect("control/smtpplugins:5").bottom());
    }

    void thePipelineFollowsTheRunAndTheSelectedStep()
    {
        TracedRun run;
        run.records.connect(smtpPlugins);
        run.grow();
        PipelineView* view = run.panel.pipeline();
        run.front(view);
        view->setCurrentPlace("control/smtpplugins:5");
        QCOMPARE(view->currentBox()->words, "never reached");
        rcpt(run.records, "Sx=1");
        run.grow();
        QCOMPARE(view->currentBox()->words, "ran once: accepted");
        run.panel.selectStep(run.stepOf("plugins/b"));
        QCOMPARE(view->currentBox()->title, "plugins/b");
        QVERIFY(!view->grab().isNull());
    }

    void aMessageShowsWhoAddedItsHeaders()
    {
        TracedRun run;
        run.rich();
        MessageView* view = run.panel.message();
        run.front(view);
        const QSignalSpy steps(&run.panel, &TracePanel::stepActivated);
        const QSignalSpy places(&run.panel, &TracePanel::placeActivated);
        auto* table = view->findChild<QTreeView*>();
        const auto added =
            view->model().match(view->model().index(0, MessageModel::TextColumn), Qt::DisplayRole, "X-Tag: list");
        QCOMPARE(added.size(), 1);
        const int row = added.first().row();
        QCOMPARE(view->model().index(row, MessageModel::AuthorColumn).data().toString(), "plugins/tag");
        table->setCurrentIndex(view->model().index(row, 0));
        QTest::keyClick(table, Qt::Key_Return);
        QCOMPARE(stepIn(steps), run.stepOf("plugins/tag"));
        const QRect place = table->visualRect(view->model().index(row, MessageModel::PlaceColumn));
        QTest::mouseClick(table->viewport(), Qt::LeftButton, {}, place.center());
        QCOMPARE(places.last().first().toString(), "control/smtpplugins:8");
        QCOMPARE(view->findChild<ByteView*>()->toPlainText(), "hello there");
    }

    void severalMessagesAreChosenFrom()
    {
        TracedRun run;
        MessageView* view = run.panel.message();
        run.front(view);
        QVERIFY(shownLabels(view).first().startsWith("No message yet"));
        run.rich();
        auto* choice = view->findChild<QComboBox*>();
        QCOMPARE(choice->count(), 1);
        message(run.records, "Subject: second\n\nanother\n");
        run.grow();
        QCOMPARE(choice->count(), 2);
        QCOMPARE(choice->itemText(1), "Message 2: Queued for 1 recipient from <a@example.net>");
        QCOMPARE(view->findChild<ByteView*>()->toPlainText(), "hello there"); // stays with the one that was chosen
        choice->setCurrentIndex(1);
        QCOMPARE(view->findChild<ByteView*>()->toPlainText(), "another");
        run.panel.showRun(run.timeline = {});
        QVERIFY(shownLabels(view).first().startsWith("No message yet"));
    }

    void aLongMessageSaysHowMuchIsLeftOut()
    {
        TracedRun run;
        run.records.connect();
        message(run.records, "Subject: x\n\n" + std::string(300UL * 1024, 'x') + "\n");
        run.grow();
        run.front(run.panel.message());
        const QString text = run.panel.message()->findChild<ByteView*>()->toPlainText();
        QVERIFY(text.endsWith(" more bytes"));
        QVERIFY(text.size() < 257 * 1024);
    }

    void aLongRunIsShownWithoutAll()
    {
        TracedRun run;
        run.records.connect(smtpPlugins);
        for (int i = 0; i < 10'000; ++i)
            rcpt(run.records, i % 2 == 0 ? "SPATH=/tmp" : "E550 no");
        run.grow();
        QTRY_COMPARE(run.problemsTab(), "Problems (2)");
        QTRY_COMPARE(run.panel.problems()->model().index(1, ProblemsModel::TimesColumn).data().toString(), "5000");
        run.front(run.panel.pipeline());
        run.panel.pipeline()->setCurrentPlace("control/smtpplugins:5");
        QTRY_COMPARE(run.panel.pipeline()->currentBox()->words, "ran 10000 times: 5000 accepted, 5000 refused");
    }
};

SPP_TEST(TestTraceViews)
#include "tst_trace_views.moc"
