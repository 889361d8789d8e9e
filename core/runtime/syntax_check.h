// SPDX-License-Identifier: MIT
/// Asks the interpreters of a home's plugins, and shellcheck where it is installed, what they think of them; see check/syntax.h.
/// Blocking: starts processes and waits for them, each for some seconds at most; from a thread that may wait.
#pragma once

#include "core/check/check.h"
#include "core/runtime/disk_view.h"

#include <functional>
#include <string>
#include <vector>

namespace spp::runtime
{

struct CheckInput
{
    std::string home; ///< absolute
    const session::Dialect& dialect;
    Unsaved unsaved = {}; ///< of Perl the saved texts alone are asked about, for perl -c runs parts of them
    std::string smtpPluginsPath = "control/smtpplugins";
    std::function<bool()> isWanted =
        nullptr; ///< asked now and then; once it says no, what was found so far is returned
};

/// All that can be found wrong in a home, without and with the interpreters.
std::vector<check::Finding> checkHomeOnDisk(const CheckInput& input);

} // namespace spp::runtime
