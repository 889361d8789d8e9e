// SPDX-License-Identifier: MIT
#include "app/cli/new/new.h"

#include "app/cli/choice.h"
#include "app/cli/complaint.h"
#include "app/cli/home.h"
#include "app/cli/screen.h"
#include "core/base/text.h"
#include "core/check/section_guide.h"
#include "core/runtime/enter_plugin.h"
#include "core/runtime/new_plugin.h"
#include "core/runtime/resources.h"

#include <CLI/CLI.hpp>

#include <functional>
#include <iostream>
#include <memory>
#include <string>
#include <utility>
#include <vector>

namespace spp::cli
{

namespace
{

struct NewOptions
{
    std::string name; ///< of the plugin; or the path of what is made
    std::string home;
    library::TemplateLanguage language = library::templateLanguages().front();
    control::Section section = control::Section::Rcpt;
    std::string host = "mail.example.org";
    std::string domain = "example.org";
};

constexpr int made = 0;
constexpr int notBuilt = 1;

void printBuild(Screen& screen, const runtime::BuildRun& build)
{
    screen.line(0, "It could not be built by “" + text::printable(build.command) + "”:", Colour::Refuse);
    for (const auto& finding : build.findings)
        screen.line(3, text::printable(formatPlace(finding)) + ": " + finding.sentence);
}

int makePlugin(Screen& screen, const std::string& resources, const NewOptions& options)
{
    const auto home = homeAround(options.home.empty() ? "." : options.home);
    if (!home)
        return complainOf(home.error().message);
    const auto plugin = runtime::makePlugin(resources, *home, {options.name, options.language, options.section, {}});
    if (!plugin)
        return complainOf(plugin.error().message);
    const std::string shown = text::printable(*home) + "/";
    screen.line(
        0,
        shown + plugin->source + ": " +
            (plugin->source == plugin->program ? "the plugin" : "its source; " + plugin->program + " is built of it"),
        Colour::Accept);
    for (const auto& dialog : plugin->dialogs)
        screen.line(0, shown + dialog + ": a scenario that it refuses and accepts something in");
    if (const auto entered = runtime::enterPlugin(*home, options.section, plugin->program); !entered)
        return complainOf(entered.error().message + "; enter " + plugin->program + " there yourself");
    screen.line(0, shown + "control/smtpplugins: " + plugin->program + " is entered, last in [" +
                       std::string(formatSection(options.section)) + "]");
    screen.blank();
    if (plugin->build.isSource && !plugin->build.succeeded) {
        printBuild(screen, plugin->build);
        return notBuilt;
    }
    screen.line(0, "Try it: spp run " + shown + plugin->dialogs.front(), Colour::Muted);
    return made;
}

int makeHome(Screen& screen, const std::string& resources, const NewOptions& options)
{
    const auto dialog = runtime::makeHome(resources, {options.name, options.host, options.domain});
    if (!dialog)
        return complainOf(dialog.error().message);
    const std::string shown = text::printable(options.name) + "/";
    screen.line(
        0,
        shown + ": a home for " + options.host + ", which takes mail for " + options.domain + ", with a first plugin",
        Colour::Accept);
    screen.blank();
    screen.line(0, "Try it: spp run " + shown + *dialog, Colour::Muted);
    return made;
}

int makeScenario(Screen& screen, const std::string& resources, const NewOptions& options)
{
    std::string home;
    if (!options.home.empty()) {
        const auto around = homeAround(options.home);
        if (!around)
            return complainOf(around.error().message);
        home = *around;
    }
    if (const auto written = runtime::makeScenario(resources, options.name, home); !written)
        return complainOf(written.error().message);
    screen.line(0, text::printable(options.name) + ": a scenario to begin with", Colour::Accept);
    screen.blank();
    screen.line(0, "Try it: spp run " + text::printable(options.name), Colour::Muted);
    return made;
}

using Make = int (*)(Screen&, const std::string&, const NewOptions&);

int withResources(const NewOptions& options, Make make)
{
    const auto resources = runtime::findResources();
    if (!resources)
        return complainOf(resources.error().message);
    Screen screen(std::cout, wantsColour());
    const int status = make(screen, *resources, options);
    screen.flush();
    return status;
}

void addPluginOptions(CLI::App& plugin, NewOptions& options)
{
    std::vector<std::pair<std::string, library::TemplateLanguage>> languages;
    for (const auto& language : library::templateLanguages())
        languages.emplace_back(language.folder, language);
    std::vector<std::pair<std::string, control::Section>> sections;
    for (std::size_t each = 0; each < control::sectionCount; ++each)
        sections.emplace_back(formatSection(static_cast<control::Section>(each)), static_cast<control::Section>(each));
    plugin.add_option("name", options.name, "of the plugin: letters, digits, dots, dashes and underscores")
        ->required()
        ->type_name("NAME");
    addChoice(plugin, "--language", options.language, languages, "that it is written in (default: sh)");
    addChoice(plugin, "--section", options.section, sections, "where it runs (default: rcpt)");
    plugin.add_option("--home", options.home, "the qmail home directory, or a folder in it (default: .)")
        ->type_name("DIR");
}

} // namespace

void addNewCommand(CLI::App& spp, int& status)
{
    auto options = std::make_shared<NewOptions>();
    auto* command = spp.add_subcommand("new", "make a plugin, a home or a scenario to begin with");
    command->require_subcommand(1);
    const auto add = [&](const char* name, const char* about, Make make) {
        auto* what = command->add_subcommand(name, about);
        what->callback([options, make, &status] { status = withResources(*options, make); });
        return what;
    };

    addPluginOptions(*add("plugin", "a plugin from a template, with a scenario, entered into smtpplugins", makePlugin),
                     *options);

    auto* home = add("home", "a home with control files, and a plugin to begin with", makeHome);
    home->add_option("folder", options->name, "that is made; if it is there, it must be empty")
        ->required()
        ->type_name("DIR");
    home->add_option("--host", options->host, "the server's name")->capture_default_str()->type_name("HOST");
    home->add_option("--domain", options->domain, "that it takes mail for")->capture_default_str()->type_name("DOMAIN");

    auto* scenario = add("scenario", "a scenario that sends a message", makeScenario);
    scenario->add_option("file", options->name, "that is made: *.spp")->required()->type_name("FILE");
    scenario
        ->add_option("--home", options->home, "the home that it is for (default: the folder above it with control/)")
        ->type_name("DIR");
}

} // namespace spp::cli
