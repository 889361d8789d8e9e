// SPDX-License-Identifier: MIT
#include "core/runtime/new_plugin.h"

#include "core/base/text.h"
#include "core/runtime/enter_plugin.h"
#include "core/runtime/files.h"

#include <sys/stat.h>

#include <filesystem>
#include <utility>

namespace spp::runtime
{

namespace fs = std::filesystem;

namespace
{

/// Far more than any of them has.
constexpr std::size_t maxTemplate = 256UL * 1024;

constexpr std::string_view firstPlugin = "first-plugin";

/// Files that are made together, or not at all.
class NewFiles
{
public:
    NewFiles() = default;
    NewFiles(const NewFiles&) = delete;
    NewFiles& operator=(const NewFiles&) = delete;
    ~NewFiles()
    {
        std::error_code ignored;
        for (const auto& path : m_made)
            fs::remove(path, ignored);
    }

    Result<void> add(const std::string& path, std::string_view bytes, mode_t mode)
    {
        auto created = createFile(path, bytes, mode);
        if (created)
            m_made.push_back(path);
        return created;
    }
    void keep() { m_made.clear(); }

private:
    std::vector<std::string> m_made;
};

Result<void> addFilled(NewFiles& files, const std::string& from, const std::string& to, const library::PluginPlan& plan,
                       mode_t mode)
{
    const auto bytes = readFile(from, maxTemplate);
    if (!bytes)
        return tl::unexpected<Error>(bytes.error());
    return files.add(to, fillTemplate(*bytes, plan), mode);
}

Result<void> checkNewHome(const HomePlan& plan)
{
    std::error_code error;
    if (!library::isDomain(plan.host) || !library::isDomain(plan.domain))
        return fail(Fault::Configuration, "a host's name has letters, digits, dots and dashes, as mail.example.org");
    if (fs::exists(plan.folder, error) && (!fs::is_directory(plan.folder, error) || !fs::is_empty(plan.folder, error)))
        return fail(Fault::Configuration,
                    text::printable(plan.folder) + " is there already, and not empty; name another folder");
    return {};
}

std::string domainOf(const std::string& home)
{
    const auto rcptHosts = readFile(home + "/control/rcpthosts", maxTemplate);
    return library::firstDomain(rcptHosts ? *rcptHosts : std::string());
}

/// The nearest folder above a file that has control/; empty: none has.
std::string homeAbove(const std::string& file)
{
    std::error_code error;
    for (fs::path folder = fs::absolute(file, error).lexically_normal().parent_path();; folder = folder.parent_path()) {
        if (fs::is_directory(folder / "control", error))
            return folder.string();
        if (folder == folder.parent_path())
            return {};
    }
}

} // namespace

Result<NewPlugin> makePlugin(const std::string& resources, const std::string& home, library::PluginPlan plan,
                             const std::function<bool()>& isWanted)
{
    if (auto checked = library::checkPluginName(plan.name); !checked)
        return tl::unexpected<Error>(checked.error());
    plan.domain = domainOf(home);
    NewPlugin made{programPath(plan), sourcePath(plan), {}, {}};
    const bool isBuilt = made.source != made.program;
    std::error_code error;
    if (isBuilt && fs::exists(home + "/" + made.program, error))
        return fail(Fault::Configuration,
                    text::printable(home + "/" + made.program) + " is there already; it was left as it is");

    const std::string templates = resources + "/templates/";
    const std::string source =
        templates + std::string(plan.language.folder) + "/plugin" + std::string(plan.language.suffix);
    NewFiles files;
    if (auto added = addFilled(files, source, home + "/" + made.source, plan, isBuilt ? plainFile : programFile);
        !added)
        return tl::unexpected<Error>(added.error());
    for (const auto& dialog : dialogPaths(plan)) {
        if (auto added = addFilled(files, templates + dialog.from, home + "/" + dialog.to, plan, plainFile); !added)
            return tl::unexpected<Error>(added.error());
        made.dialogs.push_back(dialog.to);
    }
    files.keep();
    if (isBuilt)
        made.build = runBuild(home, made.source, isWanted);
    return made;
}

Result<std::string> makeHome(const std::string& resources, const HomePlan& plan)
{
    if (auto checked = checkNewHome(plan); !checked)
        return tl::unexpected<Error>(checked.error());
    NewFiles files;
    for (const char* name : {"me", "rcpthosts", "smtpplugins"}) {
        const auto bytes = readFile(resources + "/templates/home/control/" + name, maxTemplate);
        if (!bytes)
            return tl::unexpected<Error>(bytes.error());
        const auto filled = library::fillTemplate(*bytes, plan.host, plan.domain);
        if (auto added = files.add(plan.folder + "/control/" + name, filled, plainFile); !added)
            return tl::unexpected<Error>(added.error());
    }
    const auto plugin =
        makePlugin(resources, plan.folder,
                   {std::string(firstPlugin), library::templateLanguages().front(), control::Section::Rcpt, {}});
    if (!plugin)
        return tl::unexpected<Error>(plugin.error());
    if (auto entered = enterPlugin(plan.folder, control::Section::Rcpt, plugin->program); !entered)
        return tl::unexpected<Error>(entered.error());
    files.keep();
    return plugin->dialogs.front();
}

Result<void> makeScenario(const std::string& resources, const std::string& file, const std::string& home)
{
    const auto bytes = readFile(resources + "/templates/scenario/scenario.spp", maxTemplate);
    if (!bytes)
        return tl::unexpected<Error>(bytes.error());
    const std::string above = homeAbove(file);
    std::error_code error;
    std::string named;
    if (!home.empty() && (above.empty() || !fs::equivalent(home, above, error)))
        named = fs::relative(home, fs::absolute(file, error).parent_path(), error).string();
    return createFile(file, library::fillScenario(*bytes, named, domainOf(home.empty() ? above : home)));
}

} // namespace spp::runtime
