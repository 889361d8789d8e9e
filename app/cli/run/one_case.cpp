// SPDX-License-Identifier: MIT
#include "app/cli/run/one_case.h"

#include "app/cli/run/status.h"
#include "app/cli/step_printer.h"
#include "core/base/text.h"
#include "core/scenario/case_runner.h"
#include "core/scenario/staged_home.h"
#include "core/world/day.h"

#include <asio/io_context.hpp>
#include <asio/signal_set.hpp>

#include <csignal>
#include <iostream>
#include <memory>
#include <optional>
#include <utility>

namespace spp::cli
{

namespace
{

/// Prints the sessions of one case as they go on.
class StepByStep
{
public:
    /// @param trace may be nullptr
    StepByStep(Screen& screen, const scenario::RunPlace& place, const PlannedCase& planned, TraceFile* trace)
        : m_screen(screen), m_place(place), m_planned(planned), m_trace(trace)
    {}

    /// @return the signal that has ended it; 0: none
    int run()
    {
        asio::io_context loop(1);
        asio::signal_set signals(loop, SIGINT, SIGTERM, SIGHUP);
        scenario::RunObserver observer;
        observer.begins = [this](const scenario::Dialog& dialog, const session::SessionConfig& config) {
            printHead(dialog, config);
            m_printer.emplace(m_screen);
        };
        observer.record = [this](const trace::Record& record) {
            if (m_endedBy == 0) // the end of what is stopped is no news
                m_printer->print(record);
        };
        observer.finished = [&](scenario::CaseRun run) {
            m_run = std::move(run);
            signals.cancel();
        };
        if (m_trace)
            observer = recording(std::move(observer), m_planned, m_place.home,
                                 [this](std::string_view lines) { m_trace->write(lines); });
        const auto runner =
            std::make_shared<scenario::CaseRunner>(loop, m_planned.scenario, m_place, std::move(observer));
        signals.async_wait([&](const std::error_code& error, int signal) {
            if (error)
                return;
            m_endedBy = signal;
            runner->stop();
        });
        runner->run();
        loop.run();
        return m_endedBy;
    }

    int judge()
    {
        if (!m_run.error.empty())
            return complain(Error{Fault::Configuration, m_run.error});
        for (const auto& session : m_run.sessions)
            for (const auto& failure : session.failures)
                m_screen.line(0, (failure.line == 0 ? "" : "line " + std::to_string(failure.line) + ": ") +
                                     scenario::describe(failure));
        if (!m_run.passed())
            return statusFailed;
        m_screen.line(0, "every reply was as expected");
        return statusPassed;
    }

private:
    void printHead(const scenario::Dialog& dialog, const session::SessionConfig& config)
    {
        if (!m_printer) {
            m_screen.line(0, dialog.title.empty() ? m_planned.file : text::printable(dialog.title));
            m_screen.line(0, "home " + m_planned.home + ", dialect " + std::string(config.dialect->name));
        }
        m_screen.blank();
        if (m_planned.scenario.sessions.size() > 1)
            m_screen.line(0, "session " + text::printable(dialog.session), Colour::Strong);
        if (const auto day = dialog.world.day ? dialog.world.day : m_place.world->day())
            m_screen.line(0, "the clock stands at " + world::formatDay(*day));
    }

    Screen& m_screen;
    const scenario::RunPlace& m_place;
    const PlannedCase& m_planned;
    TraceFile* m_trace;
    std::optional<StepPrinter> m_printer; ///< of the session that runs
    scenario::CaseRun m_run;
    int m_endedBy = 0;
};

} // namespace

int runOne(const PlannedCase& planned, const RunOptions& options, TraceFile* trace)
{
    if (!planned.error.empty())
        return complain(Error{Fault::Configuration, planned.error});
    const auto& controls = planned.scenario.sessions.front().controls;
    if (options.world.keep && !controls.empty())
        return complain(Error{Fault::Configuration, planned.file + ": has control files of its own, so that nothing "
                                                                   "can be kept; leave out --keep"});
    const auto home = scenario::StagedHome::make(planned.home, controls, false);
    if (!home)
        return complain(home.error());
    auto world = makeWorld(home->path(), options.world, planned.scenario.sessions.front().world);
    if (!world)
        return complain(world.error());
    // The home itself is read, which a private one is like: what is told of the session names it.
    const scenario::RunPlace place{home->path(), options.dialect, std::move(*world), options.trace};
    Screen screen(std::cout, wantsColour());
    StepByStep steps(screen, place, planned, trace);
    const int endedBy = steps.run();
    const int status = endedBy == 0 ? steps.judge() : statusNotRun;
    const auto concluded = concludeWorld(screen, *place.world, options.world.keep && endedBy == 0);
    screen.flush();
    if (!concluded)
        return complain(concluded.error());
    return endedBy == 0 ? status : -endedBy;
}

} // namespace spp::cli
