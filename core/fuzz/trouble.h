// SPDX-License-Identifier: MIT
/// What is wrong with plugins in a session, as a fuzzer looks for it: what no input of a client should bring about. Pure.
///
/// Not looked for is what a plugin always does because it is written so, since a single dialog shows it: variables that open the relay,
/// headers that mail servers write, kept replies that repeat, output behind a final command; and what smtpplugins says.
#pragma once

#include "core/trace/timeline.h"

#include <chrono>
#include <cstddef>
#include <string>
#include <vector>

namespace spp::fuzz
{

struct Trouble
{
    std::string plugin;   ///< its line in smtpplugins
    std::string kind;     ///< "crash", "can't-run", "hang", "too-much-output", "exit-1", or a hazard's name
    std::string sentence; ///< what happened
    std::size_t step = 0;
    std::string demand; ///< behind “expect plugin NAME”: what fails as long as it happens

    /// The same trouble, whatever the words.
    bool isLike(const Trouble& other) const { return plugin == other.plugin && kind == other.kind; }
};

/// In the order of the steps.
/// @param ended steps of plugins that were ended because they ran longer than `limit`
std::vector<Trouble> troublesIn(const trace::Timeline& timeline, const std::vector<std::size_t>& ended,
                                std::chrono::milliseconds limit);

} // namespace spp::fuzz
