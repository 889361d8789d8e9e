// SPDX-License-Identifier: MIT
#include "core/deploy/steps.h"

#include "core/base/text.h"
#include "core/deploy/archive.h"
#include "core/deploy/checksum.h"

#include <algorithm>
#include <array>
#include <cstdio>
#include <iterator>

namespace spp::deploy
{

namespace
{

using Deed = Difference::Deed;

constexpr std::string_view smtpPlugins = "control/smtpplugins";
constexpr std::size_t columns = 6;

bool isFolder(const Difference& difference)
{
    return (difference.after ? *difference.after : *difference.there).kind == Kind::Folder;
}

/// 0: folders; 1: files; 2: smtpplugins; 3: what goes; 4: folders that go.
int rankOf(const Difference& difference)
{
    if (difference.deed == Deed::Remove)
        return isFolder(difference) ? 4 : 3;
    if (isFolder(difference))
        return 0;
    return difference.path == smtpPlugins ? 2 : 1;
}

std::string_view verbOf(const Difference& difference)
{
    if (isFolder(difference))
        return difference.deed == Deed::Remove ? "unfolder" : "folder";
    return difference.deed == Deed::Remove ? "remove" : "put";
}

std::string formatWas(const std::optional<Entry>& there)
{
    if (!there)
        return "none\t-";
    switch (there->kind) {
    case Kind::File: return "file\t" + checksum(there->content);
    case Kind::Folder: return "folder\t-";
    case Kind::Link: return "link\t" + there->content;
    }
    return {};
}

std::string formatStep(const Difference& difference)
{
    const Entry& entry = difference.after ? *difference.after : *difference.there;
    std::array<char, 48> rights{};
    std::snprintf(rights.data(), rights.size(), "%u:%u\t%o", entry.owner.user, entry.owner.group, entry.mode & 07777U);
    return std::string(verbOf(difference)) + "\t" + formatWas(difference.there) + "\t" + rights.data() + "\t" +
           difference.path + "\n";
}

std::array<std::string_view, columns> split(std::string_view line)
{
    std::array<std::string_view, columns> fields;
    for (std::size_t i = 0; i + 1 < columns; ++i) {
        const auto tab = line.find('\t');
        fields.at(i) = line.substr(0, tab);
        line = tab == std::string_view::npos ? std::string_view() : line.substr(tab + 1);
    }
    fields.back() = line;
    return fields;
}

unsigned octalNumber(std::string_view digits)
{
    unsigned number = 0;
    for (const char digit : digits)
        number = (number << 3U | static_cast<unsigned>(digit - '0')) & 07777U;
    return number;
}

Owner parseOwner(std::string_view text)
{
    const auto colon = std::min(text.find(':'), text.size());
    const auto number = [](std::string_view digits) {
        return static_cast<std::uint32_t>(text::leadingNumber(digits).value_or(0));
    };
    return {number(text.substr(0, colon)), number(text.substr(std::min(colon + 1, text.size())))};
}

} // namespace

Differences inOrder(const Differences& differences)
{
    Differences ordered;
    std::copy_if(differences.begin(), differences.end(), std::back_inserter(ordered),
                 [](const Difference& each) { return each.deed != Deed::Keep; });
    std::sort(ordered.begin(), ordered.end(), [](const Difference& a, const Difference& b) {
        const int rank = rankOf(a);
        if (rank != rankOf(b))
            return rank < rankOf(b);
        return rank == 4 ? a.path > b.path : a.path < b.path; // a folder goes behind what is in it
    });
    return ordered;
}

std::string formatSteps(const Differences& ordered)
{
    std::string text;
    for (const Difference& each : ordered)
        text += formatStep(each);
    return text;
}

std::string formatStepsBackwards(const Differences& ordered)
{
    return formatSteps(Differences(ordered.rbegin(), ordered.rend()));
}

std::string formatPayload(const Differences& differences)
{
    const Differences ordered = inOrder(differences);
    Manifest payload;
    payload["steps"] = Entry{Kind::File, 0600, {}, formatSteps(ordered)};
    payload["backwards"] = Entry{Kind::File, 0600, {}, formatStepsBackwards(ordered)};
    for (const Difference& each : ordered)
        if (each.after && !isFolder(each))
            payload["new/" + each.path] = *each.after;
    return formatArchive(payload);
}

Result<Backup> parseBackup(const Manifest& folder)
{
    const auto steps = folder.find("steps");
    if (steps == folder.end())
        return fail(Fault::Configuration, "this backup is not whole: it has no list of what was done");
    Backup backup;
    for (const std::string_view line : text::lines(steps->second.content)) {
        const auto [verb, was, sum, owner, mode, path] = split(line);
        if (!isPlainPath(path) || !isPlainName(path))
            return fail(Fault::Configuration, "this backup is damaged: " + text::printable(line));
        const bool isFolder = verb == "folder" || verb == "unfolder";
        backup.touched.push_back(
            {std::string(path), was != "none", isFolder, {Kind::Folder, octalNumber(mode), parseOwner(owner), {}}});
    }
    for (const auto& [path, entry] : folder)
        if (isWithin(path, "old") && path != "old" && entry.kind != Kind::Folder)
            backup.old.emplace(path.substr(4), entry);
    for (const Backup::Touched& each : backup.touched)
        if (each.existed && !each.wasFolder && !backup.old.contains(each.path))
            return fail(Fault::Configuration, "this backup is not whole: " + each.path + " is missing in it");
    return backup;
}

Differences compareWithBackup(const Backup& backup, const Manifest& there)
{
    Differences differences;
    for (const Backup::Touched& each : backup.touched) {
        const auto now = there.find(each.path);
        const auto old = backup.old.find(each.path);
        Difference difference{Deed::Change, each.path, std::nullopt, std::nullopt};
        if (now != there.end())
            difference.there = now->second;
        if (each.existed && each.wasFolder)
            difference.after = each.folder;
        else if (each.existed && old != backup.old.end())
            difference.after = old->second;
        if (difference.there == difference.after)
            continue;
        const bool isFolderThere = difference.there && difference.there->kind == Kind::Folder;
        if (each.wasFolder && isFolderThere && difference.after)
            continue; // it was made again meanwhile
        difference.deed = !difference.there ? Deed::Add : !difference.after ? Deed::Remove : Deed::Change;
        differences.push_back(std::move(difference));
    }
    std::sort(differences.begin(), differences.end(),
              [](const Difference& a, const Difference& b) { return a.path < b.path; });
    return differences;
}

} // namespace spp::deploy
