// SPDX-License-Identifier: MIT
#include "app/workbench/trace/time_axis.h"
#include "app/workbench/trace/waterfall_view.h"
#include "tests/app/record_list.h"
#include "tests/support/test_main.h"

#include <QScrollBar>
#include <QSignalSpy>
#include <QTest>
#include <QToolButton>
#include <QWheelEvent>

#include <cstdlib>

using namespace spp;
using namespace spp::workbench;
using namespace std::chrono_literals;
using control::Section;

namespace
{

struct Shown
{
    explicit Shown(int commands)
    {
        records.connect();
        add(commands);
        view.resize(800, 300);
        view.show();
        view.showRun(timeline);
        while (!view.refresh()) {
        }
    }
    void add(int commands)
    {
        for (int i = 0; i < commands; ++i) {
            records.client("RCPT TO:<b@example.org>").section(Section::Rcpt, 1).plugin("plugins/policy", 2).ends(1ms);
            records.sectionEnds(Section::Rcpt, session::Verdict::Accept).reply("250 ok");
        }
        for (const trace::Record& record : records.take())
            timeline.add(record);
    }
    void click(std::size_t step) { QTest::mouseClick(canvas->viewport(), Qt::LeftButton, {}, canvas->placeOf(step)); }
    void drag(const QPoint& from, const QPoint& to)
    {
        QTest::mousePress(canvas->viewport(), Qt::LeftButton, {}, from);
        QTest::mouseMove(canvas->viewport(), (from + to) / 2);
        QTest::mouseMove(canvas->viewport(), to);
        QTest::mouseRelease(canvas->viewport(), Qt::LeftButton, {}, to);
    }
    void wheel(int notches, Qt::KeyboardModifiers modifiers, std::size_t step)
    {
        const QPointF at(canvas->placeOf(step));
        QWheelEvent event(at, canvas->viewport()->mapToGlobal(at), {}, {0, notches * 120}, Qt::NoButton, modifiers,
                          Qt::NoScrollPhase, false);
        QCoreApplication::sendEvent(canvas->viewport(), &event);
    }
    Nanoseconds span() const { return canvas->seen().second - canvas->seen().first; }

    trace::Timeline timeline;
    RecordList records;
    WaterfallView view;
    WaterfallCanvas* canvas = view.canvas();
};

constexpr std::size_t firstPlugin = 3; // behind the connection, a client line and a section
constexpr std::size_t stepsOfCommand = 4;

} // namespace

class TestWaterfallView : public QObject
{
    Q_OBJECT

private slots:
    void aClickSelectsTheStep()
    {
        Shown s(3);
        const QSignalSpy selected(&s.view, &WaterfallView::stepSelected);
        s.click(firstPlugin + stepsOfCommand);
        QCOMPARE(selected.count(), 1);
        QCOMPARE(selected.last().first().value<std::size_t>(), firstPlugin + stepsOfCommand);
        QCOMPARE(s.canvas->currentStep(), std::optional(firstPlugin + stepsOfCommand));
        s.click(1); // the client's line
        QCOMPARE(selected.last().first().value<std::size_t>(), std::size_t{1});
        QTest::mouseClick(s.canvas->viewport(), Qt::LeftButton, {}, {400, 295}); // below the lanes
        QCOMPARE(selected.count(), 2);
    }

    void aToolTipTellsTheStep()
    {
        Shown s(1);
        QCOMPARE(s.canvas->describe(firstPlugin), "plugins/policy, accepted, took 1.0 ms, 4.0 ms after the connection");
        s.view.setCurrentStep(firstPlugin);
        QCOMPARE(s.canvas->accessibleDescription(), s.canvas->describe(firstPlugin));
    }

    void aDragSelectsARangeUntilEscape()
    {
        Shown s(10);
        const QSignalSpy selected(&s.view, &WaterfallView::rangeSelected);
        const QSignalSpy cleared(&s.view, &WaterfallView::rangeCleared);
        const QPoint from = s.canvas->placeOf(firstPlugin);
        const QPoint to = s.canvas->placeOf(firstPlugin + 2 * stepsOfCommand);
        s.drag(to + QPoint(2, 0), from - QPoint(15, 0)); // from right to left is as good
        QVERIFY(selected.count() > 0);
        QVERIFY(selected.last()[0].value<std::size_t>() <= firstPlugin);
        QVERIFY(selected.last()[1].value<std::size_t>() >= firstPlugin + 2 * stepsOfCommand);
        QVERIFY(selected.last()[1].value<std::size_t>() < s.timeline.size() - stepsOfCommand);
        QVERIFY(s.canvas->range().has_value());
        QTest::keyClick(s.canvas, Qt::Key_Escape);
        QCOMPARE(cleared.count(), 1);
        QVERIFY(!s.canvas->range());

        s.drag(from, to);
        QTest::mouseClick(s.canvas->viewport(), Qt::LeftButton, {},
                          {400, 295}); // a click beside all steps drops it too
        QCOMPARE(cleared.count(), 2);
        s.drag(from, to);
        for (auto* button : s.view.findChildren<QToolButton*>())
            if (button->text() == "Show All")
                button->click();
        QCOMPARE(cleared.count(), 3);
    }

    void aClickOnAStepOutsideOfTheRangeDropsItAndOneInsideDoesNot()
    {
        Shown s(10);
        const std::size_t inside = firstPlugin + 2 * stepsOfCommand;
        const QSignalSpy cleared(&s.view, &WaterfallView::rangeCleared);
        s.drag(s.canvas->placeOf(inside) - QPoint(8, 0), s.canvas->placeOf(inside) + QPoint(30, 0));
        s.click(inside);
        QCOMPARE(s.canvas->currentStep(), std::optional(inside));
        QCOMPARE(cleared.count(), 0);
        s.click(firstPlugin + 8 * stepsOfCommand);
        QCOMPARE(s.canvas->currentStep(), std::optional(firstPlugin + 8 * stepsOfCommand));
        QCOMPARE(cleared.count(), 1);
    }

    void aRangeIsToldInWords()
    {
        Shown s(10);
        const QSignalSpy selected(&s.view, &WaterfallView::rangeSelected);
        s.drag(QPoint(0, 5), s.canvas->placeOf(firstPlugin)); // along the axis, from before the session's start
        QVERIFY2(selected.last()[2].toString().startsWith("0.0 ms to "), qPrintable(selected.last()[2].toString()));
    }

    void theWheelZoomsAtThePointerAndShiftMoves()
    {
        Shown s(50);
        const Nanoseconds all = s.span();
        const std::size_t pointed = firstPlugin + 20 * stepsOfCommand;
        const QPoint before = s.canvas->placeOf(pointed);
        s.wheel(3, Qt::NoModifier, pointed);
        QVERIFY(s.span() < all / 3 && s.span() > all / 4);
        QVERIFY(std::abs(s.canvas->placeOf(pointed).x() - before.x()) <= 1);
        s.wheel(-2, Qt::ShiftModifier, pointed);
        QVERIFY(s.canvas->placeOf(pointed).x() < before.x());
        s.wheel(-10, Qt::NoModifier, pointed);
        QVERIFY(s.span() == all);
        for (int i = 0; i < 100; ++i)
            s.wheel(1, Qt::NoModifier, pointed);
        QVERIFY(s.span() >= 1us); // there is an end to it
    }

    void buttonsAndKeysZoomAndMove()
    {
        Shown s(50);
        const Nanoseconds all = s.span();
        const auto press = [&](const QString& text) {
            for (auto* button : s.view.findChildren<QToolButton*>())
                if (button->text() == text)
                    button->click();
        };
        press("+");
        QVERIFY(s.span() < all);
        press("−");
        QVERIFY(s.span() == all);
        QTest::keyClick(s.canvas, Qt::Key_Plus);
        QTest::keyClick(s.canvas, Qt::Key_Plus);
        QVERIFY(s.span() < all / 2);
        QTest::keyClick(s.canvas, Qt::Key_Home);
        const auto home = s.canvas->seen().first;
        QTest::keyClick(s.canvas, Qt::Key_PageDown);
        QVERIFY(s.canvas->seen().first > home);
        QTest::keyClick(s.canvas, Qt::Key_PageUp);
        QVERIFY(s.canvas->seen().first == home);
        QTest::keyClick(s.canvas, Qt::Key_End);
        QVERIFY(s.canvas->seen().second >= s.canvas->waterfall().end());
        QTest::keyClick(s.canvas, Qt::Key_Minus);
        press("Fit");
        QVERIFY(s.span() == all);
        QTest::keyClick(s.canvas, Qt::Key_Plus);
        QTest::keyClick(s.canvas, Qt::Key_0);
        QVERIFY(s.span() == all);
    }

    void theScrollBarMovesWhatIsSeen()
    {
        Shown s(50);
        QTest::keyClick(s.canvas, Qt::Key_Plus);
        QTest::keyClick(s.canvas, Qt::Key_Plus);
        const Nanoseconds span = s.span();
        QScrollBar* bar = s.canvas->horizontalScrollBar();
        bar->setValue(bar->maximum());
        QVERIFY(s.canvas->seen().second >= s.canvas->waterfall().end());
        bar->setValue(0);
        QVERIFY(s.canvas->seen().first <= s.canvas->waterfall().begin());
        QVERIFY(s.span() == span);
    }

    void arrowsGoFromStepToStepAndShiftSelectsARange()
    {
        Shown s(3);
        const QSignalSpy selected(&s.view, &WaterfallView::stepSelected);
        const QSignalSpy ranges(&s.view, &WaterfallView::rangeSelected);
        QTest::keyClick(s.canvas, Qt::Key_Right);
        QCOMPARE(s.canvas->currentStep(), std::optional<std::size_t>(1)); // the session's start is in no lane
        QTest::keyClick(s.canvas, Qt::Key_Right);
        QCOMPARE(s.canvas->currentStep(), std::optional(firstPlugin)); // nor is a section
        QTest::keyClick(s.canvas, Qt::Key_Left);
        QTest::keyClick(s.canvas, Qt::Key_Left);
        QCOMPARE(s.canvas->currentStep(), std::optional<std::size_t>(1));
        QCOMPARE(selected.count(), 3);
        QTest::keyClick(s.canvas, Qt::Key_Right, Qt::ShiftModifier);
        QTest::keyClick(s.canvas, Qt::Key_Right, Qt::ShiftModifier);
        QCOMPARE(ranges.last()[0].value<std::size_t>(), std::size_t{1});
        QCOMPARE(ranges.last()[1].value<std::size_t>(), firstPlugin + 1);
    }

    void aStepSelectedElsewhereComesIntoView()
    {
        Shown s(50);
        for (int i = 0; i < 5; ++i)
            QTest::keyClick(s.canvas, Qt::Key_Plus);
        QTest::keyClick(s.canvas, Qt::Key_Home);
        const std::size_t last = s.timeline.size() - 2;
        s.view.setCurrentStep(last);
        QVERIFY(s.canvas->viewport()->rect().contains(s.canvas->placeOf(last)));
    }

    void aRunThatGrowsStaysInViewUntilItIsZoomed()
    {
        Shown s(3);
        s.add(50);
        s.view.refresh();
        QVERIFY(s.canvas->seen().second >= s.canvas->waterfall().end());
        QTest::keyClick(s.canvas, Qt::Key_Plus);
        const auto seen = s.canvas->seen();
        s.add(50);
        s.view.refresh();
        QVERIFY(s.canvas->seen() == seen);
        s.view.clear();
        QVERIFY(s.canvas->waterfall().lanes().empty());
        QVERIFY(!s.view.grab().isNull());
    }

    void aHundredThousandStepsArePaintedAsSpans()
    {
        Shown s(25'000);
        QVERIFY(s.timeline.size() > 100'000);
        const auto spans =
            s.canvas->waterfall().visible(1, s.canvas->seen().first, s.canvas->seen().second, s.span() / 260);
        QVERIFY(spans.size() <= 300);
        QVERIFY(!s.view.grab().isNull());
        for (int i = 0; i < 30; ++i)
            QTest::keyClick(s.canvas, Qt::Key_Plus);
        QVERIFY(!s.view.grab().isNull());
    }

    void ticksAreRoundNumbers()
    {
        QVERIFY(tickDistance(3ms) == 5ms);
        QVERIFY(tickDistance(5ms) == 5ms);
        QVERIFY(tickDistance(6ms) == 10ms);
        QVERIFY(tickDistance(1ns) == 1ns);
        const std::vector<std::chrono::nanoseconds> ticks{10ms, 15ms, 20ms};
        QCOMPARE(ticksBetween(7ms, 20ms, 5ms), ticks);
        QVERIFY(ticksBetween(-7ms, 1ms, 5ms).front() == 0ms);
        QCOMPARE(formatTick(20ms, 5ms), "20 ms");
        QCOMPARE(formatTick(20us, 5us), "0.020 ms");
        QCOMPARE(formatTick(1500ms, 500ms), "1.5 s");
        QCOMPARE(formatTick(0ms, 2s), "0 ms");
    }
};

SPP_TEST(TestWaterfallView)
#include "tst_waterfall_view.moc"
