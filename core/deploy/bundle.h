// SPDX-License-Identifier: MIT
/// What a report of a mistake needs: a home without its secrets, a scenario with its files, the trace of its run, versions. As files below
/// one folder; an archive is made of them. Pure.
#pragma once

#include "core/deploy/selection.h"

#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace spp::deploy
{

struct BundleParts
{
    std::string folder;                       ///< that all of it stands in: "spp-report"
    Selection home;                           ///< see select()
    std::string scenario;                     ///< its path in the bundle: "home/dialogs/tour.spp"
    std::map<std::string, std::string> files; ///< of the scenario, by their paths in the bundle
    std::vector<std::string> missing;         ///< files that it names and that stand elsewhere
    std::string trace;                        ///< empty: nothing could be run
    std::string trouble;                      ///< why; printable
    std::string versions;                     ///< one a line
};

struct Bundle
{
    Manifest files;
    std::vector<std::string> leftOut; ///< of the home, since they are private or look so
};

/// With a README.txt that says what is what, and what was left out.
Bundle makeBundle(BundleParts parts);

/// By its name, which says that there are passwords in it; or a private key, see isPrivateKey().
bool isSecret(std::string_view path, const Entry& entry);

} // namespace spp::deploy
