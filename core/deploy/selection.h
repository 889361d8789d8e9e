// SPDX-License-Identifier: MIT
/// What of a home is deployed: its control files, its plugins, and what a person names. Never the queue, mail or logs; private keys only
/// by their names. Pure.
#pragma once

#include "core/deploy/manifest.h"

#include <string>
#include <string_view>
#include <vector>

namespace spp::deploy
{

/// What a person names, relative to the home: files, or folders with all that is in them.
struct Choice
{
    std::vector<std::string> included;
    std::vector<std::string> excluded;

    bool operator==(const Choice&) const = default;
};

/// The files and folders to look at. @param pluginFiles those that smtpplugins names, relative to the home or absolute
/// Fails if a person includes what must not travel.
Result<std::vector<std::string>> rootsOf(const std::vector<std::string>& pluginFiles, const Choice& choice);

struct Selection
{
    Manifest files;
    std::vector<std::string> privateKeys; ///< left out, since nobody named them
};

/// Of what is below the roots. Hidden files, editors' backups and what interpreters leave behind are left out, too.
Selection select(Manifest all, const Choice& choice);

/// By its name or by what is in it; such a file is shown to nobody.
bool isPrivateKey(std::string_view path, const Entry& entry);

} // namespace spp::deploy
