// SPDX-License-Identifier: MIT
#include "core/runtime/process_environment.h"

#include <unistd.h>

namespace spp::runtime
{

plugin::Environment processEnvironment()
{
    std::vector<std::string> entries;
    for (char** entry = ::environ; entry != nullptr && *entry != nullptr; ++entry)
        entries.emplace_back(*entry);
    return plugin::Environment(std::move(entries));
}

} // namespace spp::runtime
