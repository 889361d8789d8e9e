// SPDX-License-Identifier: MIT
#include "core/deploy/bundle.h"

#include "core/base/text.h"

#include <algorithm>
#include <array>
#include <utility>

namespace spp::deploy
{

namespace
{

constexpr unsigned plainMode = 0644;
constexpr unsigned programMode = 0755;

/// A few that are known to hold logins, and parts of names that say so.
constexpr std::array secretFiles{"smtproutes", "authsenders", "smtpauth", "poppasswd", "shadow", "htpasswd"};
constexpr std::array secretWords{"passw", "secret", "token", "credential", "apikey", "api_key", "api-key"};

Entry plainFileOf(std::string bytes)
{
    return {Kind::File, plainMode, {}, std::move(bytes)};
}

std::string listOf(const std::vector<std::string>& paths)
{
    std::string list;
    for (const auto& path : paths)
        list += "  " + text::printable(path) + "\n";
    return list;
}

std::string readme(const BundleParts& parts, const std::vector<std::string>& leftOut)
{
    std::string text =
        "A report made by spp export bundle. Look it through before you give it to somebody.\n\n"
        "home/            control files and plugins\n" +
        text::printable(parts.scenario) +
        "\n                 the scenario; to run it again:\n"
        "                 spp run --home home " +
        text::printable(parts.scenario) + "\n";
    if (!parts.trace.empty())
        text += "trace.spptrace   what happened in it: spp show trace.spptrace\n";
    text += "versions.txt     of the system and the programs\n";
    if (!parts.trouble.empty())
        text += "\nIt could not be run to its end:\n  " + parts.trouble + "\n";
    if (!leftOut.empty())
        text += "\nLeft out of the home, since they hold secrets or look so:\n" + listOf(leftOut);
    if (!parts.missing.empty())
        text += "\nNot here, since they stand outside of the scenario's folder and the home:\n" + listOf(parts.missing);
    return text;
}

} // namespace

bool isSecret(std::string_view path, const Entry& entry)
{
    if (isPrivateKey(path, entry))
        return true;
    const std::string name = text::lower(path.substr(path.rfind('/') + 1));
    return std::ranges::find(secretFiles, name) != secretFiles.end() ||
           std::ranges::any_of(secretWords,
                               [&](std::string_view word) { return name.find(word) != std::string::npos; });
}

Bundle makeBundle(BundleParts parts)
{
    Bundle bundle;
    const std::string root = parts.folder + "/";
    bundle.leftOut = parts.home.privateKeys;
    for (auto& [path, entry] : parts.home.files) {
        if (entry.kind != Kind::Folder && isSecret(path, entry)) {
            bundle.leftOut.push_back(path);
            continue;
        }
        entry.owner = {};
        if (entry.kind != Kind::Link)
            entry.mode = entry.kind == Kind::Folder || entry.isExecutable() ? programMode : plainMode;
        bundle.files.emplace(root + "home/" + path, std::move(entry));
    }
    std::ranges::sort(bundle.leftOut);
    bundle.files[root + "README.txt"] = plainFileOf(readme(parts, bundle.leftOut));
    for (auto& [path, bytes] : parts.files)
        bundle.files.insert_or_assign(root + path, plainFileOf(std::move(bytes)));
    if (!parts.trace.empty())
        bundle.files[root + "trace.spptrace"] = plainFileOf(std::move(parts.trace));
    bundle.files[root + "versions.txt"] = plainFileOf(std::move(parts.versions));
    return bundle;
}

} // namespace spp::deploy
