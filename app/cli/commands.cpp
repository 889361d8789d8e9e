// SPDX-License-Identifier: MIT
#include "app/cli/commands.h"

#include "app/cli/check/check.h"
#include "app/cli/deploy/deploy.h"
#include "app/cli/env/env.h"
#include "app/cli/exchange/export.h"
#include "app/cli/exchange/import.h"
#include "app/cli/explain/explain.h"
#include "app/cli/fuzz/fuzz.h"
#include "app/cli/new/new.h"
#include "app/cli/plugins/plugins.h"
#include "app/cli/run/run.h"
#include "app/cli/show/show.h"
#include "app/cli/step/step.h"
#include "app/cli/version.h"

#include <CLI/CLI.hpp>

#include <string>

namespace spp::cli
{

void addCommands(CLI::App& spp, int& status)
{
    spp.set_version_flag("--version", std::string(programVersion()));
    spp.require_subcommand(1);
    addRunCommand(spp, status);
    addStepCommand(spp, status);
    addShowCommand(spp, status);
    addEnvCommand(spp, status);
    addFuzzCommand(spp, status);
    addCheckCommand(spp, status);
    addDeployCommand(spp, status);
    addPluginsCommand(spp, status);
    addNewCommand(spp, status);
    addImportCommand(spp, status);
    addExportCommand(spp, status);
    addExplainCommand(spp, status);
}

} // namespace spp::cli
