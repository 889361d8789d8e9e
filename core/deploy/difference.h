// SPDX-License-Identifier: MIT
/// What is different between the home here and the one that it is deployed to, and what each file there will be like. Pure.
///
/// A file that is there keeps its owner and its mode, but that it becomes executable, or ceases to be, as it is here. A new one gets the
/// owner of the folder that it comes into, and the mode that it has here without others' right to write and without set-uid bits. So
/// nobody's umask and nobody's user number travel to a server.
#pragma once

#include "core/deploy/manifest.h"

#include <optional>
#include <string>
#include <vector>

namespace spp::deploy
{

struct Difference
{
    enum class Deed { Add, Change, Remove, Keep };

    Deed deed = Deed::Change; ///< Keep: it is only there, and stays
    std::string path;
    std::optional<Entry> there; ///< as it is
    std::optional<Entry> after; ///< as it will be

    bool operator==(const Difference&) const = default;
};

using Differences = std::vector<Difference>;

struct ThereHome
{
    Manifest files;
    Owner owner; ///< of the home's folder
};

enum class Surplus { Kept, Removed }; ///< what is only there

/// By path. Fails if something here can't come to its place there (a folder where a file is, a path through a symbolic link), or should
/// not (a link that leads out of the home, a name with control characters).
Result<Differences> compare(const Manifest& here, const ThereHome& there, Surplus surplus);

/// How many of them change something.
std::size_t countDeeds(const Differences& differences);

/// "added", "changed", "removed", "only there"
std::string_view formatDeed(Difference::Deed deed);
/// What is different besides the bytes, or instead: "becomes executable", "mode 0755, was 0700"; empty: nothing is.
std::string describe(const Difference& difference);

} // namespace spp::deploy
