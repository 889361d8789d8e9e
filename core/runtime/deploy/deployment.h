// SPDX-License-Identifier: MIT
/// A home is compared with another one, deployed to it, and taken back: what `spp deploy` and the workbench's dialog do. core/deploy
/// decides what is different and in which order things are done; the script there does them.
/// Blocking: reads disks, starts processes, talks through ssh; from a thread that may wait. Thread-safe. Each can be stopped, and fails
/// then.
#pragma once

#include "core/deploy/difference.h"
#include "core/deploy/script.h"
#include "core/deploy/selection.h"
#include "core/deploy/target.h"

#include <stop_token>
#include <string>
#include <vector>

namespace spp::runtime
{

struct DeployOrder
{
    std::string home; ///< that is deployed
    deploy::Target target;
    deploy::Choice choice;
    deploy::Surplus surplus = deploy::Surplus::Kept;
};

struct HomeComparison
{
    deploy::Look::State state = deploy::Look::State::Clean; ///< with another one nothing is compared
    std::string process;                                    ///< that is at work there, if Busy
    deploy::Differences differences;
    std::vector<std::string> privateKeys; ///< here, left out, since nobody named them
    std::vector<std::string> backups;     ///< there, the newest first
};

/// What of a home here travels.
Result<deploy::Selection> readHomeFiles(const std::string& home, const deploy::Choice& choice,
                                        const std::stop_token& stop);

Result<HomeComparison> compareHomes(const DeployOrder& order, const std::stop_token& stop);

/// Only which backups there are, and the state.
Result<HomeComparison> listBackups(const deploy::Target& target, const std::stop_token& stop);

/// With what a backup there would bring back. @param backup its name
Result<HomeComparison> compareWithBackup(const deploy::Target& target, const std::string& backup,
                                         const std::stop_token& stop);

struct Deployed
{
    deploy::Outcome::Kind kind = deploy::Outcome::Kind::Failed;
    std::string words; ///< Done: the backup's name; else a sentence
};

/// Does what the differences say, if everything there is still as they have it: else nothing.
Deployed apply(const deploy::Target& target, const deploy::Differences& differences, const std::stop_token& stop);

/// Finishes a deployment that was interrupted, or takes it back.
enum class Recovery { Finish, Undo };
Deployed recover(const deploy::Target& target, Recovery recovery, const std::stop_token& stop);

} // namespace spp::runtime
