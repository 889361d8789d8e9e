// SPDX-License-Identifier: MIT
/// Runs the deployment's script (core/deploy/script.h) where a home is: by sh here, or through the system's ssh, so that a person's
/// configuration, keys, agent and known hosts count. Nothing is asked: what needs a password fails, and says so.
/// Blocking, for as long as it takes; from a thread that may wait. Thread-safe.
#pragma once

#include "core/deploy/script.h"
#include "core/deploy/target.h"

#include <stop_token>
#include <string>
#include <string_view>

namespace spp::runtime
{

struct ScriptRun
{
    std::string output;
    bool hasSucceeded = false; ///< by its exit status
    std::string trouble;       ///< what was complained of last, printable; it need not have been the end
};

/// @param rest what belongs to the command, see deploy::Command
/// Fails if nothing could be run, if it printed more than a home can be, or if it was asked to stop before its end.
Result<ScriptRun> runScript(const deploy::Target& target, deploy::Command command, std::string_view rest,
                            const std::stop_token& stop);

} // namespace spp::runtime
