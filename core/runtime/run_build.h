// SPDX-License-Identifier: MIT
/// Builds a plugin from its source, by the command that the source names. Blocking, for up to two minutes; from a thread that may wait.
/// Thread-safe.
#pragma once

#include "core/check/finding.h"

#include <functional>
#include <string>
#include <vector>

namespace spp::runtime
{

struct BuildRun
{
    bool isSource = false; ///< false: it names no command, and nothing was done
    bool succeeded = false;
    std::string command;
    std::vector<check::Finding> findings; ///< at least one if it failed; of the file as it was named
    std::string report;                   ///< all that the command said, as much as is kept
};

/// @param home absolute
/// @param source relative to it
/// @param isWanted asked now and then; once it says no, the command is killed
BuildRun runBuild(const std::string& home, const std::string& source, const std::function<bool()>& isWanted = nullptr);

} // namespace spp::runtime
