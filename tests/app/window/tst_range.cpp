// SPDX-License-Identifier: MIT
/// A range that is selected in the waterfall, and what it leaves of the conversation and the problems.
#include "app/workbench/simulator/elided_label.h"
#include "app/workbench/simulator/steps_bar.h"
#include "app/workbench/trace/problems_view.h"
#include "app/workbench/trace/trace_panel.h"
#include "app/workbench/trace/waterfall_view.h"
#include "tests/app/window/simulator.h"
#include "tests/support/test_main.h"

#include <QRegularExpression>
#include <QTest>
#include <QToolButton>

using namespace spp::workbench;

namespace
{

/// The plugin of RCPT takes some time, so that there is room to drag; that of HELO has a problem: an E without a code.
struct Ranged : Simulator
{
    Ranged() : Simulator("[helo]\nplugins/hasty\n[rcpt]\nplugins/slow\n")
    {
        plugin("hasty", "case $SMTPHELOHOST in bad) echo 'Eno';; esac\nsleep 0.05\n");
        plugin("slow", "sleep 0.1\n");
        dialog("C: HELO bad\nC: HELO good\nC: MAIL FROM:<>\nC: RCPT TO:<b@example.org>\nC: QUIT\n");
    }
    void run()
    {
        action("Run")->trigger();
        QTRY_VERIFY(find("QUIT") && engine.state() == Engine::State::Idle);
        trace->setCurrentWidget(trace->waterfall());
        QTRY_VERIFY(!trace->isBusy() && trace->waterfall()->canvas()->waterfall().find(*find("plugins/slow")));
    }
    /// From the beginning of a step to the beginning of another.
    void drag(const std::string& from, const std::string& to) const
    {
        const QPoint begin = canvas()->placeOf(*find(from)) - QPoint(2, 0);
        const QPoint end = canvas()->placeOf(*find(to)) - QPoint(2, 0);
        QTest::mousePress(canvas()->viewport(), Qt::LeftButton, {}, begin);
        QTest::mouseMove(canvas()->viewport(), (begin + end) / 2);
        QTest::mouseMove(canvas()->viewport(), end);
        QTest::mouseRelease(canvas()->viewport(), Qt::LeftButton, {}, end);
    }
    WaterfallCanvas* canvas() const { return trace->waterfall()->canvas(); }
    QStringList shown() const
    {
        QStringList titles;
        for (int row = 0; row < view->conversation().rowCount(); ++row)
            titles.append(view->conversation().index(row, 0).data().toString());
        return titles;
    }
    QString words() const
    {
        for (const auto* label : bar->findChildren<ElidedLabel*>())
            if (label->isVisible() && label->text().startsWith("only "))
                return label->text();
        return {};
    }
    void showAll() const
    {
        for (auto* button : bar->findChildren<QToolButton*>())
            if (button->text() == "Show All")
                return button->click();
    }

    TracePanel* trace = panel.findChild<TracePanel*>();
    StepsBar* bar = panel.findChild<StepsBar*>();
};

const QStringList ofSlow{"C: RCPT TO:<b@example.org>", "[rcpt] 1 plugin", "plugins/slow"};

} // namespace

class TestRange : public QObject
{
    Q_OBJECT

private slots:
    void leavesOnlyWhatWentOnInIt()
    {
        Ranged s;
        s.run();
        const QStringList all = s.shown();
        QCOMPARE(s.words(), "");
        s.drag("RCPT TO:<b@example.org>", "QUIT");
        QVERIFY2(s.shown().contains("plugins/slow") && !s.shown().contains("C: HELO bad"),
                 qPrintable(s.shown().join("\n")));
        QVERIFY2(QRegularExpression("^only [0-9.]+ m?s to [0-9.]+ m?s$").match(s.words()).hasMatch(),
                 qPrintable(s.words()));
        QTest::keyClick(s.canvas(), Qt::Key_Escape);
        QCOMPARE(s.shown(), all);
        QCOMPARE(s.words(), "");
    }

    void aRangeInTheMiddleOfAPluginShowsThatPlugin()
    {
        Ranged s;
        s.run();
        const auto slow = s.canvas()->waterfall().find(*s.find("plugins/slow"));
        const auto quarter = (slow->second.end - slow->second.begin) / 4;
        const auto steps =
            stepsBetween(s.panel.steps().timeline(), slow->second.begin + quarter, slow->second.end - quarter);
        QVERIFY(steps.has_value());
        s.bar->showOnlyRange(steps, "here");
        QCOMPARE(s.shown(), ofSlow);
    }

    void problemsAreThoseOfTheRange()
    {
        Ranged s;
        s.run();
        QVERIFY(s.trace->problems()->model().rowCount() > 0);
        s.drag("RCPT TO:<b@example.org>", "QUIT");
        QCOMPARE(s.trace->problems()->model().rowCount(), 0);
        s.drag("HELO bad", "HELO good");
        QVERIFY(s.trace->problems()->model().rowCount() > 0);
    }

    void theBarsButtonDropsIt()
    {
        Ranged s;
        s.run();
        const QStringList all = s.shown();
        s.drag("RCPT TO:<b@example.org>", "QUIT");
        QVERIFY(s.shown() != all);
        s.showAll();
        QCOMPARE(s.shown(), all);
        QVERIFY(!s.canvas()->range());
        QVERIFY(s.trace->problems()->model().rowCount() > 0);
    }

    void anotherRunBeginsWithoutIt()
    {
        Ranged s;
        s.run();
        const qsizetype rows = s.shown().size();
        s.drag("RCPT TO:<b@example.org>", "QUIT");
        s.run();
        QCOMPARE(s.words(), "");
        QTRY_COMPARE(s.shown().size(), rows);
    }
};

SPP_TEST(TestRange)
#include "tst_range.moc"
