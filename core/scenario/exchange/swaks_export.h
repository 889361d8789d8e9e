// SPDX-License-Identifier: MIT
/// A session of a scenario as command lines of swaks(1), one for each message: to be pasted into a shell, against a server elsewhere.
/// Pure.
#pragma once

#include "core/scenario/dialog.h"

#include <string>
#include <vector>

namespace spp::scenario
{

struct SwaksCommands
{
    std::vector<std::string> lines;   ///< for a POSIX shell
    std::vector<std::string> remarks; ///< what they don't say, printable
};

/// @param server "mx.example.org:25"
/// @param folder of the scenario, which messages are named relative to: empty, or with a slash at its end
SwaksCommands exportSwaks(const Dialog& dialog, const std::string& server, const std::string& folder = {});

} // namespace spp::scenario
