// SPDX-License-Identifier: MIT
/// spp: the workbench's work from a shell and in CI.
#include "app/cli/check/check.h"
#include "app/cli/run.h"
#include "app/cli/step/step.h"
#include "core/runtime/guardian.h"
#include "core/runtime/process.h"

#include <CLI/CLI.hpp>

#include <exception>
#include <iostream>
#include <map>
#include <string>

namespace
{

void addWorldOptions(CLI::App& command, spp::cli::WorldOptions& options)
{
    auto* privateHome = command.add_flag("--private-home", options.privateHome,
                                         "plugins see a copy of the home at /var/qmail, and can write nowhere else "
                                         "(needs bubblewrap)");
    auto* network = command.add_flag("--network", options.network, "they have the network there")->needs(privateHome);
    command.add_flag("--keep", options.keep, "take over what they changed into the home")->needs(privateHome);
    command.add_option(
        "--clock", options.clock,
        "the time that it is for plugins, and stays: 2026-03-01, \"2026-03-01 12:30\" … (needs datefudge)");
    command.add_option("--dns", options.dns, "a file with the answers to plugins' DNS look-ups (needs unbound)")
        ->needs(privateHome)
        ->excludes(network);
}

} // namespace

int main(int argc, char** argv)
{
    using namespace spp;
    runtime::prepareSignals();
    // Without a guardian plugins may outlive this program if it is killed; that is no reason not to work.
    (void)runtime::startGuardian();

    cli::RunOptions runOptions;
    cli::StepOptions stepOptions;
    cli::CheckOptions checkOptions;
    CLI::App app("Simulates SMTP sessions with qmail-spp plugins", "spp");
    app.set_version_flag("--version", "spp " SPP_VERSION);
    app.require_subcommand(1);
    auto* run = app.add_subcommand("run", "play a dialog and print every step: client line, plugins, reply");
    run->add_option("dialog", runOptions.dialog, "a *.spp file")->required();
    run->add_option("--home", runOptions.home,
                    "the qmail home directory (default: as the dialog says, or the folder above it with control/)");
    run->add_option("--dialect", runOptions.dialect, "which program to answer like, where the dialog names none")
        ->capture_default_str();
    addWorldOptions(*run, runOptions.world);
    auto* step = app.add_subcommand("step", "go through a session step by step: look, change, go back, try again");
    step->add_option("dialog", stepOptions.dialog, "a *.spp file (default: you type what the client says)");
    step->add_option("--home", stepOptions.home,
                     "the qmail home directory (default: as the dialog says, or the folder above it with control/)");
    step->add_option("--dialect", stepOptions.dialect, "which program to answer like, where the dialog names none")
        ->capture_default_str();
    addWorldOptions(*step, stepOptions.world);
    auto* check = app.add_subcommand("check", "find what is wrong in a home, its plugins and control files");
    check->add_option("home", checkOptions.home, "the qmail home directory, or a folder in it")->capture_default_str();
    check->add_option("--dialect", checkOptions.dialect, "the server that it is for")->capture_default_str();
    check->add_option("--format", checkOptions.format, "text, json, or sarif for code hosts")
        ->transform(CLI::CheckedTransformer(std::map<std::string, cli::CheckFormat>{
            {"text", cli::CheckFormat::Text}, {"json", cli::CheckFormat::Json}, {"sarif", cli::CheckFormat::Sarif}}));
    check->add_flag("--strict", checkOptions.strict, "warnings fail, too");
    try {
        app.parse(argc, argv);
    } catch (const CLI::ParseError& error) {
        return app.exit(error) == 0 ? 0 : 2;
    }
    try {
        if (check->parsed())
            return cli::check(checkOptions);
        return step->parsed() ? cli::step(stepOptions) : cli::run(runOptions);
    } catch (const std::exception& thrown) {
        std::cerr << "spp: internal error: " << thrown.what() << std::endl;
        return 2;
    }
}
