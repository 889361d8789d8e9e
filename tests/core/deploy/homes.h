// SPDX-License-Identifier: MIT
/// Short words for entries of homes. For tests.
#pragma once

#include "core/deploy/difference.h"

#include <string>

namespace spp::test
{

inline deploy::Entry file(std::string bytes, unsigned mode = 0644, deploy::Owner owner = {})
{
    return {deploy::Kind::File, mode, owner, std::move(bytes)};
}

inline deploy::Entry script(std::string bytes, deploy::Owner owner = {})
{
    return file(std::move(bytes), 0755, owner);
}

inline deploy::Entry folder(unsigned mode = 0755, deploy::Owner owner = {})
{
    return {deploy::Kind::Folder, mode, owner, {}};
}

inline deploy::Entry link(std::string target)
{
    return {deploy::Kind::Link, 0777, {}, std::move(target)};
}

/// "added plugins/new | changed control/me"
inline std::string format(const deploy::Differences& differences)
{
    std::string text;
    for (const deploy::Difference& each : differences)
        text += (text.empty() ? "" : " | ") + std::string(formatDeed(each.deed)) + " " + each.path;
    return text;
}

} // namespace spp::test
