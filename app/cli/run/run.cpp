// SPDX-License-Identifier: MIT
#include "app/cli/run/run.h"

#include "app/cli/choice.h"
#include "app/cli/coverage/coverage_report.h"
#include "app/cli/run/one_case.h"
#include "app/cli/run/planned_case.h"
#include "app/cli/run/report.h"
#include "app/cli/run/status.h"
#include "app/cli/run/suite.h"
#include "app/cli/run/trace_recording.h"
#include "app/cli/run/update.h"
#include "app/cli/run/watch.h"
#include "app/cli/screen.h"
#include "core/scenario/remote_case.h"

#include <CLI/CLI.hpp>

#include <csignal>
#include <iostream>
#include <memory>
#include <optional>
#include <string>
#include <utility>

namespace spp::cli
{

namespace
{

struct Asked
{
    RunOptions options;
    CoverageOptions coverage;
    std::size_t jobs = 1;
    std::optional<ReportFormat> format;
    bool update = false;
    bool watch = false;
    std::string against; ///< HOST:PORT
};

/// Of what is expected, a server elsewhere shows its replies.
void tellWhatIsUnseen(const std::vector<PlannedCase>& cases)
{
    std::size_t unseen = 0;
    for (const PlannedCase& each : cases)
        unseen += scenario::countUnseen(each.scenario);
    if (unseen > 0)
        std::cerr << "spp: " << counted(unseen, "expectation")
                  << " of plugins, environment or queue can't be seen from outside: replies alone are compared"
                  << std::endl;
}

int runAll(std::vector<PlannedCase> cases, const Asked& asked, TraceFile* trace)
{
    if (asked.options.world.keep)
        return complain(Error{Fault::Configuration, "--keep is for one scenario whose steps are printed"});
    Update update(std::cout, wantsColour());
    const auto report = makeReport(asked.format.value_or(ReportFormat::Text), std::cout, wantsColour());
    CoverageCollector collector;
    const SuiteResult result = runSuite(std::move(cases), asked.options, asked.jobs, asked.update ? update : *report,
                                        trace, asked.coverage.isWanted() ? &collector : nullptr);
    std::cout.flush();
    if (result.endedBy != 0)
        return -result.endedBy;
    const bool isAlone = asked.format.value_or(ReportFormat::Text) != ReportFormat::Text;
    const auto covered =
        asked.coverage.isWanted() ? reportCoverage(collector, asked.coverage, isAlone) : Result<bool>(true);
    if (!covered)
        return complain(covered.error());
    if (result.notRun)
        return statusNotRun;
    const bool hasFailed = asked.update ? !update.hasAcceptedAll() : result.failed;
    return hasFailed || !*covered ? statusFailed : statusPassed;
}

/// @return the exit status; a negative one is the signal that has ended it
int run(Asked asked)
{
    if (!asked.against.empty()) {
        auto server = runtime::parseServerAddress(asked.against);
        if (!server)
            return complain(server.error().at("--against"));
        asked.options.against = std::move(*server);
    }
    if (asked.watch)
        return watch(asked.options,
                     [&](std::vector<PlannedCase> cases) { return runAll(std::move(cases), asked, nullptr); });
    auto cases = planCases(asked.options);
    if (asked.options.against)
        tellWhatIsUnseen(cases);
    const bool printsSteps =
        cases.size() == 1 && !asked.format && !asked.update && !asked.coverage.isWanted() && !asked.options.against;
    return withTraceFile(asked.options.record, [&](TraceFile* trace) {
        return printsSteps ? runOne(cases.front(), asked.options, trace) : runAll(std::move(cases), asked, trace);
    });
}

} // namespace

void addRunCommand(CLI::App& spp, int& status)
{
    auto asked = std::make_shared<Asked>();
    RunOptions& options = asked->options;
    auto* run = spp.add_subcommand("run", "play scenarios; of a single one every step is printed");
    run->add_option("scenario", options.files, "*.spp files")->required()->type_name("SCENARIO");
    run->add_option("--home", options.home,
                    "the qmail home directory (default: as the scenario says, or the folder above it with control/)")
        ->type_name("DIR");
    run->add_option("--message", options.message, "a file that is sent in place of each message of the scenario")
        ->type_name("FILE");
    run->add_option("--dialect", options.dialect, "which program to answer like, where the scenario names none")
        ->capture_default_str()
        ->type_name("DIALECT");
    run->add_flag("--trace", options.trace, "print each line of a shell plugin as it runs");
    run->add_option("--record", options.record, "write all that happens into a file, a trace, for spp show")
        ->type_name("TRACE");
    run->add_option("--jobs,-j", asked->jobs, "so many at a time, each in a copy of the home")
        ->check(CLI::Range(1, 256))
        ->capture_default_str()
        ->type_name("NUMBER");
    addChoice<ReportFormat>(*run, "--format", asked->format,
                            {{"text", ReportFormat::Text},
                             {"tap", ReportFormat::Tap},
                             {"junit", ReportFormat::JUnit},
                             {"json", ReportFormat::Json}},
                            "results only, in this form");
    run->add_flag(
           "--update", asked->update,
           "write what happened into the scenarios as what they expect; one that expects nothing gets all replies")
        ->excludes("--format");
    addCoverageOptions(*run, asked->coverage);
    addWorldOptions(*run, options.world);
    run->add_flag("--watch", asked->watch, "run them again whenever a scenario or something in the home has changed")
        ->excludes("--update")
        ->excludes("--keep")
        ->excludes("--record");
    auto* against = run->add_option("--against", asked->against,
                                    "a server elsewhere: it is told the same, and its replies compared")
                        ->type_name("HOST:PORT");
    for (const char* other : {"--home", "--dialect", "--trace", "--record", "--update", "--coverage", "--coverage-file",
                              "--full-coverage", "--private-home", "--clock"})
        against->excludes(run->get_option(other));
    run->callback([asked, &status] {
        status = cli::run(*asked);
        // No plugin and no private home is left: now the signal may do what it is there for.
        if (status < 0)
            std::raise(-status);
    });
}

} // namespace spp::cli
