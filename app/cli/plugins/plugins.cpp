// SPDX-License-Identifier: MIT
#include "app/cli/plugins/plugins.h"

#include "app/cli/choice.h"
#include "app/cli/home.h"
#include "app/cli/plugins/library_json.h"
#include "app/cli/screen.h"
#include "core/base/text.h"
#include "core/check/section_guide.h"
#include "core/runtime/plugin_library.h"
#include "core/runtime/resources.h"

#include <CLI/CLI.hpp>

#include <algorithm>
#include <functional>
#include <iostream>
#include <memory>
#include <string>
#include <vector>

namespace spp::cli
{

namespace
{

struct PluginsOptions
{
    bool json = false;
    std::string name;
    std::string home = ".";
    std::string section; ///< empty: the first that the plugin is for
};

using library::LibraryPlugin;

/// "[rcpt], [data]"
std::string sectionsOf(const LibraryPlugin& plugin)
{
    std::string list;
    for (const auto section : plugin.head.sections)
        list += (list.empty() ? "[" : ", [") + std::string(formatSection(section)) + "]";
    return list;
}

std::string needWords(const library::Need& need)
{
    return text::printable(formatNeed(need) + (need.meaning.empty() ? "" : ": " + need.meaning));
}

void printMissing(Screen& screen, int indent, const LibraryPlugin& plugin)
{
    for (const auto& need : plugin.missing)
        screen.line(indent, "not installed: " + needWords(need), Colour::Defer);
}

void printLibrary(Screen& screen, const std::vector<LibraryPlugin>& plugins)
{
    std::size_t nameWidth = 0;
    std::size_t sectionsWidth = 0;
    for (const auto& plugin : plugins) {
        nameWidth = std::max(nameWidth, plugin.head.name.size());
        sectionsWidth = std::max(sectionsWidth, sectionsOf(plugin).size());
    }
    for (const auto& plugin : plugins) {
        screen.line(0, padded(text::printable(plugin.head.name), nameWidth + 2) +
                           padded(sectionsOf(plugin), sectionsWidth + 2) + text::printable(plugin.head.summary));
        printMissing(screen, static_cast<int>(nameWidth) + 2, plugin);
    }
    screen.blank();
    screen.line(0, "“spp plugins show NAME” tells all of one, “spp plugins install NAME” copies it into a home.",
                Colour::Muted);
}

void printHead(Screen& screen, const LibraryPlugin& plugin)
{
    for (const auto line : text::lines(plugin.head.text))
        screen.line(0, text::printable(line));
    screen.blank();
    printMissing(screen, 0, plugin);
    screen.detail(0, "program", text::printable(plugin.program), Colour::Muted);
    for (const auto& example : plugin.examples)
        screen.detail(0, "example", text::printable(example), Colour::Muted);
}

/// What is left to do once it is installed.
void printInstalled(Screen& screen, const LibraryPlugin& plugin, const std::string& home, const std::string& line,
                    control::Section section)
{
    screen.line(0,
                text::printable(home + "/" + line) + ": installed, and entered last in [" +
                    std::string(formatSection(section)) + "] of control/smtpplugins",
                Colour::Accept);
    printMissing(screen, 0, plugin);
    if (const auto& settings = plugin.head.settings; !settings.empty()) {
        screen.line(0, "What can be set in smtpplugins, as in “:" +
                           text::printable(settings.front().name + "=" +
                                           (settings.front().value.empty() ? "…" : settings.front().value)) +
                           " exec " + line + "”:");
        std::size_t width = 0;
        for (const auto& setting : settings)
            width = std::max(width, setting.name.size() + setting.value.size() + 1);
        for (const auto& setting : settings)
            screen.line(3, padded(text::printable(setting.name + "=" + setting.value), width + 2) +
                               text::printable(setting.meaning));
    }
    for (const auto& example : plugin.examples)
        screen.line(0, "An example of a file that it reads: " + text::printable(example));
}

Result<void> install(Screen& screen, const LibraryPlugin& plugin, const PluginsOptions& options)
{
    auto section = plugin.head.sections.front();
    if (!options.section.empty()) {
        const auto named = check::findSection(options.section);
        if (!named)
            return fail(Fault::Configuration, "there is no section " + text::printable(options.section) +
                                                  "; there are connection, helo, mail, rcpt, pass, data, auth");
        section = *named;
    }
    const auto home = homeAround(options.home);
    if (!home)
        return tl::unexpected<Error>(home.error());
    const auto line = runtime::installPlugin(plugin, *home, section);
    if (!line)
        return tl::unexpected<Error>(line.error());
    printInstalled(screen, plugin, *home, *line, section);
    return {};
}

Result<runtime::PluginLibrary> readLibrary()
{
    const auto resources = runtime::findResources();
    if (!resources)
        return tl::unexpected<Error>(resources.error());
    return runtime::readPluginLibrary(*resources + "/plugins");
}

Result<void> list(Screen& screen, const std::vector<LibraryPlugin>& plugins, const PluginsOptions& options)
{
    if (options.json)
        std::cout << libraryAsJson(plugins) << "\n";
    else
        printLibrary(screen, plugins);
    return {};
}

using Deed = std::function<Result<void>(Screen&, const std::vector<LibraryPlugin>&, const PluginsOptions&)>;

/// The same for the one plugin that is named.
Deed onNamed(std::function<Result<void>(Screen&, const LibraryPlugin&, const PluginsOptions&)> deed)
{
    return [deed = std::move(deed)](Screen& screen, const std::vector<LibraryPlugin>& plugins,
                                    const PluginsOptions& options) -> Result<void> {
        const auto named =
            std::ranges::find_if(plugins, [&](const auto& plugin) { return plugin.head.name == options.name; });
        if (named == plugins.end())
            return fail(Fault::Configuration,
                        "the library has no plugin " + text::printable(options.name) + "; “spp plugins” lists them");
        return deed(screen, *named, options);
    };
}

int withLibrary(const PluginsOptions& options, const Deed& deed)
{
    const auto complain = [](const std::string& sentence) { std::cerr << "spp: " << sentence << std::endl; };
    const auto library = readLibrary();
    if (!library) {
        complain(library.error().message);
        return 2;
    }
    for (const auto& trouble : library->troubles)
        complain(trouble);
    Screen screen(std::cout, wantsColour());
    const auto done = deed(screen, library->plugins, options);
    if (!done)
        complain(done.error().message);
    std::cout.flush();
    return done && std::cout ? 0 : 2;
}

} // namespace

void addPluginsCommand(CLI::App& spp, int& status)
{
    auto options = std::make_shared<PluginsOptions>();
    auto deed = std::make_shared<Deed>(list);
    auto* plugins =
        spp.add_subcommand("plugins", "list the plugins that come along, ready to use; show or install one");
    addChoice<bool>(*plugins, "--format", options->json, {{"text", false}, {"json", true}},
                    "for people, or for other programs");
    plugins->callback([options, deed, &status] { status = withLibrary(*options, *deed); });

    auto* show = plugins->add_subcommand("show", "tell all that a plugin's head says, and what it needs");
    show->add_option("name", options->name, "as it is listed")->required()->type_name("LIBRARY");
    show->callback([deed] {
        *deed = onNamed([](Screen& screen, const LibraryPlugin& plugin, const PluginsOptions&) -> Result<void> {
            printHead(screen, plugin);
            return {};
        });
    });

    auto* into = plugins->add_subcommand("install", "copy a plugin into a home, and enter it into control/smtpplugins");
    into->add_option("name", options->name, "as it is listed")->required()->type_name("LIBRARY");
    into->add_option("--home", options->home, "the qmail home directory, or a folder in it")
        ->capture_default_str()
        ->type_name("DIR");
    into->add_option("--section", options->section, "where it runs (default: the first that it is for)")
        ->type_name("SECTION");
    into->callback([deed] { *deed = onNamed(install); });
}

} // namespace spp::cli
