// SPDX-License-Identifier: MIT
/// spp: the workbench's work from a shell and in CI.
#include "app/cli/check/check.h"
#include "app/cli/deploy/deploy.h"
#include "app/cli/explain/explain.h"
#include "app/cli/fuzz/fuzz.h"
#include "app/cli/plugins/plugins.h"
#include "app/cli/run/run.h"
#include "app/cli/show/show.h"
#include "app/cli/step/step.h"
#include "app/cli/version.h"
#include "core/runtime/guardian.h"
#include "core/runtime/process.h"

#include <CLI/CLI.hpp>

#include <exception>
#include <iostream>
#include <string>

int main(int argc, char** argv)
{
    using namespace spp;
    runtime::prepareSignals();
    // Without a guardian plugins may outlive this program if it is killed; that is no reason not to work.
    (void)runtime::startGuardian();

    int status = 0;
    CLI::App app("Simulates SMTP sessions with qmail-spp plugins", "spp");
    app.set_version_flag("--version", std::string(cli::programVersion()));
    app.require_subcommand(1);
    cli::addRunCommand(app, status);
    cli::addStepCommand(app, status);
    cli::addShowCommand(app, status);
    cli::addFuzzCommand(app, status);
    cli::addCheckCommand(app, status);
    cli::addDeployCommand(app, status);
    cli::addPluginsCommand(app, status);
    cli::addExplainCommand(app, status);
    try {
        app.parse(argc, argv);
        return status;
    } catch (const CLI::ParseError& error) {
        return app.exit(error) == 0 ? 0 : 2;
    } catch (const std::exception& thrown) {
        std::cerr << "spp: internal error: " << thrown.what() << std::endl;
        return 2;
    }
}
