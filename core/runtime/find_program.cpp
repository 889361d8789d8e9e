// SPDX-License-Identifier: MIT
#include "core/runtime/find_program.h"

#include "core/runtime/process_environment.h"

#include <unistd.h>

#include <algorithm>
#include <string_view>

namespace spp::runtime
{

std::string findInPath(const std::string& name)
{
    const plugin::Environment environment = processEnvironment();
    const std::string folders = std::string(environment.value("PATH").value_or("/usr/local/bin:/usr/bin:/bin")) +
                                ":/usr/local/sbin:/usr/sbin:/sbin";
    std::string_view path = folders;
    while (!path.empty()) {
        const std::string_view folder = path.substr(0, path.find(':'));
        std::string candidate = std::string(folder) + "/" + name;
        if (folder.starts_with('/') && ::access(candidate.c_str(), X_OK) == 0)
            return candidate;
        path.remove_prefix(std::min(path.size(), folder.size() + 1));
    }
    return {};
}

} // namespace spp::runtime
