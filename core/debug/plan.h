// SPDX-License-Identifier: MIT
/// What a debugger does in a session without being asked at each stop. A value.
#pragma once

#include "core/debug/breakpoint.h"
#include "core/debug/intervention.h"

#include <vector>

namespace spp::debug
{

/// What the world is said to answer, though nobody asked it.
struct Pretence
{
    enum class Logins { Program, AcceptAll, RefuseAll };

    bool tls = false; ///< STARTTLS succeeds, though nothing is encrypted
    Logins logins = Logins::Program;
};

struct Plan
{
    std::vector<Breakpoint> breakpoints;
    std::vector<Override> overrides;
    Pretence pretence;
    bool tracesShells = false; ///< shell plugins tell what they run
    bool holdsAnswers = false; ///< a plugin's answer is a moment of its own at any pace, so that it can be gone back to
};

} // namespace spp::debug
