// SPDX-License-Identifier: MIT
#include "core/runtime/program_path.h"

#include "core/runtime/process_environment.h"

#include <unistd.h>

#include <algorithm>

namespace spp::runtime
{

std::string findInPath(std::string_view name)
{
    const plugin::Environment environment = processEnvironment();
    std::string_view path = environment.value("PATH").value_or("/usr/local/bin:/usr/bin:/bin");
    while (!path.empty()) {
        const std::string_view folder = path.substr(0, path.find(':'));
        std::string candidate = std::string(folder) + "/" + std::string(name);
        if (folder.starts_with('/') && ::access(candidate.c_str(), X_OK) == 0)
            return candidate;
        path.remove_prefix(std::min(path.size(), folder.size() + 1));
    }
    return {};
}

} // namespace spp::runtime
