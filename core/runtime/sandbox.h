// SPDX-License-Identifier: MIT
/// Plugins in a world of their own, made by bubblewrap (bwrap(1)): they see a home at /var/qmail, the path that most of them have built
/// in, and may write there and below /tmp; all else is read-only, and the network is there or not. Thread-safe.
///
/// What differs from a plugin's run without it: standard input is /dev/null, PWD is in the environment, and a crash is told from the
/// exit code that bubblewrap makes of it.
#pragma once

#include "core/base/error.h"
#include "core/runtime/process_spec.h"

#include <string>
#include <utility>
#include <vector>

namespace spp::runtime
{

struct Sandbox
{
    std::string bubblewrap; ///< the program
    std::string home;       ///< seen at /var/qmail; absolute
    std::string temporary;  ///< seen at /tmp
    bool network = false;
    std::string shownHome = {};             ///< the home that it is a copy of, for explanations; empty: it is none
    std::vector<std::string> entrance = {}; ///< a command in front that leads into another network; empty: none
    std::vector<std::pair<std::string, std::string>> covered = {}; ///< a path, and what is seen there
};

/// The path of a bubblewrap that works here. The error says what is missing, and what to do.
Result<std::string> findBubblewrap();

/// How the program is started in there. One that could not be executed stays as it is: its failure is the same in there, and is explained
/// better out here.
ProcessSpec inSandbox(ProcessSpec spec, const Sandbox& sandbox);

} // namespace spp::runtime
