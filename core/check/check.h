// SPDX-License-Identifier: MIT
/// Finds what a machine can find wrong in a home's smtpplugins, plugins and control files without running anything: the one engine
/// behind the workbench's Problems and `spp check`. What the interpreters say of a script is syntax_report.h's. Reads files only through
/// the view it is given; holds nothing between two calls; safe on any thread if the view is.
#pragma once

#include "core/check/finding.h"
#include "core/check/home_view.h"
#include "core/session/dialect.h"

#include <string>
#include <string_view>
#include <vector>

namespace spp::check
{

struct Subject
{
    const HomeView& view;
    const session::Dialect& dialect;
    std::string smtpPluginsPath = "control/smtpplugins";
};

/// Sorted, see sortFindings().
std::vector<Finding> checkHome(const Subject& subject);

/// Files of the home that smtpplugins runs, each once, in its order: what checkHome() has looked into.
std::vector<std::string> pluginFiles(const Subject& subject);

} // namespace spp::check
