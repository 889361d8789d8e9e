// SPDX-License-Identifier: MIT
#include "core/runtime/program_path.h"

#include "core/runtime/process_environment.h"

#include <unistd.h>

#include <algorithm>

namespace spp::runtime
{

namespace
{

std::string findIn(std::string_view path, std::string_view name)
{
    while (!path.empty()) {
        const std::string_view folder = path.substr(0, path.find(':'));
        std::string candidate = std::string(folder) + "/" + std::string(name);
        if (folder.starts_with('/') && ::access(candidate.c_str(), X_OK) == 0)
            return candidate;
        path.remove_prefix(std::min(path.size(), folder.size() + 1));
    }
    return {};
}

} // namespace

std::string findInPath(std::string_view name)
{
    const plugin::Environment environment = processEnvironment();
    return findIn(environment.value("PATH").value_or("/usr/local/bin:/usr/bin:/bin"), name);
}

std::string findDaemon(std::string_view name)
{
    const std::string found = findInPath(name);
    return found.empty() ? findIn("/usr/local/sbin:/usr/sbin:/sbin", name) : found;
}

} // namespace spp::runtime
