// SPDX-License-Identifier: MIT
/// Makes plugins, homes and scenarios from the templates. Blocking, for as long as a build may take; thread-safe.
#pragma once

#include "core/base/error.h"
#include "core/library/plugin_template.h"
#include "core/runtime/run_build.h"

#include <functional>
#include <string>
#include <vector>

namespace spp::runtime
{

struct NewPlugin
{
    std::string program;              ///< what smtpplugins names: "plugins/NAME"
    std::string source;               ///< relative to the home; the program itself if nothing is built
    std::vector<std::string> dialogs; ///< relative to the home; the first is the one to begin with
    BuildRun build;
};

/// Writes source and dialogs, and builds what is to be built; a build that fails is no failure of this, and told. The dialogs' mail is for the
/// first domain of the home's rcpthosts. Nothing is overwritten; on failure nothing is left.
/// @param resources see resources.h
/// @param plan its domain is not looked at
Result<NewPlugin> makePlugin(const std::string& resources, const std::string& home, library::PluginPlan plan,
                             const std::function<bool()>& isWanted = nullptr);

struct HomePlan
{
    std::string folder; ///< that is made; if it is there, it must be empty
    std::string host;   ///< the server's name
    std::string domain; ///< that it takes mail for
};

/// Control files, and a plugin with its dialog to begin with. @return the dialog's path, relative to the home
Result<std::string> makeHome(const std::string& resources, const HomePlan& plan);

/// A scenario to begin with: a message to the first domain of the home's rcpthosts. Nothing is overwritten.
/// @param file its path
/// @param home empty: the nearest folder above the file that has control/, or else nobody's
Result<void> makeScenario(const std::string& resources, const std::string& file, const std::string& home);

} // namespace spp::runtime
