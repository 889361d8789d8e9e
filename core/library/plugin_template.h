// SPDX-License-Identifier: MIT
/// New plugins and homes from the texts of resources/templates, whose README.md tells their form. Pure.
#pragma once

#include "core/base/error.h"
#include "core/control/smtpplugins.h"

#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace spp::library
{

/// A language that there is a template for.
struct TemplateLanguage
{
    std::string_view name;    ///< for people
    std::string_view folder;  ///< below templates
    std::string_view suffix;  ///< of the source's name; empty: the source is the program
    std::string_view program; ///< what runs or builds it
};

/// The simplest first.
std::span<const TemplateLanguage> templateLanguages();

struct PluginPlan
{
    std::string name;
    TemplateLanguage language;
    control::Section section = control::Section::Rcpt;
    std::string domain; ///< that the home takes mail for
};

/// Letters, digits, dots, dashes, underscores; no other begins a command line or needs quotes.
Result<void> checkPluginName(std::string_view name);
/// A host's or domain's name, as a template can take it.
bool isDomain(std::string_view name);

/// The first domain of rcpthosts' bytes that stands for itself; "example.org" if there is none.
std::string firstDomain(std::string_view rcptHosts);

/// Relative to the home: "plugins/NAME", which smtpplugins names; and the source, which is the same if nothing is built.
std::string programPath(const PluginPlan& plan);
std::string sourcePath(const PluginPlan& plan);

/// A dialog that exercises the plugin: where its template is, below templates, and where it goes, below the home. The first is the one to
/// begin with.
struct DialogPaths
{
    std::string from;
    std::string to;
};
std::vector<DialogPaths> dialogPaths(const PluginPlan& plan);

/// A template's text for this plugin.
std::string fillTemplate(std::string_view text, const PluginPlan& plan);
/// The same for a control file of a new home.
std::string fillTemplate(std::string_view text, std::string_view host, std::string_view domain);
/// The same for a scenario. @param home as the scenario names it; empty: it is found without that
std::string fillScenario(std::string_view text, std::string_view home, std::string_view domain);

} // namespace spp::library
