// SPDX-License-Identifier: MIT
#include "app/cli/fuzz/fuzz.h"

#include "app/cli/duration.h"
#include "app/cli/fuzz/campaign.h"
#include "app/cli/home.h"
#include "core/base/text.h"
#include "core/check/programs.h"
#include "core/runtime/disk_view.h"

#include <CLI/CLI.hpp>

#include <unistd.h>

#include <filesystem>
#include <iostream>
#include <memory>
#include <random>
#include <set>
#include <string>
#include <vector>

namespace spp::cli
{

namespace
{

constexpr int nothingFound = 0;
constexpr int somethingFound = 1;
constexpr int notFuzzed = 2;

struct AskedFuzz
{
    FuzzOptions options;
    std::string home = "."; ///< or a folder in it
    std::optional<std::uint64_t> seed;
    std::string time;
    std::string within;
};

/// "control/smtpplugins:12 [rcpt] plugins/rbl"
struct ListedPlugin
{
    std::string line;
    std::string place;
};

std::vector<ListedPlugin> listedPlugins(const check::HomeView& view)
{
    const std::string path = "control/smtpplugins";
    const auto plugins = control::SmtpPlugins::parse(view.bytes(path).value_or(""));
    std::vector<ListedPlugin> listed;
    for (std::size_t each = 0; each < control::sectionCount; ++each) {
        const auto section = static_cast<control::Section>(each);
        for (const control::PluginEntry& entry : plugins.plugins(section))
            listed.push_back({entry.text, path + ":" + std::to_string(entry.line) + " [" +
                                              std::string(formatSection(section)) + "]"});
    }
    return listed;
}

/// "nothing was found" would say too much of these.
void printNeverRun(Screen& screen, const std::vector<ListedPlugin>& listed, const std::set<std::string>& ran)
{
    for (const ListedPlugin& plugin : listed)
        if (!ran.contains(plugin.line))
            screen.line(0, "never ran: " + text::printable(plugin.line) + " (" + plugin.place + ")", Colour::Defer);
}

fuzz::Vocabulary vocabularyOf(const check::HomeView& view, const session::Dialect& dialect)
{
    fuzz::Vocabulary vocabulary;
    vocabulary.learnDomains(view.bytes("control/rcpthosts").value_or(""));
    for (const char* folder : {"control", "dialogs"})
        for (const std::string& name : view.names(folder))
            if (name != "smtpplugins" && view.facts(folder + ("/" + name)).kind == check::FileFacts::Kind::File)
                vocabulary.learn(view.bytes(folder + ("/" + name)).value_or(""));
    for (const check::Program& program : check::findPrograms({view, dialect}))
        vocabulary.learn(view.bytes(program.path).value_or(""));
    return vocabulary;
}

Result<FuzzOptions> optionsOf(const AskedFuzz& asked)
{
    FuzzOptions options = asked.options;
    const auto home = homeAround(asked.home);
    if (!home)
        return tl::unexpected<Error>(home.error());
    options.home = *home;
    std::error_code error;
    if (std::filesystem::exists(options.out, error) && ::access(options.out.c_str(), W_OK | X_OK) != 0)
        return fail(Fault::Configuration,
                    text::printable(options.out) + ": nothing can be written there; name another folder with --out");
    options.seed = asked.seed ? *asked.seed : std::random_device()();
    if (!asked.time.empty()) {
        const auto time = parseDuration(asked.time);
        if (!time)
            return tl::unexpected<Error>(time.error().at("--time"));
        options.time = *time;
    }
    if (!asked.within.empty()) {
        const auto within = parseDuration(asked.within);
        if (!within)
            return tl::unexpected<Error>(within.error().at("--within"));
        options.within = *within;
    }
    return options;
}

Result<FuzzResult> fuzzHome(const FuzzOptions& options, Screen& screen)
{
    const auto* dialect = session::findDialect(options.dialect);
    if (dialect == nullptr)
        return fail(Fault::Configuration,
                    "there is no dialect " + text::printable(options.dialect) + "; see README.md");
    const runtime::DiskView view(options.home);
    const auto listed = listedPlugins(view);
    if (listed.empty())
        return fail(
            Fault::Configuration,
            text::printable(options.home) + "/control/smtpplugins: names no plugin that runs; there is nothing to do");
    screen.line(0, "home " + text::printable(options.home) + ", dialect " + options.dialect + ", seed " +
                       std::to_string(options.seed));
    screen.flush();
    auto result = Campaign(options, vocabularyOf(view, *dialect), screen).run();
    if (result)
        printNeverRun(screen, listed, result->ran);
    return result;
}

int fuzz(const AskedFuzz& asked)
{
    Screen screen(std::cout, wantsColour());
    const auto options = optionsOf(asked);
    const auto result = options ? fuzzHome(*options, screen) : tl::unexpected<Error>(options.error());
    if (!result) {
        std::cerr << "spp: " << result.error().message << std::endl;
        return notFuzzed;
    }
    screen.line(0,
                counted(result->talks, "dialog") + ", " + counted(result->pluginRuns, "run") +
                    " of plugins: " + (result->found == 0 ? "nothing was found" : counted(result->found, "finding")) +
                    (result->endedBy == 0 ? "" : "; ended by a signal"),
                result->found == 0 ? Colour::Accept : Colour::Refuse);
    screen.flush();
    return result->found == 0 ? nothingFound : somethingFound;
}

} // namespace

void addFuzzCommand(CLI::App& spp, int& status)
{
    auto asked = std::make_shared<AskedFuzz>();
    FuzzOptions& options = asked->options;
    auto* command = spp.add_subcommand(
        "fuzz",
        "make up dialogs, and look for what makes plugins crash, hang or answer wrongly; each in a copy of the home");
    command->add_option("--home", asked->home, "the qmail home directory, or a folder in it")
        ->capture_default_str()
        ->type_name("DIR");
    command->add_option("--seed", asked->seed, "the same dialogs again (default: by chance; it is told)")
        ->type_name("NUMBER");
    auto* runs = command->add_option("--runs", options.runs, "so many dialogs")
                     ->check(CLI::Range(1, 1'000'000'000))
                     ->capture_default_str()
                     ->type_name("NUMBER");
    command->add_option("--time", asked->time, "as many as fit into a time: 30s, 5m")
        ->excludes(runs)
        ->type_name("TIME");
    command->add_option("--within", asked->within, "a plugin that runs longer hangs (default: 10s)")->type_name("TIME");
    command->add_option("--out", options.out, "the folder for scenarios that show what was found")
        ->capture_default_str()
        ->type_name("DIR");
    command->add_option("--dialect", options.dialect, "which program to answer like")
        ->capture_default_str()
        ->type_name("DIALECT");
    addPlaceOptions(*command, options.world);
    command->callback([asked, &status] { status = fuzz(*asked); });
}

} // namespace spp::cli
