// SPDX-License-Identifier: MIT
#include "app/cli/run/run.h"

#include "app/cli/coverage/coverage_files.h"
#include "app/cli/coverage/coverage_options.h"
#include "app/cli/coverage/coverage_table.h"
#include "app/cli/run/excerpt.h"
#include "app/cli/run/planned_case.h"
#include "app/cli/run/report.h"
#include "app/cli/run/suite.h"
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
    StepByStep(Screen& screen, const scenario::RunPlace& place, const PlannedCase& planned)
        : m_screen(screen), m_place(place), m_planned(planned)
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
    std::optional<StepPrinter> m_printer; ///< of the session that runs
    scenario::CaseRun m_run;
    int m_endedBy = 0;
};

/// One case, whose steps are printed. It runs in the home itself, unless it has control files of its own.
int runOne(const PlannedCase& planned, const RunOptions& options)
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
    StepByStep steps(screen, place, planned);
    const int endedBy = steps.run();
    const int status = endedBy == 0 ? steps.judge() : notRun;
    const auto concluded = concludeWorld(screen, *place.world, options.world.keep && endedBy == 0);
    screen.flush();
    if (!concluded)
        return complain(concluded.error());
    return endedBy == 0 ? status : -endedBy;
}

/// @return it is as it was asked to be
Result<bool> reportCoverage(const CoverageCollector& collector, const CoverageOptions& options, ReportFormat format)
{
    const auto homes = collector.homes();
    // What programs read is not mixed with anything.
    const bool isMixed = format == ReportFormat::Text;
    Screen screen(isMixed ? std::cout : std::cerr, isMixed && wantsColour());
    printCoverage(screen, homes);
    for (const std::string& file : options.files)
        if (auto written = writeCoverage(file, homes); !written)
            return tl::unexpected<Error>(written.error());
    return !options.full || sumOf(homes).isFull;
}

int runAll(std::vector<PlannedCase> cases, const RunOptions& options, const CoverageOptions& coverage, std::size_t jobs,
           ReportFormat format)
{
    if (options.world.keep)
        return complain(Error{Fault::Configuration, "--keep is for one scenario whose steps are printed"});
    const auto report = makeReport(format, std::cout, wantsColour());
    CoverageCollector collector;
    const SuiteResult result =
        runSuite(std::move(cases), options, jobs, *report, coverage.isWanted() ? &collector : nullptr);
    std::cout.flush();
    if (result.endedBy != 0)
        return -result.endedBy;
    const auto covered = coverage.isWanted() ? reportCoverage(collector, coverage, format) : Result<bool>(true);
    if (!covered)
        return complain(covered.error());
    return result.notRun ? notRun : result.failed || !*covered ? failed : passed;
}

/// @return the exit status; a negative one is the signal that has ended it
int run(const RunOptions& options, const CoverageOptions& coverage, std::size_t jobs,
        std::optional<ReportFormat> format)
{
    auto cases = planCases(options);
    return cases.size() == 1 && !format && !coverage.isWanted()
               ? runOne(cases.front(), options)
               : runAll(std::move(cases), options, coverage, jobs, format.value_or(ReportFormat::Text));
}

struct Asked
{
    RunOptions options;
    CoverageOptions coverage;
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
    run->add_option("--jobs,-j", asked->jobs, "so many at a time, each in a copy of the home")
        ->check(CLI::Range(1, 256))
        ->capture_default_str();
    run->add_option("--format", asked->format, "results only, as text, tap, junit or json")
        ->transform(CLI::CheckedTransformer(std::map<std::string, ReportFormat>{{"text", ReportFormat::Text},
                                                                                {"tap", ReportFormat::Tap},
                                                                                {"junit", ReportFormat::JUnit},
                                                                                {"json", ReportFormat::Json}}));
    addCoverageOptions(*run, asked->coverage);
    addWorldOptions(*run, options.world);
    run->callback([asked, &status] {
        status = cli::run(asked->options, asked->coverage, asked->jobs, asked->format);
        // No plugin and no private home is left: now the signal may do what it is there for.
        if (status < 0)
            std::raise(-status);
    });
}

} // namespace spp::cli
