// SPDX-License-Identifier: MIT
/// What is done to the home there, in an order that is safe for a server that runs: folders, then plugins and control files, then
/// smtpplugins, which names them, and at last what goes away. Each step is a rename or less. As text the steps are what core/deploy/script.h
/// reads, and are kept with the backup, so that they can be taken back. Pure.
///
/// A line of that text: VERB, WAS, SUM, OWNER, MODE and PATH, with tabs between them.
///   put     none    -                 0:0   755  plugins/policy        comes to its place
///   put     file    3015617425 14     0:0   644  control/me            was a file with this sum and size
///   put     link    other-policy      0:0   777  plugins/policy        was a symbolic link
///   remove  file    3015617425 14     0:0   644  control/me
///   folder  none    -                 0:0   755  plugins/more          is made
///   unfolder folder -                 0:0   755  plugins/more          goes, if nothing is in it
#pragma once

#include "core/deploy/difference.h"

#include <string>
#include <string_view>
#include <vector>

namespace spp::deploy
{

/// What a deployment leaves behind: enough to take it back.
struct Backup
{
    struct Touched
    {
        std::string path;
        bool existed = false;
        bool wasFolder = false;
        Entry folder; ///< of a folder that went: itself
    };

    std::vector<Touched> touched;
    Manifest old; ///< files and links, as they were
};

/// Those that change something, in their order.
Differences inOrder(const Differences& differences);

std::string formatSteps(const Differences& ordered);
/// The same backwards.
std::string formatStepsBackwards(const Differences& ordered);

/// Everything that travels: the steps, and below new/ the files to be put.
std::string formatPayload(const Differences& differences);

/// What was read of a backup's folder: steps, and below old/ the files as they were.
Result<Backup> parseBackup(const Manifest& folder);

/// What has to be done to take it back. What became of a file since then is no matter: the difference shows it, and it is kept in turn.
Differences compareWithBackup(const Backup& backup, const Manifest& there);

} // namespace spp::deploy
