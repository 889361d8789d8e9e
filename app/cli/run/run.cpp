// SPDX-License-Identifier: MIT
#include "app/cli/run/run.h"

#include "app/cli/run/excerpt.h"
#include "app/cli/run/planned_case.h"
#include "app/cli/run/report.h"
#include "app/cli/run/suite.h"
#include "app/cli/run/trace_recording.h"
#include "app/cli/step_printer.h"
#include "core/base/text.h"
#include "core/scenario/case_runner.h"
#include "core/scenario/staged_home.h"
#include "core/world/day.h"

#include <CLI/CLI.hpp>

#include <asio/io_context.hpp>
#include <asio/signal_set.hpp>

#include <csignal>
#include <iostream>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <utility>

namespace spp::cli
{

namespace
{

constexpr int passed = 0;
constexpr int failed = 1;
constexpr int notRun = 2;

int complain(const Error& error)
{
    std::cerr << "spp: " << error.message << std::endl;
    return notRun;
}

/// Prints the sessions of one case as they go on.
class StepByStep
{
public:
    /// @param trace is written, too; may be nullptr
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
            return failed;
        m_screen.line(0, "every reply was as expected");
        return passed;
    }

private:
    void printHead(const scenario::Dialog& dialog, const session::SessionConfig& config)
    {
        if (!m_printer) {
            m_screen.line(0, dialog.title.empty() ? m_planned.file : text::printable(dialog.title));
            m_screen.line(0, "home " + m_planned.home + ", dialect " + std::string(config.dialect->name));
            if (const auto day = m_place.world->day())
                m_screen.line(0, "the clock stands at " + world::formatDay(*day));
        }
        m_screen.blank();
        if (m_planned.scenario.sessions.size() > 1)
            m_screen.line(0, "session " + text::printable(dialog.session), Colour::Strong);
    }

    Screen& m_screen;
    const scenario::RunPlace& m_place;
    const PlannedCase& m_planned;
    TraceFile* m_trace;
    std::optional<StepPrinter> m_printer; ///< of the session that runs
    scenario::CaseRun m_run;
    int m_endedBy = 0;
};

/// One case, whose steps are printed. It runs in the home itself, unless it has control files of its own.
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
    auto world = makeWorld(home->path(), options.world);
    if (!world)
        return complain(world.error());
    // The home itself is read, which a private one is like: what is told of the session names it.
    const scenario::RunPlace place{home->path(), options.dialect, std::move(*world), options.trace};
    Screen screen(std::cout, wantsColour());
    StepByStep steps(screen, place, planned, trace);
    const int endedBy = steps.run();
    const int status = endedBy == 0 ? steps.judge() : notRun;
    const auto concluded = concludeWorld(screen, *place.world, options.world.keep && endedBy == 0);
    screen.flush();
    if (!concluded)
        return complain(concluded.error());
    return endedBy == 0 ? status : -endedBy;
}

int runAll(std::vector<PlannedCase> cases, const RunOptions& options, std::size_t jobs, ReportFormat format,
           TraceFile* trace)
{
    if (options.world.keep)
        return complain(Error{Fault::Configuration, "--keep is for one scenario whose steps are printed"});
    const auto report = makeReport(format, std::cout, wantsColour());
    const SuiteResult result = runSuite(std::move(cases), options, jobs, *report, trace);
    std::cout.flush();
    if (result.endedBy != 0)
        return -result.endedBy;
    return result.notRun ? notRun : result.failed ? failed : passed;
}

/// @return the exit status; a negative one is the signal that has ended it
int run(const RunOptions& options, std::size_t jobs, std::optional<ReportFormat> format)
{
    std::optional<TraceFile> trace;
    if (!options.record.empty()) {
        auto file = TraceFile::create(options.record);
        if (!file)
            return complain(file.error());
        trace = std::move(*file);
    }
    TraceFile* const into = trace ? &*trace : nullptr;
    auto cases = planCases(options);
    const int status = cases.size() == 1 && !format
                           ? runOne(cases.front(), options, into)
                           : runAll(std::move(cases), options, jobs, format.value_or(ReportFormat::Text), into);
    const auto written = trace ? trace->close() : Result<void>();
    return written || status < 0 ? status : complain(written.error());
}

struct Asked
{
    RunOptions options;
    std::size_t jobs = 1;
    std::optional<ReportFormat> format;
};

} // namespace

void addRunCommand(CLI::App& spp, int& status)
{
    auto asked = std::make_shared<Asked>();
    RunOptions& options = asked->options;
    auto* run = spp.add_subcommand("run", "play scenarios; of a single one every step is printed");
    run->add_option("scenario", options.files, "*.spp files")->required();
    run->add_option("--home", options.home,
                    "the qmail home directory (default: as the scenario says, or the folder above it with control/)");
    run->add_option("--message", options.message, "a file that is sent in place of each message of the scenario");
    run->add_option("--dialect", options.dialect, "which program to answer like, where the scenario names none")
        ->capture_default_str();
    run->add_flag("--trace", options.trace, "print each line of a shell plugin as it runs");
    run->add_option("--record", options.record, "write all that happens into a file, a trace, for spp show");
    run->add_option("--jobs,-j", asked->jobs, "so many at a time, each in a copy of the home")
        ->check(CLI::Range(1, 256))
        ->capture_default_str();
    run->add_option("--format", asked->format, "results only, as text, tap, junit or json")
        ->transform(CLI::CheckedTransformer(std::map<std::string, ReportFormat>{{"text", ReportFormat::Text},
                                                                                {"tap", ReportFormat::Tap},
                                                                                {"junit", ReportFormat::JUnit},
                                                                                {"json", ReportFormat::Json}}));
    addWorldOptions(*run, options.world);
    run->callback([asked, &status] {
        status = cli::run(asked->options, asked->jobs, asked->format);
        // No plugin and no private home is left: now the signal may do what it is there for.
        if (status < 0)
            std::raise(-status);
    });
}

} // namespace spp::cli
