// SPDX-License-Identifier: MIT
#include "core/deploy/selection.h"

#include "core/base/text.h"

#include <algorithm>
#include <array>

namespace spp::deploy
{

namespace
{

/// A machine's own, and what a deployment itself keeps in a home.
constexpr std::array neverDeployed{"queue", "Maildir", "users", "log", "supervise", ".spp-deploy", ".spp-backups"};

bool isNever(std::string_view path)
{
    return std::any_of(neverDeployed.begin(), neverDeployed.end(),
                       [&](std::string_view folder) { return isWithin(path, folder); });
}

bool isNamed(std::string_view path, const std::vector<std::string>& names)
{
    return std::any_of(names.begin(), names.end(), [&](const std::string& name) { return isWithin(path, name); });
}

bool isLitter(std::string_view name)
{
    return name.starts_with('.') || name.ends_with('~') || (name.starts_with('#') && name.ends_with('#')) ||
           name.ends_with(".pyc") || name == "__pycache__";
}

bool hasLitter(std::string_view path)
{
    for (; !path.empty(); path = parentOf(path))
        if (isLitter(path.substr(path.rfind('/') + 1)))
            return true;
    return false;
}

std::string withoutSlash(std::string path)
{
    while (path.size() > 1 && path.ends_with('/'))
        path.pop_back();
    return path.starts_with("./") ? path.substr(2) : path;
}

} // namespace

Result<std::vector<std::string>> rootsOf(const std::vector<std::string>& pluginFiles, const Choice& choice)
{
    std::vector<std::string> roots{"control", "plugins"};
    const auto add = [&](const std::string& path) {
        if (!isNamed(path, roots))
            roots.push_back(path);
    };
    for (const std::string& file : pluginFiles)
        if (isPlainPath(file) && isPlainName(file) && !isNever(file))
            add(file);
    for (const std::string& name : choice.included) {
        const std::string path = withoutSlash(name);
        if (!isPlainPath(path) || !isPlainName(path))
            return fail(Fault::Configuration,
                        text::printable(name) +
                            ": is no file or folder of the home; name it relative to the home, such as bin/policy");
        if (isNever(path))
            return fail(Fault::Configuration,
                        text::printable(name) + ": belongs to one machine alone and is never deployed");
        add(path);
    }
    return roots;
}

Selection select(Manifest all, const Choice& choice)
{
    std::vector<std::string> included;
    std::vector<std::string> excluded;
    for (const std::string& name : choice.included)
        included.push_back(withoutSlash(name));
    for (const std::string& name : choice.excluded)
        excluded.push_back(withoutSlash(name));
    Selection selection;
    for (auto& [path, entry] : all) {
        if (isNever(path) || isNamed(path, excluded) || (hasLitter(path) && !isNamed(path, included)))
            continue;
        const bool isAskedFor = std::find(included.begin(), included.end(), path) != included.end();
        if (!isAskedFor && isPrivateKey(path, entry))
            selection.privateKeys.push_back(path);
        else
            selection.files.emplace(path, std::move(entry));
    }
    return selection;
}

bool isPrivateKey(std::string_view path, const Entry& entry)
{
    return entry.kind != Kind::Folder && (path.ends_with(".pem") || path.ends_with(".key") ||
                                          entry.content.find("PRIVATE KEY-----") != std::string::npos);
}

} // namespace spp::deploy
