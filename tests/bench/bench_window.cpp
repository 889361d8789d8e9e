// SPDX-License-Identifier: MIT
/// How long the window's thread is busy at a time with a session of 100,000 steps: what a person notices as a stall. Prints, for each
/// thing that is done, the longest stretch without a look at the events, beside the limit that we hold ourselves to.
///
///     spp_bench_window [STEPS]
#include "app/workbench/debugger/debugger.h"
#include "app/workbench/debugger/runs_model.h"
#include "app/workbench/simulator/step_inspector.h"
#include "app/workbench/simulator/steps_bar.h"
#include "app/workbench/simulator/steps_pane.h"
#include "app/workbench/simulator/steps_view.h"
#include "app/workbench/trace/pipeline_view.h"
#include "app/workbench/trace/problems_view.h"
#include "app/workbench/trace/trace_panel.h"
#include "app/workbench/trace/waterfall_view.h"
#include "tests/app/record_list.h"

#include <QApplication>
#include <QHBoxLayout>
#include <QLineEdit>
#include <QMouseEvent>
#include <QScrollBar>

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <ctime>
#include <functional>
#include <utility>

using namespace spp;
using namespace spp::workbench;
using control::Section;
using session::Verdict;

namespace
{

constexpr double limitMilliseconds = 100;
constexpr int usualSteps = 100'000;
constexpr int stepsOfACommand = 5; // the line, its section, two plugins, the reply

/// RCPT after RCPT, as in a session that lasts all day. Every variable that a real home has is there.
RecordList longSession(int steps)
{
    RecordList records;
    for (int variable = 0; variable < 40; ++variable)
        records.state.environment.set("VARIABLE_" + std::to_string(variable), "a value of usual length");
    records.connect().reply("220 mx.example.org");
    for (int command = 0; command < steps / stepsOfACommand; ++command) {
        const std::string address = "user" + std::to_string(command) + "@example.org";
        records.state.environment.set("SMTPRCPTTO", address);
        records.client("RCPT TO:<" + address + ">").section(Section::Rcpt, 2).plugin("plugins/policy", 4);
        records.add(trace::PluginLog{"looking at " + address + "\n"});
        records.state.environment.set("KIND", command % 2 == 0 ? "list" : "person");
        records.says("SKIND=" + std::string(command % 2 == 0 ? "list" : "person")).ends();
        const bool refused = command % 10 == 0;
        records.plugin("plugins/limit", 5);
        if (refused)
            records.says("E452 too many");
        records.ends().sectionEnds(Section::Rcpt, refused ? Verdict::Refuse : Verdict::Accept);
        records.reply(refused ? "452 too many" : "250 ok", refused);
    }
    return records;
}

double threadMilliseconds()
{
    timespec time{};
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time);
    return static_cast<double>(time.tv_sec) * 1e3 + static_cast<double>(time.tv_nsec) / 1e6;
}

class Bench
{
public:
    explicit Bench(int steps) : m_records(longSession(steps).take())
    {
        auto* row = new QHBoxLayout(&m_window);
        row->addWidget(m_pane);
        row->addWidget(m_inspector);
        row->addWidget(m_trace);
        QObject::connect(m_trace, &TracePanel::rangeSelected, m_pane,
                         [this](std::size_t first, std::size_t last, const QString& words) {
                             m_pane->bar()->showOnlyRange(StepRange(first, last), words);
                         });
        QObject::connect(m_trace, &TracePanel::rangeCleared, m_pane,
                         [this] { m_pane->bar()->showOnlyRange(std::nullopt); });
        m_window.resize(1200, 700);
        m_window.show();
        QCoreApplication::processEvents();
    }

    double run()
    {
        open();
        look();
        choose();
        find();
        fold();
        seeAsAWhole();
        selectRanges();
        goToAnotherRun();
        return m_longest;
    }

private:
    void open()
    {
        measure("open the session", [this] { m_steps.load(std::move(m_records)); });
        m_view->startFollowing();
        measure("go to its end", [this] { m_view->follow(); });
        const std::vector<trace::Record> more = longSession(500).take();
        measure("500 more steps arrive", [&] {
            m_steps.addRecords(more);
            m_view->follow();
        });
    }

    void look()
    {
        QScrollBar* bar = m_view->verticalScrollBar();
        double longest = 0;
        for (int place = 0; place <= 100; ++place)
            longest = std::max(longest, stall([&] { bar->setValue(bar->maximum() / 100 * place); }));
        std::printf("%-24s %8.1f ms\n", "scroll", longest);
        longest = 0;
        const std::size_t size = m_steps.timeline().size();
        for (std::size_t step = 0; step < size; step += size / 100 + 1)
            longest = std::max(longest, stall([&] { m_view->select(step); }));
        std::printf("%-24s %8.1f ms\n", "select a step", longest);
    }

    void choose()
    {
        ConversationModel& shown = m_view->conversation();
        measure("show only refusals", [&] { shown.setFilter({true, {}, {}}); });
        measure("show one plugin", [&] { shown.setFilter({false, "plugins/limit", {}}); });
        measure("show what has a text", [&] { shown.setFilter({false, {}, "user77"}); });
        measure("show everything", [&] { shown.setFilter({}); });
    }

    void find()
    {
        auto* needle = m_pane->findChild<StepsBar*>()->findChild<QLineEdit*>();
        auto* bar = m_pane->findChild<StepsBar*>();
        m_view->select(0);
        measure("find a text", [&] { needle->setText("user19999@"); });
        measure("find the next", [&] { bar->findNext(); });
        measure("find the previous", [&] { bar->findPrevious(); });
        measure("find nothing", [&] { needle->setText("nowhere"); });
        measure("end the search", [&] { needle->clear(); });
    }

    void fold()
    {
        ConversationModel& shown = m_view->conversation();
        measure("fold to commands", [&] { shown.setFold(ConversationModel::Fold::Commands); });
        measure("unfold everything", [&] { shown.setFold(ConversationModel::Fold::Nothing); });
        measure("fold one command", [&] { shown.setFolded(m_steps.commands()[10], true); });
        measure("select everything", [&] { m_view->selectAll(); });
        measure("copy everything", [&] { m_view->copyAll(); });
    }

    void seeAsAWhole()
    {
        measure("find the problems", [&] { m_trace->showRun(m_steps.timeline()); });
        measure("see the waterfall", [&] { m_trace->setCurrentWidget(m_trace->waterfall()); });
        measure("zoom in", [&] { m_trace->waterfall()->canvas()->zoomIn(); });
        measure("zoom to fit", [&] { m_trace->waterfall()->canvas()->zoomToFit(); });
        measure("see the pipeline", [&] { m_trace->setCurrentWidget(m_trace->pipeline()); });
        measure("see the problems", [&] { m_trace->setCurrentWidget(m_trace->problems()); });
    }

    /// With each of the views in front.
    void selectRanges()
    {
        for (QWidget* view :
             std::initializer_list<QWidget*>{m_trace->waterfall(), m_trace->pipeline(), m_trace->problems()}) {
            stall([&] { m_trace->setCurrentWidget(view); });
            measure("select a short range", [&] { drag(0.5, 0.51); });
            measure("select a long range", [&] { drag(0.1, 0.9); });
            measure("drop the range", [&] { m_trace->clearRange(); });
        }
    }

    void drag(double from, double to)
    {
        QWidget* canvas = m_trace->waterfall()->canvas()->viewport();
        const auto send = [&](QEvent::Type type, double share) {
            const QPointF point(share * canvas->width(), 5); // on the axis
            const bool isMove = type == QEvent::MouseMove;
            QMouseEvent event(type, point, canvas->mapToGlobal(point), isMove ? Qt::NoButton : Qt::LeftButton,
                              type == QEvent::MouseButtonRelease ? Qt::NoButton : Qt::LeftButton, Qt::NoModifier);
            QCoreApplication::sendEvent(canvas, &event);
        };
        send(QEvent::MouseButtonPress, from);
        send(QEvent::MouseMove, to);
        send(QEvent::MouseButtonRelease, to);
    }

    /// Out of the history, as a person picks it there.
    void goToAnotherRun()
    {
        Engine engine;
        RunsModel runs;
        Debugger debugger(engine, runs, m_steps);
        for (const quint64 number : {1, 2}) {
            Run run;
            run.number = number;
            run.records = longSession(usualSteps).take();
            run.result = SimulationResult();
            runs.add(std::move(run));
        }
        bool isThere = false;
        QObject::connect(&debugger, &Debugger::runShown, m_trace, [this] { m_trace->showRun(m_steps.timeline()); });
        QObject::connect(&debugger, &Debugger::grown, m_trace, [this] { m_trace->refresh(); });
        QObject::connect(&debugger, &Debugger::completed, m_trace, [&] { isThere = true; });
        m_isDone = [&] { return isThere; };
        measure("go to another run", [&] { debugger.show(1); });
        isThere = false;
        measure("and to a third", [&] { debugger.show(2); });
        m_isDone = [] { return true; };
    }

    void measure(const char* what, const std::function<void()>& action)
    {
        std::printf("%-24s %8.1f ms\n", what, stall(action));
    }

    /// Does it, and goes on until nothing is left to do. The thread's own time is what counts, so that other programs don't.
    double stall(const std::function<void()>& action)
    {
        double began = threadMilliseconds();
        double longest = 0;
        const auto look = [&] {
            const double now = threadMilliseconds();
            longest = std::max(longest, now - std::exchange(began, now));
        };
        action();
        look();
        do {
            QCoreApplication::processEvents();
            look();
        } while (!m_isDone() || m_trace->isBusy() || m_steps.isLoading() || m_view->conversation().isBusy() ||
                 m_view->isCopying() || m_pane->findChild<StepsBar*>()->search().isBusy());
        m_longest = std::max(m_longest, longest);
        return longest;
    }

    std::vector<trace::Record> m_records;
    TimelineModel m_steps;
    QWidget m_window;
    StepsView* m_view = new StepsView(m_steps);
    StepInspector* m_inspector = new StepInspector(m_steps);
    StepsPane* m_pane = new StepsPane(m_view, m_inspector);
    TracePanel* m_trace = new TracePanel;
    std::function<bool()> m_isDone = [] { return true; };
    double m_longest = 0;
};

} // namespace

int main(int argc, char** argv)
{
    const QApplication application(argc, argv);
    const int steps = argc > 1 ? std::max(1000, std::atoi(argv[1])) : usualSteps;
    std::printf("%d steps; the longest time without a look at the events\n", steps);
    const double longest = Bench(steps).run();
    std::printf("%-24s %8.1f ms, limit %.0f ms%s\n", "the longest", longest, limitMilliseconds,
                longest > limitMilliseconds ? ": TOO LONG" : "");
    return 0;
}
