// SPDX-License-Identifier: MIT
/// spp: the workbench's work from a shell and in CI.
#include "app/cli/commands.h"
#include "app/cli/completion/completion.h"
#include "core/runtime/guardian.h"
#include "core/runtime/process.h"

#include <CLI/CLI.hpp>

#include <exception>
#include <iostream>
#include <string_view>

int main(int argc, char** argv)
{
    using namespace spp;
    int status = 0;
    CLI::App app("Simulates SMTP sessions with qmail-spp plugins", "spp");
    cli::addCommands(app, status);
    try {
        if (argc > 1 && argv[1] == std::string_view("complete"))
            return cli::printCompletions(app, {argv + 2, argv + argc});
        runtime::prepareSignals();
        // Without a guardian plugins may outlive this program if it is killed; that is no reason not to work.
        (void)runtime::startGuardian();
        app.parse(argc, argv);
        return status;
    } catch (const CLI::ParseError& error) {
        return app.exit(error) == 0 ? 0 : 2;
    } catch (const std::exception& thrown) {
        std::cerr << "spp: internal error: " << thrown.what() << std::endl;
        return 2;
    }
}
