// SPDX-License-Identifier: MIT
/// A plugin under its debugger in this program's own terminal, while a session is held. Blocking.
#pragma once

#include "core/base/error.h"
#include "core/plugin/call.h"

#include <string>

namespace spp::cli
{

/// The call with the debugger that fits the plugin in its place. The error says what is missing.
Result<plugin::Call> findDebugger(const plugin::Call& call);

/// Runs it to its end, with the call's environment, entry by entry, and no other. @return how it ended, in a sentence
std::string runHere(const plugin::Call& debugger);

} // namespace spp::cli
