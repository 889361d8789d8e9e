// SPDX-License-Identifier: MIT
#include "app/cli/env/env.h"

#include "app/cli/complaint.h"
#include "app/cli/env/plugin_runs.h"
#include "app/cli/play.h"
#include "app/cli/trace_view.h"
#include "core/base/text.h"
#include "core/trace/shell_command.h"

#include <CLI/CLI.hpp>

#include <algorithm>
#include <csignal>
#include <iostream>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <vector>

namespace spp::cli
{

namespace
{

struct EnvOptions
{
    std::string file;
    std::optional<std::size_t> at;
    std::string plugin;
    bool shell = false;
    RunOptions run;
};

/// "line 13 (EHLO mail.example.net)"; "the connection"
std::string placeOf(const FoundRun& run, std::string_view unit)
{
    if (run.said.empty())
        return "the connection";
    return std::string(unit) + " " + std::to_string(run.number) + " (" + run.said + ")";
}

std::string numbersOf(const std::vector<FoundRun>& runs, std::size_t without)
{
    std::set<std::size_t> numbers;
    for (const auto& run : runs)
        if (run.number != without)
            numbers.insert(run.number);
    std::string words;
    for (const auto number : numbers)
        words += (words.empty() ? "" : ", ") + std::to_string(number);
    return words;
}

std::string whyNone(const FoundRuns& all, const EnvOptions& options)
{
    if (all.runs.empty())
        return "no plugin ran";
    if (const auto others = runsOf(all.runs, options.plugin); !others.empty())
        return (options.plugin.empty() ? "no plugin ran" : text::printable(options.plugin) + " did not run") +
               " there; try --at " + numbersOf(others, static_cast<std::size_t>(-1));
    std::set<std::string> names;
    for (const auto& run : all.runs)
        names.insert(run.name);
    std::string words;
    for (const auto& name : names)
        words += (words.empty() ? "" : ", ") + name;
    return text::printable(options.plugin) + " never ran; these did: " + words;
}

void printEnvironment(const plugin::Call& call)
{
    std::vector<std::string> entries = call.environment.entries();
    std::ranges::sort(entries);
    for (const auto& entry : entries)
        std::cout << text::printable(entry) << "\n";
}

void printShellCommand(const plugin::Call& call)
{
    const auto command = trace::formatShellCommand(call);
    std::cout << command.line << "\n";
    for (const auto& entry : command.leftOut)
        std::cerr << "spp: no shell can set this: " << text::printable(entry) << "\n";
}

int print(const FoundRuns& all, const EnvOptions& options)
{
    const auto there = runsOf(options.at ? runsAt(all, *options.at) : all.runs, options.plugin);
    if (there.empty())
        return complainOf(text::printable(options.file) + ": " + whyNone(all, options));
    const FoundRun& run = there.front();
    std::cerr << run.name << ", " << run.call.place << ", at " << placeOf(run, all.unit);
    if (const auto others =
            numbersOf(runsOf(all.runs, options.plugin.empty() ? run.call.line : options.plugin), run.number);
        !others.empty())
        std::cerr << "; also --at " << others;
    std::cerr << std::endl;
    if (options.shell)
        printShellCommand(run.call);
    else
        printEnvironment(run.call);
    std::cout.flush();
    return std::cout ? 0 : complainOf("the environment can't be written to standard output");
}

int ofTrace(const EnvOptions& options)
{
    const auto sessions = readTrace(options.file);
    return sessions ? print(runsIn(*sessions), options) : complainOf(sessions.error().message);
}

/// @return the exit status; a negative one is the signal that has ended it
int ofScenario(EnvOptions options)
{
    options.run.files = {options.file};
    const auto cases = planCases(options.run);
    const PlannedCase& first = cases.front();
    if (cases.size() > 1)
        std::cerr << "the table's first row: " << first.title << "\n";
    const auto played = play(first, options.run);
    if (!played)
        return complainOf(played.error().message);
    if (played->endedBy != 0)
        return -played->endedBy;
    FoundRuns found = runsIn(first.scenario, played->run);
    for (FoundRun& run : found.runs)
        if (run.call.directory == played->copy)
            run.call.directory = first.home;
    return print(found, options);
}

} // namespace

void addEnvCommand(CLI::App& spp, int& status)
{
    auto options = std::make_shared<EnvOptions>();
    auto* env = spp.add_subcommand("env", "run a scenario, or read a trace, and print a plugin's environment in it");
    env->add_option("file", options->file, "a *.spp scenario, or a *.spptrace trace")
        ->required()
        ->type_name("SCENARIO|TRACE");
    env->add_option("--plugin", options->plugin,
                    "its line in smtpplugins, or its file (default: the first that ran); of its runs the first")
        ->type_name("PLUGIN");
    env->add_option("--at", options->at,
                    "where: a line of the scenario, or the step that spp show numbers; 0 is the connection")
        ->type_name("NUMBER");
    env->add_flag("--shell", options->shell, "as a command line that runs the plugin again in a shell");
    env->add_option("--home", options->run.home,
                    "the qmail home directory (default: as the scenario says, or the folder above it with control/)")
        ->type_name("DIR");
    env->add_option("--dialect", options->run.dialect, "which program to answer like, where the scenario names none")
        ->capture_default_str()
        ->type_name("DIALECT");
    addPlaceOptions(*env, options->run.world);
    env->callback([options, &status] {
        status = isTrace(options->file) ? ofTrace(*options) : ofScenario(*options);
        if (status < 0) // no plugin is left: now the signal may do what it is there for
            std::raise(-status);
    });
}

} // namespace spp::cli
