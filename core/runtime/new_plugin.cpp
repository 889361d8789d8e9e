// SPDX-License-Identifier: MIT
#include "core/runtime/new_plugin.h"

#include "core/base/text.h"
#include "core/check/smtpplugins_edits.h"
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

} // namespace

Result<NewPlugin> makePlugin(const std::string& resources, const std::string& home, library::PluginPlan plan,
                             const std::function<bool()>& isWanted)
{
    if (auto checked = library::checkPluginName(plan.name); !checked)
        return tl::unexpected<Error>(checked.error());
    const auto rcptHosts = readFile(home + "/control/rcpthosts", maxTemplate);
    plan.domain = library::firstDomain(rcptHosts ? *rcptHosts : std::string());
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
    std::string smtpPlugins;
    for (const char* name : {"me", "rcpthosts", "smtpplugins"}) {
        const auto bytes = readFile(resources + "/templates/home/control/" + name, maxTemplate);
        if (!bytes)
            return tl::unexpected<Error>(bytes.error());
        smtpPlugins = library::fillTemplate(*bytes, plan.host, plan.domain);
        if (auto added = files.add(plan.folder + "/control/" + name, smtpPlugins, plainFile); !added)
            return tl::unexpected<Error>(added.error());
    }
    const auto plugin =
        makePlugin(resources, plan.folder,
                   {std::string(firstPlugin), library::templateLanguages().front(), control::Section::Rcpt, {}});
    if (!plugin)
        return tl::unexpected<Error>(plugin.error());
    const auto entered = check::addToSection(smtpPlugins, control::Section::Rcpt, plugin->program);
    if (auto replaced = replaceFile(plan.folder + "/control/smtpplugins", entered.bytes); !replaced)
        return tl::unexpected<Error>(replaced.error());
    files.keep();
    return plugin->dialogs.front();
}

} // namespace spp::runtime
