// SPDX-License-Identifier: MIT
#include "core/runtime/plugin_library.h"

#include "core/base/text.h"
#include "core/plugin/interpreter.h"
#include "core/runtime/enter_plugin.h"
#include "core/runtime/files.h"
#include "core/runtime/program_path.h"
#include "core/runtime/short_run.h"

#include <algorithm>
#include <chrono>
#include <filesystem>
#include <map>
#include <optional>
#include <set>
#include <utility>

namespace spp::runtime
{

namespace fs = std::filesystem;

namespace
{

/// Larger than any plugin of one file.
constexpr std::size_t maxProgram = 1024UL * 1024;

/// An interpreter that has not found a module by then is hung.
constexpr std::chrono::seconds longestSearch{10};

bool isModuleName(std::string_view name)
{
    constexpr std::string_view chars = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_.:";
    return !name.empty() && name.find_first_not_of(chars) == std::string_view::npos;
}

/// Asks an interpreter for a module. nullopt: there is no way to ask this one.
std::optional<std::vector<std::string>> searchFor(const std::string& program, const std::string& module)
{
    const std::string name = fs::path(program).filename().string();
    if (!isModuleName(module))
        return std::nullopt;
    if (name.starts_with("python"))
        return std::vector<std::string>{
            program, "-c", "import importlib.util, sys; sys.exit(importlib.util.find_spec(sys.argv[1]) is None)",
            module};
    if (name.starts_with("perl"))
        return std::vector<std::string>{program, "-M" + module, "-e", "1"};
    return std::nullopt;
}

bool succeeds(const std::vector<std::string>& command)
{
    const ShortRun run = runNow(command, "/", longestSearch);
    return !run.exit.failed() && run.exit.number == 0;
}

/// Finds out once what is installed.
class Installed
{
public:
    /// @param interpreter that runs the plugin, as its #! line has it
    bool has(const library::Need& need, const plugin::Interpreter& interpreter)
    {
        const bool isOwn = need.program == interpreter.name && !interpreter.words.empty() &&
                           fs::path(interpreter.words.front()).filename() == need.program;
        const std::string program = isOwn ? interpreter.words.front() : findInPath(need.program);
        const auto key = std::pair(program, need.module);
        if (const auto known = m_known.find(key); known != m_known.end())
            return known->second;
        return m_known[key] = find(program, need.module);
    }

private:
    static bool find(const std::string& program, const std::string& module)
    {
        std::error_code error;
        if (program.empty() || !fs::exists(program, error))
            return false;
        if (module.empty())
            return true;
        auto search = searchFor(program, module);
        return search && succeeds(std::move(*search));
    }

    std::map<std::pair<std::string, std::string>, bool> m_known;
};

/// Control files that the plugin brings, beyond those that make a home.
std::vector<std::string> examplesIn(const fs::path& control)
{
    static const std::set<std::string> ofEveryHome{"me", "rcpthosts", "smtpplugins", "smtpgreeting"};
    std::vector<std::string> examples;
    std::error_code error;
    for (fs::directory_iterator entry(control, error), end; !error && entry != end; entry.increment(error))
        if (!ofEveryHome.contains(entry->path().filename().string()))
            examples.push_back(entry->path().string());
    std::sort(examples.begin(), examples.end());
    return examples;
}

Result<library::LibraryPlugin> readLibraryPlugin(const fs::path& folder, Installed& installed)
{
    const std::string name = folder.filename().string();
    library::LibraryPlugin plugin;
    plugin.program = (folder / "plugins" / name).string();
    const auto bytes = readFile(plugin.program, maxProgram);
    if (!bytes)
        return tl::unexpected<Error>(bytes.error());
    auto head = library::parsePluginHead(*bytes);
    if (!head || head->name != name)
        return fail(Fault::Configuration, text::printable(plugin.program) + " does not begin with a comment “" +
                                              text::printable(name) +
                                              ": what it does. For [section].”; it is left out");
    plugin.head = std::move(*head);
    const auto interpreter = plugin::parseInterpreter(std::string_view(*bytes).substr(0, plugin::firstBytesSize));
    for (const auto& need : plugin.head.needs)
        if (!installed.has(need, interpreter))
            plugin.missing.push_back(need);
    plugin.examples = examplesIn(folder / "control");
    return plugin;
}

} // namespace

Result<PluginLibrary> readPluginLibrary(const std::string& folder)
{
    std::error_code error;
    std::vector<fs::path> folders;
    for (fs::directory_iterator entry(folder, error), end; !error && entry != end; entry.increment(error))
        if (entry->is_directory(error) && !entry->path().filename().string().starts_with('.'))
            folders.push_back(entry->path());
    if (error)
        return fail(Fault::Configuration, text::printable(folder) + " can't be read: " + error.message());
    std::sort(folders.begin(), folders.end());
    PluginLibrary library;
    Installed installed;
    for (const auto& each : folders) {
        auto plugin = readLibraryPlugin(each, installed);
        if (plugin)
            library.plugins.push_back(std::move(*plugin));
        else
            library.troubles.push_back(plugin.error().message);
    }
    return library;
}

Result<std::string> copyIntoHome(const library::LibraryPlugin& plugin, const std::string& home)
{
    const auto bytes = readFile(plugin.program, maxProgram);
    if (!bytes)
        return tl::unexpected<Error>(bytes.error());
    const std::string name = "plugins/" + plugin.head.name;
    if (auto made = createFile(home + "/" + name, *bytes, programFile); !made)
        return tl::unexpected<Error>(made.error());
    return name;
}

Result<std::string> installPlugin(const library::LibraryPlugin& plugin, const std::string& home,
                                  control::Section section)
{
    auto copied = copyIntoHome(plugin, home);
    if (!copied)
        return copied;
    if (auto entered = enterPlugin(home, section, *copied); !entered) {
        std::error_code error;
        fs::remove(home + "/" + *copied, error);
        return tl::unexpected<Error>(entered.error());
    }
    return copied;
}

} // namespace spp::runtime
