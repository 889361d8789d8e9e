// SPDX-License-Identifier: MIT
#include "core/deploy/difference.h"

#include "core/base/text.h"

#include <algorithm>
#include <cstdio>

namespace spp::deploy
{

namespace
{

constexpr unsigned othersMayWrite = 022;
constexpr unsigned everybodyExecutes = 0111;

tl::unexpected<Error> obstacle(std::string_view path, const std::string& what)
{
    return fail(Fault::Configuration, text::printable(path) + ": " + what);
}

/// Whether a symbolic link at the path leads to something in the home.
bool staysInside(std::string_view path, std::string_view target)
{
    if (target.starts_with('/'))
        return false;
    std::ptrdiff_t depth = std::count(path.begin(), path.end(), '/');
    while (!target.empty()) {
        const auto slash = target.find('/');
        const std::string_view part = target.substr(0, slash);
        if (part == "..")
            --depth;
        else if (!part.empty() && part != ".")
            ++depth;
        if (depth < 0)
            return false;
        target = slash == std::string_view::npos ? std::string_view() : target.substr(slash + 1);
    }
    return true;
}

Result<void> checkHere(const std::string& path, const Entry& entry)
{
    if (!isPlainName(path))
        return obstacle(path, "has control characters or a backslash in its name; rename it");
    if (entry.kind != Kind::Link)
        return {};
    if (text::hasControlByte(entry.content) || !staysInside(path, entry.content))
        return obstacle(path, "is a symbolic link out of the home, to " + text::printable(entry.content) +
                                  "; put a copy in its place, or leave it out");
    return {};
}

tl::unexpected<Error> noFolder(std::string_view path, const Entry& there)
{
    return obstacle(path, there.kind == Kind::Link ? "is a symbolic link there, to " + text::printable(there.content) +
                                                         "; nothing is deployed through a link"
                                                   : "is a file there, and a folder here; move it away first");
}

/// The folders that lead to it are folders there, or nothing yet.
Result<void> checkWay(const std::string& path, const Manifest& there)
{
    for (std::string_view folder = parentOf(path); !folder.empty(); folder = parentOf(folder)) {
        const auto found = there.find(std::string(folder));
        if (found == there.end() || found->second.kind == Kind::Folder)
            continue;
        return noFolder(folder, found->second);
    }
    return {};
}

Owner ownerOfFolder(std::string_view path, const ThereHome& there)
{
    for (std::string_view folder = parentOf(path); !folder.empty(); folder = parentOf(folder))
        if (const auto found = there.files.find(std::string(folder)); found != there.files.end())
            return found->second.owner;
    return there.owner;
}

/// Whoever may read may execute.
unsigned executable(unsigned mode)
{
    return mode | ((mode & 0444U) >> 2U);
}

Entry entryAfter(const std::string& path, const Entry& here, const Entry* there, const ThereHome& home)
{
    Entry after{here.kind, here.mode & 0777U & ~othersMayWrite, {}, here.content};
    after.owner = there != nullptr ? there->owner : ownerOfFolder(path, home);
    if (there == nullptr || there->kind != here.kind)
        return after;
    after.mode = there->mode;
    if (here.isExecutable() && !there->isExecutable())
        after.mode = executable(there->mode);
    else if (!here.isExecutable() && there->isExecutable())
        after.mode = there->mode & ~everybodyExecutes;
    return after;
}

std::string octal(unsigned mode)
{
    char digits[8];
    std::snprintf(digits, sizeof digits, "%04o", mode & 07777U);
    return digits;
}

std::string formatOwner(const Owner& owner)
{
    return std::to_string(owner.user) + ":" + std::to_string(owner.group);
}

} // namespace

Result<Differences> compare(const Manifest& here, const ThereHome& there, Surplus surplus)
{
    Differences differences;
    for (const auto& [path, entry] : here) {
        if (auto sound = checkHere(path, entry); !sound)
            return tl::unexpected<Error>(sound.error());
        if (auto sound = checkWay(path, there.files); !sound)
            return tl::unexpected<Error>(sound.error());
        const auto found = there.files.find(path);
        const Entry* old = found == there.files.end() ? nullptr : &found->second;
        if (old != nullptr && entry.kind == Kind::Folder && old->kind != Kind::Folder)
            return noFolder(path, *old);
        if (old != nullptr && entry.kind != Kind::Folder && old->kind == Kind::Folder)
            return obstacle(path, "is a folder there; move it away first");
        Entry after = entryAfter(path, entry, old, there);
        if (old == nullptr)
            differences.push_back({Difference::Deed::Add, path, std::nullopt, std::move(after)});
        else if (*old != after)
            differences.push_back({Difference::Deed::Change, path, *old, std::move(after)});
    }
    for (const auto& [path, entry] : there.files) {
        if (here.contains(path))
            continue;
        if (surplus == Surplus::Removed && !isPlainName(path))
            return obstacle(path,
                            "is only there and has control characters or a backslash in its name; remove it by hand");
        if (surplus == Surplus::Removed)
            differences.push_back({Difference::Deed::Remove, path, entry, std::nullopt});
        else
            differences.push_back({Difference::Deed::Keep, path, entry, entry});
    }
    std::sort(differences.begin(), differences.end(),
              [](const Difference& a, const Difference& b) { return a.path < b.path; });
    return differences;
}

std::size_t countDeeds(const Differences& differences)
{
    return static_cast<std::size_t>(std::count_if(differences.begin(), differences.end(), [](const Difference& each) {
        return each.deed != Difference::Deed::Keep;
    }));
}

std::string_view formatDeed(Difference::Deed deed)
{
    switch (deed) {
    case Difference::Deed::Add: return "added";
    case Difference::Deed::Change: return "changed";
    case Difference::Deed::Remove: return "removed";
    case Difference::Deed::Keep: return "only there";
    }
    return {};
}

std::string describe(const Difference& difference)
{
    const auto& there = difference.there;
    const auto& after = difference.after;
    if (!after || difference.deed == Difference::Deed::Keep)
        return {};
    if (!there)
        return after->isExecutable() ? "executable" : "";
    if (there->kind != after->kind)
        return after->kind == Kind::Link ? "becomes a symbolic link" : "is no symbolic link any more";
    std::string words;
    const auto add = [&](const std::string& more) { words += (words.empty() ? "" : ", ") + more; };
    if (there->isExecutable() != after->isExecutable())
        add(after->isExecutable() ? "becomes executable" : "is not executable any more");
    else if (there->mode != after->mode && after->kind != Kind::Link)
        add("mode " + octal(after->mode) + ", was " + octal(there->mode));
    if (there->owner != after->owner)
        add("owner " + formatOwner(after->owner) + ", was " + formatOwner(there->owner));
    return words;
}

} // namespace spp::deploy
