// SPDX-License-Identifier: MIT
/// Asks the interpreters of a home's plugins, and shellcheck where it is installed, what they think of them; see check/syntax.h.
/// Blocking: starts processes and waits for them, each for some seconds at most; from a thread that may wait.
#pragma once

#include "core/check/check.h"

#include <string>
#include <vector>

namespace spp::runtime
{

/// A script to ask about.
struct ScriptFile
{
    std::string path;  ///< where its bytes are: absolute
    std::string shown; ///< as findings name it
};

std::vector<check::Finding> checkSyntax(const std::vector<ScriptFile>& scripts);

/// All that can be found wrong in a home, without and with the interpreters.
/// @param home absolute
std::vector<check::Finding> checkHomeOnDisk(const std::string& home, const session::Dialect& dialect,
                                            const std::string& smtpPluginsPath = "control/smtpplugins");

} // namespace spp::runtime
