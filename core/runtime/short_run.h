// SPDX-License-Identifier: MIT
/// Runs a program that answers a question and ends: what it printed, within bounds. For tools of ours, not for plugins.
/// The program must be started on the loop that the coroutine runs on.
#pragma once

#include "core/plugin/call.h"
#include "core/runtime/process_spec.h"

#include <asio/awaitable.hpp>

#include <chrono>
#include <string>
#include <vector>

namespace spp::runtime
{

struct ShortRun
{
    plugin::Exit exit;  ///< CutOff if its time was up
    std::string output; ///< as much as is kept
    std::string log;
};

/// Output and log are captured; standard input is empty.
asio::awaitable<ShortRun> runShortly(ProcessSpec spec, std::chrono::milliseconds limit);

/// The same with a loop of its own, and the environment of this program: blocking.
/// @param command its path, and its arguments
ShortRun runNow(const std::vector<std::string>& command, const std::string& directory, std::chrono::milliseconds limit);

} // namespace spp::runtime
