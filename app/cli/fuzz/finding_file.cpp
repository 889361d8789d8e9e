// SPDX-License-Identifier: MIT
#include "app/cli/fuzz/finding_file.h"

#include "core/base/text.h"
#include "core/base/word.h"
#include "core/plugin/interpreter.h"
#include "core/runtime/files.h"
#include "core/scenario/run_dialog.h"

#include <algorithm>
#include <filesystem>

namespace spp::cli
{

namespace fs = std::filesystem;

namespace
{

constexpr int mostFiles = 1000; // of one name

std::string absolute(const std::string& path)
{
    std::error_code error;
    const auto full = fs::absolute(path, error);
    return error ? path : full.lexically_normal().string();
}

/// Whoever runs a scenario in that folder finds the home by itself.
bool isFoundFrom(const std::string& folder, const std::string& home)
{
    const auto found = scenario::findHome(folder + "/x.spp", {});
    std::error_code error;
    return found && fs::equivalent(*found, home, error);
}

std::vector<std::string> stageOf(const FuzzOptions& options)
{
    std::vector<std::string> stage;
    if (!isFoundFrom(options.out, options.home))
        stage.push_back("home " + options.home);
    if (options.dialect != FuzzOptions().dialect)
        stage.push_back("dialect " + options.dialect);
    if (options.world.privateHome)
        stage.emplace_back("private-home");
    if (!options.world.dns.empty())
        stage.push_back("dns " + absolute(options.world.dns));
    if (!options.world.clock.empty())
        stage.push_back("clock " + options.world.clock);
    return stage;
}

/// Its line; or, if that has quotes of both kinds, the file that it runs. Empty: that can't be told.
std::string nameInScenario(const std::string& line)
{
    if (auto name = text::formatWord(line); !name.empty())
        return name;
    return std::string(plugin::plainFirstWord(std::string_view(line).substr(1)));
}

/// A plugin's line as a part of a file's name: "rbl" of ":A=b exec plugins/rbl strict".
std::string shortName(std::string_view plugin)
{
    std::string name;
    for (const char c : plugin.substr(plugin.rfind('/') + 1)) {
        const bool isPlain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
        if (isPlain)
            name += c;
        else if (!name.empty() && name.back() != '-')
            name += '-';
    }
    name.resize(std::min<std::size_t>(name.size(), 40));
    while (name.ends_with('-'))
        name.pop_back();
    return name.empty() ? "plugin" : name;
}

} // namespace

std::string formatFinding(const FuzzOptions& options, const fuzz::Talk& talk, const PlacedTrouble& placed,
                          bool happensAgain)
{
    const fuzz::Trouble& trouble = placed.trouble;
    fuzz::Setting setting;
    setting.title = trouble.kind + ": " + text::printable(trouble.plugin);
    setting.comment = {
        "Found by spp fuzz, seed " + std::to_string(options.seed) + ": " + text::printable(trouble.plugin) + ":",
        text::printable(trouble.sentence)};
    const std::string plugin = nameInScenario(trouble.plugin);
    if (!happensAgain)
        setting.comment.emplace_back("It happened once, and not again with the same dialog.");
    else if (plugin.empty())
        setting.comment.emplace_back("No line of a scenario can name this plugin: look at its step.");
    else
        setting.comment.emplace_back("This fails as long as that happens, and passes once the plugin is mended.");
    setting.stage = stageOf(options);
    std::vector<fuzz::Expected> expected;
    if (!plugin.empty())
        expected.push_back({placed.session, placed.said, "expect plugin " + plugin + " " + trouble.demand});
    return formatTalk(talk, setting, expected);
}

Result<std::string> writeFinding(const FuzzOptions& options, const fuzz::Trouble& trouble, const std::string& scenario)
{
    const std::string begin =
        (fs::path(options.out) / ("fuzz-" + shortName(trouble.plugin) + "-" + trouble.kind)).string();
    for (int number = 1; number < mostFiles; ++number) {
        const std::string path = begin + (number == 1 ? "" : "-" + std::to_string(number)) + ".spp";
        std::error_code error;
        if (fs::exists(path, error))
            continue;
        if (auto made = runtime::createFile(path, scenario); !made)
            return tl::unexpected<Error>(made.error());
        return path;
    }
    return fail(Fault::Configuration, text::printable(begin) +
                                          ".spp: a thousand files of that name are there already; "
                                          "remove some, or name another folder with --out");
}

} // namespace spp::cli
