// SPDX-License-Identifier: MIT
#include "app/cli/exchange/export.h"

#include "app/cli/complaint.h"
#include "app/cli/exchange/bundle.h"
#include "core/base/text.h"
#include "core/scenario/exchange/swaks_export.h"
#include "core/scenario/run_dialog.h"

#include <CLI/CLI.hpp>

#include <csignal>
#include <iostream>
#include <memory>
#include <set>
#include <string>

namespace spp::cli
{

namespace
{

struct ExportOptions
{
    std::string scenario;
    std::string server = "mx.example.org:25";
    std::string output;
    RunOptions run;
};

int exportSwaksCommands(const ExportOptions& options)
{
    const auto scenario = scenario::readScenario(options.scenario);
    if (!scenario)
        return complainOf(scenario.error().message);
    const std::string folder = options.scenario.substr(0, options.scenario.rfind('/') + 1);
    std::set<std::string> remarked;
    for (const auto& each : scenario->cases) {
        if (!each.row.empty())
            std::cout << "# " << text::printable(each.row) << "\n";
        for (const auto& session : each.sessions) {
            if (!session.session.empty())
                std::cout << "# " << text::printable(session.session) << "\n";
            const auto commands = exportSwaks(session, options.server, folder);
            for (const auto& line : commands.lines)
                std::cout << line << "\n";
            for (const auto& remark : commands.remarks)
                if (remarked.insert(remark).second)
                    std::cerr << "spp: " << remark << "\n";
        }
    }
    std::cout.flush();
    return std::cout ? 0 : complainOf("the commands can't be written to standard output");
}

} // namespace

void addExportCommand(CLI::App& spp, int& status)
{
    auto options = std::make_shared<ExportOptions>();
    auto* command = spp.add_subcommand("export", "give a scenario to another program, or to somebody else");
    command->require_subcommand(1);

    auto* swaks = command->add_subcommand("swaks", "as command lines of swaks, to be pasted into a shell");
    swaks->add_option("scenario", options->scenario, "a *.spp file")->required()->type_name("SCENARIO");
    swaks->add_option("--server", options->server, "that swaks is to talk to")
        ->capture_default_str()
        ->type_name("HOST:PORT");
    swaks->callback([options, &status] { status = exportSwaksCommands(*options); });

    auto* bundle = command->add_subcommand(
        "bundle", "an archive for a report: home without secrets, scenario, trace of its run, versions");
    bundle->add_option("scenario", options->scenario, "a *.spp file")->required()->type_name("SCENARIO");
    bundle->add_option("--output,-o", options->output, "the archive, which is made: *.tar.gz, or *.tar")
        ->required()
        ->type_name("FILE");
    bundle
        ->add_option("--home", options->run.home,
                     "the qmail home directory (default: as the scenario says, or the folder above it with control/)")
        ->type_name("DIR");
    bundle->add_option("--dialect", options->run.dialect, "which program to answer like, where the scenario names none")
        ->capture_default_str()
        ->type_name("DIALECT");
    addPlaceOptions(*bundle, options->run.world);
    bundle->callback([options, &status] {
        status = exportBundle(options->run, options->scenario, options->output);
        if (status < 0) // no plugin is left: now the signal may do what it is there for
            std::raise(-status);
    });
}

} // namespace spp::cli
