// SPDX-License-Identifier: MIT
#include "core/runtime/resources.h"

#include "core/base/text.h"
#include "core/runtime/process_environment.h"

#include <filesystem>

namespace spp::runtime
{

namespace fs = std::filesystem;

namespace
{

bool isResources(const fs::path& folder)
{
    std::error_code error;
    return fs::is_directory(folder / "plugins", error) && fs::is_directory(folder / "templates", error);
}

} // namespace

Result<std::string> findResourcesFor(const std::string& program, const std::string& variable)
{
    if (!variable.empty()) {
        if (isResources(variable))
            return variable;
        return fail(Fault::Configuration, "SPP_RESOURCES is " + text::printable(variable) +
                                              ", which has no folders plugins and templates; name the folder "
                                              "resources of the sources, or share/spp-workbench");
    }
    const fs::path programs = fs::path(program).parent_path();
    if (const fs::path installed = programs.parent_path() / "share/spp-workbench"; isResources(installed))
        return installed.string();
    for (fs::path folder = programs;; folder = folder.parent_path()) {
        if (isResources(folder / "resources"))
            return (folder / "resources").string();
        if (folder == folder.parent_path())
            break;
    }
    return fail(Fault::Configuration,
                "the library of plugins and the templates were not found: neither ../share/spp-workbench nor a folder "
                "resources above " +
                    text::printable(programs.string()) + "; SPP_RESOURCES may name the folder");
}

Result<std::string> findResources()
{
    std::error_code error;
    const fs::path program = fs::read_symlink("/proc/self/exe", error);
    const plugin::Environment environment = processEnvironment();
    return findResourcesFor(program.string(), std::string(environment.value("SPP_RESOURCES").value_or("")));
}

} // namespace spp::runtime
