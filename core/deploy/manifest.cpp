// SPDX-License-Identifier: MIT
#include "core/deploy/manifest.h"

#include "core/base/text.h"

namespace spp::deploy
{

bool isPlainPath(std::string_view path)
{
    for (;;) {
        const auto slash = path.find('/');
        const std::string_view part = path.substr(0, slash);
        if (part.empty() || part == "." || part == "..")
            return false;
        if (slash == std::string_view::npos)
            return true;
        path.remove_prefix(slash + 1);
    }
}

bool isPlainName(std::string_view path)
{
    return !text::hasControlByte(path) && path.find('\\') == std::string_view::npos;
}

bool isWithin(std::string_view path, std::string_view folder)
{
    return path.starts_with(folder) && (path.size() == folder.size() || path[folder.size()] == '/');
}

std::string_view parentOf(std::string_view path)
{
    const auto slash = path.rfind('/');
    return slash == std::string_view::npos ? std::string_view() : path.substr(0, slash);
}

} // namespace spp::deploy
